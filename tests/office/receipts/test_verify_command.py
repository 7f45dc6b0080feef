"""``build.py verify``: what an office or anybody else learns of a receipt, offline."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scene import SUBMIT_ID, make_scene
from typer.testing import CliRunner, Result

import build
from chalicelib.use_cases.answer import submit_attempt
from chalicelib.use_cases.receipts import PUBLIC_KEY_FILE
from office.commands.project import CommandError, Project
from office.commands.receipts import local_key, verify_receipt
from office.receipts.proof import BadFileError, Proof, key_of, read_proof
from office.receipts.verify import Part, verify
from tests.office.contest_file.contest_folders import write_folder


def make_proof() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a receipt's file of an attempt, and the published key."""
    scene = make_scene()
    started = scene.start(scene.register().code)
    answers = scene.right_answers(started)
    receipt = submit_attempt(
        scene.desks.entry,
        token=started.token,
        submit_id=SUBMIT_ID,
        revision=1,
        answers=answers,
        arrived_at=started.attempt.started_at + 83_456,
    )
    key = scene.desks.backend.public.get(PUBLIC_KEY_FILE)
    assert key is not None
    return {"receipt": asdict(receipt), "answers": answers}, json.loads(key)


PROOF, KEY = make_proof()
RECEIPT = PROOF["receipt"]
CODE, KEY_ID = RECEIPT["code"], RECEIPT["key_id"]
ABOUT = [
    f"Biên nhận {CODE}, cuộc thi hoi-dap-2021, vòng tuan-1",
    "  Bắt đầu 08:01:00 ngày 10/10/2021; nộp bài 08:02:23 ngày 10/10/2021; "
    "thời gian làm bài 1:23,456.",
    "  Đã trả lời 3/3 câu.",
]
SIGNED = f"ĐÚNG: Biên nhận do hệ thống cấp, chưa bị sửa: chữ ký khớp với khóa {KEY_ID}."
NOT_SIGNED = (
    f"SAI: Chữ ký không khớp với khóa {KEY_ID}: biên nhận không do hệ thống cấp, hoặc có chỗ "
    "(mã, giờ, số câu, dấu vân tay, chữ ký) đã bị sửa."
)
COMMITTED = "ĐÚNG: Các câu trả lời trong tệp đúng là bài mà hệ thống đã nhận: dấu vân tay khớp."
PUBLIC_KEY = (
    f"Khóa công khai dùng để kiểm tra: {KEY['public_key']}. "
    "Hãy đối chiếu với khóa mà Ban Tổ chức đã công bố."
)


def run(folder: Path, proof: object, key: object = KEY) -> Result:
    for name, value in (("receipt.json", proof), ("key.json", key)):
        text = value if isinstance(value, str) else json.dumps(value)
        (folder / name).write_text(text, encoding="utf-8")
    typed = ["verify", str(folder / "receipt.json"), "--key", str(folder / "key.json")]
    return CliRunner().invoke(build.app, typed)


def test_a_good_receipt_is_said_to_be_good_in_all_its_parts(tmp_path: Path) -> None:
    result = run(tmp_path, PROOF)

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [*ABOUT, SIGNED, COMMITTED, PUBLIC_KEY]


def test_a_receipt_without_its_answers_is_verified_as_far_as_it_goes(tmp_path: Path) -> None:
    result = run(tmp_path, {"receipt": RECEIPT})

    assert result.exit_code == 0
    assert result.stdout.splitlines()[3:-1] == [
        SIGNED,
        "CHƯA RÕ: Tệp không kèm câu trả lời, nên chỉ kiểm tra được phần còn lại.",
    ]


def test_each_part_that_does_not_hold_is_named_and_the_exit_code_is_1(tmp_path: Path) -> None:
    earlier = {**RECEIPT, "submitted_at": RECEIPT["submitted_at"] - 60_000}

    result = run(tmp_path, {"receipt": earlier, "answers": {}})

    assert result.exit_code == 1
    assert result.stdout.splitlines()[3:-1] == [
        NOT_SIGNED,
        "SAI: Giờ bắt đầu cộng thời gian làm bài không bằng giờ nộp: có mốc thời gian đã bị sửa.",
        "SAI: Các câu trả lời (hoặc số ngẫu nhiên) trong tệp không khớp với dấu vân tay ghi trong "
        "biên nhận.",
    ]


def test_a_receipt_of_another_contest_or_key_is_said_to_be_one(tmp_path: Path) -> None:
    other_contest = run(tmp_path, PROOF, {**KEY, "contest": "khac"}).stdout.splitlines()[3]
    other_key = run(tmp_path, {"receipt": {**RECEIPT, "key_id": "0" * 16}}).stdout.splitlines()[3]

    assert [other_contest, other_key] == [
        "SAI: Biên nhận ghi cuộc thi hoi-dap-2021, còn khóa là của cuộc thi khac. Hãy lấy tệp khóa "
        "của đúng cuộc thi.",
        f"SAI: Biên nhận ghi khóa {'0' * 16}, còn khóa được dùng để kiểm tra là {KEY_ID}. Hãy lấy "
        "tệp khóa từ trang của cuộc thi; nếu vẫn khác, biên nhận không do hệ thống cấp.",
    ]


