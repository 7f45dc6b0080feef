"""Who holds the contest, on what grounds and when: fields -> values."""

from dataclasses import dataclass

from chalicelib.contest.ids import ContestId, DivisionId, RoundId
from chalicelib.contest.rules import (
    Announced,
    Ceremony,
    ComplaintRules,
    ContestKind,
    Edition,
    Label,
    Language,
    LegalDocument,
    LevelCount,
    Organizer,
    Reschedule,
    Round,
)
from chalicelib.contest.times import DAY_MS
from office.contest_file.layout import heading as layout
from office.contest_file.layout.contest import Contest
from office.contest_file.yaml_fields import Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands at the top of the contest file."""

    id: ContestId
    kind: ContestKind
    name: str
    short_name: str
    edition: int | None
    organizer: str
    place: str
    contact: str
    portal: str
    purposes: tuple[str, ...]
    set_by_us: tuple[str, ...]
    labels: tuple[Label, ...]
    publishes_questions: bool
    other_languages: tuple[Language, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundEntry:
    """A round, the file of its bank, and the files of the banks that single divisions have."""

    round: Round
    bank: str
    banks: tuple[tuple[DivisionId, str], ...]

    def bank_of(self, division: DivisionId | None) -> tuple[str, tuple[str, ...]]:
        """Return the file of a division's bank, empty where there is none, and where it is said."""
        for name, file in self.banks:
            if name == division:
                return file, ("banks", name)
        return self.bank, ("bank",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One criterion of the clips' rubric."""

    id: str
    name: str
    full_marks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipsEntry:
    """The file of the clips' marks, and the criteria that are its columns."""

    file: str
    criteria: tuple[Criterion, ...]


def read_heading(fields: Fields) -> Heading:
    """Return what stands at the top."""
    f = Contest
    return Heading(
        id=ContestId(fields.get(f.id)),
        kind=fields.get(f.kind),
        name=fields.get(f.name),
        short_name=fields.get(f.short_name),
        edition=fields.get(f.edition),
        organizer=fields.get(f.organizer),
        place=fields.get(f.place),
        contact=fields.get(f.contact),
        portal=fields.get(f.portal),
        purposes=fields.get(f.purposes),
        set_by_us=fields.get(f.set_by_us),
        publishes_questions=fields.get(f.publishes_questions),
        other_languages=fields.get(f.other_languages),
        labels=tuple(Label(slug=slug, name=name) for slug, name in fields.get(f.labels)),
    )


def read_document(fields: Fields) -> LegalDocument:
    """Return a legal or study document."""
    f = layout.Document
    return LegalDocument(
        number=fields.get(f.number),
        issuer=fields.get(f.issuer),
        issued_on=fields.get(f.issued_on),
        title=fields.get(f.title),
        topic=fields.get(f.topic),
        url=fields.get(f.url),
        national=fields.get(f.national),
        note=fields.get(f.note),
        attachment=fields.get(f.attachment),
        status=fields.get(f.status),
        replaced_by=fields.get(f.replaced_by),
    )


def read_announced(fields: Fields) -> Announced:
    """Return what the plan states."""
    f = layout.Announced
    return Announced(
        source=fields.get(f.source),
        starts_on=fields.get(f.starts_on),
        ends_on=fields.get(f.ends_on),
        weeks=fields.get(f.weeks),
        prizes_total=fields.get(f.prizes_total),
        units=fields.get(f.units),
        unit_levels=tuple(
            LevelCount(level=level, count=count) for level, count in fields.get(f.unit_levels)
        ),
    )


def read_round(fields: Fields) -> RoundEntry:
    """Return a round with its banks' files."""
    f = layout.Round
    return RoundEntry(
        round=Round(
            id=RoundId(fields.get(f.id)),
            name=fields.get(f.name),
            topics=fields.get(f.topics),
            opens_at=fields.get(f.opens_at),
            closes_at=fields.get(f.closes_at),
            publishes_at=fields.get(f.publishes_at),
            history=fields.groups(f.history, _read_reschedule) or (),
        ),
        bank=fields.get(f.bank),
        banks=tuple((DivisionId(name), file) for name, file in fields.get(f.banks)),
    )


def _read_reschedule(fields: Fields) -> Reschedule:
    f = layout.Reschedule
    return Reschedule(
        decided_on=fields.get(f.decided_on),
        reason=fields.get(f.reason),
        opens_at=fields.get(f.opens_at),
        closes_at=fields.get(f.closes_at),
        publishes_at=fields.get(f.publishes_at),
    )


def read_ceremony(fields: Fields) -> Ceremony:
    """Return the ceremony."""
    return Ceremony(on=fields.get(layout.Ceremony.on), place=fields.get(layout.Ceremony.place))


def read_edition(fields: Fields) -> Edition:
    """Return an earlier edition with its figures."""
    f = layout.Edition
    return Edition(
        name=fields.get(f.name),
        attempts=fields.get(f.attempts),
        people=fields.get(f.people),
        units=fields.get(f.units),
        clips=fields.get(f.clips),
        starts_on=fields.get(f.starts_on),
        ends_on=fields.get(f.ends_on),
        url=fields.get(f.url),
    )


def read_complaints(fields: Fields) -> ComplaintRules:
    """Return how one may complain."""
    f = layout.Complaints
    return ComplaintRules(
        window_ms=fields.get(f.window_days) * DAY_MS,
        how=fields.get(f.how),
        decided_before=fields.get(f.decided_before),
    )


def read_organizer(fields: Fields) -> Organizer:
    """Return somebody who may sign corrections."""
    f = layout.Organizer
    return Organizer(name=fields.get(f.name), key=fields.get(f.key).lower())


def read_clips(fields: Fields) -> ClipsEntry:
    """Return the file of the clips' marks and its criteria."""
    return ClipsEntry(
        file=fields.get(layout.Clips.file),
        criteria=fields.groups(layout.Clips.criteria, _read_criterion) or (),
    )


def _read_criterion(fields: Fields) -> Criterion:
    f = layout.Criterion
    return Criterion(
        id=fields.get(f.id), name=fields.get(f.name), full_marks=fields.get(f.full_marks)
    )
