"""Units' links: what two organizers at once make of them, and whose attempts they tell of."""

from dataclasses import replace
from typing import Any

import pytest
from builders import ROUND, UNITS, make_contest, make_entry, make_weeks
from faulty_stores import gated_backend
from scene import Scene, make_scene

from chalicelib.composition import Desks
from chalicelib.contest.errors import UnitLinkError
from chalicelib.contest.links import UnitLink
from chalicelib.contest.rules import AttemptRules, AttemptsPer, Counting
from chalicelib.use_cases.participation import make_link, participation_of, revoke_link

WARD = UNITS[1].id


def make_link_where_the_store_says(scene: Scene, answer: Any) -> UnitLink:
    """Make a link where the store answers the write with what ``answer`` makes of it."""

    def gate(place: str, apply: Any) -> Any:
        return answer(*apply()) if place == "links.put_link" else apply()

    backend = gated_backend(scene.desks.backend, gate)
    desks = Desks(scene.contest.id, backend, scene.clock, scene.desks._chance)
    return make_link(desks.participation, WARD)[0]


def test_a_link_that_another_organizer_made_first_is_not_handed_out() -> None:
    scene = make_scene()

    with pytest.raises(UnitLinkError) as refusal:
        make_link_where_the_store_says(
            scene, lambda _, link: (False, replace(link, made_at=link.made_at - 1))
        )

    assert refusal.value.details == {"unit": WARD}


def test_a_link_whose_write_was_repeated_after_a_lost_answer_is_handed_out() -> None:
    scene = make_scene()

    link = make_link_where_the_store_says(scene, lambda _, link: (False, link))

    assert scene.desks.backend.links.get_links(scene.contest.id) == {WARD: link}


def test_a_revoked_link_keeps_when_and_why() -> None:
    scene = make_scene()
    link, _ = make_link(scene.desks.participation, WARD)
    scene.clock.advance(5)

    revoked = revoke_link(scene.desks.participation, WARD, "Lộ liên kết")

    assert revoked == replace(link, revoked_at=link.made_at + 5, reason="Lộ liên kết")
    assert scene.desks.backend.links.get_links(scene.contest.id) == {WARD: revoked}


@pytest.mark.parametrize("per", AttemptsPer)
def test_attempts_are_told_of_whatever_they_count_within(per: AttemptsPer) -> None:
    attempts = AttemptRules(limit=2, per=per, counts=Counting.BEST)
    scene = make_scene(make_contest(rounds=make_weeks(2), attempts=attempts))
    scene.start(scene.register().code)

    (view,) = participation_of(scene.desks.participation, ROUND, [WARD])

    assert [row["state"] for row in view["rows"]] == ["running"]  # type: ignore[attr-defined]


def test_who_belongs_to_no_unit_is_told_to_no_coordinator() -> None:
    scene = make_scene(make_contest(entry=make_entry(unit_required=False)))
    scene.register(1, unit=None)
    scene.register(2)

    (view,) = participation_of(scene.desks.participation, ROUND, [UNITS[0].id])

    assert len(view["rows"]) == 1  # type: ignore[arg-type]
