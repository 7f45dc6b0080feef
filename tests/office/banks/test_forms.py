"""The forms for question writers: committed as they are made, read as they are filled in."""

import zipfile
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from written_banks import read_rows_of

from chalicelib.contest.questions import QuestionKind
from office.banks.template import EMPTY_ROWS, EXAMPLES, TEMPLATES

FORMS = Path(__file__).parents[3] / "question_banks"


def made(folder: Path, suffix: str) -> Path:
    path = folder / f"mau-cau-hoi{suffix}"
    path.write_bytes(TEMPLATES[suffix]())
    return path


@pytest.mark.parametrize("suffix", TEMPLATES)
def test_the_committed_form_is_what_the_command_makes(suffix: str) -> None:
    assert (FORMS / f"mau-cau-hoi{suffix}").read_bytes() == TEMPLATES[suffix]()


@pytest.mark.parametrize("suffix", TEMPLATES)
def test_a_form_tells_neither_when_nor_where_it_was_made(suffix: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(made(tmp_path, suffix)) as packed:
        assert {(each.date_time, each.compress_type) for each in packed.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED)
        }
        core = packed.read("docProps/core.xml").decode()
    assert core.count("2000-01-01T00:00:00Z") == 2


@pytest.mark.parametrize("suffix", TEMPLATES)
def test_a_form_shows_one_question_of_each_kind(suffix: str, tmp_path: Path) -> None:
    rows, findings = read_rows_of(made(tmp_path, suffix))
    assert ([row.question for row in rows], findings) == (list(EXAMPLES), ())


def test_the_examples_are_of_every_kind_and_one_option_stays_last() -> None:
    assert {question.kind for question in EXAMPLES} == set(QuestionKind)
    assert [len(question.options) for question in EXAMPLES] == [4, 4, 2, 0]
    assert [o.text for q in EXAMPLES for o in q.options if o.last] == ["Cả ba cơ quan trên"]


def test_what_is_typed_into_the_excel_form_stays_text(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(made(tmp_path, ".xlsx")).active
    assert sheet is not None
    first = sheet.max_row - EMPTY_ROWS + 1
    assert {cell.number_format for row in sheet.iter_rows(min_row=first) for cell in row} == {"@"}


def test_a_question_typed_into_the_word_form_is_read(tmp_path: Path) -> None:
    path = made(tmp_path, ".docx")
    document = Document(str(path))
    table = document.tables[0]
    cells = table.rows[1 + len(EXAMPLES)].cells
    cells[1].text, cells[3].text, cells[8].text = "Ai ký?", "B", "Luật"
    # Word turns typed letters into an automatic list: the text has none then.
    cells[2].text = "Văn thư\nChủ tịch"
    document.save(str(path))

    rows, findings = read_rows_of(path)

    assert ([row.question.text for row in rows[len(EXAMPLES) :]], findings) == (["Ai ký?"], ())
    assert [o.text for o in rows[-1].question.options if o.right] == ["Chủ tịch"]
