"""Attachments: what is handed in is published under a safe name, and documents link to it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from sitegen.attachments import AttachmentError, read_attachments, safe_name
from sitegen.build import SiteBuildError, build_site
from sitegen.pages import render_pages
from sitegen.settings import Published
from tests.builders import make_contest
from tests.site.rules_page import site

ROOT = Path(__file__).parents[2]
PLAN = "văn bản/Kế hoạch số 144.pdf"
SCAN = "Quyết định.JPG"


def write_files(folder: Path) -> dict[str, Path]:
    contents = {PLAN: b"%PDF-1.7 ke hoach", SCAN: b"\xff\xd8\xff" + b" " * 2_400_000}
    files = {}
    for name, content in contents.items():
        files[name] = folder / name
        files[name].parent.mkdir(parents=True, exist_ok=True)
        files[name].write_bytes(content)
    return files


def with_documents():
    base = make_contest()
    plan = replace(base.legal_basis[0], attachment=PLAN)
    return replace(
        base,
        legal_basis=(plan, replace(plan, number="2/QĐ", attachment="")),
        study_documents=(replace(plan, attachment=SCAN),),
    )


def test_rules_and_documents_link_to_what_is_published_and_say_its_kind_and_size(
    tmp_path: Path,
) -> None:
    settings = replace(site(), attachments=read_attachments(write_files(tmp_path)))
    pages = render_pages(with_documents(), Published(), settings)

    links = {
        name: re.findall(
            r'<a href="(/van-ban/[^"]*)">([^<]*)<span class="hidden-text"> của văn bản', pages[name]
        )
        for name in ("the-le.md", "tai-lieu.md")
    }
    assert links == {
        "the-le.md": [("/van-ban/ke-hoach-so-144-98a03894.pdf", "Tệp kèm theo (PDF, 1 KB)")],
        "tai-lieu.md": [("/van-ban/quyet-dinh-fef20a7a.jpg", "Tệp kèm theo (JPEG, 2,5 MB)")],
    }


def test_a_document_whose_file_was_not_handed_in_has_no_link() -> None:
    pages = render_pages(with_documents(), Published(), site())

    assert "van-ban" not in pages["the-le.md"] + pages["tai-lieu.md"]


def test_a_build_publishes_the_bytes_and_nothing_else_of_the_folder(tmp_path: Path) -> None:
    files = write_files(tmp_path / "contest")
    (tmp_path / "contest" / "người thi.pdf").write_bytes(b"%PDF-1.7 mat")
    (tmp_path / "contest" / "roster.csv").write_text("019099001234,Mật", encoding="utf-8")

    build_site(with_documents(), Published(), ROOT, tmp_path / "public", files)

    published = {p.name: p.read_bytes() for p in (tmp_path / "public" / "van-ban").iterdir()}
    assert sorted(published.values()) == sorted(path.read_bytes() for path in files.values())
    assert [
        path.name
        for path in (tmp_path / "public").rglob("*")
        if path.is_file() and (path.read_bytes()[-3:] == b"mat" or "roster" in path.name)
    ] == []


def test_files_of_one_name_and_other_contents_have_addresses_of_their_own() -> None:
    names = [safe_name("kế-hoạch.pdf", b"1"), safe_name("Kế hoạch.pdf", b"2")]

    assert [re.fullmatch(r"ke-hoach-[0-9a-f]{8}\.pdf", name) is not None for name in names] == [
        True,
        True,
    ]
    assert len(set(names)) == 2


@pytest.mark.parametrize("stem", ["…", "x" * 200, "../../etc/passwd", "a?b#c%2F"])
def test_no_name_leads_out_of_the_folder_or_breaks_an_address(stem: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]{1,69}\.docx", safe_name(f"{stem}.docx", b"PK"))


def test_another_kind_of_file_stops_the_build(tmp_path: Path) -> None:
    table = tmp_path / "roster.csv"
    table.write_text("019099001234,Mật", encoding="utf-8")

    with pytest.raises(AttachmentError):
        read_attachments({"roster.csv": table})
    with pytest.raises(SiteBuildError, match=r"roster\.csv"):
        build_site(make_contest(), Published(), ROOT, tmp_path / "public", {"a": table})
    assert not (tmp_path / "public").exists()
