"""The figures of a round, and of all rounds together: attempts and people are told apart.

1. Attempts (lượt thi) are all that count; people are different persons.  A share of perfect papers
   is given of the attempts, of the papers of which each person has one a round (those that the
   ranking compares), and of the people, who are counted where at least one paper of theirs is.
2. Marks are those of the papers that the ranking compares, on the contest's scale, exact.
3. Times are those of submitted papers alone: one that the close made final has no time of its own.
4. Over several rounds, people are counted once, and so are fewer than the rounds' people together.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from chalicelib.contest.grading import Score, scaled, value_of
from chalicelib.contest.ids import Pid
from chalicelib.contest.rules import Contest, MarksRules
from chalicelib.contest.times import local_date
from office.report.counted import AttemptName, CountedRound
from office.report.exact import Value, mean_of, median_of, percent_of, rounded

MOST_MARKS_LISTED = 21
"""With more different marks than this, they are counted by tenths of the full ones."""

_TENTHS = 10


def round_figures(
    contest: Contest, counted: CountedRound, counting: Sequence[Score], earlier: frozenset[Pid]
) -> Value:
    """Return the figures of one round; ``earlier`` are the people of the rounds before it."""
    people = {score.pid for score in counted.scores}
    return {
        "round": counted.round.id,
        "name": counted.round.name,
        "opens_at": counted.round.opens_at,
        "closes_at": counted.round.closes_at,
        "publishes_at": counted.round.publishes_at,
        **_figures(contest, [counted], counting),
        "people_new": len(people - earlier),
        "people_returning": len(people & earlier),
    }


def total_figures(
    contest: Contest, rounds: Sequence[CountedRound], counting: Sequence[Score]
) -> Value:
    """Return the figures of all rounds together."""
    taken: Counter[Pid] = Counter()
    for counted in rounds:
        taken.update({score.pid for score in counted.scores})
    by_rounds = Counter(taken.values())
    return {
        **_figures(contest, rounds, counting),
        "people_of_rounds": sum(taken.values()),
        "by_rounds_taken": [
            {"rounds": number, "people": by_rounds[number]} for number in range(1, len(rounds) + 1)
        ],
    }


def _figures(contest: Contest, rounds: Sequence[CountedRound], counting: Sequence[Score]) -> Value:
    scores = [score for counted in rounds for score in counted.scores]
    people = {score.pid for score in scores}
    entered = {score.unit for score in scores if score.unit is not None}
    selectable = {unit.id for unit in contest.units if unit.selectable}
    return {
        "started": sum(counted.lines for counted in rounds),
        "ended": {
            how: sum(counted.ended[how] for counted in rounds)
            for how in ("submitted", "auto", "blank")
        },
        "invalid": sum(counted.invalid for counted in rounds),
        "attempts": len(scores),
        "people": len(people),
        "units": percent_of(len(entered), len(selectable | entered)),
        "attempts_without_unit": sum(score.unit is None for score in scores),
        "perfect": _perfect(scores, counting, people),
        "marks": _marks(contest.marks, counting),
        "time_used": _times(counting, rounds),
        "divisions": _divisions(contest, scores),
        "by_day": _days(rounds),
        "by_hour": [sum(counted.by_hour[hour] for counted in rounds) for hour in range(24)],
    }


def _perfect(scores: Sequence[Score], counting: Sequence[Score], people: set[Pid]) -> Value:
    of_people = {score.pid for score in scores if score.is_perfect()}
    return {
        "of_attempts": percent_of(sum(score.is_perfect() for score in scores), len(scores)),
        "of_counting": percent_of(sum(score.is_perfect() for score in counting), len(counting)),
        "of_people": percent_of(len(of_people), len(people)),
    }


def _marks(rules: MarksRules, counting: Sequence[Score]) -> Value:
    alike = Counter((score.marks, score.full_marks) for score in counting)
    one_of_each = {(score.marks, score.full_marks): score for score in counting}
    values: Counter[Fraction] = Counter()
    for pair, score in one_of_each.items():
        values[value_of(score, rules)] += alike[pair]
    total = sum((value * count for value, count in values.items()), Fraction(0))
    median = median_of(values)
    one_full = len({full for _, full in alike}) == 1
    return {
        "mean": mean_of(total, len(counting)),
        "median": None if median is None else str(median),
        "median_rounded": None if median is None else rounded(median),
        "full_marks": _full_marks(rules, one_of_each.values()),
        "distribution": (
            _by_value(values, rules)
            if one_full and len(values) <= MOST_MARKS_LISTED
            else _by_tenth(alike)
        ),
    }


def _full_marks(rules: MarksRules, scores: Iterable[Score]) -> str | None:
    """Return the full marks as shown; None where papers differ in them."""
    if rules.scale is not None:
        return str(rules.scale)
    fulls = {score.full_marks for score in scores}
    return scaled(Fraction(fulls.pop(), 100), rules) if len(fulls) == 1 else None


def _by_value(values: Mapping[Fraction, int], rules: MarksRules) -> list[Value]:
    count = sum(values.values())
    return [
        {"marks": scaled(value, rules), "papers": percent_of(values[value], count)}
        for value in sorted(values, reverse=True)
    ]


def _by_tenth(alike: Mapping[tuple[int, int], int]) -> list[Value]:
    """Return the papers by tenths of the full marks, the full ones by themselves, best first."""
    bands: Counter[int] = Counter()
    for (marks, full), count in alike.items():
        bands[_TENTHS * marks // full] += count
    count = sum(bands.values())
    if not count:
        return []
    return [
        {"from_percent": _TENTHS * band, "papers": percent_of(bands[band], count)}
        for band in range(_TENTHS, -1, -1)
    ]


def _times(counting: Sequence[Score], rounds: Sequence[CountedRound]) -> Value:
    closed: set[tuple[str, AttemptName]] = {
        (counted.round.id, name) for counted in rounds for name in counted.unsubmitted
    }
    times = Counter(
        score.time_used_ms
        for score in counting
        if (score.round_id, (score.pid, score.ordinal)) not in closed
    )
    total = sum(time * count for time, count in times.items())
    papers = sum(times.values())
    median = median_of({Fraction(time): count for time, count in times.items()})
    return {
        "papers": papers,
        "sum_ms": total,
        "mean_ms": int(Fraction(total, papers) + Fraction(1, 2)) if papers else None,
        "median_ms": None if median is None else int(median + Fraction(1, 2)),
    }


def _divisions(contest: Contest, scores: Sequence[Score]) -> list[Value]:
    attempts = Counter(score.division for score in scores)
    pairs = {(score.division, score.pid) for score in scores}
    people = Counter(division for division, _ in pairs)
    return [
        {
            "division": division.id,
            "name": division.name,
            "attempts": attempts[division.id],
            "people": people[division.id],
        }
        for division in contest.divisions
    ]


def _days(rounds: Sequence[CountedRound]) -> list[Value]:
    """Return every day from the first opening to the last close, days without attempts too."""
    attempts: Counter[date] = Counter()
    for counted in rounds:
        attempts.update(counted.by_day)
    windows = (
        (local_date(each.round.opens_at), local_date(each.round.closes_at - 1)) for each in rounds
    )
    days = set(attempts)
    for first, last in windows:
        days |= {first + timedelta(days=step) for step in range((last - first).days + 1)}
    return [{"day": day.isoformat(), "attempts": attempts[day]} for day in sorted(days)]
