"""``build.py bank`` as its user runs it, on a folder of a contest of their own."""

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from click.testing import Result
from typer.testing import CliRunner
from written_banks import question

from build import app
from office.banks.template import EXAMPLES, TEMPLATES
from office.banks.text_format import format_bank, parse_bank
from office.banks.to_table import sheet_of
from office.tables.write import write_xlsx
from tests.office.contest_file.contest_folders import FILES, bank_text, edited, write_folder

DIVISIONS = """\
divisions:
  - id: can-bo
    name: Cán bộ
  - id: nhan-dan
    name: Nhân dân
"""


def run(*typed: object) -> Result:
    return CliRunner().invoke(app, ["bank", *map(str, typed)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "contest")


def sheet(path: Path, change: Callable[[str], str] = lambda text: text) -> Path:
    """Write the first bank as a sheet after a change of its text."""
    questions, findings = parse_bank(change(FILES["bank-1.txt"]), "bank-1.txt")
    assert findings == ()
    write_xlsx(path, [sheet_of(questions, "Câu hỏi")])
    return path


def text_of(folder: Path, name: str = "bank-1.txt") -> str:
    return (folder / name).read_text(encoding="utf-8")


def test_an_import_says_what_it_changes_and_writes_the_bank(folder: Path, tmp_path: Path) -> None:
    changed = sheet(
        tmp_path / "moi.xlsx",
        lambda text: text.replace("* Đúng a-3\n- Sai", "- Đúng a-3\n* Sai").replace(
            "[a-9]", "[a-11]"
        ),
    )

    done = run("import", changed, "--contest", folder, "--round", "tuan-1")

    assert (done.exit_code, done.stderr, done.stdout.splitlines()) == (
        0,
        "",
        [
            "+ [a-11] Câu hỏi a 9?",
            "    ĐÁP ÁN ĐÚNG: “Đúng a-9”",
            "- [a-9] Câu hỏi a 9?",
            "~ [a-3]",
            "    ĐÁP ÁN ĐÚNG: “Đúng a-3” → “Sai a-3”",
            "bank-1.txt: thêm 1, bỏ 1, sửa 1, giữ nguyên 8 câu.",
            "Đã ghi 10 câu hỏi vào bank-1.txt.",
            "Việc tiếp theo: build.py check, rồi build.py bank lint.",
            "Ngân hàng của vòng thi đã mở thì không đổi được nữa: khi chuẩn bị cuộc thi,"
            " hệ thống sẽ từ chối ngân hàng mới.",
        ],
    )
    assert parse_bank(text_of(folder), "")[0][3].options[1].right


def test_a_dry_run_says_the_same_and_writes_nothing(folder: Path, tmp_path: Path) -> None:
    changed = sheet(tmp_path / "moi.xlsx", lambda text: text.replace("[a-9]", "[a-11]"))

    done = run("import", changed, "--contest", folder, "--round", "tuan-1", "--dry-run")

    assert (done.exit_code, done.stdout.splitlines()[-2:]) == (
        0,
        [
            "bank-1.txt: thêm 1, bỏ 1, sửa 0, giữ nguyên 9 câu.",
            "Chạy thử: chưa ghi gì. Bỏ --dry-run để ghi.",
        ],
    )
    assert text_of(folder) == FILES["bank-1.txt"]


def test_the_same_sheet_again_changes_nothing(folder: Path, tmp_path: Path) -> None:
    same = sheet(tmp_path / "moi.xlsx")

    done = run("import", same, "--contest", folder, "--round", "tuan-1")

    assert (done.exit_code, done.stdout.splitlines()[-1]) == (
        0,
        "bank-1.txt đã đúng như vậy; không ghi gì.",
    )
    assert text_of(folder) == FILES["bank-1.txt"]


def test_one_wrong_row_stops_the_whole_import(folder: Path, tmp_path: Path) -> None:
    path = sheet(tmp_path / "moi.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.active is not None
    book.active["G5"], book.active["A7"] = "D", "b-2"
    book.save(path)

    done = run("import", path, "--contest", folder, "--round", "tuan-1")

    assert (done.exit_code, done.stdout) == (1, "")
    assert [line.split(" ")[:2] for line in done.stderr.splitlines()[:2]] == [
        ["moi.xlsx:5:7", "E402"],
        ["moi.xlsx:7:1", "E173"],
    ]
    assert done.stderr.splitlines()[2:] == [
        "2 lỗi, 0 cảnh báo",
        "Chưa ghi gì. Hãy sửa các lỗi trên rồi chạy lại.",
    ]
    assert text_of(folder) == FILES["bank-1.txt"]
    assert sorted(each.name for each in folder.iterdir()) == sorted(FILES)


def test_an_import_makes_the_bank_that_a_contest_lacks(folder: Path, tmp_path: Path) -> None:
    (folder / "bank-1.txt").unlink()

    done = run("import", sheet(tmp_path / "a.xlsx"), "--contest", folder, "--round", "tuan-1")

    assert (done.exit_code, parse_bank(text_of(folder), "")) == (
        0,
        parse_bank(bank_text("a"), ""),
    )


def test_what_cannot_be_read_in_the_present_bank_is_said_and_replaced(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "bank-1.txt").write_text(edited("bank-1.txt", "* Đúng a-3", "- Đúng a-3"))

    done = run("import", sheet(tmp_path / "a.xlsx"), "--contest", folder, "--round", "tuan-1")

    assert (done.exit_code, done.stdout.splitlines()[:2]) == (
        0,
        ["bank-1.txt hiện có 1 câu bị lỗi, được coi như chưa có.", "+ [a-3] Câu hỏi a 3?"],
    )


def test_an_import_may_go_to_a_file_of_its_own(tmp_path: Path) -> None:
    out = tmp_path / "moi.txt"

    done = run("import", sheet(tmp_path / "a.xlsx"), "--out", out)

    assert (done.exit_code, done.stdout.splitlines()[-1]) == (
        0,
        "Đã ghi 10 câu hỏi vào moi.txt.",
    )
    assert out.read_text(encoding="utf-8") == format_bank(parse_bank(bank_text("a"), "")[0])


def test_questions_without_ids_have_the_same_ids_after_a_second_import(tmp_path: Path) -> None:
    out, path = tmp_path / "moi.txt", tmp_path / "a.xlsx"
    named = sheet_of([question(text="Ai ký?"), question(text="Ai giữ?")], "Câu hỏi")
    bare = [[None, *row[1:]] for row in named.rows]
    write_xlsx(path, [type(named)(name="Câu hỏi", headings=named.headings, rows=bare)])
    run("import", path, "--out", out)
    first = out.read_text(encoding="utf-8")
    write_xlsx(path, [type(named)(name="Câu hỏi", headings=named.headings, rows=bare[::-1])])

    done = run("import", path, "--out", out)

    assert re.findall(r"\[(.*)\] (.*)", first) == [("c-001", "Ai ký?"), ("c-002", "Ai giữ?")]
    assert re.findall(r"\[(.*)\] (.*)", out.read_text(encoding="utf-8")) == [
        ("c-002", "Ai giữ?"),
        ("c-001", "Ai ký?"),
    ]
    assert done.stdout.splitlines()[1] == "moi.txt: thêm 0, bỏ 0, sửa 0, giữ nguyên 2 câu."


@pytest.mark.parametrize("suffix", TEMPLATES)
def test_a_form_sent_back_as_it_was_is_no_bank(suffix: str, tmp_path: Path) -> None:
    form = tmp_path / f"mau{suffix}"
    assert run("template", "--out", form).exit_code == 0

    done = run("import", form, "--out", tmp_path / "moi.txt")

    assert (done.exit_code, done.stderr) == (
        1,
        f"mau{suffix} chỉ có các câu ví dụ của mẫu. Không ghi gì.\n",
    )
    assert not (tmp_path / "moi.txt").exists()


def test_examples_that_stay_in_a_form_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_xlsx(path, [sheet_of([*EXAMPLES, question("a-1")], "Câu hỏi")])

    done = run("import", path, "--out", tmp_path / "moi.txt")

    assert done.stdout.splitlines()[2] == "Bỏ qua 4 câu ví dụ của mẫu."
    assert parse_bank((tmp_path / "moi.txt").read_text(encoding="utf-8"), "")[0] == (
        question("a-1"),
    )


@pytest.mark.parametrize("command", ["import", "export", "print"])
def test_where_several_banks_are_meant_they_are_named(
    command: str, folder: Path, tmp_path: Path
) -> None:
    more = {
        "import": [sheet(tmp_path / "a.xlsx")],
        "export": ["--out", tmp_path / "b.xlsx"],
        "print": ["--out", tmp_path / "b.pdf"],
    }

    done = run(command, *more[command], "--contest", folder)

    assert (done.exit_code, done.stderr) == (
        1,
        "Hãy chọn một ngân hàng:\n"
        "  --round tuan-1   (bank-1.txt)\n"
        "  --round tuan-2   (bank-2.txt)\n",
    )


def test_a_division_s_bank_is_named_by_round_and_division(folder: Path, tmp_path: Path) -> None:
    yml = edited(
        "contest.yml",
        "    bank: bank-2.txt",
        "    banks: {can-bo: bank-2.txt, nhan-dan: bank-1.txt}",
    )
    (folder / "contest.yml").write_text(yml + DIVISIONS, encoding="utf-8")
    out = tmp_path / "b.xlsx"

    vague = run("export", "--contest", folder, "--round", "tuan-2", "--out", out)
    one = run(
        "export", "--contest", folder, "--round", "tuan-2", "--division", "can-bo", "--out", out
    )

    assert (vague.exit_code, vague.stderr.splitlines()[1:]) == (
        1,
        [
            "  --round tuan-2 --division can-bo   (bank-2.txt)",
            "  --round tuan-2 --division nhan-dan   (bank-1.txt)",
        ],
    )
    assert (one.exit_code, one.stdout.splitlines()[0]) == (0, f"Đã xuất 10 câu hỏi ra {out}.")


def test_an_exported_bank_imports_without_a_difference(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "b.xlsx"
    exported = run("export", "--contest", folder, "--round", "tuan-2", "--out", out)
    done = run("import", out, "--contest", folder, "--round", "tuan-2", "--dry-run")

    assert (exported.exit_code, done.exit_code, done.stdout.splitlines()[0]) == (
        0,
        0,
        "bank-2.txt: thêm 0, bỏ 0, sửa 0, giữ nguyên 10 câu.",
    )


def test_a_contest_that_cannot_be_read_is_reported(tmp_path: Path) -> None:
    (tmp_path / "contest.yml").write_text("rounds: [", encoding="utf-8")

    done = run("import", sheet(tmp_path / "a.xlsx"), "--contest", tmp_path)

    assert (done.exit_code, done.stderr.split(" ")[1]) == (1, "E104")


def test_looking_through_tells_findings_then_numbers(folder: Path) -> None:
    text = FILES["bank-1.txt"].replace("- Sai a-3", "- Tất cả các đáp án trên")
    (folder / "bank-1.txt").write_text(text, encoding="utf-8")

    done = run("lint", "--contest", folder, "--round", "tuan-1")
    strict = run("lint", "--contest", folder, "--round", "tuan-1", "--strict")

    assert (done.exit_code, strict.exit_code) == (0, 1)
    assert [done.stdout.splitlines()[0].split(" ")[:2], *done.stdout.splitlines()[1:]] == [
        ["bank-1.txt:19:1", "W415"],
        "0 lỗi, 1 cảnh báo",
        "bank-1.txt: 10 câu",
        "  (chưa ghi chủ đề): 10 câu (dễ 10)",
        "  Mỗi đề lấy 1 câu, tức 10% ngân hàng (ngân hàng gấp 10 lần đề);"
        " hai người thi trung bình trùng khoảng 0,1 câu.",
    ]


def test_a_print_is_a_pdf_with_every_question(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "duyet.pdf"

    done = run("print", "--contest", folder, "--round", "tuan-1", "--out", out, "--keys")

    document = pypdfium2.PdfDocument(out)
    printed = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    assert (done.exit_code, done.stdout.splitlines()[0]) == (
        0,
        f"Đã in 10 câu hỏi kèm đáp án: {out}",
    )
    assert [printed.count(f"Câu {number}.") for number in range(1, 12)] == [1] * 10 + [0]


@pytest.mark.parametrize(
    ("command", "name", "known"),
    [
        ("export", "b.csv", ".xlsx"),
        ("print", "b.txt", ".pdf"),
        ("template", "b.odt", ".docx / .xlsx"),
    ],
)
def test_a_file_of_another_kind_is_not_written(
    command: str, name: str, known: str, folder: Path, tmp_path: Path
) -> None:
    where = [] if command == "template" else ["--contest", folder, "--round", "tuan-1"]

    done = run(command, *where, "--out", tmp_path / name)

    assert (done.exit_code, done.stderr) == (
        1,
        f"Không ghi được {tmp_path / name}: tên tệp phải có đuôi {known}.\n",
    )
    assert not (tmp_path / name).exists()
