"""The cells of a row that hold a question and its options, wherever its writer put them."""

import re
from collections.abc import Mapping
from decimal import Decimal

from chalicelib.contest.questions import LETTERS
from office.banks import columns
from office.banks.option_lines import has_inline, lettered, own_lines, split_options
from office.contest_file.codes import Code
from office.contest_file.findings import Findings
from office.contest_file.scalars import Scalar
from office.tables.sheets import TableRow

_FRACTION = re.compile(r"0,[0-9]{1,4}")
"""How a cell is read that shows a percentage: its program keeps the fraction and says no more."""
_NUMBERING = re.compile(r"Câu(?: hỏi)?(?: số)? [0-9]{1,4} ?[.:)] (.+)", re.IGNORECASE)


def stem_and_options(row: TableRow, findings: Findings) -> tuple[str, tuple[str, ...]]:
    """Return the question and its options, from cells of their own or as lines of one cell."""
    cells = row.cells
    stem, options = text_of(cells, columns.TEXT.key), _option_cells(row, findings)
    places = [options] if options else []
    typed = cells.get(columns.TEXT.key)
    if typed is not None and ("\n" in typed.text or (not options and has_inline(typed.text))):
        found = split_options(_lines(typed))
        if found is None:
            findings.add(Code.OPTIONS_UNCLEAR, typed.place, typed=typed.text)
        else:
            stem = found[0]
            places += [found[1]] if found[1] else []
    typed = cells.get(columns.OPTIONS_TOGETHER.key)
    if typed is not None:
        own = own_lines(_lines(typed))
        if own is None:
            findings.add(Code.OPTIONS_UNCLEAR, typed.place, typed=typed.text)
        else:
            places.append(own)
    if len(places) > 1:
        findings.add(Code.OPTIONS_IN_TWO_PLACES, row.place)
    numbered = _NUMBERING.fullmatch(stem)
    return numbered[1] if numbered else stem, places[0] if places else ()


def text_of(cells: Mapping[str, Scalar], key: str) -> str:
    """Return a cell's text on one line, empty where there is none."""
    return " ".join(cells[key].text.split()) if key in cells else ""


def numbered(text: str) -> str:
    """Return a question so that what looks like its number stays a part of it."""
    return f"Câu 1: {text}" if _NUMBERING.fullmatch(text) else text


def lettered_twice(option: str, letter: str) -> str:
    """Return an option so that its own letter is not taken for its column's.

    >>> lettered_twice("A. Sở", "a"), lettered_twice("A. Sở", "b")
    ('A. A. Sở', 'A. Sở')
    """
    own = lettered(option)
    return f"{letter.upper()}. {option}" if own is not None and own[0] == letter else option


def _option_cells(row: TableRow, findings: Findings) -> tuple[str, ...]:
    found: list[str] = []
    gap = ""
    for column, letter in zip(columns.OPTION, LETTERS, strict=True):
        if column.key not in row.cells:
            gap = gap or letter.upper()
            continue
        if gap:
            findings.add(Code.OPTION_GAP, row.place, letter=gap)
            gap = ""
        typed = text_of(row.cells, column.key)
        own = lettered(typed)
        found.append(own[1] if own is not None and own[0] == letter else typed)
    fractions = [option for option in found if _FRACTION.fullmatch(option)]
    if len(fractions) > 1:
        findings.add(
            Code.PERCENT_LOST, row.place, typed=fractions[0], percent=_percent(fractions[0])
        )
    return tuple(found)


def _percent(fraction: str) -> str:
    """Return the percentage that a spreadsheet keeps as a fraction.

    >>> _percent("0,8"), _percent("0,125")
    ('80', '12,5')
    """
    whole, _, tenths = f"{Decimal(fraction.replace(',', '.')).scaleb(2).normalize():f}".partition(
        "."
    )
    return f"{whole},{tenths}" if tenths else whole


def _lines(typed: Scalar) -> list[str]:
    return [" ".join(line.split()) for line in typed.text.split("\n") if line.strip()]
