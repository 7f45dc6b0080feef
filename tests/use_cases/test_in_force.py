"""What is in force is read once, asked again in time, and missed where it is not there."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from builders import make_contest, make_digest
from faulty_stores import FaultAt, gated_backend
from scene import Scene, make_scene

from chalicelib.contest.errors import NotPreparedError
from chalicelib.contest.ids import BankSlot, ContestId
from chalicelib.ports import Release
from chalicelib.use_cases.in_force import FRESH_MS, BanksInForce, RulesInForce
from office.local.memory import ManualClock


def watched(scene: Scene, clock: ManualClock) -> tuple[RulesInForce, list[str]]:
    """Return the rules in force by that clock, and the calls of the storage."""
    gate = FaultAt()
    backend = gated_backend(scene.desks.backend, gate)
    return RulesInForce(scene.contest.id, backend.contests, clock), gate.calls


def release_of(scene: Scene) -> Release:
    release = scene.desks.backend.contests.get_release(scene.contest.id)
    assert release is not None
    return release


@pytest.mark.parametrize(
    ("later_ms", "asks"),
    [(0, 1), (FRESH_MS - 1, 1), (FRESH_MS, 2), (-1, 2)],
    ids=["at once", "just before", "then", "a clock that was set back"],
)
def test_which_release_is_in_force_is_asked_again_in_time(later_ms: int, asks: int) -> None:
    scene = make_scene()
    rules, calls = watched(scene, scene.clock)
    rules.release()
    scene.clock.advance(later_ms)

    assert rules.release() == release_of(scene)

    assert calls == ["contests.get_release"] * asks


def test_the_first_question_is_asked_whatever_the_clock_says() -> None:
    scene = make_scene()
    rules, _ = watched(scene, ManualClock(0))

    assert rules.release() == release_of(scene)


def of_no_contest(scene: Scene) -> object:
    contests = scene.desks.backend.contests
    return RulesInForce(ContestId("another"), contests, scene.clock).release()


def banks_of(scene: Scene) -> BanksInForce:
    backend = scene.desks.backend
    return BanksInForce(scene.contest.id, backend.banks, backend.secrets)


@pytest.mark.parametrize(
    ("ask", "what"),
    [
        (of_no_contest, "release"),
        (lambda scene: scene.desks.entry.rules.rules_of(make_digest("another")), "rules"),
        (lambda scene: banks_of(scene).bank(make_digest("another")), "bank"),
        (lambda scene: banks_of(scene).bank_of(release_of(scene), BankSlot("another")), "bank"),
    ],
    ids=["release", "rules", "bank", "slot"],
)
def test_what_was_never_prepared_is_named(ask: Callable[[Scene], object], what: str) -> None:
    with pytest.raises(NotPreparedError) as refusal:
        ask(make_scene())

    assert refusal.value.details == {"what": what}


def test_rules_and_banks_are_read_once() -> None:
    scene = make_scene()
    gate = FaultAt()
    backend = gated_backend(scene.desks.backend, gate)
    rules = RulesInForce(scene.contest.id, backend.contests, scene.clock)
    banks = BanksInForce(scene.contest.id, backend.banks, backend.secrets)
    release = rules.release()
    (bank, *_) = release.banks.values()
    gate.calls.clear()

    for _ in range(2):
        assert rules.rules_of(release.rules) == make_contest()
        assert banks.bank(bank).digest() == bank
        assert banks.secrets() == replace(banks.secrets())

    assert gate.calls == ["contests.get_rules", "banks.get_bank", "secrets.entry"]
