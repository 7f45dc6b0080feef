import random
from collections import Counter
from dataclasses import replace

import pytest
from builders import OPENS_AT, make_contest, make_round

from chalicelib.contest.times import DAY_MS, HOUR_MS, MINUTE_MS, to_local
from office.simulate.crowd import invent_crowd
from office.simulate.entrants import Ending, plan_round
from office.simulate.rhythm import Rhythm
from office.simulate.shares import UnmetSizeError
from office.simulate.sizes import default_size
from office.simulate.targets import RoundSize

CONTEST = make_contest()
ROUND = CONTEST.rounds[0]
PEOPLE = invent_crowd(CONTEST, default_size(CONTEST, 400))[:400]
SIZE = RoundSize(round=ROUND.id, attempts=400, units=2)


# From Monday, 08:00, to Friday, 17:00.
WEEK = make_round(opens_at=OPENS_AT + DAY_MS, closes_at=OPENS_AT + 5 * DAY_MS + 9 * HOUR_MS)
WEEK_ENDS_ON = 4


def starts(count: int = 3_000) -> list[int]:
    dice = random.Random(1)
    rhythm = Rhythm(WEEK)
    return [rhythm.instant(dice) for _ in range(count)]


def test_everybody_starts_while_the_round_is_open() -> None:
    assert WEEK.opens_at <= min(starts())
    assert max(starts()) < WEEK.closes_at - MINUTE_MS


def test_more_start_in_office_hours_than_at_night_and_most_on_the_last_day() -> None:
    moments = [to_local(at) for at in starts()]

    hours = Counter(moment.hour for moment in moments)
    days = Counter(moment.weekday() for moment in moments)
    assert hours[9] > 10 * hours[3]
    assert hours[20] > 10 * hours[3]
    assert days.most_common(1)[0][0] == WEEK_ENDS_ON


@pytest.mark.parametrize("length_ms", [1, MINUTE_MS, 2 * MINUTE_MS, DAY_MS])
def test_a_round_of_any_length_has_starts_within_it(length_ms: int) -> None:
    short = make_round(closes_at=ROUND.opens_at + length_ms)
    dice = random.Random(1)

    instants = [Rhythm(short).instant(dice) for _ in range(50)]

    assert all(short.opens_at <= at < short.closes_at for at in instants)


def test_as_many_papers_are_perfect_as_the_size_says_all_of_them_handed_in() -> None:
    entrants = plan_round(CONTEST, replace(SIZE, perfect=123), PEOPLE, seed=4)

    perfect = [entrant for entrant in entrants if entrant.perfect]
    assert len(perfect) == 123
    assert {entrant.ending for entrant in perfect} <= {Ending.SUBMITS, Ending.IN_GRACE}
    assert {entrant.perfect for entrant in entrants} == {True, False}


def test_the_best_have_the_times_that_the_size_says_and_no_perfect_paper_is_as_fast() -> None:
    times = (64_218, 66_940, 73_452)

    entrants = plan_round(CONTEST, replace(SIZE, perfect=50, best_times_ms=times), PEOPLE, seed=4)

    fastest = sorted(entrant.time_used_ms for entrant in entrants if entrant.perfect)
    assert tuple(fastest[:3]) == times
    assert fastest[3] > times[-1]


def test_more_perfect_papers_than_are_handed_in_are_refused() -> None:
    with pytest.raises(UnmetSizeError):
        plan_round(CONTEST, replace(SIZE, perfect=400), PEOPLE, seed=4)


def test_the_same_seed_gives_the_same_courses_in_the_order_of_their_starts() -> None:
    first, again, other = (plan_round(CONTEST, SIZE, PEOPLE, seed=seed) for seed in (4, 4, 5))

    assert first == again
    assert first != other
    assert [e.starts_at for e in first] == sorted(e.starts_at for e in first)
