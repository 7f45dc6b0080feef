"""Signs of what may have gone wrong in a round: three rules, each with its evidence.

1. **Too fast.**  At least ``FEWEST_ANSWERED`` answers, less time for each than reading it takes,
   and most of them right.  Time is what ranking compares: the server's, without extra time.
2. **The same wrong answers.**  Attempts of several people at one bank with exactly the same wrong
   answers, at least so many, that ended within so long of the first of them.  Right answers tell
   nothing: who knows gives them all.  How often just these are chosen is estimated by the product
   of the shares in which each was chosen, as if one error had nothing to do with another: it is for
   putting the common errors last, and no probability that somebody copied.
3. **Taken over.**  Another device took over at least so often, or right before the end.

No sign proves anything, none changes a result, and each has an innocent explanation, which stands
beside it wherever it is shown.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import prod

from chalicelib.contest.attempts import Attempt
from chalicelib.contest.ids import Digest
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A final attempt and which of its answers were right."""

    attempt: Attempt
    right: frozenset[Chosen]
    wrong: frozenset[Chosen]

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
    chance: Fraction | None = None
    """Of the same errors: the estimated share of papers that have just these."""


def find_signs(attempts: Sequence[Looked], limits: Limits) -> tuple[Finding, ...]:
    """Return every sign in the attempts of a round, the least likely of each kind first."""
    return (
        *_too_fast(attempts, limits),
        *_same_errors(attempts, limits),
        *_taken_over(attempts, limits),
    )


def _too_fast(attempts: Iterable[Looked], limits: Limits) -> list[Finding]:
    found = [
        each
        for each in attempts
        if each.answered >= FEWEST_ANSWERED
        and each.attempt.time_used_ms() < limits.seconds * SECOND_MS * each.answered
        and len(each.right) >= RIGHT_SHARE * (len(each.right) + len(each.wrong))
    ]
    found.sort(key=lambda each: (Fraction(each.attempt.time_used_ms(), each.answered), _name(each)))
    return [Finding(sign=Sign.TOO_FAST, attempts=(each,)) for each in found]


def _same_errors(attempts: Sequence[Looked], limits: Limits) -> list[Finding]:
    alike: defaultdict[tuple[Digest, frozenset[Chosen]], list[Looked]] = defaultdict(list)
    for each in attempts:
        if len(each.wrong) >= limits.errors:
            alike[each.attempt.bank, each.wrong].append(each)
    shares = _shares(attempts)
    found = [
        Finding(
            sign=Sign.SAME_ERRORS,
            attempts=tuple(close),
            chance=prod((shares[bank, chosen] for chosen in errors), start=Fraction(1)),
        )
        for (bank, errors), group in alike.items()
        for close in _close_in_time(group, limits.minutes * MINUTE_MS)
    ]
    return sorted(found, key=lambda each: (each.chance, _name(each.attempts[0])))


def _close_in_time(group: Iterable[Looked], within_ms: int) -> Iterable[list[Looked]]:
    """Yield the attempts of different people that end within so long of the first of them."""
    run: list[Looked] = []
    for each in sorted(group, key=lambda one: (one.ended_at, _name(one))):
        if run and each.ended_at - run[0].ended_at > within_ms:
            if _people(run) > 1:
                yield run
            run = []
        run.append(each)
    if _people(run) > 1:
        yield run


def _people(attempts: Iterable[Looked]) -> int:
    return len({each.attempt.pid for each in attempts})


def _shares(attempts: Iterable[Looked]) -> dict[tuple[Digest, Chosen], Fraction]:
    """Return in which share of the papers that had its question each wrong answer stood."""
    asked: Counter[tuple[Digest, str]] = Counter()
    given: Counter[tuple[Digest, Chosen]] = Counter()
    for each in attempts:
        bank = each.attempt.bank
        if each.answered:
            asked.update((bank, question) for question in each.attempt.question_ids)
            given.update((bank, chosen) for chosen in each.wrong)
    return {
        (bank, chosen): Fraction(count, asked[bank, chosen[0]])
        for (bank, chosen), count in given.items()
    }


def _taken_over(attempts: Iterable[Looked], limits: Limits) -> list[Finding]:
    found = [
        each
        for each in attempts
        if (at := each.attempt.taken_over_at)
        and (
            len(at) >= limits.takeovers or each.ended_at - at[-1] <= limits.last_seconds * SECOND_MS
        )
    ]
    found.sort(key=lambda each: (-len(each.attempt.taken_over_at), _name(each)))
    return [Finding(sign=Sign.TAKEN_OVER, attempts=(each,)) for each in found]


def _name(looked: Looked) -> str:
    return looked.attempt.receipt_code
