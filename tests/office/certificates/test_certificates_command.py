"""``build.py certificates`` as an office runs it, on a contest of this computer."""

import os
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from typer.testing import CliRunner

import build
from chalicelib.contest.acts import ActName
from office.certificates.files import TEMPLATE
from office.certificates.register import register_files
from office.certificates.sheets import Wording
from office.commands import acts, certificate_register, certificates, site
from office.commands.certificates import Printing
from office.commands.project import CommandError, Project
from office.commands.simulate import simulate_rounds
from office.local.memory.files import MemoryPublicFiles
from office.local.state_folder import StateInUseError

ROOT = Path(__file__).parents[3]
PROMISE = "prizes:\n  certificates: {name: Giấy chứng nhận hoàn thành, pass_percent: 80}\n"
WORDING = Wording(site="https://thi.example.gov.vn")


def silent(_: object) -> object:
    return lambda: None


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Play song-cong-2021 with a promise to who passes: one round published, one only closed."""
    root = tmp_path_factory.mktemp("office")
    shutil.copytree(ROOT / "examples" / "song-cong-2021", root / "contest")
    file = root / "contest" / "contest.yml"
    written = file.read_text(encoding="utf-8")
    file.write_text(written.replace("prizes:\n", PROMISE, 1), encoding="utf-8")
    project = Project(root=root, folder=root / "contest")
    simulate_rounds(project, None, entrants=8, seed=3, progress=silent)  # type: ignore[arg-type]
    acts.run_act(project, ActName.CLOSE, None)
    acts.run_act(project, ActName.PUBLISH, "tuan-1")
    return root


@pytest.fixture
def project(played: Path, tmp_path: Path) -> Project:
    root = tmp_path / "root"
    shutil.copytree(played, root)
    return Project(root=root, folder=root / "contest")


def pages(file: Path) -> list[str]:
    document = pypdfium2.PdfDocument(file.read_bytes())
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_one_file_holds_every_certificate_and_what_to_know_is_told(project: Project) -> None:
    told = certificates.print_certificates(project, Printing(wording=WORDING))

    file = project.root / ".build" / "certificates" / "song-cong-2021" / "giay-tat-ca.pdf"
    count, persons, units = map(int, re.findall(r"\d+", told[-6].partition(" vào ")[0]))
    assert len(pages(file)) == count == persons + units
    assert told[-6:-1] == [
        f"Đã in {count} giấy ({persons} cá nhân, {units} đơn vị) vào {file}",
        f"Đã ghi {count} giấy vào sổ kiểm tra; sổ có trên trang web sau khi dựng lại trang.",
        "Mã QR dẫn tới https://thi.example.gov.vn/kiem-tra/ – hãy quét thử một giấy trước khi in "
        "cả loạt.",
        "Lưu ý: kết quả Tuần 2 chưa công bố; không trao giấy trước giờ công bố.",
        "Lưu ý: kết quả Chung cuộc chưa công bố; không trao giấy trước giờ công bố.",
    ]
    assert told[-1].startswith("Việc tiếp theo: Công bố kết quả Tuần 2")


def test_the_same_run_twice_gives_the_same_bytes_and_the_same_state(project: Project) -> None:
    printing = Printing(scope="tuan-1", each=True, out=project.root / "out", wording=WORDING)
    certificates.print_certificates(project, printing)
    first = files_of(project.root / "out")
    state = (project.state_folder / "state.json").read_bytes()

    certificates.print_certificates(project, printing)

    assert files_of(project.root / "out") == first
    assert all(re.fullmatch(r"tuan-1-\d{3}-[a-z-]+\.pdf", name) for name in first)
    assert (project.state_folder / "state.json").read_bytes() == state


def test_the_register_is_written_by_one_command_at_a_time(project: Project) -> None:
    printing = Printing(scope="contest", out=project.root / "out", wording=WORDING)
    certificates.print_certificates(project, printing)
    code = re.findall(r"Mã kiểm tra: (\S+)", pages(project.root / "out" / "giay-contest.pdf")[0])[0]

    with certificate_register.register_held(project):
        with pytest.raises(StateInUseError):
            certificates.print_certificates(project, printing)
        with pytest.raises(StateInUseError):
            certificate_register.revoke_certificate(project, code, "In sai tên")

    assert certificate_register.revoke_certificate(project, code, "In sai tên").startswith(
        "Đã thu hồi"
    )


class Busy(MemoryPublicFiles):
    """Public files that another computer writes right before each write of ours."""

    def put_if_unchanged(
        self, name: str, data: bytes, *, before: bytes | None, content_type: str
    ) -> bool:
        return False


def test_where_other_computers_write_the_register_all_the_time_the_command_says_so(
    project: Project,
) -> None:
    told = (
        "Máy khác đang ghi sổ kiểm tra giấy khen, giấy chứng nhận nên chưa in, chưa thu hồi giấy "
        "nào. Hãy chạy lại lệnh này sau một phút."
    )
    printing = Printing(scope="contest", out=project.root / "out", wording=WORDING)
    certificates.print_certificates(project, printing)
    code = re.findall(r"Mã kiểm tra: (\S+)", pages(project.root / "out" / "giay-contest.pdf")[0])[0]

    with project.opened() as workshop:
        busy = Busy()
        for name, data in register_files(workshop.backend.public).items():
            busy.put(name, data, content_type="application/json", immutable=False)
        elsewhere = replace(workshop, backend=replace(workshop.backend, public=busy))
        with pytest.raises(CommandError) as printed:
            certificates.set_certificates(elsewhere, project, replace(printing, scope="tuan-1"))
        with pytest.raises(CommandError) as revoked:
            certificate_register.revoke_in(elsewhere, project, code, "In sai tên")

    assert [str(printed.value), str(revoked.value)] == [told, told]


def test_the_site_carries_the_register_along(project: Project) -> None:
    certificates.print_certificates(project, Printing(scope="contest", wording=WORDING))
    for name in ("site", "mkdocs.yml"):
        (project.root / name).symlink_to(ROOT / name)
    killed = project.public_dir.parent / ".public-a1b2c3d4"
    killed.mkdir()
    os.utime(killed, (0, 0))

    site.build(project)

    assert not killed.exists()
    written = files_of(project.public_dir / "data")
    assert "certificates.index.json" in written
    assert len(written) > 1


def test_a_certificate_is_revoked_by_its_code_once_and_printed_no_more(project: Project) -> None:
    printing = Printing(scope="contest", out=project.root, wording=WORDING)
    certificates.print_certificates(project, printing)
    before = pages(project.root / "giay-contest.pdf")
    code = re.findall(r"Mã kiểm tra: (\S+)", before[0])[0]

    revoked = certificate_register.revoke_certificate(project, f" {code.lower()} ", " In sai  tên ")
    again = certificate_register.revoke_certificate(project, code, "Lý do khác")
    told = certificates.print_certificates(project, printing)

    assert re.fullmatch(
        r"Đã thu hồi Giấy khen số 001 – Chung cuộc của .+ từ ngày \d\d/\d{1,2}/\d{4}\. "
        r"Trang kiểm tra hiện: đã thu hồi, lý do: In sai tên",
        revoked,
    )
    assert again.endswith("lý do: In sai tên. Không thay đổi gì.")
    assert re.fullmatch(r"Không in: .+, Nhất\. Lý do: giấy này đã bị thu hồi\.", told[0])
    assert pages(project.root / "giay-contest.pdf") == before[1:]


@pytest.mark.parametrize(
    ("code", "reason", "message"),
    [
        ("ABCD", "x", "“ABCD” không phải mã của một giấy khen, giấy chứng nhận"),
        ("0000-0000-0000-0000", "x", "Không có giấy nào mang mã 0000-0000-0000-0000"),
        ("0000-0000-0000-0000", "  ", "Phải ghi lý do thu hồi bằng --reason"),
    ],
)
def test_what_cannot_be_revoked_is_refused(
    project: Project, code: str, reason: str, message: str
) -> None:
    with pytest.raises(CommandError) as refused:
        certificate_register.revoke_certificate(project, code, reason)

    assert str(refused.value).startswith(message)


def test_a_certificate_that_holds_is_not_issued_anew_and_nothing_is_printed(
    project: Project,
) -> None:
    printing = Printing(scope="contest", out=project.root / "out", wording=WORDING)
    certificates.print_certificates(project, printing)
    code = re.findall(r"Mã kiểm tra: (\S+)", pages(project.root / "out" / "giay-contest.pdf")[0])[0]
    other = replace(printing, out=project.root / "other")

    told = []
    for typed in (code.lower(), "0000-0000-0000-0000"):
        with pytest.raises(CommandError) as refused:
            certificates.print_certificates(project, replace(other, reissue=(typed,)))
        told.append(str(refused.value))

    assert told == [
        f"Giấy mang mã {code} chưa bị thu hồi nên không cấp lại. Chưa in giấy nào. Muốn thay giấy "
        f'này thì thu hồi trước (build.py certificates revoke {code} --reason "..."); chỉ cần in '
        "lại thì bỏ --reissue.",
        "Không có giấy nào mang mã 0000-0000-0000-0000 trong sổ của cuộc thi này nên không cấp lại "
        "được. Chưa in giấy nào; hãy đọc lại mã trên giấy.",
    ]
    assert not (project.root / "other").exists()


@pytest.mark.parametrize(
    ("printing", "message"),
    [
        (
            Printing(scope="tuan-9"),
            "Không có vòng thi “tuan-9”. Các vòng thi: tuan-1, tuan-2; kết quả của cả cuộc thi: "
            "contest.",
        ),
        (
            Printing(wording=Wording(site="thi.example.gov.vn")),
            "Địa chỉ trang web phải bắt đầu bằng https:// (hoặc http://) và không có dấu cách, "
            "không phải “thi.example.gov.vn”.",
        ),
        (Printing(template=Path("khong-co.typ")), "Không tìm thấy tệp mẫu khong-co.typ."),
    ],
)
def test_a_wrong_request_is_refused_in_one_sentence(
    project: Project, printing: Printing, message: str
) -> None:
    with pytest.raises(CommandError) as refused:
        certificates.print_certificates(project, printing)

    assert str(refused.value) == message


def test_before_a_round_has_closed_the_way_to_close_it_is_told(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "song-cong-2021", tmp_path / "contest")
    project = Project(root=tmp_path, folder=tmp_path / "contest")

    for scope, beginning in (
        (None, "Chưa có vòng thi nào đóng nên chưa có kết quả để in."),
        ("tuan-1", "Tuần 1 chưa đóng nên chưa có kết quả để in."),
        ("contest", "Chung cuộc chưa đóng nên chưa có kết quả để in."),
    ):
        with pytest.raises(CommandError) as refused:
            certificates.print_certificates(project, Printing(scope=scope))
        assert str(refused.value).startswith(beginning)


def test_a_template_with_an_error_is_told_with_typsts_line_and_nothing_is_registered(
    project: Project, tmp_path: Path
) -> None:
    template = tmp_path / "mau.typ"
    source = TEMPLATE.read_text(encoding="utf-8")
    template.write_text(source + "#d.nosuch\n", encoding="utf-8")
    state = (project.state_folder / "state.json").read_bytes()
    line = len(source.splitlines()) + 1

    with pytest.raises(CommandError) as refused:
        certificates.print_certificates(project, Printing(template=template, wording=WORDING))

    message = str(refused.value)
    assert message.splitlines()[:2] == [
        f"Mẫu {template} có lỗi nên chưa in giấy nào. Typst báo:",
        'error: dictionary does not contain key "nosuch"',
    ]
    assert f"mau.typ:{line}:3" in message
    assert (project.state_folder / "state.json").read_bytes() == state
    assert not (project.root / ".build" / "certificates").exists()


def test_the_standard_template_is_written_once_and_prints_what_it_prints_by_default(
    project: Project, tmp_path: Path
) -> None:
    own = tmp_path / "mau.typ"
    certificates.write_template(own)
    printing = Printing(scope="contest", out=tmp_path / "own", wording=WORDING)

    certificates.print_certificates(project, replace(printing, template=own))
    certificates.print_certificates(project, replace(printing, out=tmp_path / "standard"))

    assert files_of(tmp_path / "own") == files_of(tmp_path / "standard")
    with pytest.raises(CommandError, match=r"đã có; không ghi đè"):
        certificates.write_template(own)


def test_files_that_cannot_be_written_are_told_and_can_be_printed_again(project: Project) -> None:
    (project.root / "out").write_text("in the way")
    printing = Printing(scope="contest", out=project.root / "out", wording=WORDING)

    with pytest.raises(CommandError) as refused:
        certificates.print_certificates(project, printing)

    assert str(refused.value) == (
        f"Không ghi được {project.root / 'out'}: đã có tệp trùng tên. Giấy đã vào sổ kiểm tra "
        "nhưng chưa có tệp nào để in. Hãy xem ổ đĩa còn chỗ và thư mục cho phép ghi, hoặc chọn "
        "nơi khác bằng --out, rồi chạy lại lệnh: số và mã của từng giấy giữ nguyên."
    )
    certificates.print_certificates(project, replace(printing, out=project.root / "other"))
    assert list(files_of(project.root / "other")) == ["giay-contest.pdf"]


def test_the_command_line_writes_the_template_and_refuses_a_second_time(tmp_path: Path) -> None:
    own = tmp_path / "mau.typ"
    typed = ["certificates", "template", "--out", str(own)]

    first, second = (CliRunner().invoke(build.app, typed) for _ in range(2))

    assert (first.exit_code, second.exit_code) == (0, 1)
    assert own.read_bytes() == TEMPLATE.read_bytes()


def test_the_command_line_passes_on_what_is_typed(project: Project) -> None:
    out = project.root / "typed"
    typed = ["certificates", "--contest", str(project.folder), "--round", "tuan-9"]
    typed += ["--each", "--out", str(out), "--signed-on", "2021-12-30", "--signer", "A"]

    done = CliRunner().invoke(build.app, [*typed, "--decision", "1/QĐ", "--issuer", "B"])

    assert (done.exit_code, out.exists()) == (1, False)
    assert "tuan-9" in done.output
