"""The contest file read section by section.

A section with errors is None and is checked no further.  The fields are those of the core values,
in whole minutes and đồng where those hold milliseconds.
"""

from dataclasses import dataclass

from chalicelib.contest.ids import ContestId, RoundId
from chalicelib.contest.rules import (
    Announced,
    CollectiveRules,
    Consent,
    Contest,
    ContestKind,
    EntryMode,
    EntryRules,
    LegalDocument,
    PaperRules,
    PersonName,
    Prize,
    Prizes,
    RankingKey,
    RankingRules,
    Round,
    UnitMeasure,
)
from chalicelib.contest.times import MINUTE_MS
from chalicelib.contest.units import Unit
from office.contest_file.yaml_fields import Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands at the top of the contest file."""

    id: ContestId
    kind: ContestKind
    name: str
    short_name: str
    organizer: str
    place: str
    contact: str
    purposes: tuple[str, ...]
    attempts_per_round: int
    set_by_us: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundEntry:
    """A round and the file of its bank."""

    round: Round
    bank: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Every section of the contest file, as far as it could be read."""

    fields: Fields
    heading: Heading | None
    legal_basis: tuple[LegalDocument, ...] | None
    announced: Announced | None
    rounds: tuple[RoundEntry, ...] | None
    entry: EntryRules | None
    paper: PaperRules | None
    ranking: RankingRules | None
    collective: CollectiveRules | None
    prizes: Prizes | None
    study_documents: tuple[LegalDocument, ...] | None
    units_file: str
    excluded_file: str


def read_draft(fields: Fields) -> Draft:
    """Read every section; what is wrong goes to the findings."""
    errors = fields.findings.errors()
    heading = _read_heading(fields)
    draft = Draft(
        fields=fields,
        heading=heading if fields.findings.errors() == errors else None,
        legal_basis=fields.groups("legal_basis", _read_document),
        announced=_read_announced_if_any(fields),
        rounds=fields.groups("rounds", _read_round),
        entry=fields.group("entry", _read_entry),
        paper=fields.group("paper", _read_paper),
        ranking=fields.group("ranking", _read_ranking),
        collective=_read_collective_if_any(fields),
        prizes=fields.group("prizes", _read_prizes),
        study_documents=fields.groups("study_documents", _read_document, required=False),
        units_file=fields.text("units", default=""),
        excluded_file=fields.text("excluded_people", default=""),
    )
    fields.finish()
    return draft


def assemble(draft: Draft, units: tuple[Unit, ...]) -> Contest | None:
    """Return the contest, or None where a section is missing."""
    if (
        draft.heading is None
        or draft.legal_basis is None
        or draft.announced is None
        or draft.rounds is None
        or draft.entry is None
        or draft.paper is None
        or draft.ranking is None
        or draft.collective is None
        or draft.prizes is None
        or draft.study_documents is None
    ):
        return None
    return Contest(
        id=draft.heading.id,
        name=draft.heading.name,
        short_name=draft.heading.short_name,
        kind=draft.heading.kind,
        organizer=draft.heading.organizer,
        place=draft.heading.place,
        contact=draft.heading.contact,
        purposes=draft.heading.purposes,
        legal_basis=draft.legal_basis,
        announced=draft.announced,
        rounds=tuple(entry.round for entry in draft.rounds),
        entry=draft.entry,
        attempts_per_round=draft.heading.attempts_per_round,
        paper=draft.paper,
        ranking=draft.ranking,
        collective=draft.collective,
        prizes=draft.prizes,
        units=units,
        study_documents=draft.study_documents,
        set_by_us=draft.heading.set_by_us,
    )


def _read_heading(fields: Fields) -> Heading:
    return Heading(
        id=ContestId(fields.slug("id")),
        kind=fields.word("kind", ContestKind),
        name=fields.text("name"),
        short_name=fields.text("short_name"),
        organizer=fields.text("organizer"),
        place=fields.text("place"),
        contact=fields.text("contact"),
        purposes=fields.texts("purposes"),
        attempts_per_round=fields.whole("attempts_per_round", 1),
        set_by_us=fields.texts("set_by_us", required=False),
    )


