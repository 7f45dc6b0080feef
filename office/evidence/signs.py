"""Signs of what may have gone wrong in a round: five rules, each with its evidence.

1. **Too fast.**  At least ``FEWEST_ANSWERED`` answers, less time for each than reading it takes,
   and most of them right.  Time is what ranking compares: the server's, without extra time.
2. **The same wrong answers** (``same_errors``).
3. **Taken over.**  Another device took over at least so often, or right before the end.
4. **From one network.**  At least so many people started, or took over, from the same network.  An
   office behind one line is such a network: the rule shows where many are, and no more.  Which
   network it is nobody knows, and some time after the results not even that it was the same one.
5. **Maybe one device.**  At least so many people, from the same network with the same browser, one
   after the other: none began before the last had ended, each soon after.  Two attempts at once
   cannot be on one device; one after the other can be on several that are alike.

No sign proves anything, none changes a result, and each has an innocent explanation, which stands
beside it wherever it is shown.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from chalicelib.contest.attempts import Attempt
from chalicelib.contest.networks import Print
from chalicelib.contest.times import MINUTE_MS, SECOND_MS

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
    ONE_DEVICE = "one_device"


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
    in_a_row: int = 3
    """So many people one after the other, maybe on one device, are many."""
    pause_minutes: int = 10
    """Who begins within this after the one before has ended comes right after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A final attempt and which of its answers were right."""

    attempt: Attempt
    right: frozenset[Chosen]
    wrong: frozenset[Chosen]
    prints: tuple[Print, ...] = ()
    """Where it was started, and where each takeover was; nothing once that has faded."""

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
        for network in dict.fromkeys(one.network for one in each.prints):
            by_network.setdefault(network, []).append(each)
    found = [group for group in by_network.values() if people(group) >= limits.people]
    for group in found:
        group.sort(key=lambda each: (each.ended_at, name_of(each)))
    found.sort(key=lambda group: (-people(group), name_of(group[0])))
    return [Finding(sign=Sign.SAME_NETWORK, attempts=tuple(group)) for group in found]


def one_device(attempts: Iterable[Looked], limits: Limits) -> list[Finding]:
    """Return attempts one after the other, maybe on one device, the longest rows first.

    Those of which a takeover is on record are left out: they were on several.
    """
    by_device: dict[Print, list[Looked]] = {}
    for each in attempts:
        if len(each.prints) == 1:
            by_device.setdefault(each.prints[0], []).append(each)
    found = [
        row
        for group in by_device.values()
        for row in _rows(group, limits.pause_minutes * MINUTE_MS)
        if people(row) >= limits.in_a_row
    ]
    found.sort(key=lambda row: (-people(row), name_of(row[0])))
    return [Finding(sign=Sign.ONE_DEVICE, attempts=tuple(row)) for row in found]


def _rows(group: Iterable[Looked], pause_ms: int) -> Iterator[list[Looked]]:
    """Yield attempts that follow each other; one that overlaps with another stands in no row."""
    row: list[Looked] = []
    busy_until = 0
    for each in sorted(group, key=lambda one: (one.attempt.started_at, name_of(one))):
        began = each.attempt.started_at
        if began < busy_until:
            # Two at once are two devices, and nobody knows who was on which.
            row = []
        elif not row or began - busy_until > pause_ms:
            yield row
            row = [each]
        else:
            row.append(each)
        busy_until = max(busy_until, each.ended_at)
    yield row


def people(attempts: Iterable[Looked]) -> int:
    """Return how many people's attempts these are."""
    return len({each.attempt.pid for each in attempts})


def name_of(looked: Looked) -> str:
    """Return by what an attempt is called, and ordered where nothing else tells."""
    return looked.attempt.receipt_code
