"""``clips.csv`` -> the marks of every unit's best accepted clip.

1. One row a clip: its unit, whether it was accepted, the reason where it was not.
2. An accepted clip has marks for every criterion, from 0 to the criterion's full marks; a refused
   one has none.
3. A clip of a unit that does not compete counts for nothing, which its sender may not have meant.
"""

from collections.abc import Mapping, Sequence

from chalicelib.contest.rules import ClipMarks
from chalicelib.contest.units import Unit
from office.contest_file import scalars
from office.contest_file.codes import Code
from office.contest_file.findings import Findings
from office.contest_file.read_heading import Criterion
from office.contest_file.tables import Row, read_table

REQUIRED = ("unit", "accepted")
OPTIONAL = ("reason", "note")


def read_clips(
    text: str,
    shown: str,
    criteria: Sequence[Criterion],
    units: tuple[Unit, ...],
    findings: Findings,
    *,
    levels: Sequence[str],
) -> tuple[ClipMarks, ...]:
    """Return the best accepted clip of every unit that has one, in the order of the units.

    ``levels`` are those that compete; none where nothing says which.
    """
    known = {str(unit.id): unit.id for unit in units}
    level_of = {str(unit.id): unit.level for unit in units}
    full = {criterion.id: criterion.full_marks for criterion in criteria}
    best: dict[str, int] = {}
    for row in read_table(text, shown, (*REQUIRED, *full), OPTIONAL, findings) or ():
        unit = row.required("unit", findings)
        accepted = row.required("accepted", findings)
        if unit is None or accepted is None:
            continue
        if unit.text not in known:
            hint = scalars.hint_for(unit.text, known)
            findings.add(Code.UNKNOWN_UNIT, unit.place, unit=unit.text, hint=hint)
        elif levels and level_of[unit.text] not in levels:
            findings.add(
                Code.CLIP_NOT_COMPETING, unit.place, unit=unit.text, level=level_of[unit.text]
            )
        answer = scalars.read_answer(accepted, findings)
        if answer is True:
            marks = _read_marks(row, full, findings)
            best[unit.text] = max(marks, best.get(unit.text, marks))
        elif answer is False:
            _check_refused(row, full, findings)
    return tuple(
        ClipMarks(unit=known[name], marks=best[name], full_marks=sum(full.values()))
        for name in known
        if name in best
    )


def _read_marks(row: Row, full: Mapping[str, int], findings: Findings) -> int:
    cells = [(row.required(name, findings), most) for name, most in full.items()]
    return sum(scalars.read_whole(cell, 0, findings, most) for cell, most in cells if cell)


def _check_refused(row: Row, full: Mapping[str, int], findings: Findings) -> None:
    if "reason" not in row.cells:
        findings.add(Code.REFUSED_WITHOUT_REASON, row.cells["accepted"].place)
    for name in full:
        if name in row.cells:
            findings.add(Code.REFUSED_WITH_MARKS, row.cells[name].place, criterion=name)
