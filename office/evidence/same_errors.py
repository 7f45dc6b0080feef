"""The same wrong answers: of several people at one bank, in attempts that ended close in time.

1. Right answers tell nothing: who knows gives them all.  So only wrong ones are compared.
2. **Groups**: attempts whose wrong answers are exactly the same, at least so many, that ended
   within so long of the first of them.
3. **Pairs**: papers are drawn by lot, so two people who worked together have other papers.  Of the
   questions that stood on both, all that either answered wrong both answered wrong, and alike; at
   least so many.  Attempts whose wrong answers are the same altogether are in a group already.
4. How often just these are chosen is estimated by the product of the shares in which each was
   chosen, as if one error had nothing to do with another: it is for putting the common errors last,
   and no probability that somebody copied.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain
from math import prod

from chalicelib.contest.ids import Digest
from chalicelib.contest.times import MINUTE_MS
from office.evidence.signs import Chosen, Finding, Limits, Looked, Sign, name_of, people

Shares = Mapping[tuple[Digest, Chosen], Fraction]


def same_errors(attempts: Sequence[Looked], limits: Limits) -> list[Finding]:
    """Return the groups and the pairs, those with the rarest errors first."""
    shares = _shares(attempts)
    within_ms = limits.minutes * MINUTE_MS
    found = [
        _finding(close, close[0].wrong, shares)
        for group in _alike(attempts, limits.errors)
        for close in _close_in_time(group, within_ms)
    ]
    found += [
        _finding((one, other), errors, shares)
        for one, other, errors in _pairs(attempts, limits.errors, within_ms)
    ]
    return sorted(found, key=lambda each: (each.chance, *map(name_of, each.attempts)))


def _finding(attempts: Iterable[Looked], errors: frozenset[Chosen], shares: Shares) -> Finding:
    listed = tuple(attempts)
    bank = listed[0].attempt.bank
    return Finding(
        sign=Sign.SAME_ERRORS,
        attempts=listed,
        errors=errors,
        chance=prod((shares[bank, chosen] for chosen in errors), start=Fraction(1)),
    )


def _alike(attempts: Iterable[Looked], errors: int) -> Iterable[list[Looked]]:
    """Return the attempts at one bank that have exactly the same wrong answers, so many of them."""
    alike: defaultdict[tuple[Digest, frozenset[Chosen]], list[Looked]] = defaultdict(list)
    for each in attempts:
        if len(each.wrong) >= errors:
            alike[each.attempt.bank, each.wrong].append(each)
    return alike.values()


def _close_in_time(group: Iterable[Looked], within_ms: int) -> Iterator[list[Looked]]:
    """Yield the attempts of different people that end within so long of the first of them."""
    run: list[Looked] = []
    for each in sorted(group, key=_end):
        if run and each.ended_at - run[0].ended_at > within_ms:
            if people(run) > 1:
                yield run
            run = []
        run.append(each)
    if people(run) > 1:
        yield run


def _pairs(
    attempts: Iterable[Looked], errors: int, within_ms: int
) -> Iterator[tuple[Looked, Looked, frozenset[Chosen]]]:
    """Yield two people's attempts each, with the wrong answers that they share.

    Every attempt is held against those that ended shortly before it and share so many of its wrong
    answers, which an index by wrong answer finds.
    """
    listed = sorted((each for each in attempts if len(each.wrong) >= errors), key=_end)
    by_error: defaultdict[tuple[Digest, Chosen], deque[int]] = defaultdict(deque)
    oldest = 0
    for place, each in enumerate(listed):
        bank = each.attempt.bank
        while each.ended_at - listed[oldest].ended_at > within_ms:
            gone = listed[oldest]
            for chosen in gone.wrong:
                # The oldest of all is the oldest of each of its answers.
                by_error[gone.attempt.bank, chosen].popleft()
            oldest += 1
        shared = Counter(chain.from_iterable(by_error[bank, chosen] for chosen in each.wrong))
        for before in sorted(other for other, count in shared.items() if count >= errors):
            common = _common_errors(listed[before], each)
            if common is not None:
                yield listed[before], each, common
        for chosen in each.wrong:
            by_error[bank, chosen].append(place)


def _common_errors(one: Looked, other: Looked) -> frozenset[Chosen] | None:
    """Return what both answered wrong of the questions that stood on both papers.

    None where either answered one of them wrong and the other did not, or otherwise; where all
    their wrong answers are the same, or where they are one person's.
    """
    if one.attempt.pid == other.attempt.pid or one.wrong == other.wrong:
        return None
    both = set(one.attempt.question_ids) & set(other.attempt.question_ids)
    wrong_in_both = [
        frozenset(chosen for chosen in each.wrong if chosen[0] in both) for each in (one, other)
    ]
    return wrong_in_both[0] if wrong_in_both[0] == wrong_in_both[1] else None


def _end(looked: Looked) -> tuple[int, str]:
    return looked.ended_at, name_of(looked)


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
