"""The attachments of a contest's folder: which files may be published."""

import zipfile
from pathlib import Path

import pytest

from office.contest_file.load import load_contest
from tests.office.contest_file.contest_folders import check, edited, write_folder

STATED = "    national: false\n"


def folder_with(folder: Path, stated: str) -> Path:
    """Write a contest's folder whose legal document names a file."""
    yml = edited("contest.yml", STATED, f"{STATED}    attachment: {stated}\n")
    return write_folder(folder, {"contest.yml": yml})


def word_file(path: Path, part: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, "<xml/>")
    return path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ke-hoach.pdf", b"%PDF-1.7"),
        ("tep/Quyết định.PNG", b"\x89PNG\r\n\x1a\n"),
        ("anh.jpeg", b"\xff\xd8\xff\xe0"),
        ("anh.jpg", b"\xff\xd8\xff\xe0"),
    ],
)
def test_what_a_document_names_is_found(tmp_path: Path, name: str, content: bytes) -> None:
    folder = folder_with(tmp_path, name)
    for file in (folder / name, folder / "khac.pdf"):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content if file == folder / name else b"%PDF-1.7")

    loaded = load_contest(folder)

    assert [finding.code for finding in loaded.findings] == []
    assert loaded.attachments == {name: folder / name}


def test_a_word_document_is_told_from_a_workbook_of_that_name(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "ke-hoach.docx")

    word_file(folder / "ke-hoach.docx", "word/document.xml")
    assert list(load_contest(folder).attachments) == ["ke-hoach.docx"]

    word_file(folder / "ke-hoach.docx", "xl/workbook.xml")
    assert check(folder) == ["contest.yml:16 E108"]
    assert load_contest(folder).attachments == {}


def test_a_link_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "mat.pdf"
    outside.write_bytes(b"%PDF-1.7")
    folder = folder_with(tmp_path / "contest", "ke-hoach.pdf")
    (folder / "ke-hoach.pdf").symlink_to(outside)

    assert check(folder) == ["contest.yml:16 E110"]


def test_the_files_of_a_contest_that_is_used_lie_in_its_own_folder(tmp_path: Path) -> None:
    folder = folder_with(tmp_path / "used", "ke-hoach.pdf")
    (folder / "ke-hoach.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "contest.yml").write_text("use: used\n", encoding="utf-8")

    assert load_contest(tmp_path).attachments == {"ke-hoach.pdf": tmp_path / "used/ke-hoach.pdf"}

    folder_with(tmp_path / "used", "../khac.pdf")
    (tmp_path / "khac.pdf").write_bytes(b"%PDF-1.7")
    assert check(tmp_path) == ["used/contest.yml:16 E110"]
