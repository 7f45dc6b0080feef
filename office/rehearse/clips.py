"""How many clips came, and why some were refused: what the file of clips says besides the marks."""

from collections import Counter
from pathlib import Path

from chalicelib.contest.ids import UnitId
from office.contest_file.clips_file import OPTIONAL, REQUIRED
from office.contest_file.draft import read_draft
from office.contest_file.findings import Findings
from office.contest_file.folder import Folder, find_contest_file
from office.contest_file.scalars import read_answer
from office.contest_file.tables import read_table
from office.report import ClipTally


def read_tallies(folder: Path) -> tuple[ClipTally, ...] | None:
    """Return the clips of every unit in a contest's folder; None where it names no file of clips.

    The folder has been checked: what it says is sound.
    """
    findings = Findings()
    found = find_contest_file(Folder(base=folder), findings)
    if found is None:
        return None
    where, fields = found
    clips = read_draft(fields).clips
    text = where.read(clips.file, fields.find("clips", "file"), findings) if clips else None
    if clips is None or text is None:
        return None
    criteria = tuple(criterion.id for criterion in clips.criteria)
    accepted: dict[UnitId, int] = {}
    refused: dict[UnitId, Counter[str]] = {}
    shown = where.shown(clips.file)
    for row in read_table(text, shown, (*REQUIRED, *criteria), OPTIONAL, findings) or ():
        unit = UnitId(row.cells["unit"].text)
        taken = bool(read_answer(row.cells["accepted"], findings))
        accepted[unit] = accepted.get(unit, 0) + taken
        if not taken:
            refused.setdefault(unit, Counter())[row.cells["reason"].text] += 1
    return tuple(
        ClipTally(unit=unit, accepted=count, refused=dict(refused.get(unit, {})))
        for unit, count in accepted.items()
    )
