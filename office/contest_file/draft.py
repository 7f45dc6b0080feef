"""The contest file read section by section, and the contest put together from what was read.

A section with errors is None and is checked no further.  The fields are those of the core values,
in whole minutes, days and đồng.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from chalicelib.contest.rules import (
    Announced,
    AttemptRules,
    Ceremony,
    ClipCriterion,
    ClipMarks,
    CollectiveRules,
    ComplaintRules,
    Contest,
    Division,
    Edition,
    EntryRules,
    LegalDocument,
    MarksRules,
    Organizer,
    PaperRules,
    Prizes,
    RankingRules,
)
from chalicelib.contest.units import Unit
from office.contest_file import read_heading, read_rules
from office.contest_file.layout.contest import Contest as Layout
from office.contest_file.layout.groups import Group
from office.contest_file.read_heading import ClipsEntry, Heading, RoundEntry
from office.contest_file.read_rules import PracticeEntry
from office.contest_file.yaml_fields import Fields

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Every section of the contest file, as far as it could be read."""

    fields: Fields
    heading: Heading | None
    legal_basis: tuple[LegalDocument, ...] | None
    announced: Announced | None
    rounds: tuple[RoundEntry, ...] | None
    divisions: tuple[Division, ...] | None
    entry: EntryRules | None
    attempts: AttemptRules | None
    paper: PaperRules | None
    marks: MarksRules | None
    ranking: RankingRules | None
    collective: CollectiveRules | None
    prizes: Prizes | None
    complaints: ComplaintRules | None
    organizers: tuple[Organizer, ...] | None
    ceremony: Ceremony | None
    last_edition: Edition | None
    earlier_editions: tuple[Edition, ...] | None
    clips: ClipsEntry | None
    practice: PracticeEntry | None
    study_documents: tuple[LegalDocument, ...] | None
    units_file: str
    excluded_file: str
    roster_file: str


def read_draft(fields: Fields) -> Draft:
    """Read every section; what is wrong goes to the findings."""
    errors = fields.findings.errors()
    heading = read_heading.read_heading(fields)
    draft = Draft(
        fields=fields,
        heading=heading if fields.findings.errors() == errors else None,
        legal_basis=fields.groups(Layout.legal_basis, read_heading.read_document),
        announced=_if_any(fields, Layout.announced, read_heading.read_announced, Announced()),
        rounds=fields.groups(Layout.rounds, read_heading.read_round),
        divisions=fields.groups(Layout.divisions, read_rules.read_division),
        entry=fields.group(Layout.entry, read_rules.read_entry),
        attempts=_if_any(fields, Layout.attempts, read_rules.read_attempts, AttemptRules()),
        paper=fields.group(Layout.paper, read_rules.read_paper),
        marks=_if_any(fields, Layout.marks, read_rules.read_marks, MarksRules()),
        ranking=fields.group(Layout.ranking, read_rules.read_ranking),
        collective=_if_any(
            fields,
            Layout.collective,
            read_rules.read_collective,
            CollectiveRules(measures=(), levels=()),
        ),
        prizes=fields.group(Layout.prizes, read_rules.read_prizes),
        complaints=fields.group(Layout.complaints, read_heading.read_complaints),
        organizers=fields.groups(Layout.organizers, read_heading.read_organizer),
        ceremony=fields.group(Layout.ceremony, read_heading.read_ceremony),
        last_edition=fields.group(Layout.last_edition, read_heading.read_edition),
        earlier_editions=fields.groups(Layout.earlier_editions, read_heading.read_edition),
        clips=fields.group(Layout.clips, read_heading.read_clips),
        practice=fields.group(Layout.practice, read_rules.read_practice),
        study_documents=fields.groups(Layout.study_documents, read_heading.read_document),
        units_file=fields.get(Layout.units),
        excluded_file=fields.get(Layout.excluded_people),
        roster_file=fields.get(Layout.roster),
    )
    fields.finish()
    return draft


def assemble(draft: Draft, units: tuple[Unit, ...], clips: tuple[ClipMarks, ...]) -> Contest | None:
    """Return the contest, or None where a section is missing."""
    if (
        draft.heading is None
        or draft.legal_basis is None
        or draft.announced is None
        or draft.rounds is None
        or draft.divisions is None
        or draft.entry is None
        or draft.attempts is None
        or draft.paper is None
        or draft.marks is None
        or draft.ranking is None
        or draft.collective is None
        or draft.prizes is None
        or draft.study_documents is None
        or draft.earlier_editions is None
        or draft.organizers is None
    ):
        return None
    return Contest(
        id=draft.heading.id,
        name=draft.heading.name,
        short_name=draft.heading.short_name,
        kind=draft.heading.kind,
        edition=draft.heading.edition,
        organizer=draft.heading.organizer,
        place=draft.heading.place,
        contact=draft.heading.contact,
        portal=draft.heading.portal,
        purposes=draft.heading.purposes,
        legal_basis=draft.legal_basis,
        announced=draft.announced,
        rounds=tuple(entry.round for entry in draft.rounds),
        divisions=draft.divisions,
        entry=draft.entry,
        attempts=draft.attempts,
        paper=draft.paper,
        marks=draft.marks,
        ranking=draft.ranking,
        collective=draft.collective,
        prizes=draft.prizes,
        units=units,
        clips=clips,
        clip_criteria=tuple(
            ClipCriterion(name=criterion.name, full_marks=criterion.full_marks)
            for criterion in (draft.clips.criteria if draft.clips else ())
        ),
        study_documents=draft.study_documents,
        last_edition=draft.last_edition,
        earlier_editions=draft.earlier_editions,
        ceremony=draft.ceremony,
        complaints=draft.complaints,
        organizers=draft.organizers,
        set_by_us=draft.heading.set_by_us,
        practice=draft.practice.rules if draft.practice else None,
        labels=draft.heading.labels,
        publishes_questions=draft.heading.publishes_questions,
        other_languages=draft.heading.other_languages,
    )


def _if_any(fields: Fields, field: Group, read: Callable[[Fields], T], otherwise: T) -> T | None:
    """Return a section, what holds where it is left out, or None after an error."""
    return fields.group(field, read) if fields.has(field.name) else otherwise
