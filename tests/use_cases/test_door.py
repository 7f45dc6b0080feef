"""At the door: sums count once, wrong tries cost time, and an office behind one address passes."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from typing import Any

import pytest
from builders import LIMIT_MS, OPENS_AT, make_contest
from roster_contest import code_of, make_roster_scene
from scene import START_ID, SUBMIT_ID, Scene, make_scene

from chalicelib.contest.challenges import LIFETIME_MS, NUMBERS, Solution
from chalicelib.contest.errors import (
    ChallengeError,
    ContestError,
    NotOnRosterError,
    TooManyCodesError,
    TooManyTriesError,
    UnknownCodeError,
    WrongSecondFactorError,
)
from chalicelib.contest.identity import code_from_bits
from chalicelib.contest.ids import ContestId
from chalicelib.contest.times import MINUTE_MS, SECOND_MS
from chalicelib.contest.tries import FREE_TRIES, UNKNOWN_CODES
from chalicelib.use_cases.answer import submit_attempt
from chalicelib.use_cases.door import ask_challenge, recognise, take_solution
from chalicelib.use_cases.register import replace_lost_code
from chalicelib.use_cases.start import resume_attempt, start_attempt
from office.simulate.challenges import solve

HERE, THERE = "203.0.113.7", "198.51.100.9"
OTHER_ID = "another-id-of-16-letters"
WRONG, RIGHT = "1991-01-01", "1990-02-28"


def solution_of(scene: Scene) -> Solution:
    asked = ask_challenge(scene.desks.entry)
    return Solution(**solve({**asdict(asked), "numbers": NUMBERS}))


def reason(scene: Scene, solution: Solution) -> object:
    with pytest.raises(ChallengeError) as refusal:
        take_solution(scene.desks.entry, solution)
    return refusal.value.details["reason"]


def test_a_solved_challenge_counts_once() -> None:
    scene = make_scene()
    solution = solution_of(scene)

    take_solution(scene.desks.entry, solution)

    assert reason(scene, solution) == "used"
    take_solution(scene.desks.entry, solution_of(scene))


def test_after_ten_minutes_it_counts_no_more() -> None:
    scene = make_scene()
    solution = solution_of(scene)
    scene.clock.advance(LIFETIME_MS)

    assert reason(scene, solution) == "expired"


def test_of_32_uses_at_once_exactly_one_passes() -> None:
    scene = make_scene()
    solution = solution_of(scene)

    def passes(_: int) -> bool:
        try:
            take_solution(scene.desks.entry, solution)
        except ChallengeError:
            return False
        return True

    with ThreadPoolExecutor(32) as threads:
        assert sorted(threads.map(passes, range(32))) == [False] * 31 + [True]


def test_a_challenge_of_one_contest_is_forged_in_another_that_has_the_same_secrets() -> None:
    scene, other = make_scene(), make_scene(make_contest(id=ContestId("another")))
    assert scene.desks.entry.banks.secrets() == other.desks.entry.banks.secrets()

    assert reason(scene, solution_of(other)) == "forged"


class Guesser:
    """Somebody who offers birth dates for a code."""

    def __init__(self, scene: Scene, number: int = 1) -> None:
        self.scene = scene
        self.code = scene.register(number).code
        start_attempt(scene.desks.entry, code=self.code, start_id=START_ID)

    def guess(self, birth_date: str = WRONG, address: str = HERE) -> object:
        """Return the seconds to wait, "wrong" or "in"."""
        try:
            resume_attempt(
                self.scene.desks.entry,
                code=self.code,
                birth_date=birth_date,
                start_id=OTHER_ID,
                came_from=address,
            )
        except TooManyTriesError as refusal:
            return refusal.details["seconds"]
        except WrongSecondFactorError:
            return "wrong"
        return "in"


def test_five_wrong_dates_are_free_then_each_costs_twice_as_long_up_to_a_minute() -> None:
    guesser = Guesser(make_scene())
    assert [guesser.guess() for _ in range(FREE_TRIES)] == ["wrong"] * 5

    waits = []
    for _ in range(8):
        seconds = guesser.guess()
        assert isinstance(seconds, int)
        waits.append(seconds)
        guesser.scene.clock.advance(seconds * SECOND_MS - 1)
        assert guesser.guess(RIGHT) == 1
        guesser.scene.clock.advance(1)
        assert guesser.guess() == "wrong"

    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


def test_the_right_date_comes_in_from_anywhere_else_at_once_and_from_there_after_the_wait() -> None:
    guesser = Guesser(make_scene())
    for _ in range(FREE_TRIES):
        guesser.guess()

    assert guesser.guess(RIGHT, THERE) == "in"
    assert guesser.guess(RIGHT) == 1
    guesser.scene.clock.advance(SECOND_MS)
    assert guesser.guess(RIGHT) == "in"


def test_a_colleague_behind_the_same_address_waits_for_nothing() -> None:
    scene = make_scene()
    guesser, colleague = Guesser(scene, 1), Guesser(scene, 2)
    for _ in range(FREE_TRIES + 1):
        guesser.guess()

    assert (guesser.guess(), colleague.guess(RIGHT)) == (1, "in")


def test_after_an_hour_a_mistaken_person_is_as_free_as_ever() -> None:
    guesser = Guesser(make_scene())
    for _ in range(FREE_TRIES):
        guesser.guess()
    guesser.scene.clock.advance(60 * MINUTE_MS)

    assert [guesser.guess() for _ in range(FREE_TRIES)] == ["wrong"] * 5
    assert guesser.guess() == 1


def test_of_32_wrong_dates_at_once_five_are_looked_at() -> None:
    guesser = Guesser(make_scene())

    with ThreadPoolExecutor(32) as threads:
        answers = list(threads.map(lambda _: guesser.guess(), range(32)))

    assert sorted(map(str, answers)) == ["1"] * 27 + ["wrong"] * 5


def test_of_32_right_dates_at_once_after_too_many_wrong_ones_one_is_looked_at() -> None:
    guesser = Guesser(make_scene())
    for _ in range(FREE_TRIES):
        guesser.guess()
    guesser.scene.clock.advance(SECOND_MS)

    with ThreadPoolExecutor(32) as threads:
        answers = list(threads.map(lambda _: guesser.guess(RIGHT), range(32)))

    assert sorted(map(str, answers)) == ["2"] * 31 + ["in"]


def test_birth_dates_are_guessed_no_faster_by_registering_again() -> None:
    scene = make_scene()
    guesser = Guesser(scene)
    for _ in range(FREE_TRIES):
        guesser.guess()

    with pytest.raises(TooManyTriesError) as refusal:
        scene.register(1, came_from=HERE)

    assert refusal.value.details == {"seconds": 1}
    assert scene.register(1, came_from=THERE).replaced


def test_who_is_on_a_roster_cannot_be_told_from_who_is_not_by_the_wait_either() -> None:
    scene = make_roster_scene()
    code_of(scene, 1)

    def ask(identifier: str) -> list[tuple[type[ContestError], Any]]:
        answers = []
        for _ in range(FREE_TRIES + 1):
            with pytest.raises(ContestError) as refusal:
                replace_lost_code(
                    scene.desks.entry, identifier=identifier, birth_date=WRONG, came_from=HERE
                )
            answers.append((type(refusal.value), refusal.value.details))
        return answers

    on_it = ask("999000000001")

    assert on_it == ask("999000000002")
    assert [kind for kind, _ in on_it] == [NotOnRosterError] * 5 + [TooManyTriesError]


def unknown_codes(scene: Scene, count: int, address: str = HERE) -> list[object]:
    answers: list[object] = []
    for number in range(count):
        try:
            recognise(scene.desks.entry, code_from_bits(number), address)
        except TooManyCodesError as refusal:
            answers.append(refusal.details["seconds"])
        except UnknownCodeError:
            answers.append("unknown")
    return answers


def test_many_unknown_codes_from_one_address_are_put_off_and_right_ones_never() -> None:
    scene = make_scene()
    code = scene.register().code

    answers = unknown_codes(scene, UNKNOWN_CODES + 2)

    assert answers == ["unknown"] * UNKNOWN_CODES + [60, 60]
    assert unknown_codes(scene, 1, THERE) == ["unknown"]
    assert recognise(scene.desks.entry, code, HERE).name == "Trần Thị Ví Dụ"
    started = start_attempt(scene.desks.entry, code=code, start_id=START_ID, came_from=HERE)
    assert started.receipt is None
    scene.clock.advance(MINUTE_MS)
    assert unknown_codes(scene, 1) == ["unknown"]


def test_what_cannot_be_a_code_is_refused_without_a_look_into_the_storage() -> None:
    scene = make_scene()
    door = Counted(scene.desks.entry.door)
    scene.desks.entry.door = door

    for typed in ("", "0000-0000-0001", "x" * 200):
        with pytest.raises(UnknownCodeError):
            recognise(scene.desks.entry, typed, HERE)

    assert door.calls == []


class Counted:
    """A store that notes every call."""

    def __init__(self, store: object) -> None:
        self._store = store
        self.calls: list[str] = []

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._store, name)

        def call(*arguments: Any) -> Any:
            self.calls.append(name)
            return method(*arguments)

        return call


def test_whoever_errs_in_nothing_costs_no_call_at_the_door_but_the_used_challenge() -> None:
    scene = make_scene()
    door = Counted(scene.desks.entry.door)
    scene.desks.entry.door = door

    take_solution(scene.desks.entry, solution_of(scene))
    code = scene.register(1, came_from=HERE).code
    started = start_attempt(scene.desks.entry, code=code, start_id=START_ID, came_from=HERE)
    submit(scene, started.token)

    assert door.calls == ["use_challenge"]


def test_a_wrong_second_factor_costs_one_write_and_one_that_waits_none() -> None:
    guesser = Guesser(make_scene())
    door = Counted(guesser.scene.desks.entry.door)
    guesser.scene.desks.entry.door = door

    for _ in range(FREE_TRIES + 1):
        guesser.guess()

    assert door.calls == ["get_tries", "put_tries"] * FREE_TRIES + ["get_tries"]


def submit(scene: Scene, token: str) -> None:
    submit_attempt(
        scene.desks.entry,
        token=token,
        submit_id=SUBMIT_ID,
        revision=1,
        answers={},
        arrived_at=scene.clock.now(),
    )


def take_over(scene: Scene, code: str, birth_date: str) -> None:
    resume_attempt(
        scene.desks.entry, code=code, birth_date=birth_date, start_id=OTHER_ID, came_from=HERE
    )


def test_2000_contestants_behind_one_address_all_enter_within_ten_minutes() -> None:
    """One in ten errs about the code, one in twenty about the birth date, on another device."""
    scene = make_scene(at=OPENS_AT)
    desk = scene.desks.entry
    people = 2_000
    entered = 0
    for number in range(people):
        scene.clock.set(OPENS_AT + 10 * MINUTE_MS * number // people)
        code = scene.register(number, came_from=HERE).code
        if number % 10 == 0:
            with pytest.raises((UnknownCodeError, TooManyCodesError)):
                start_attempt(desk, code=code_from_bits(number), start_id=START_ID, came_from=HERE)
        start_attempt(desk, code=code, start_id=START_ID, came_from=HERE)
        if number % 20 == 0:
            for date in [WRONG] * FREE_TRIES:
                with pytest.raises(WrongSecondFactorError):
                    take_over(scene, code, date)
            scene.clock.advance(SECOND_MS)
            take_over(scene, code, RIGHT)
        entered += 1

    assert scene.clock.now() < OPENS_AT + 10 * MINUTE_MS + LIMIT_MS
    assert entered == people
    attempts = scene.desks.backend.attempts.attempts(scene.contest.id, scene.contest.rounds[0].id)
    assert sum(1 for _ in attempts) == people
