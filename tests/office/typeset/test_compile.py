from pathlib import Path

import pypdfium2
import pytest

from office.typeset import TypesetError, to_pdf, to_png

NAMES = "Nguyễn Thị Ữ, Ễnh Ương, Đỗ Ặc; #strong[x] *y* $z$ \\u{41} <a>"


def template(folder: Path, source: str) -> Path:
    path = folder / "page.typ"
    path.write_text("#let d = json(bytes(sys.inputs.data))\n" + source, encoding="utf-8")
    return path


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def test_what_is_printed_is_data_never_markup(tmp_path: Path) -> None:
    page = template(tmp_path, "#set page(width: 40cm)\n#d.name")

    assert text_of(to_pdf(page, {"name": NAMES})) == NAMES


def test_the_same_value_gives_the_same_bytes(tmp_path: Path) -> None:
    page = template(tmp_path, "#d.name")

    assert to_pdf(page, {"name": NAMES}) == to_pdf(page, {"name": NAMES})


def test_every_page_becomes_a_picture(tmp_path: Path) -> None:
    page = template(tmp_path, "1 #pagebreak() 2 #pagebreak() 3")

    assert [picture[1:4] for picture in to_png(page, {})] == [b"PNG"] * 3


def test_a_template_that_cannot_be_set_says_where(tmp_path: Path) -> None:
    page = template(tmp_path, "#let x = ")

    with pytest.raises(TypesetError) as refused:
        to_pdf(page, {})

    assert str(refused.value) == "page.typ: expected expression"


def test_a_template_reads_nothing_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x")
    inner = tmp_path / "inner"
    inner.mkdir()
    page = template(inner, '#read("../secret.txt")')

    with pytest.raises(TypesetError):
        to_pdf(page, {})
