"""What is published of extra time: who wins by it is nobody, and whose it was stays private."""

from dataclasses import replace

import pytest
from builders import PUBLISHES_AT, ROUND, make_contest, make_pid, make_weeks

from chalicelib.contest.events import CREDITING, Event, EventKind, credits_of
from chalicelib.contest.extra_time import Credit, extra_time_value, with_credits
from chalicelib.contest.ids import Pid, RoundId
from chalicelib.contest.times import MINUTE_MS

SECOND = RoundId("tuan-2")


def credit(extra_ms: int, pid: Pid | None = None, round_id: RoundId = ROUND, at: int = 7) -> Credit:
    return Credit(round=round_id, pid=pid, extra_ms=extra_ms, at=at, reason="" if pid else "Lý do")


def test_a_round_without_credits_says_nothing_of_them() -> None:
    assert extra_time_value([credit(MINUTE_MS, round_id=SECOND)], ROUND) is None


def test_a_rounds_credits_are_told_with_reasons_and_of_persons_how_many_and_the_most() -> None:
    one, two = make_pid(1), make_pid(2)
    given = [
        credit(3 * MINUTE_MS),
        credit(2 * MINUTE_MS, one, at=8),
        credit(90 * MINUTE_MS, one, SECOND),
        credit(3 * MINUTE_MS + 1, one),
        credit(4 * MINUTE_MS, two),
        credit(MINUTE_MS, at=9),
        credit(MINUTE_MS, round_id=SECOND),
    ]

    assert extra_time_value(given, ROUND) == {
        "rounds": [
            {"at": 7, "minutes": 3, "reason": "Lý do"},
            {"at": 9, "minutes": 1, "reason": "Lý do"},
        ],
        "people": 2,
        "most_minutes": 6,
    }


def test_where_only_the_round_was_credited_it_is_told_that_no_person_was() -> None:
    value = extra_time_value([credit(MINUTE_MS)], ROUND)

    assert value == {
        "rounds": [{"at": 7, "minutes": 1, "reason": "Lý do"}],
        "people": 0,
        "most_minutes": 0,
    }


@pytest.mark.parametrize("extra_ms", [1, MINUTE_MS])
def test_the_publication_stays_where_it_is_as_long_as_the_round_is_over_by_then(
    extra_ms: int,
) -> None:
    contest = make_contest(rounds=make_weeks(2))
    first, second = contest.rounds

    later = with_credits(contest, [credit(extra_ms)])

    put_off = replace(first, closes_at=first.closes_at + extra_ms, publishes_at=PUBLISHES_AT)
    assert later.rounds == (put_off, second)


@pytest.mark.parametrize("kind", [kind for kind in EventKind if kind not in CREDITING])
def test_only_events_that_give_time_are_credits(kind: EventKind) -> None:
    event = Event(
        number=1,
        kind=EventKind.EXTRA_TIME,
        at=7,
        by="A",
        reason="Lý do",
        details={"round": ROUND, "extra_ms": MINUTE_MS},
    )

    assert credits_of([event, replace(event, kind=kind)]) == (credit(MINUTE_MS),)
