"""``clips.csv`` of a contest's folder -> how many clips each unit sent, accepted and refused.

The file has been checked with the contest; here its rows are counted, where the rules keep only the
best clip of every unit.
"""

from collections import Counter
from pathlib import Path

from chalicelib.contest.ids import UnitId
from office.contest_file.clips_file import OPTIONAL, REQUIRED
from office.contest_file.draft import read_draft
from office.contest_file.findings import Findings
from office.contest_file.folder import Folder, find_contest_file
from office.contest_file.scalars import read_answer
from office.contest_file.tables import read_table
from office.report.sources import ClipTally


def read_tallies(folder: Path) -> tuple[ClipTally, ...] | None:
    """Return a tally for every unit that sent a clip; None where the contest has no clips."""
    findings = Findings()
    found = find_contest_file(Folder(base=folder), findings)
    if found is None:
        return None
    where, fields = found
    clips = read_draft(fields).clips
    if clips is None:
        return None
    text = where.read(clips.file, fields.find("clips", "file"), findings)
    names = [criterion.id for criterion in clips.criteria]
    accepted: Counter[str] = Counter()
    refused: dict[str, Counter[str]] = {}
    shown = where.shown(clips.file)
    for row in read_table(text or "", shown, (*REQUIRED, *names), OPTIONAL, findings) or ():
        unit = row.cells["unit"].text
        accepted[unit] += 0
        if read_answer(row.cells["accepted"], findings):
            accepted[unit] += 1
        else:
            reason = row.cells["reason"].text
            refused.setdefault(unit, Counter())[reason] += 1
    return tuple(
        ClipTally(unit=UnitId(unit), accepted=count, refused=dict(refused.get(unit, {})))
        for unit, count in accepted.items()
    )
