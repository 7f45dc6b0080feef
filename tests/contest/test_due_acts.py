"""Which acts are due by states, whichever of them the rounds have come to."""

import itertools

import pytest
from builders import CLOSES_AT, OPENS_AT, make_contest, make_round, make_weeks

from chalicelib.contest.acts import (
    CLOSE_DELAY_MS,
    WHOLE_CONTEST,
    Act,
    ActName,
    RoundPhase,
    RoundState,
    RoundStatus,
    check_due,
    due_acts,
    phase_of,
    whole_contest_act,
)
from chalicelib.contest.errors import NotDueError
from chalicelib.contest.ids import RoundId
from chalicelib.contest.times import DAY_MS

S, G, C, P = RoundStatus
WEEKS = (RoundId("tuan-1"), RoundId("tuan-2"))
CONTEST = make_contest(rounds=make_weeks(2))
OVER = CLOSES_AT + 30 * DAY_MS


def states_of(*statuses: RoundStatus) -> dict[RoundId, RoundState]:
    return {
        round_id: RoundState(round=round_id, status=status)
        for round_id, status in zip((*WEEKS, WHOLE_CONTEST), statuses, strict=False)
    }


@pytest.mark.parametrize(
    ("status", "due"),
    [(S, ActName.CLOSE), (G, ActName.CLOSE), (C, ActName.PUBLISH), (P, None)],
)
def test_what_is_due_on_a_round_follows_from_how_far_it_has_come(
    status: RoundStatus, due: ActName | None
) -> None:
    states = states_of(status, P, P)
    states[WHOLE_CONTEST] = RoundState(round=WHOLE_CONTEST, status=P)

    acts = due_acts(CONTEST, states, OVER)

    assert acts == (() if due is None else (Act(name=due, round=WEEKS[0]),))


@pytest.mark.parametrize(("first", "second"), [*itertools.product(RoundStatus, repeat=2)])
@pytest.mark.parametrize("whole", list(RoundStatus))
def test_the_whole_contest_is_closed_after_all_rounds_and_published_after_all(
    first: RoundStatus, second: RoundStatus, whole: RoundStatus
) -> None:
    act = whole_contest_act(CONTEST, states_of(first, second, whole))

    done = {C, P}
    if first in done and second in done and whole is S:
        expected = ActName.CLOSE
    elif first is P and second is P and whole is C:
        expected = ActName.PUBLISH
    else:
        expected = None
    assert act == (None if expected is None else Act(name=expected, round=WHOLE_CONTEST))


@pytest.mark.parametrize(
    ("status", "now", "phase"),
    [
        (S, OPENS_AT - 1, RoundPhase.UPCOMING),
        (S, OPENS_AT, RoundPhase.OPEN),
        (S, CLOSES_AT - 1, RoundPhase.OPEN),
        (S, CLOSES_AT, RoundPhase.CLOSED),
        (G, CLOSES_AT - 1, RoundPhase.CLOSED),
        (C, OPENS_AT, RoundPhase.CLOSED),
        (P, OPENS_AT - 1, RoundPhase.PUBLISHED),
    ],
)
def test_what_was_done_to_a_round_outweighs_the_clock(
    status: RoundStatus, now: int, phase: RoundPhase
) -> None:
    assert phase_of(make_round(), status, now) is phase


def test_a_close_is_due_from_its_millisecond_on() -> None:
    at = CLOSES_AT + CLOSE_DELAY_MS
    check_due(ActName.CLOSE, make_round(), at)

    with pytest.raises(NotDueError):
        check_due(ActName.CLOSE, make_round(), at - 1)


def test_an_act_is_started_from_its_millisecond_on_and_the_whole_contest_s_with_the_rounds() -> (
    None
):
    at = CLOSES_AT + CLOSE_DELAY_MS
    close = Act(name=ActName.CLOSE, round=WEEKS[0])

    assert [due_acts(CONTEST, {}, now) for now in (at - 1, at)] == [(), (close,)]
    assert due_acts(CONTEST, states_of(P, P), OVER) == (
        Act(name=ActName.CLOSE, round=WHOLE_CONTEST),
    )
