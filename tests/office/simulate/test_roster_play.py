"""Invented people by a roster: enrolled first, then playing with the codes that they were given."""

import os
from pathlib import Path

from builders import ROUND
from roster_contest import make_roster_scene
from scene import Scene

from chalicelib.contest.ids import QuestionId
from chalicelib.ports import Person
from office.local.server import serve_front
from office.simulate.enrolment import enrol_invented
from office.simulate.entrants import invent_entrants
from office.simulate.ledger import Ledger
from office.simulate.over_http import play_over_http
from office.simulate.play import play_round

PORT = 19_000 + os.getpid() % 250 * 4


def right_answers(scene: Scene) -> dict[QuestionId, str]:
    """Return the right letter of every question that is in force."""
    backend, contest = scene.desks.backend, scene.contest
    release = backend.contests.get_release(contest.id)
    assert release is not None
    right: dict[QuestionId, str] = {}
    for digest in release.banks.values():
        keys = backend.keys.get_keys(contest.id, digest)
        assert keys is not None
        right |= {key.question: key.right for key in keys.keys}
    return right


def people_of(scene: Scene) -> list[Person]:
    return list(scene.desks.backend.people.people(scene.contest.id))


def test_everybody_who_plays_was_enrolled_and_has_agreed() -> None:
    scene = make_roster_scene()

    played = play_round(
        scene.desks.entry,
        scene.clock,
        round_id=ROUND,
        right=right_answers(scene),
        count=30,
        seed=3,
        enrol=scene.desks.enrol,
    )

    assert played.entrants == 30
    assert sorted(person.consent_version for person in people_of(scene)) == [1] * 30
    attempts = scene.desks.backend.attempts.attempts(scene.contest.id, ROUND)
    assert len({attempt.key.pid for attempt in attempts}) == 30


def test_over_http_a_code_that_is_not_at_hand_is_got_back(tmp_path: Path) -> None:
    scene = make_roster_scene()
    entrants = list(invent_entrants(scene.contest, scene.contest.rounds[0], 6, 1))
    ledger = Ledger()
    enrol_invented(scene.desks.enrol, [entrant.person for entrant in entrants], ledger)
    at_hand = {number: code for number, code in ledger.codes.items() if number > 2}

    with serve_front(scene.desks, tmp_path, PORT) as port:
        url = f"http://127.0.0.1:{port}"
        played = play_over_http(scene.contest, entrants, url, codes=at_hand)

    assert played.entrants == 6
    assert (
        sorted((person.replaced_codes, person.consent_version) for person in people_of(scene))
        == [(0, 1)] * 4 + [(1, 1)] * 2
    )
