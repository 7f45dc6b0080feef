"""A sheet of Excel, a table of Word or a CSV file -> the questions that its rows hold."""

from pathlib import Path

from office.banks.columns import COLUMNS
from office.banks.rows import SheetQuestion, read_question
from office.contest_file.codes import Code, Severity
from office.contest_file.findings import Findings
from office.tables.sheets import read_rows


def read_sheet(path: Path, shown: str, findings: Findings) -> tuple[SheetQuestion, ...]:
    """Return the sound questions in the order of their rows; ids given are different ones.

    Whatever is wrong is found with file and row; the caller uses nothing of a file with errors.
    """
    rows = read_rows(path, COLUMNS, findings, shown=shown)
    if rows is None:
        return ()
    # A row with a refused cell has its finding: what the cell leaves open is not remarked on too.
    refused = {
        (found.path, found.line) for found in findings.found if found.severity is Severity.ERROR
    }
    questions: list[SheetQuestion] = []
    first: dict[str, str] = {}
    for row in rows:
        if (row.place.path, row.place.line) in refused:
            continue
        found = read_question(row, findings)
        if found is None:
            continue
        id_, where = found.question.id, f"{row.place.path}:{row.place.line}"
        if id_ and first.setdefault(id_, where) != where:
            findings.add(Code.DUPLICATE_QUESTION, row.place, question=id_, other=first[id_])
        questions.append(found)
    return tuple(questions)
