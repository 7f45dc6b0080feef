"""Recording how far a round has come: another closer must agree, and nothing goes back."""

import json
from dataclasses import replace
from typing import Any

import pytest
from builders import (
    CLOSES_AT,
    ROUND,
    make_contest,
    make_digest,
    make_division,
    make_weeks,
)
from faulty_stores import FaultAt, gated_backend
from scene import Scene, make_scene

from chalicelib.composition import Desks
from chalicelib.contest.acts import CLOSE_DELAY_MS, WHOLE_CONTEST, RoundState, RoundStatus
from chalicelib.contest.canonical import digest_of
from chalicelib.contest.errors import DigestMismatchError, NotPreparedError
from chalicelib.contest.ids import BankSlot, RoundId
from chalicelib.use_cases.extra_time import credit_extra_time
from chalicelib.use_cases.staging import (
    Basis,
    CloseDesk,
    provenance_of,
    record_state,
    results_name,
)
from office.local.memory import SeededChance

BEGUN = RoundState(round=ROUND, status=RoundStatus.CLOSING)
ARCHIVED = replace(BEGUN, attempts=make_digest("attempts"))
CLOSED = replace(
    ARCHIVED,
    status=RoundStatus.CLOSED,
    standings=make_digest("standings"),
    results=make_digest("results"),
)
PUBLISHED = replace(CLOSED, status=RoundStatus.PUBLISHED)


def close_desk(scene: Scene, gate: Any = None) -> CloseDesk:
    backend = gated_backend(scene.desks.backend, gate or FaultAt())
    return Desks(scene.contest.id, backend, scene.clock, SeededChance(0)).closing


def stored_with(state: RoundState) -> tuple[CloseDesk, Scene]:
    scene = make_scene(at=CLOSES_AT)
    scene.desks.backend.contests.put_state(scene.contest.id, state, None)
    return close_desk(scene), scene


def state_of(scene: Scene) -> RoundState:
    return scene.desks.backend.contests.get_states(scene.contest.id)[ROUND]


def test_what_is_recorded_already_is_not_written_again() -> None:
    gate = FaultAt()

    assert record_state(close_desk(make_scene(), gate), BEGUN, BEGUN) == BEGUN

    assert gate.calls == []


@pytest.mark.parametrize(
    ("seen", "state"), [(BEGUN, ARCHIVED), (ARCHIVED, CLOSED), (CLOSED, PUBLISHED)]
)
def test_each_step_is_recorded_over_the_one_before(seen: RoundState, state: RoundState) -> None:
    desk, scene = stored_with(seen)

    assert record_state(desk, seen, state) == state == state_of(scene)


@pytest.mark.parametrize("digest", ["attempts", "standings", "results"])
@pytest.mark.parametrize("stored", [CLOSED, PUBLISHED])
def test_a_closer_that_computed_another_digest_halts(stored: RoundState, digest: str) -> None:
    desk, scene = stored_with(stored)
    computed = make_digest("another")

    with pytest.raises(DigestMismatchError) as halt:
        record_state(desk, ARCHIVED, replace(CLOSED, **{digest: computed}))

    assert halt.value.details == {"recorded": getattr(CLOSED, digest), "computed": computed}
    assert state_of(scene) == stored


@pytest.mark.parametrize("stored", [CLOSED, PUBLISHED])
@pytest.mark.parametrize("state", [BEGUN, ARCHIVED, CLOSED])
def test_where_another_is_as_far_or_further_its_record_stands(
    stored: RoundState, state: RoundState
) -> None:
    desk, scene = stored_with(stored)

    assert record_state(desk, None, state) == stored == state_of(scene)


@pytest.mark.parametrize("stored", [BEGUN, ARCHIVED])
def test_a_closer_that_is_a_step_ahead_records_over_the_one_behind(stored: RoundState) -> None:
    desk, scene = stored_with(stored)

    assert record_state(desk, None, CLOSED) == CLOSED == state_of(scene)


@pytest.mark.parametrize(("stored", "state"), [(BEGUN, ARCHIVED), (ARCHIVED, BEGUN)])
def test_of_two_that_are_closing_the_one_that_was_there_stands(
    stored: RoundState, state: RoundState
) -> None:
    desk, scene = stored_with(stored)

    assert record_state(desk, None, state) == stored == state_of(scene)


