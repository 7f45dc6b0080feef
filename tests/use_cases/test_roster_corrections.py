"""What a list read again corrects, before and after somebody has agreed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from builders import make_division
from faulty_stores import FaultAt, gated_backend
from roster_contest import code_of, enrol, make_roster_contest, make_roster_entry, make_roster_scene
from scene import Scene

from chalicelib.composition import Desks
from chalicelib.contest.errors import RosterEntryError, UnknownCodeError
from chalicelib.contest.identity import code_from_bits
from chalicelib.contest.ids import DivisionId
from chalicelib.contest.rules import RankingKey, RankingRules
from chalicelib.ports import Person

FIRST, SECOND = DivisionId("can-bo"), DivisionId("doan-vien")


def make_divided_scene() -> Scene:
    """Return two divisions, and a ranking by age."""
    contest = replace(
        make_roster_contest(),
        divisions=(make_division(FIRST), make_division(SECOND)),
        ranking=RankingRules(keys=(RankingKey.MARKS, RankingKey.YOUNGEST)),
    )
    return make_roster_scene(contest)


def the_person(scene: Scene) -> Person:
    (person,) = scene.desks.backend.people.people(scene.contest.id)
    return person


@pytest.mark.parametrize(
    ("overrides", "changed"),
    [
        ({"division": SECOND}, {"division": SECOND}),
        ({"birth_date": "1990-03-01"}, {"born_on": date(1990, 3, 1)}),
        ({"phone": "0999099999"}, {}),
        ({"name": "Tên Đúng"}, {"name": "Tên Đúng"}),
    ],
    ids=["division", "birth date", "phone", "name"],
)
def test_each_particular_alone_is_corrected(
    overrides: dict[str, Any], changed: dict[str, Any]
) -> None:
    scene = make_divided_scene()
    code_of(scene, division=FIRST)
    before = the_person(scene)

    (done,) = enrol(scene, make_roster_entry(**{"division": FIRST, **overrides}))

    after = the_person(scene)
    assert done.corrected
    assert replace(after, sealed="", second_factor="") == replace(
        before, sealed="", second_factor="", **changed
    )
    assert after.sealed != before.sealed


def test_who_has_agreed_keeps_the_division() -> None:
    scene = make_divided_scene()
    code_of(scene, division=FIRST)
    scene.desks.entry.record_consent(the_person(scene), 1)

    with pytest.raises(RosterEntryError) as refusal:
        enrol(scene, make_roster_entry(division=SECOND))

    assert refusal.value.details == {"entry": 1, "field": "division", "reason": "fixed"}
    assert the_person(scene).division == FIRST


def test_nobody_is_looked_up_by_a_code_that_nobody_has() -> None:
    scene = make_roster_scene()
    gate = FaultAt()
    backend = gated_backend(scene.desks.backend, gate)
    desk = Desks(scene.contest.id, backend, scene.clock, scene.desks._chance).entry

    with pytest.raises(UnknownCodeError):
        desk.person_of_code(code_from_bits(7))

    assert [call for call in gate.calls if call.startswith("people.")] == ["people.get_code"]
