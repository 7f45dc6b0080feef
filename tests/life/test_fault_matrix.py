"""Every storage call of every use case meets every fault, and the retry ends as if none had been.

The client sends the same request with the same ids again; the schedule starts an act again.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from builders import ROUND
from faulty_stores import Fault, retried
from life.every_use_case import CASES, World, make_world

from chalicelib.use_cases.start import Started


def state_of(world: World) -> dict[str, Any]:
    """Return all that is stored and means something, without what is drawn anew with each try."""
    backend, contest = world.open_backend, world.scene.contest
    secrets = backend.secrets.entry(contest.id)
    people = {
        person.pid: replace(
            person,
            code_hash="",
            replaced_codes=0,
            sealed=backend.sealer.unseal(person.sealed, secrets.seal),
        )
        for person in backend.people.people(contest.id)
    }
    release = backend.contests.get_release(contest.id)
    assert release is not None
    files: Any = backend.public
    kept: Any = backend.archive
    return {
        "people": people,
        "code": bool(world.code) and world.fresh().entry.person_of_code(world.code).pid,
        "excluded": sorted(backend.people.exclusions(contest.id)),
        "attempts": list(backend.attempts.attempts(contest.id, ROUND)),
        "states": backend.contests.get_states(contest.id),
        "release": release,
        "rules": backend.contests.get_rules(contest.id, release.rules),
        "banks": [backend.banks.get_bank(contest.id, digest) for digest in release.banks.values()],
        "keys": [backend.keys.get_keys(contest.id, digest) for digest in release.banks.values()],
        "complaints": [
            replace(each, sealed=backend.sealer.unseal(each.sealed, secrets.seal))
            for each in (
                *backend.complaints.complaints(contest.id),
                *backend.complaints.answers(contest.id),
            )
        ],
        "events": list(backend.events.events(contest.id)),
        "links": backend.links.get_links(contest.id),
        "archive": kept._files,
        # What is sealed is another text each time.
        "public": {
            name: file if b'"sealed"' not in file.data else sorted(json.loads(file.data))
            for name, file in files._files.items()
        },
    }


def play(name: str, number: int | None, fault: Fault) -> tuple[World, Any]:
    before, act, roster = CASES[name]
    world = make_world(number, fault, roster=roster)
    before(world)
    world.gate.on = True
    answer = retried(lambda: act(world))
    world.gate.on = False
    if isinstance(answer, Started):
        # The person is compared with what is stored, where sealing is another text each time.
        answer = (answer.attempt, answer.token, answer.paper, answer.prediction, answer.receipt)
    return world, answer


@pytest.mark.parametrize("name", CASES)
def test_a_fault_at_any_storage_call_leaves_nothing_behind_after_the_retry(
    name: str, note: Callable[..., None]
) -> None:
    without, expected = play(name, None, Fault.THROTTLED)
    should_be = state_of(without)
    wrong = []
    calls = len(without.gate.calls)
    for number in range(calls):
        for fault in Fault:
            world, answer = play(name, number, fault)
            place = f"{fault} at {number} {without.gate.calls[number]}"
            assert len(world.gate.calls) > number
            state = state_of(world)
            wrong += [f"{place}: {what}" for what in state if state[what] != should_be[what]]
            if answer != expected:
                wrong.append(f"{place}: another answer")
    note(f"faults in {name}", calls=calls, runs=calls * len(Fault), wrong=len(wrong))
    assert calls > 0
    assert wrong == []