def _read_document(fields: Fields) -> LegalDocument:
    return LegalDocument(
        number=fields.text("number"),
        issuer=fields.text("issuer"),
        issued_on=fields.day("issued_on"),
        title=fields.text("title"),
        topic=fields.slug("topic") if fields.has("topic") else "",
        url=fields.text("url", default=""),
        national=fields.flag("national", default=True),
        note=fields.text("note", default=""),
    )


def _read_announced(fields: Fields) -> Announced:
    return Announced(
        source=fields.text("source", default=""),
        starts_on=fields.day("starts_on") if fields.has("starts_on") else None,
        ends_on=fields.day("ends_on") if fields.has("ends_on") else None,
        weeks=fields.whole("weeks", 1) if fields.has("weeks") else None,
        prizes_total=fields.whole("prizes_total", 0) if fields.has("prizes_total") else None,
    )


def _read_round(fields: Fields) -> RoundEntry:
    return RoundEntry(
        round=Round(
            id=RoundId(fields.slug("id")),
            name=fields.text("name"),
            topics=fields.text("topics", default=""),
            opens_at=fields.moment("opens_at"),
            closes_at=fields.moment("closes_at"),
            publishes_at=fields.moment("publishes_at"),
        ),
        bank=fields.text("bank"),
    )


def _read_entry(fields: Fields) -> EntryRules:
    consent = fields.group("consent", _read_consent)
    return EntryRules(
        mode=fields.word("mode", EntryMode),
        who=fields.texts("who"),
        excluded=fields.texts("excluded", required=False),
        identifier_label=fields.text("identifier_label"),
        identifier_hint=fields.text("identifier_hint", default=""),
        unit_required=fields.flag("unit_required", default=True),
        unit_hint=fields.text("unit_hint", default=""),
        asks_phone=fields.flag("asks_phone", default=True),
        winners_shown_as=fields.word("winners_shown_as", PersonName, PersonName.FULL),
        others_shown_as=fields.word("others_shown_as", PersonName, PersonName.SHORT),
        consent=consent or Consent(version=0, text=""),
    )


def _read_consent(fields: Fields) -> Consent:
    return Consent(version=fields.whole("version", 1), text=fields.text("text"))


def _read_paper(fields: Fields) -> PaperRules:
    return PaperRules(
        questions=fields.whole("questions", 1),
        limit_ms=fields.whole("limit_minutes", 1) * MINUTE_MS,
        shuffle_questions=fields.flag("shuffle_questions", default=True),
        shuffle_options=fields.flag("shuffle_options", default=True),
    )


def _read_ranking(fields: Fields) -> RankingRules:
    return RankingRules(
        keys=fields.words("keys", RankingKey), draw_seed=fields.text("draw_seed", default="")
    )


def _read_collective(fields: Fields) -> CollectiveRules:
    return CollectiveRules(
        measures=fields.words("measures", UnitMeasure),
        levels=fields.texts("levels"),
        headcount_kind=fields.text("headcount_kind", default=""),
    )


def _read_prizes(fields: Fields) -> Prizes:
    individual = fields.groups("individual", _read_prize, required=False)
    collective = fields.groups("collective", _read_prize, required=False)
    return Prizes(individual=individual or (), collective=collective or ())


def _read_prize(fields: Fields) -> Prize:
    return Prize(
        name=fields.text("name"),
        count=fields.whole("count", 1),
        value=fields.whole("value", 0),
        certificate=fields.text("certificate", default=""),
    )


def _read_announced_if_any(fields: Fields) -> Announced | None:
    return fields.group("announced", _read_announced) if fields.has("announced") else Announced()


def _read_collective_if_any(fields: Fields) -> CollectiveRules | None:
    if not fields.has("collective"):
        return CollectiveRules(measures=(), levels=())
    return fields.group("collective", _read_collective)
