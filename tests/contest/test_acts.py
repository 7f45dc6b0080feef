from builders import CLOSES_AT, OPENS_AT, make_contest, make_round

from chalicelib.contest.acts import (
    PARTICIPATION_EVERY_MS,
    Act,
    ActName,
    participation_acts,
)
from chalicelib.contest.ids import RoundId
from chalicelib.contest.times import MINUTE_MS

WEEK = RoundId("tuan-1")
TELL = (Act(name=ActName.PARTICIPATION, round=WEEK),)
CONTEST = make_contest(rounds=(make_round(id=WEEK),))


def due_between(since: int, until: int) -> list[int]:
    """Return the minutes, since the opening, at which a look every minute finds something due."""
    return [
        (now - OPENS_AT) // MINUTE_MS
        for now in range(since, until, MINUTE_MS)
        if participation_acts(CONTEST, now - MINUTE_MS, now) == TELL
    ]


def test_who_has_entered_is_told_at_every_full_ten_minutes_of_an_open_round() -> None:
    assert due_between(OPENS_AT - 30 * MINUTE_MS, OPENS_AT + 35 * MINUTE_MS) == [0, 10, 20, 30]


def test_it_is_told_twice_more_after_the_close_so_that_the_last_word_is_right() -> None:
    last = (CLOSES_AT - OPENS_AT) // MINUTE_MS

    assert due_between(CLOSES_AT - 15 * MINUTE_MS, CLOSES_AT + 60 * MINUTE_MS) == [
        last - 10,
        last,
        last + 10,
    ]


def test_a_look_that_comes_late_makes_up_for_the_one_that_was_missed() -> None:
    late = OPENS_AT + 2 * PARTICIPATION_EVERY_MS + 7 * MINUTE_MS

    assert participation_acts(CONTEST, late - 9 * MINUTE_MS, late) == TELL


def test_looking_twice_within_one_interval_tells_once() -> None:
    now = OPENS_AT + 3 * MINUTE_MS

    assert participation_acts(CONTEST, now - MINUTE_MS, now) == ()
