from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

import pytest
from builders import make_contest, make_weeks
from rehearsing import loaded_of, rehearsed, weekly_contest
from rich_contest import make_rich_banks, make_rich_contest

from chalicelib.contest.attempt_lines import read_lines
from chalicelib.contest.attempts import Attempt, AttemptKey, Submission
from chalicelib.contest.canonical import digest_of
from chalicelib.contest.ids import ContestId, RoundId
from chalicelib.contest.rules import AttemptRules, AttemptsPer, Contest, Counting, EntryMode
from office.local.memory import MemoryAttempts
from office.rehearse.run import rehearse
from office.rehearse.stage import set_stage
from office.simulate.crowd import invent_crowd
from office.simulate.entrants import plan_round
from office.simulate.ledger import BrokenPromiseError, Ledger
from office.simulate.play import play_entrants
from office.simulate.sizes import default_size
from office.simulate.targets import RoundSize

BEFELL = {
    "code_replaced",
    "double_click",
    "in_grace",
    "lost_save",
    "lost_start",
    "lost_submission",
    "other_phone",
    "registered",
    "second_try_refused",
    "submits",
    "too_early",
    "too_late",
    "walked_away",
    "wrong_second_factor",
}


def figures(contest: Contest) -> list[dict[str, int]]:
    rehearsal = rehearsed(contest)
    return [act.standings["figures"] for act in rehearsal.rounds.values()]


def test_a_play_meets_attempts_units_and_perfect_papers_exactly() -> None:
    contest = weekly_contest(2)
    size = replace(
        default_size(contest, 150),
        rounds=tuple(
            RoundSize(round=round_.id, attempts=attempts, units=units, perfect=perfect)
            for round_, attempts, units, perfect in zip(
                contest.rounds, (70, 131), (1, 2), (17, 0), strict=True
            )
        ),
    )

    rehearsal = rehearse(loaded_of(contest), size)

    counted = {"attempts": 70, "people": 70, "units": 1, "perfect_papers": 17, "counting": 70}
    fewer = {"attempts": 131, "people": 131, "units": 2, "perfect_papers": 0, "counting": 131}
    assert [act.standings["figures"] for act in rehearsal.rounds.values()] == [counted, fewer]
    assert [act.receipts for act in rehearsal.rounds.values()] == [70, 131]


def test_everything_that_befalls_real_people_befalls_invented_ones() -> None:
    befell = rehearsed(weekly_contest(2), entrants=1_000).befell

    assert set(befell) == BEFELL
    assert befell["registered"] == 1_100
    ended = sum(befell[name] for name in ("submits", "in_grace", "too_late", "walked_away"))
    assert ended == 2_000


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    first, again, other = (rehearsed(weekly_contest(2), seed=seed) for seed in (1, 1, 2))

    for name in first.rounds:
        assert first.lines(name) == again.lines(name) != other.lines(name)
    assert first.whole.state == again.whole.state
    assert first.whole.state.standings != other.whole.state.standings


def test_a_time_that_the_size_asks_for_is_the_time_on_record() -> None:
    contest = weekly_contest(1)
    times = (64_218, 66_940, 68_375)
    size = default_size(contest, 200)
    exact = replace(size.rounds[0], perfect=60, best_times_ms=times)

    rehearsal = rehearse(loaded_of(contest), replace(size, rounds=(exact,)))

    persons = rehearsal.rounds[contest.rounds[0].id].standings["persons"]
    assert tuple(row["time_used_ms"] for row in persons[:3]) == times


def test_people_of_a_roster_start_with_the_code_of_their_slip() -> None:
    befell = rehearsed(weekly_contest(2, mode=EntryMode.ROSTER), entrants=300).befell

    assert befell["enrolled"] == 330
    assert "registered" not in befell
    assert befell["code_replaced"] > 0


def test_where_several_attempts_are_allowed_some_take_a_second_one() -> None:
    contest = weekly_contest(1, attempts=AttemptRules(limit=2, counts=Counting.BEST))

    rehearsal = rehearsed(contest, entrants=400)

    again = rehearsal.befell["second_attempt"]
    assert again > 0
    found = rehearsal.whole.standings["figures"]
    assert (found["attempts"], found["people"]) == (400 + again, 400)


