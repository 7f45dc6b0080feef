"""Personal codes come into being and are handed out once."""

import re
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from chalicelib.contest.identity import hash_of_code, pid_of, read_code
from office.commands.people import HandOut, hand_out_codes, reset_one_code
from office.commands.project import CommandError, Project, read_moment
from office.commands.simulate import simulate_rounds
from office.texts import text
from tests.office.people.office_lists import BY_ROSTER, ROSTER_CSV, contest_folder

CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
SITE = "https://thi.example.vn/"
NEWCOMER = "019099009003,Đỗ Thử,2000-01-01,phuong-2,,\n"


def project(folder: Path) -> Project:
    """Return the contest a week before its first round."""
    return Project(root=folder.parent, folder=folder, at=read_moment("2021-10-04 08:00"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return contest_folder(tmp_path / "contest", roster_csv=ROSTER_CSV)


def pages(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def codes_in(path: Path) -> list[str]:
    """Return the codes that a file holds, each of which passes its own check."""
    if path.suffix == ".pdf":
        found = CODE.findall(pages(path))
    else:
        rows = openpyxl.load_workbook(path).active.values
        found = [str(cell) for row in rows for cell in row if CODE.fullmatch(str(cell))]
    return [read_code(code) for code in found]


def hand_out(folder: Path, out: Path, **options: Any) -> list[str]:
    wanted = HandOut(out=out, **{"site": SITE, **options})
    return hand_out_codes(project(folder), wanted, lambda _: None)


def names(out: Path) -> list[str]:
    return sorted(path.name for path in out.iterdir())


def whose(folder: Path, *codes: str) -> list[str]:
    """Return the ends of the identifiers whose code in force each is; empty where it is void."""
    contest = project(folder)
    with contest.workshop() as workshop:
        backend, id_ = workshop.desks.backend, contest.contest.id
        secret = backend.secrets.entry(id_).people
        owners = {}
        for entry in contest.loaded.roster:
            person = backend.people.get_person(id_, pid_of(id_, entry.identifier, secret))
            if person is not None:
                owners[person.code_hash] = entry.identifier[-4:]
        return [owners.get(hash_of_code(secret, id_, code), "") for code in codes]


def test_every_unit_gets_its_slips_and_the_codes_on_them_are_those_in_force(
    folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "slips"

    told = hand_out(folder, out)

    assert told == [
        "Đã cấp mã cho 2 người mới; 0 người đã có mã từ trước, không in lại.",
        f"  {out / 'phuong-1.pdf'}: 1 người",
        f"  {out / 'phuong-2.pdf'}: 1 người",
        "Mã chỉ có trong các tệp này và không in lại được. In hoặc gửi xong, hãy xóa tệp.",
    ]
    printed = [*codes_in(out / "phuong-1.pdf"), *codes_in(out / "phuong-2.pdf")]
    assert whose(folder, *printed) == ["9001", "9002"]


def test_a_second_run_prints_nobody_twice(folder: Path, tmp_path: Path) -> None:
    hand_out(folder, tmp_path / "slips")

    told = hand_out(folder, tmp_path / "slips")

    assert told == [
        "Không có ai mới: mọi người trong danh sách đều đã có mã. "
        "Ai mất mã: build.py people reset MÃ-ĐỊNH-DANH"
    ]
    assert names(tmp_path / "slips") == ["phuong-1.pdf", "phuong-2.pdf"]
    assert whose(folder, *codes_in(tmp_path / "slips" / "phuong-1.pdf")) == ["9001"]


def test_newcomers_get_a_file_of_their_own_and_the_former_one_stays(
    folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "slips"
    hand_out(folder, out)
    first = (out / "phuong-2.pdf").read_bytes()
    (folder / "roster.csv").write_text(ROSTER_CSV + NEWCOMER, encoding="utf-8")

    told = hand_out(folder, out)

    assert told[:2] == [
        "Đã cấp mã cho 1 người mới; 2 người đã có mã từ trước, không in lại.",
        f"  {out / 'phuong-2-2.pdf'}: 1 người",
    ]
    assert (out / "phuong-2.pdf").read_bytes() == first
    assert len(codes_in(out / "phuong-2-2.pdf")) == 1


def test_only_their_owner_may_read_the_files_of_a_unit_and_those_below_and_codes_stand_nowhere_else(
    folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "slips"

    told = hand_out(folder, out, merge=True, units=("thanh-pho",))

    codes = [code for path in sorted(out.iterdir()) for code in codes_in(path)]
    assert len(codes) == 2
    assert {stat.S_IMODE(path.stat().st_mode) for path in out.iterdir()} == {0o600}
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    elsewhere = [path for path in tmp_path.rglob("*") if path.is_file() and path.parent != out]
    assert any(path.name == "state.json" for path in elsewhere)
    for code in codes:
        plain = code.replace("-", "").encode()
        assert code not in "".join(told)
        assert not [p for p in elsewhere if plain in p.read_bytes().replace(b"-", b"")]


def test_a_table_for_a_mail_merge_has_one_row_a_person(folder: Path, tmp_path: Path) -> None:
    hand_out(folder, tmp_path / "slips", merge=True, units=("phuong-1",))

    assert names(tmp_path / "slips") == ["phuong-1.xlsx"]
    heads, row = openpyxl.load_workbook(tmp_path / "slips" / "phuong-1.xlsx").active.values
    assert dict(zip(heads, row, strict=True)) == {
        "STT": 1,
        "Họ và tên": "Lê Mẫu",
        "Đơn vị": "Phường 1",
        "Số cuối mã định danh": "•••• 9001",
        "Số điện thoại": "0912345678",
        "Mã dự thi": codes_in(tmp_path / "slips" / "phuong-1.xlsx")[0],
        "Địa chỉ trang thi": SITE,
    }


def test_a_unit_whose_slips_are_lost_gets_other_codes_and_no_other_unit_does(
    folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "slips"
    hand_out(folder, out)

    told = hand_out(folder, out, units=("phuong-1",), renew=True)

    files = ("phuong-1.pdf", "phuong-1-2.pdf", "phuong-2.pdf")
    printed = [code for name in files for code in codes_in(out / name)]
    assert whose(folder, *printed) == ["", "9001", "9002"]
    assert told[:3] == [
        "Đã cấp mã cho 0 người mới.",
        "Đã cấp mã khác cho 1 người đã có mã; mã cũ hết hiệu lực.",
        f"  {out / 'phuong-1-2.pdf'}: 1 người",
    ]


def test_one_person_gets_another_code_that_is_shown_this_once(folder: Path, tmp_path: Path) -> None:
    hand_out(folder, tmp_path / "slips")

    told = reset_one_code(project(folder), "019-099-009.001")

    code = CODE.findall(told[0])[0]
    assert told == [
        f"Mã dự thi mới của Lê Mẫu: {code}",
        "Mã chỉ hiện lần này; mã cũ hết hiệu lực. Hãy báo riêng cho người đó.",
    ]
    assert whose(folder, code) == ["9001"]


@pytest.mark.parametrize("identifier", ["019099009009", "?"])
def test_nobody_gets_a_code_who_was_not_enrolled(identifier: str, folder: Path) -> None:
    with pytest.raises(CommandError) as error:
        reset_one_code(project(folder), identifier)

    assert str(error.value) == (
        f"Chưa ai có mã định danh {identifier} được cấp mã dự thi. Hãy kiểm tra lại từng ký tự."
    )


def test_a_unit_may_be_named_by_its_name(folder: Path, tmp_path: Path) -> None:
    hand_out(folder, tmp_path / "slips", merge=True, units=("PHƯỜNG 1",))

    assert names(tmp_path / "slips") == ["phuong-1.xlsx"]


def test_who_simulates_beside_codes_of_real_people_is_told(folder: Path) -> None:
    contest = project(folder)

    told = simulate_rounds(
        contest, contest.contest.rounds[0].id, entrants=1, seed=1, progress=lambda _: lambda: None
    )

    assert told[1:-1] == [text("command.simulated_beside_roster", folder=contest.state_folder)]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"units": ("phuong-3",)}, "Không có đơn vị “phuong-3”. Có phải bạn định ghi “phuong-2”?"),
        ({"renew": True}, "Ghi --renew thì phải ghi cả --unit: mã của cả đơn vị đó sẽ đổi."),
        (
            {"site": "thi.example.vn"},
            "Địa chỉ trang thi phải bắt đầu bằng https:// hoặc http://: thi.example.vn",
        ),
    ],
)
def test_what_cannot_be_done_is_refused_before_anybody_is_enrolled(
    options: dict[str, Any], expected: str, folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(CommandError) as error:
        hand_out(folder, tmp_path / "slips", **options)

    assert str(error.value) == expected
    assert not (tmp_path / ".build").exists()


def test_a_folder_that_cannot_be_written_to_is_refused_before_anybody_is_enrolled(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "slips").write_text("a file", encoding="utf-8")

    with pytest.raises(CommandError) as error:
        hand_out(folder, tmp_path / "slips")

    assert str(error.value) == (
        f"Không ghi được vào {tmp_path / 'slips'}: đã có tệp trùng tên. Hãy xem ổ đĩa còn chỗ và "
        "thư mục cho phép ghi, hoặc chọn nơi khác, rồi chạy lại lệnh."
    )
    assert not (tmp_path / ".build").exists()


def test_nobody_is_enrolled_where_the_files_could_not_be_written(
    folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "slips"
    wanted = HandOut(out=out, site=SITE)

    with pytest.raises(CommandError) as error:
        hand_out_codes(project(folder), wanted, lambda _: out.rmdir())

    assert str(error.value).splitlines()[0] == (
        f"Không ghi được vào {out}: không có tệp hoặc thư mục này. Hãy xem ổ đĩa còn chỗ và thư "
        "mục cho phép ghi, hoặc chọn nơi khác, rồi chạy lại lệnh."
    )
    told = hand_out(folder, out)
    assert told[0].startswith("Đã cấp mã cho 2 người mới; 0 người đã có mã từ trước")


def test_an_open_contest_and_one_without_a_roster_hand_nothing_out(tmp_path: Path) -> None:
    no_list = contest_folder(tmp_path / "no-list")
    by_all = contest_folder(
        tmp_path / "open", contest_yml=BY_ROSTER.replace("mode: roster", "mode: open")
    )
    said = []
    for each in (no_list, by_all):
        with pytest.raises(CommandError) as error:
            hand_out(each, tmp_path / "slips")
        said.append(str(error.value).split(".")[0])

    assert said == [
        "Chưa có danh sách người dự thi",
        "Thể lệ ghi entry",
    ]
    assert not (tmp_path / "slips").exists()


def test_a_correction_that_comes_too_late_says_whose_it_is(folder: Path, tmp_path: Path) -> None:
    hand_out(folder, tmp_path / "slips")
    with project(folder).workshop() as workshop:
        people = workshop.desks.backend.people
        for person in list(people.people(workshop.desks.contest_id)):
            agreed = replace(person, consent_version=1, consented_at=1)
            people.change_person(workshop.desks.contest_id, person, agreed)
    moved = ROSTER_CSV.replace("1990-02-28,phuong-1", "1990-02-28,phuong-2")
    (folder / "roster.csv").write_text(moved + NEWCOMER, encoding="utf-8")

    with pytest.raises(CommandError) as error:
        hand_out(folder, tmp_path / "slips")

    assert str(error.value) == (
        "Không cấp được mã cho Lê Mẫu (•••• 9001): Đơn vị không đổi được nữa, vì người này đã vào "
        "thi. Chưa cấp mã cho ai."
    )
