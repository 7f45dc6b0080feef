"""What the rules may say one day and this version cannot run yet: refused, never promised."""

from chalicelib.contest.rules import EntryMode, PrizeFor
from office.contest_file.codes import Code
from office.contest_file.draft import Draft
from office.contest_file.findings import Findings


def check_supported(draft: Draft, findings: Findings) -> None:
    """Refuse what would be read and then not done."""
    if draft.entry is not None and draft.entry.mode is EntryMode.ROSTER:
        place = draft.fields.find("entry", "mode")
        findings.add(Code.NOT_SUPPORTED, place, what="entry.mode: roster")
    for index, group in enumerate(draft.prizes.groups if draft.prizes else ()):
        if group.to is not PrizeFor.UNITS:
            continue
        for name, stated in (("pass_percent", group.pass_percent), ("division", group.division)):
            if stated:
                place = draft.fields.find("prizes", "groups", index, name)
                findings.add(Code.NOT_SUPPORTED, place, what=f"to: units, {name}")
