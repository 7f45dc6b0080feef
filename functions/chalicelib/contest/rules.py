"""The rules of one contest as frozen values: what ``contest.yml`` says and everything follows.

The rules page, eligibility, grading, tie-break order, prizes and report all read these values and
nothing else.  Money is whole đồng.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chalicelib.contest.errors import UnknownRoundError
from chalicelib.contest.ids import ContestId, RoundId
from chalicelib.contest.units import Unit


class ContestKind(StrEnum):
    """What the organizer calls it; the words on the pages follow."""

    CUOC_THI = "cuoc-thi"
    HOI_THI = "hoi-thi"


class EntryMode(StrEnum):
    """How people get a personal code."""

    OPEN = "open"
    ROSTER = "roster"


class RankingKey(StrEnum):
    """One step of the order in which attempts are ranked; ``ranking`` says what each compares."""

    MARKS = "marks"
    TIME_USED = "time_used"
    SUBMITTED_AT = "submitted_at"
    PUBLIC_DRAW = "public_draw"


class UnitMeasure(StrEnum):
    """One step of the order in which units are ranked; ``collective`` says how each is computed."""

    TOTAL_MARKS = "total_marks"
    ATTEMPTS = "attempts"
    PEOPLE = "people"
    MEAN_MARKS = "mean_marks"
    PERFECT_PAPERS = "perfect_papers"
    PARTICIPATION_RATE = "participation_rate"
    MEAN_TIME_USED = "mean_time_used"


class PersonName(StrEnum):
    """How a person's name is shown to the public."""

    FULL = "full"
    SHORT = "short"
    HIDDEN = "hidden"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """What the announced plan states, kept beside what runs; differences are shown, not mended."""

    starts_on: date | None = None
    ends_on: date | None = None
    weeks: int | None = None
    prizes_total: int | None = None
    """What all prizes cost together: the individual ones of every round and the collective ones."""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round: attempts may start in [opens_at, closes_at); results appear at publishes_at."""

    id: RoundId
    name: str
    opens_at: int
    closes_at: int
    publishes_at: int
    topics: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """The text that a registrant agrees to; a new text gets a new version."""

    version: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRules:
    """Who may enter, who may not, what is asked and what of it is shown."""

    mode: EntryMode
    who: tuple[str, ...]
    excluded: tuple[str, ...]
    identifier_label: str
    identifier_hint: str
    consent: Consent
    unit_required: bool = True
    unit_hint: str = ""
    asks_phone: bool = True
    winners_shown_as: PersonName = PersonName.FULL
    others_shown_as: PersonName = PersonName.SHORT


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRules:
    """How many questions a paper has and how long a contestant may take."""

    questions: int
    limit_ms: int
    shuffle_questions: bool = True
    shuffle_options: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingRules:
    """The ranking keys in order, and the seed of the public draw where it is one of them."""

    keys: tuple[RankingKey, ...]
    draw_seed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectiveRules:
    """The measures by which units are ranked, in order, and the levels that compete."""

    measures: tuple[UnitMeasure, ...]
    levels: tuple[str, ...]
    headcount_kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prize:
    """A prize: its name, how many are offered, the value of each and the certificate with it."""

    name: str
    count: int
    value: int
    certificate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prizes:
    """Individual prizes of every round, and collective prizes once over the contest.

    Prizes stand in order of merit: the first place takes the first one.
    """

    individual: tuple[Prize, ...] = ()
    collective: tuple[Prize, ...] = ()


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
    attempts_per_round: int
    paper: PaperRules
    ranking: RankingRules
    collective: CollectiveRules
    prizes: Prizes
    units: tuple[Unit, ...]
    study_documents: tuple[LegalDocument, ...]
    set_by_us: tuple[str, ...] = ()
    """What the plan leaves open and this contest settles; the rules page says so."""

    def round(self, round_id: str) -> Round:
        """Return the round of this id; raise UnknownRoundError where there is none."""
        for round_ in self.rounds:
            if round_.id == round_id:
                return round_
        raise UnknownRoundError(round=round_id)


def total_value(prizes: Sequence[Prize]) -> int:
    """Return what the prizes cost together, in đồng.

    >>> total_value([Prize(name="Nhất", count=1, value=500), Prize(name="KK", count=5, value=100)])
    1000
    """
    return sum(prize.count * prize.value for prize in prizes)
