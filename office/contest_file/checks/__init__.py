"""What must hold between the sections of a contest file, and what its organizer may not have meant.

Each module checks one subject; ``check_draft`` runs them all but ``check_winnable``, which needs
the roster.  Nothing is mended: what an announced plan says and what runs are compared, and a
difference is a warning.
"""

from chalicelib.contest.rules import ClipMarks
from chalicelib.contest.units import Unit
from office.contest_file.checks.announced import check_announced
from office.contest_file.checks.calendar import check_calendar
from office.contest_file.checks.collective import check_collective
from office.contest_file.checks.divisions import check_divisions
from office.contest_file.checks.measures import check_measures
from office.contest_file.checks.names import check_names
from office.contest_file.checks.organizers import check_organizers
from office.contest_file.checks.papers import check_papers
from office.contest_file.checks.prizes import check_prizes
from office.contest_file.checks.ranking import check_attempts, check_ranking
from office.contest_file.checks.retention import check_retention
from office.contest_file.checks.winnable import check_winnable
from office.contest_file.draft import Draft
from office.contest_file.findings import Findings


def check_draft(
    draft: Draft,
    units: tuple[Unit, ...] | None,
    clips: tuple[ClipMarks, ...] | None,
    findings: Findings,
) -> None:
    """Check every section that could be read against the others."""
    if draft.rounds is not None:
        errors = findings.errors()
        check_calendar(draft, draft.rounds, findings)
        # Rounds that contradict themselves say nothing about the plan.
        if findings.errors() == errors:
            check_announced(draft, draft.rounds, units, findings)
    check_retention(draft, findings)
    check_organizers(draft, findings)
    check_divisions(draft, findings)
    check_papers(draft, findings)
    check_attempts(draft, findings)
    check_ranking(draft, findings)
    check_collective(draft, units, findings)
    check_measures(draft, findings)
    check_prizes(draft, units, clips, findings)
    check_names(draft, units, findings)


__all__ = ["check_draft", "check_winnable"]
