"""Questions -> the sheet that writers edit in Excel; ``from_table`` reads it back."""

from collections.abc import Sequence

from chalicelib.contest.questions import WrittenQuestion
from office.banks import columns
from office.banks.rows import cells_of
from office.tables.columns import Column
from office.tables.write import SheetOut

FEWEST_OPTIONS = 4
"""So many columns of options there are at least, so that writers have somewhere to write."""


def sheet_columns(questions: Sequence[WrittenQuestion]) -> tuple[Column, ...]:
    """Return the columns that a sheet of these questions has, in their order."""
    most = max((len(question.options) for question in questions), default=0)
    return (
        *(columns.ID, columns.TEXT),
        *columns.OPTION[: max(most, FEWEST_OPTIONS)],
        *(columns.RIGHT, columns.LAST, columns.KIND, columns.DIFFICULTY, columns.TOPIC),
        *(columns.SOURCE, columns.POINTS, columns.EXPLANATION),
    )


def sheet_of(questions: Sequence[WrittenQuestion], name: str) -> SheetOut:
    """Return the sheet of these questions, one row each."""
    chosen = sheet_columns(questions)
    rows = [cells_of(question) for question in questions]
    return SheetOut(
        name=name,
        headings=tuple(column.name for column in chosen),
        rows=[[row.get(column.key) for column in chosen] for row in rows],
    )
