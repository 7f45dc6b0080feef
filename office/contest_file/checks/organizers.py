"""Who may sign corrections: at least two, each with a key of one's own."""

import re

from office.contest_file.codes import Code
from office.contest_file.draft import Draft
from office.contest_file.findings import Findings

_KEY = re.compile(r"[0-9a-f]{64}")


def check_organizers(draft: Draft, findings: Findings) -> None:
    """Check that keys are keys, and that two different people can sign."""
    organizers = draft.organizers or ()
    for index, organizer in enumerate(organizers):
        if organizer.key and not _KEY.fullmatch(organizer.key):
            place = draft.fields.find("organizers", index, "key")
            findings.add(Code.ORGANIZER_KEY, place, name=organizer.name)
    names = {organizer.name.casefold() for organizer in organizers}
    keys = {organizer.key for organizer in organizers}
    if organizers and not 1 < len(organizers) == len(names) == len(keys):
        findings.add(Code.ORGANIZERS_ALIKE, draft.fields.find("organizers"))
