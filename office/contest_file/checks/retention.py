"""For how long personal data are kept: stated, and as long as anybody may still need them.

The law asks that they are kept no longer than their purpose needs; their purpose lasts until
complaints are decided and the awards are handed over.
"""

from datetime import timedelta

from chalicelib.contest.times import DAY_MS, local_date
from office.contest_file.codes import Code
from office.contest_file.draft import Draft
from office.contest_file.findings import Findings


def check_retention(draft: Draft, findings: Findings) -> None:
    """Check the period against the complaints' window and the ceremony."""
    if draft.entry is None:
        return
    days = draft.entry.consent.keep_days
    if days is None:
        findings.add(Code.NO_KEEP_DAYS, draft.fields.find("entry", "consent"))
        return
    if not draft.rounds:
        return
    published = max(entry.round.publishes_at for entry in draft.rounds)
    until = local_date(published) + timedelta(days=days)
    needed = local_date(published)
    if draft.complaints is not None:
        needed += timedelta(days=draft.complaints.window_ms // DAY_MS)
    if draft.ceremony is not None:
        needed = max(needed, draft.ceremony.on)
    if until < needed:
        findings.add(
            Code.KEEP_TOO_SHORT,
            draft.fields.find("entry", "consent", "keep_days"),
            until=f"{until:%d/%m/%Y}",
            needed=f"{needed:%d/%m/%Y}",
        )
