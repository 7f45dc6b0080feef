"""Signs of what may have gone wrong in a round: four rules, each with its evidence.

1. **Too fast.**  At least ``FEWEST_ANSWERED`` answers, less time for each than reading it takes,
   and most of them right.  Time is what ranking compares: the server's, without extra time.
2. **The same wrong answers** (``same_errors``).
3. **Taken over.**  Another device took over at least so often, or right before the end.
4. **From one network.**  At least so many people started, or took over, from the same network.  An
   office behind one line is such a network: the rule shows where many are, and no more.  Which
   network it is nobody knows, and some time after the results not even that it was the same one.

No sign proves anything, none changes a result, and each has an innocent explanation, which stands
beside it wherever it is shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from chalicelib.contest.attempts import Attempt
from chalicelib.contest.times import SECOND_MS

FEWEST_ANSWERED = 5
"""Below this a short time tells nothing."""

RIGHT_SHARE = Fraction(4, 5)
"""Whoever guesses quickly is right less often; who guesses has no advantage."""

Chosen = tuple[str, str]
"""A question and what was chosen."""


class Sign(StrEnum):
    """What may be looked at."""

    TOO_FAST = "too_fast"
    SAME_ERRORS = "same_errors"
    TAKEN_OVER = "taken_over"
    SAME_NETWORK = "same_network"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """From where on something is a sign: for the board to choose."""

    seconds: int = 3
    """Less than this for an answer is too fast."""
    minutes: int = 30
    """Attempts that end within this of the first of them are close in time."""
    errors: int = 3
    """So many wrong answers must be the same."""
    takeovers: int = 2
    """So many takeovers are many."""
    last_seconds: int = 60
    """A takeover within this before the end is right before it."""
    people: int = 20
    """So many people from one network are many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A final attempt and which of its answers were right."""

    attempt: Attempt
    right: frozenset[Chosen]
    wrong: frozenset[Chosen]
    networks: tuple[str, ...] = ()
    """The prints of its networks, at the start and at each takeover; none once they have faded."""

    @property
    def answered(self) -> int:
        """Return how many questions of the paper were answered, voided ones too."""
        return len(self.attempt.answers.keys() & set(self.attempt.question_ids))

    @property
    def ended_at(self) -> int:
        """Return when it was submitted, or ran out."""
        submitted_at = self.attempt.submitted_at
        return self.attempt.deadline_at if submitted_at is None else submitted_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One sign, with the attempts that show it, in the order in which they ended."""

    sign: Sign
    attempts: tuple[Looked, ...]
    errors: frozenset[Chosen] = frozenset()
    """Of the same errors: these."""
    chance: Fraction | None = None
    """Of the same errors: the estimated share of papers that have just these."""


def too_fast(attempts: Iterable[Looked], limits: Limits) -> list[Finding]:
    """Return the attempts that were too fast, the fastest first."""
    found = [
        each
        for each in attempts
        if each.answered >= FEWEST_ANSWERED
        and each.attempt.time_used_ms() < limits.seconds * SECOND_MS * each.answered
        and len(each.right) >= RIGHT_SHARE * (len(each.right) + len(each.wrong))
    ]
    found.sort(
        key=lambda each: (Fraction(each.attempt.time_used_ms(), each.answered), name_of(each))
    )
    return [Finding(sign=Sign.TOO_FAST, attempts=(each,)) for each in found]


def taken_over(attempts: Iterable[Looked], limits: Limits) -> list[Finding]:
    """Return the attempts that were taken over often or late, the most often first."""
    found = [
        each
        for each in attempts
        if (at := each.attempt.taken_over_at)
        and (
            len(at) >= limits.takeovers or each.ended_at - at[-1] <= limits.last_seconds * SECOND_MS
        )
    ]
    found.sort(key=lambda each: (-len(each.attempt.taken_over_at), name_of(each)))
    return [Finding(sign=Sign.TAKEN_OVER, attempts=(each,)) for each in found]


def same_network(attempts: Iterable[Looked], limits: Limits) -> list[Finding]:
    """Return the attempts of each network from which many people came, most people first."""
    by_network: dict[str, list[Looked]] = {}
    for each in attempts:
        for network in dict.fromkeys(each.networks):
            by_network.setdefault(network, []).append(each)
    found = [group for group in by_network.values() if people(group) >= limits.people]
    for group in found:
        group.sort(key=lambda each: (each.ended_at, name_of(each)))
    found.sort(key=lambda group: (-people(group), name_of(group[0])))
    return [Finding(sign=Sign.SAME_NETWORK, attempts=tuple(group)) for group in found]


def people(attempts: Iterable[Looked]) -> int:
    """Return how many people's attempts these are."""
    return len({each.attempt.pid for each in attempts})


def name_of(looked: Looked) -> str:
    """Return by what an attempt is called, and ordered where nothing else tells."""
    return looked.attempt.receipt_code