ANY_VALUE = st.one_of(
    st.integers(min_value=-1, max_value=2**50), st.text(max_size=20), st.just("0" * 64)
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(RECEIPT)), value=ANY_VALUE)
def test_any_change_of_any_field_makes_it_fail(tmp_path: Path, name: str, value: object) -> None:
    changed = {**RECEIPT, name: value}
    file = tmp_path / "changed.json"
    file.write_text(json.dumps({**PROOF, "receipt": changed}), encoding="utf-8")

    try:
        findings = verify(read_proof(file), key_of(KEY, "key"))
    except BadFileError:
        holds = False
    else:
        holds = all(finding.holds for finding in findings)

    assert holds == (value == RECEIPT[name])


@given(
    question=st.one_of(st.sampled_from(sorted(PROOF["answers"])), st.text(max_size=5)),
    answer=st.text(max_size=3),
)
def test_any_other_answer_makes_it_fail_and_the_signature_still_holds(
    question: str, answer: str
) -> None:
    answers = {**PROOF["answers"], question: answer}

    findings = verify(Proof(receipt=RECEIPT, answers=answers), key_of(KEY, "key"))

    assert [(finding.part, finding.holds) for finding in findings] == [
        (Part.SIGNATURE, True),
        (Part.ANSWERS, answers == PROOF["answers"]),
    ]


@given(place=st.integers(min_value=0, max_value=511))
def test_any_bit_of_the_signature_counts(place: int) -> None:
    number = int(RECEIPT["signature"], 16) ^ 1 << place
    changed = {**RECEIPT, "signature": f"{number:0128x}"}

    findings = verify(Proof(receipt=changed, answers=None), key_of(KEY, "key"))

    assert [finding.holds for finding in findings] == [False, None]


def without(name: str) -> dict[str, Any]:
    return {"receipt": {key: value for key, value in RECEIPT.items() if key != name}}


BAD_FORM = "mục “{}” của biên nhận bị thiếu, bị thừa hoặc ghi sai dạng."
BAD_FILES: dict[str, tuple[object, str]] = {
    "damaged": (
        "{",
        " không phải tệp biên nhận: nội dung không phải JSON hoặc đã hỏng. Hãy dùng đúng tệp đã "
        "tải về, không mở ra lưu lại bằng chương trình khác.",
    ),
    "deep": (
        "[" * 200_000,
        " không phải tệp biên nhận: nội dung không phải JSON hoặc đã hỏng. Hãy dùng đúng tệp đã "
        "tải về, không mở ra lưu lại bằng chương trình khác.",
    ),
    "a list": ([], " không phải tệp biên nhận: thiếu phần “receipt”."),
    "large": (" " * 1_000_001, " quá lớn, không phải tệp biên nhận (nhỏ hơn 1 MB)."),
    "unsigned": (
        without("signature"),
        ": biên nhận này không có chữ ký (được tải trước khi hệ thống ký biên nhận). Hãy mở lại "
        "trang dự thi trên máy đã nộp bài để tải biên nhận mới.",
    ),
    "of tomorrow": (
        {"receipt": {**RECEIPT, "version": 2}},
        ": biên nhận thuộc phiên bản mà chương trình này chưa biết. Hãy dùng bản chương trình mới "
        "hơn.",
    ),
    "without a field": (without("nonce"), ": " + BAD_FORM.format("nonce")),
    "with one more": ({"receipt": {**RECEIPT, "score": 10}}, ": " + BAD_FORM.format("score")),
    "a wrong type": (
        {"receipt": {**RECEIPT, "answered": True}},
        ": " + BAD_FORM.format("answered"),
    ),
    "a terminal's sign": (
        {"receipt": {**RECEIPT, "code": "\x1b[2J"}},
        ": " + BAD_FORM.format("code"),
    ),
    "an hour that nobody can write": (
        {"receipt": {**RECEIPT, "started_at": 10**18}},
        ": " + BAD_FORM.format("started_at"),
    ),
    "bad answers": (
        {**PROOF, "answers": {"q": 1}},
        ": phần “answers” (câu trả lời) ghi sai dạng.",
    ),
}


@pytest.mark.parametrize("what", BAD_FILES)
def test_a_bad_file_gets_one_clear_message(tmp_path: Path, what: str) -> None:
    value, message = BAD_FILES[what]

    result = run(tmp_path, value)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"{tmp_path / 'receipt.json'}{message}\n"


@pytest.mark.parametrize(
    "key",
    [{}, [], {**KEY, "key_id": "0" * 16}, {**KEY, "algorithm": "RSA"}, {**KEY, "public_key": "0"}],
)
def test_a_file_that_holds_no_key_is_refused(tmp_path: Path, key: object) -> None:
    result = run(tmp_path, PROOF, key)

    assert (result.exit_code, result.stdout) == (1, "")
    assert "không phải" in result.stderr


def test_without_a_file_the_key_is_that_of_the_contest_s_state_here(tmp_path: Path) -> None:
    project = Project(root=tmp_path, folder=write_folder(tmp_path / "contest"))

    with pytest.raises(CommandError, match="Trên máy này chưa có khóa công khai"):
        local_key(project)
    assert not project.state_folder.exists()

    with project.workshop() as workshop:
        data = workshop.backend.public.get(PUBLIC_KEY_FILE)
    assert data is not None
    assert local_key(project) == key_of(json.loads(data), "key")

    file = tmp_path / "receipt.json"
    file.write_text(json.dumps(PROOF), encoding="utf-8")
    assert verify_receipt(file, None, lambda: project).holds is False