def test_a_record_that_is_gone_is_not_taken_for_recorded() -> None:
    with pytest.raises(NotPreparedError) as halt:
        record_state(close_desk(make_scene()), BEGUN, ARCHIVED)

    assert halt.value.details == {"what": "state"}


def test_results_follow_from_one_bank_by_its_digest_and_from_several_by_one_over_all() -> None:
    contest = make_contest(rounds=make_weeks(2))
    scene = make_scene(contest)
    desk = close_desk(scene)
    basis = Basis.of(desk)
    first, second = (basis.bank(BankSlot(round_.id)) for round_ in contest.rounds)
    keys = [scene.desks.backend.keys.get_keys(contest.id, bank) for bank in (first, second)]
    of_keys = [each.digest() for each in keys if each is not None]
    attempts = make_digest("attempts")

    one = provenance_of(desk, basis, [ROUND], attempts)
    both = provenance_of(desk, basis, [round_.id for round_ in contest.rounds], attempts)

    assert (one.bank, one.keys) == (first, of_keys[0])
    assert (both.bank, both.keys) == (
        digest_of((first + second).encode()),
        digest_of("".join(of_keys).encode()),
    )


def test_the_banks_of_all_divisions_count() -> None:
    contest = make_contest(divisions=(make_division("can-bo"), make_division("doan-vien")))
    desk = close_desk(make_scene(contest))
    basis = Basis.of(desk)
    banks = [basis.bank(slot) for slot in basis.slots([ROUND])]

    assert len(set(banks)) == 2
    assert provenance_of(desk, basis, [ROUND], make_digest(1)).bank == digest_of(
        "".join(banks).encode()
    )


@pytest.mark.parametrize(("place", "what"), [("banks.get_bank", "bank"), ("keys.get_keys", "keys")])
def test_a_close_without_what_it_grades_by_halts(place: str, what: str) -> None:
    scene = make_scene(at=CLOSES_AT + 60_000)
    backend = gated_backend(scene.desks.backend, lambda at, apply: None if at == place else apply())
    desks = type(scene.desks)(scene.contest.id, backend, scene.clock, scene.desks._chance)

    with pytest.raises(NotPreparedError) as halt:
        desks.close_round(ROUND)

    assert halt.value.details == {"what": what}


def test_a_round_without_a_bank_is_named() -> None:
    basis = Basis.of(close_desk(make_scene()))

    with pytest.raises(NotPreparedError) as halt:
        basis.bank(BankSlot("another"))

    assert halt.value.details == {"what": "bank"}


def published_of(scene: Scene, round_id: RoundId) -> dict[str, Any]:
    state = scene.desks.backend.contests.get_states(scene.contest.id)[round_id]
    assert state.results is not None
    name = results_name(scene.contest.id, round_id, state.results, "json")
    value: dict[str, Any] = json.loads(scene.desks.backend.archive.get(name) or b"")
    return value


def test_results_tell_of_the_extra_time_of_their_round_and_of_nothing_else() -> None:
    scene = make_scene(make_contest(rounds=make_weeks(1)))
    credit_extra_time(
        scene.desks.extra_time, ROUND, None, extra_ms=60_000, by="A", reason="Mất điện"
    )
    at = scene.clock.now()
    scene.clock.set(CLOSES_AT + 60_000 + CLOSE_DELAY_MS)
    scene.desks.close_round(ROUND)

    assert published_of(scene, ROUND)["extra_time"] == {
        "rounds": [{"at": at, "minutes": 1, "reason": "Mất điện"}],
        "people": 0,
        "most_minutes": 0,
    }
    whole = published_of(scene, WHOLE_CONTEST)
    assert {"extra_time", "own"} & {*whole, *whole["digests"]} == set()


def test_results_without_extra_time_do_not_speak_of_it() -> None:
    scene = make_scene(at=CLOSES_AT + CLOSE_DELAY_MS)
    scene.desks.close_round(ROUND)

    assert "extra_time" not in published_of(scene, ROUND)
