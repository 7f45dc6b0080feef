"""What is stored as facts: damage in the archive, complaints, a record that does not hold."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import cast

import pytest
from builders import CLOSES_AT, ROUND
from complaint_scene import Complainants
from scene import make_written_banks

from chalicelib.chance import SystemChance
from chalicelib.composition import Desks
from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.events import Event
from chalicelib.contest.ids import ContestId
from chalicelib.ports import Archive, EventStore
from office.local.clock import RunningClock
from office.local.workshop import Workshop
from office.status.facts import Damage, Facts, Typed
from office.status.outputs import Outputs
from office.status.read import read_facts


class Damaged:
    """An archive in which some files are not what they were."""

    def __init__(self, archive: Archive, damage: Callable[[str, bytes | None], bytes | None]):
        self._archive, self._damage = archive, damage

    def put_if_absent(self, name: str, data: bytes) -> None:
        self._archive.put_if_absent(name, data)

    def get(self, name: str) -> bytes | None:
        return self._damage(name, self._archive.get(name))


class Gap:
    """A record of events of which the first is gone."""

    def __init__(self, events: EventStore):
        self._events = events

    def events(self, contest: ContestId) -> Iterator[Event]:
        yield from list(self._events.events(contest))[1:]


@pytest.fixture
def people() -> Complainants:
    return Complainants()


def read(people: Complainants, **other_stores: object) -> Facts:
    scene = people.scene
    backend = replace(scene.desks.backend, **other_stores)  # type: ignore[arg-type]
    clock = RunningClock.started_at(scene.clock.now())
    desks = Desks(scene.contest.id, backend, clock, SystemChance())
    return read_facts(
        Workshop(desks=desks, clock=clock, backend=backend),
        scene.contest,
        make_written_banks(scene.contest),
        typed=Typed(),
        scheduled=False,
        outputs=Outputs(),
    )


def test_a_published_contest_that_nobody_touched_is_whole(people: Complainants) -> None:
    found = read(people)

    assert found.damaged == ()
    assert found.rules == found.contest
    assert found.release is not None
    assert found.banks == found.release.banks
    assert (found.record.broken_at, found.record.in_force) == (None, True)
    assert found.record.complaints == ()


@pytest.mark.parametrize("what", ["attempts", "standings", "results"])
@pytest.mark.parametrize("left", [None, b"other bytes"])
def test_what_is_missing_in_the_archive_or_other_than_its_digest_is_named(
    people: Complainants, what: str, left: bytes | None
) -> None:
    def damage(name: str, data: bytes | None) -> bytes | None:
        return left if f"/{ROUND}/{what}-" in name and name.endswith(("n", "jsonl")) else data

    found = read(people, archive=Damaged(people.scene.desks.backend.archive, damage))

    assert found.damaged == (Damage(scope=ROUND, what=what),)


def test_results_of_the_whole_contest_are_looked_at_too(people: Complainants) -> None:
    def damage(name: str, data: bytes | None) -> bytes | None:
        return None if f"/{WHOLE_CONTEST}/standings-" in name else data

    found = read(people, archive=Damaged(people.scene.desks.backend.archive, damage))

    assert found.damaged == (Damage(scope=WHOLE_CONTEST, what="standings"),)


def test_a_complaint_counts_until_it_is_answered(people: Complainants) -> None:
    people.complain()
    waiting = read(people).record.complaints
    people.answer(waiting[0].code)

    assert [each.due_at > CLOSES_AT for each in waiting] == [True]
    assert read(people).record.complaints == ()


def test_a_record_with_a_gap_is_named_by_the_number_at_which_it_breaks(
    people: Complainants,
) -> None:
    people.complain()
    people.complain(1)
    for each in read(people).record.complaints:
        people.answer(each.code)
    people.complain(1, complaint_id="another-complaint-of-16")

    found = read(people, events=cast(EventStore, Gap(people.scene.desks.backend.events)))

    assert (found.record.broken_at, len(found.record.complaints)) == (1, 1)
