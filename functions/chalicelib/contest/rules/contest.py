"""The contest as a whole: who holds it, when, on what grounds, and all its other rules."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chalicelib.contest.errors import UnknownDivisionError, UnknownRoundError
from chalicelib.contest.ids import ContestId, DivisionId, RoundId
from chalicelib.contest.rules.collective import ClipCriterion, ClipMarks, CollectiveRules
from chalicelib.contest.rules.entry import Division, EntryRules
from chalicelib.contest.rules.papers import PaperRules
from chalicelib.contest.rules.practice import PracticeRules
from chalicelib.contest.rules.prizes import Merit, Prizes
from chalicelib.contest.rules.ranking import AttemptRules, MarksRules, RankingKey, RankingRules
from chalicelib.contest.units import Unit


class ContestKind(StrEnum):
    """What the organizer calls it; the words on the pages follow."""

    CUOC_THI = "cuoc-thi"
    HOI_THI = "hoi-thi"


class DocumentStatus(StrEnum):
    """Whether a document was in force on the day on which the first round opens."""

    UNSTATED = "unstated"
    IN_FORCE = "in_force"
    PARTLY = "partly"
    """Some of it no longer holds, as after an amendment."""
    REPLACED = "replaced"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalDocument:
    """A document by number, issuer, date and title; a study document where it has a topic."""

    number: str
    issuer: str
    issued_on: date
    title: str
    topic: str = ""
    url: str = ""
    national: bool = True
    note: str = ""
    attachment: str = ""
    """A file of the contest's folder that the pages publish, such as a scan of the plan."""
    status: DocumentStatus = DocumentStatus.UNSTATED
    replaced_by: str = ""
    """What stands in its place, by number; stated of replaced documents alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelCount:
    """How many units of a level there are."""

    level: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """How a level, a block or a topic is called on the pages, where only its slug is known."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """What the announced plan states, kept beside what runs; differences are shown, not mended."""

    starts_on: date | None = None
    ends_on: date | None = None
    weeks: int | None = None
    prizes_total: int | None = None
    """All prizes together, in đồng: those of every round and the collective ones."""
    units: int | None = None
    unit_levels: tuple[LevelCount, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reschedule:
    """What a round's hours were before they were changed, when that was decided, and why."""

    decided_on: date
    reason: str
    opens_at: int
    closes_at: int
    publishes_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round: attempts may start in [opens_at, closes_at); results appear at publishes_at."""

    id: RoundId
    name: str
    opens_at: int
    closes_at: int
    publishes_at: int
    topics: str = ""
    history: tuple[Reschedule, ...] = ()
    """Former hours, oldest first; the present ones are those that hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The figures of an earlier edition, for comparison; None where not known."""

    name: str
    attempts: int | None = None
    people: int | None = None
    units: int | None = None
    clips: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    url: str = ""
    """Where it can still be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceremony:
    """When and where the awards are handed over."""

    on: date
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintRules:
    """For how long after a publication one may complain, and how; decided before the awards."""

    window_ms: int
    how: str
    decided_before: str = ""
    """The step before which every complaint is decided, in the words of the plan."""


class Language(StrEnum):
    """A language in which the site can be read besides Vietnamese."""

    EN = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organizer:
    """Somebody who may sign corrections."""

    name: str
    key: str
    """The public half of an Ed25519 key, in hex: 64 digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """Everything that is fixed about one contest before its first round opens."""

    id: ContestId
    name: str
    short_name: str
    kind: ContestKind
    organizer: str
    place: str
    contact: str
    purposes: tuple[str, ...]
    legal_basis: tuple[LegalDocument, ...]
    announced: Announced
    rounds: tuple[Round, ...]
    entry: EntryRules
    attempts: AttemptRules
    paper: PaperRules
    marks: MarksRules
    ranking: RankingRules
    collective: CollectiveRules
    prizes: Prizes
    units: tuple[Unit, ...]
    study_documents: tuple[LegalDocument, ...]
    divisions: tuple[Division, ...] = ()
    """Groups with papers, standings and prizes of their own; none where all compete together."""
    edition: int | None = None
    last_edition: Edition | None = None
    portal: str = ""
    ceremony: Ceremony | None = None
    complaints: ComplaintRules | None = None
    clips: tuple[ClipMarks, ...] = ()
    """The clip marks of every unit that has an accepted clip, in the order of the units."""
    clip_criteria: tuple[ClipCriterion, ...] = ()
    """By what clips are marked; their full marks add up to those of a clip."""
    set_by_us: tuple[str, ...] = ()
    """What the plan leaves open and this contest settles; the rules page says so."""
    practice: PracticeRules | None = None
    """None where people cannot practise; its questions are public and no part of the contest."""
    labels: tuple[Label, ...] = ()
    publishes_questions: bool = True
    """Whether what a round asked is public after it, with what is right."""
    earlier_editions: tuple[Edition, ...] = ()
    """The editions before the last one, newest first."""
    organizers: tuple[Organizer, ...] = ()
    """Who may propose and approve corrections; none where results cannot be corrected."""
    other_languages: tuple[Language, ...] = ()
    """In which languages the site is built besides Vietnamese, each below its own address."""

    def names_of_slugs(self) -> dict[str, str]:
        """Return how levels, blocks and topics are called, by slug, where the contest says it."""
        return {label.slug: label.name for label in self.labels}

    def round(self, round_id: str) -> Round:
        """Return the round of this id; raise UnknownRoundError where there is none."""
        for round_ in self.rounds:
            if round_.id == round_id:
                return round_
        raise UnknownRoundError(round=round_id)

    def division(self, division_id: str) -> Division:
        """Return the division of this id; raise UnknownDivisionError where there is none."""
        for division in self.divisions:
            if division.id == division_id:
                return division
        raise UnknownDivisionError(division=division_id)

    def division_ids(self) -> tuple[DivisionId | None, ...]:
        """Return the divisions that compete; None stands for everybody where there are none."""
        return tuple(division.id for division in self.divisions) or (None,)

    def paper_of(self, division_id: DivisionId | None) -> PaperRules:
        """Return the paper of a division: its own, or the contest's."""
        own = self.division(division_id).paper if division_id is not None else None
        return own or self.paper

    def asks_birth_dates(self) -> bool:
        """Tell whether a rule goes by age, so that birth dates must be kept to be compared."""
        by_age = {RankingKey.YOUNGEST, RankingKey.OLDEST}
        return (
            not by_age.isdisjoint(self.ranking.keys)
            or any(g.merit in {Merit.YOUNGEST, Merit.OLDEST} for g in self.prizes.groups)
            or any(division.ages is not None for division in self.divisions)
        )