def test_where_attempts_are_counted_over_the_contest_each_round_has_its_own_people() -> None:
    contest = weekly_contest(3, attempts=AttemptRules(per=AttemptsPer.CONTEST))

    rehearsal = rehearsed(contest, entrants=50)

    assert rehearsal.whole.standings["figures"]["people"] == 150


def test_divisions_every_kind_of_question_and_a_prediction_are_played() -> None:
    contest = make_rich_contest()

    rehearsal = rehearsed(contest, make_rich_banks(contest), entrants=300)

    (act,) = rehearsal.rounds.values()
    assert {row["division"] for row in act.standings["persons"]} == {"can-bo", "doan-vien"}
    assert act.standings["figures"]["perfect_papers"] > 0


def test_rounds_that_follow_without_a_gap_are_played_one_after_the_other() -> None:
    first, second = make_weeks(2)
    assert first.closes_at == second.opens_at

    assert [found["attempts"] for found in figures(make_contest(rounds=(first, second)))] == [
        120,
        120,
    ]


class ForgetfulAttempts(MemoryAttempts):
    """Acknowledges the tenth submission and keeps the answers that it had before."""

    def __init__(self) -> None:
        super().__init__()
        self._seen = 0

    def submit(self, key: AttemptKey, submission: Submission) -> tuple[bool, Attempt | None]:
        before = self._attempts.get(key)
        done, stored = super().submit(key, submission)
        self._seen += done
        if self._seen == 10 and done and stored and before:
            self._attempts[key] = replace(stored, answers=before.answers)
        return done, stored


class LosingAttempts(MemoryAttempts):
    """Tells the close of all attempts but one."""

    def attempts(self, contest: ContestId, scope: RoundId) -> Iterator[Attempt]:
        return islice(super().attempts(contest, scope), 1, None)


def play_and_check(attempts: MemoryAttempts) -> int:
    contest = weekly_contest(1)
    size = default_size(contest, 60)
    crowd = invent_crowd(contest, size)
    stage = set_stage(loaded_of(contest), crowd, size.seed)
    stage.desks.entry.attempts = attempts
    (round_,) = contest.rounds
    play_entrants(
        stage.desks.entry,
        stage.clock,
        round_id=round_.id,
        right=stage.right,
        entrants=plan_round(contest, size.rounds[0], crowd[:60], size.seed),
        ledger=stage.ledger,
    )
    backend = stage.desks.backend
    return stage.ledger.check_round(
        round_.id,
        attempts.attempts(contest.id, round_.id),
        backend.secrets.entry(contest.id),
        backend.signer,
    )


def test_a_store_that_keeps_its_word_passes() -> None:
    assert play_and_check(MemoryAttempts()) == 60


@pytest.mark.parametrize(
    ("store", "promise"),
    [
        (ForgetfulAttempts, "a receipt can be asked for"),
        (LosingAttempts, "no attempt that somebody made is lost"),
    ],
)
def test_a_store_that_loses_what_it_acknowledged_is_found_out(
    store: Callable[[], MemoryAttempts], promise: str
) -> None:
    with pytest.raises(BrokenPromiseError, match=promise):
        play_and_check(store())


def test_an_attempt_that_nobody_made_is_found_out() -> None:
    rehearsal = rehearsed(weekly_contest(1), entrants=20)
    (name,) = rehearsal.rounds
    backend = rehearsal.stage.desks.backend
    secrets = backend.secrets.entry(rehearsal.contest.id)

    with pytest.raises(BrokenPromiseError, match="nobody made"):
        Ledger().check_round(name, read_lines(rehearsal.lines(name)), secrets, backend.signer)


def test_the_digest_on_record_is_that_of_the_lines() -> None:
    rehearsal = rehearsed(weekly_contest(1), entrants=20)

    for name, act in rehearsal.rounds.items():
        assert act.state.attempts == digest_of(rehearsal.lines(name))


def test_of_those_who_walk_away_some_have_not_answered_a_single_question() -> None:
    rehearsal = rehearsed(weekly_contest(1), entrants=600)

    (name,) = rehearsal.rounds
    running = [a for a in read_lines(rehearsal.lines(name)) if a.submitted_at is None]
    assert {bool(attempt.answers) for attempt in running} == {True, False}
