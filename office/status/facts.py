"""What is known of a contest at one moment; all that the decision goes by."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from chalicelib.contest.acts import RoundState, RoundStatus
from chalicelib.contest.extra_time import Credit, with_credits
from chalicelib.contest.ids import BankSlot, Digest, RoundId
from chalicelib.contest.rules import Contest
from chalicelib.ports import Release
from office.status.outputs import Outputs, Sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """How the organizer names the contest when typing a command."""

    folder: str = ""
    """What ``--contest`` says; nothing where it is the project's own folder."""
    stage: str = ""
    shifted: bool = False
    """Whether the clock was set by ``--at``: then what is typed next needs one too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """A stored file that is missing, or is not what its digest says."""

    scope: RoundId
    what: str
    """``attempts``, ``standings``, ``results`` in the archive; ``public``: what is published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A correction that was proposed and not approved."""

    number: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """A complaint without an answer, and until when it has to have one."""

    code: str
    due_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the record of organizers' acts says."""

    broken_at: int | None = None
    """The number of the first event that does not hold."""
    waiting: tuple[Waiting, ...] = ()
    in_force: bool = True
    """Whether the results are those after the last approval."""
    complaints: tuple[Unanswered, ...] = ()
    credits: tuple[Credit, ...] | None = None
    """The extra time on record; None where the record does not hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A contest at a moment: as its folder has it, as it is stored, what was made of it."""

    contest: Contest
    """The rules of the folder."""
    now: int
    typed: Typed = field(default_factory=Typed)
    scheduled: bool = False
    """Whether a schedule closes and publishes by itself."""
    release: Release | None = None
    rules: Contest | None = None
    """The rules in force; None where there are none, or where they are damaged."""
    banks: Mapping[BankSlot, Digest] = field(default_factory=dict)
    """The banks of the folder, by the digest that they would be put in force under."""
    states: Mapping[RoundId, RoundState] = field(default_factory=dict)
    damaged: tuple[Damage, ...] = ()
    record: Record = field(default_factory=Record)
    live_at: Mapping[RoundId, int] = field(default_factory=dict)
    """When it was last told how many have taken part, by round."""
    public_report: Sources = field(default_factory=dict)
    """What the report that is public rests on."""
    outputs: Outputs = field(default_factory=Outputs)
    site_shows: str = ""
    """A digest over everything published that pages are made of."""

    def hours(self) -> Contest:
        """Return the rules with the closing of every credited round put off."""
        return with_credits(self.contest, self.release.credits if self.release else ())

    def status(self, scope: RoundId) -> RoundStatus:
        """Return how far a round, or the whole contest, has come."""
        return self.states.get(scope, RoundState(round=scope)).status

    def is_published(self, scope: RoundId) -> bool:
        """Tell whether results are public."""
        return self.status(scope) is RoundStatus.PUBLISHED
