"""The files of a contest's folder that lists are read into, and what those lists are held against.

More than what a list needs may be wrong with the contest file, for the list may be what mends it:
only the sections that it is held against have to be sound.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from chalicelib.contest.rules import EntryMode
from chalicelib.contest.units import Unit
from office.contest_file.draft import Draft, read_draft
from office.contest_file.findings import Findings
from office.contest_file.folder import Folder, find_contest_file
from office.contest_file.load import excluded_of, roster_rules, units_of
from office.contest_file.roster_file import RosterRules
from office.people.columns import Asked

DEFAULT_UNITS = "units.csv"
DEFAULT_EXCLUDED = "excluded.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A file of the contest's folder that a list is read into.

    ``field`` is the one of the contest file that has to name it, where it does not do so yet.
    """

    path: Path
    shown: str
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestFiles:
    """The contest file as far as it can be read, and where the files beside it lie."""

    where: Folder
    draft: Draft
    findings: Findings
    """What is wrong with the contest file itself."""

    @property
    def asked(self) -> Asked:
        """Return what is asked of a person."""
        entry = self.draft.entry
        return Asked(
            identifier_label=entry.identifier_label if entry else "",
            unit_required=entry.unit_required if entry else False,
            has_divisions=bool(self.draft.divisions),
        )

    @property
    def by_roster(self) -> bool:
        """Tell whether people get their codes by a list."""
        return self.draft.entry is not None and self.draft.entry.mode is EntryMode.ROSTER

    @property
    def roles(self) -> Sequence[str]:
        """Return the roles that may not enter."""
        return self.draft.entry.excluded if self.draft.entry else ()

    @property
    def headcount_kind(self) -> str:
        """Return the kind of headcount on which participation rates rest."""
        return self.draft.collective.headcount_kind if self.draft.collective else ""

    def units_target(self) -> Target:
        """Return the file of the units."""
        return self._target(self.draft.units_file, DEFAULT_UNITS, "units")

    def excluded_target(self) -> Target:
        """Return the file of the people who may not enter."""
        return self._target(self.draft.excluded_file, DEFAULT_EXCLUDED, "excluded_people")

    def roster_target(self) -> Target:
        """Return the file of the people who get a code."""
        return self._target(self.draft.roster_file, self.draft.roster_file, "")

    def units(self, findings: Findings) -> tuple[Unit, ...] | None:
        """Return the units, or None after a finding."""
        return units_of(self.draft, self.where, findings)

    def roster_rules(self, units: Sequence[Unit], findings: Findings) -> RosterRules | None:
        """Return what a list of people is held against; None where the contest file has errors."""
        return roster_rules(self.draft, units, excluded_of(self.draft, self.where, findings))

    def _target(self, named: str, otherwise: str, field: str) -> Target:
        name = named or otherwise
        return Target(
            path=self.where.path(name),
            shown=self.where.shown(name),
            field="" if named else field,
        )


def open_files(folder: Path, findings: Findings) -> ContestFiles | None:
    """Return the files of a contest's folder, or None after the finding that there is no such."""
    found = find_contest_file(Folder(base=folder), findings)
    if found is None:
        return None
    where, fields = found
    return ContestFiles(where=where, draft=read_draft(fields), findings=findings)
