"""A file of an office program -> rows: the headings recognised, every cell with its place.

1. ``.xlsx``, ``.xls``, ``.ods``, ``.csv`` and tables in ``.docx``; the content must be what the
   extension says.
2. Of a workbook the sheet that was named, else the first visible one with the headings; of a text
   document every table with the headings.
3. Empty rows are left out; a row keeps the number that its program shows.
4. Merged cells are refused: their values would belong to one row of several.
5. Whatever is wrong is a finding.  Of many alike in one column some are told, the rest counted.
"""

import gc
from collections.abc import Sequence
from pathlib import Path

from office.contest_file.codes import Code
from office.contest_file.findings import Findings, Place
from office.tables.columns import Column
from office.tables.grid import Grid, TableRefusedError
from office.tables.heading import Heading, check_heading, find_heading
from office.tables.rows import MOST_ALIKE, RowReader, TableRow
from office.tables.sources import Source, open_source

__all__ = ["TableRow", "read_rows"]


def read_rows(
    path: Path,
    columns: Sequence[Column],
    findings: Findings,
    *,
    sheet: str | None = None,
    shown: str | None = None,
) -> tuple[TableRow, ...] | None:
    """Return the rows of a file's table, or None after findings where it cannot be used at all.

    ``shown`` is the path that findings print, the file's name where it is not given.
    """
    collecting = gc.isenabled()
    gc.disable()  # Hundreds of thousands of small values come, and none of them is garbage yet.
    try:
        source = open_source(path, shown or path.name, sheet)
        chosen = _choose(source, columns, findings)
        sound = [_check(grid, heading, columns, findings) for grid, heading in chosen]
        if not all(sound):
            return None
        reader = RowReader(columns=columns, findings=findings)
        return tuple(row for grid, heading in chosen for row in reader.read(grid, heading))
    except TableRefusedError as error:
        findings.add(error.code, error.place, **error.details)
        return None
    finally:
        if collecting:
            gc.enable()


def _choose(
    source: Source, columns: Sequence[Column], findings: Findings
) -> list[tuple[Grid, Heading]]:
    """Return the tables to read; warn of further sheets that look like the one that is read."""
    chosen: list[tuple[Grid, Heading]] = []
    refusal: TableRefusedError | None = None
    for grid in source.grids:
        try:
            heading = find_heading(grid, columns)
        except TableRefusedError as error:
            refusal = refusal or error
        else:
            if chosen and not source.every:
                place = Place(path=grid.shown, line=heading.line)
                findings.add(Code.SHEET_NOT_READ, place, sheet=grid.name, read=chosen[0][0].name)
            else:
                chosen.append((grid, heading))
    if not chosen:
        place = Place(path=source.shown)
        raise refusal or TableRefusedError(Code.NO_TABLE, place, file=source.shown)
    return chosen


def _check(grid: Grid, heading: Heading, columns: Sequence[Column], findings: Findings) -> bool:
    """Add what is wrong with the table as a whole; tell whether its rows can be read."""
    sound = check_heading(heading, columns, grid.shown, findings)
    known = {index + 1 for index in heading.columns}
    merged = [
        block
        for block in grid.merged
        if block.bottom >= heading.line and known & set(range(block.left, block.right + 1))
    ]
    for block in merged[:MOST_ALIKE]:
        place = Place(path=grid.shown, line=block.top, column=block.left)
        findings.add(Code.MERGED_CELLS, place, block=str(block))
    return sound and not merged
