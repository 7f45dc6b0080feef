import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from builders import OPENS_AT, ROUND, UNITS, make_contest
from scene import SUBMIT_ID, Scene, make_scene

from chalicelib.contest.acts import PARTICIPATION_EVERY_MS, ActName
from chalicelib.contest.attempts import Attempt
from chalicelib.contest.errors import UnitLinkError, UnknownUnitError
from chalicelib.contest.ids import ContestId, RoundId, UnitId
from chalicelib.contest.links import UnitLink, link_file, link_key
from chalicelib.contest.live import live_name
from chalicelib.contest.rules import Prediction, PredictionOf
from chalicelib.contest.times import MINUTE_MS
from chalicelib.ports import Person
from chalicelib.use_cases.answer import submit_attempt
from chalicelib.use_cases.participation import (
    make_link,
    participation_of,
    publish_participation,
    revoke_link,
)
from office.local.memory import MemoryLinks

CITY, WARD_1, WARD_2 = (unit.id for unit in UNITS)
NOBODY = UnitId("khong-co")


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def enter(scene: Scene, number: int, name: str, unit: str, *, submits: bool = False) -> None:
    code = scene.register(number, name=name, unit=unit).code
    started = scene.start(code, start_id=f"start-id-of-person-{number:04d}")
    if submits:
        submit_attempt(
            scene.desks.entry,
            token=started.token,
            submit_id=SUBMIT_ID,
            revision=1,
            answers=scene.right_answers(started),
            arrived_at=scene.clock.now(),
        )


def read(scene: Scene, secret: str) -> dict[str, object]:
    """Return what the owner of a link reads, as a browser does."""
    file = json.loads(scene.desks.backend.public.get(link_file(secret)) or b"null")
    opened: dict[str, object] = json.loads(
        scene.desks.backend.sealer.unseal(file["sealed"], link_key(secret))
    )
    return opened


def test_a_coordinator_reads_who_has_entered_and_who_has_not(scene: Scene) -> None:
    enter(scene, 1, "Lê Thị An", "phuong-1", submits=True)
    enter(scene, 2, "Đỗ Văn Bình", "phuong-1")
    scene.register(3, name="Trần Thị Chi", unit="phuong-1")
    enter(scene, 4, "Hà Văn Khác", "phuong-2")
    _, secret = make_link(scene.desks.participation, WARD_1)

    assert scene.desks.publish_participation(ROUND) == 1

    seen = read(scene, secret)
    assert [(row["name"], row["state"]) for row in seen["rows"]] == [  # type: ignore[attr-defined]
        ("Trần Thị Chi", "not_yet"),
        ("Đỗ Văn Bình", "running"),
        ("Lê Thị An", "done"),
    ]
    assert seen["made_at"] == scene.clock.now()


def test_nothing_of_an_answer_a_mark_or_an_identity_is_in_the_file(scene: Scene) -> None:
    enter(scene, 1, "Lê Thị An", "phuong-1", submits=True)
    _, secret = make_link(scene.desks.participation, WARD_1)
    scene.desks.publish_participation(ROUND)
    attempt = next(iter(scene.desks.backend.attempts.attempts(scene.contest.id, ROUND)))
    planted = [
        attempt.key.pid,
        attempt.receipt_code,
        *attempt.question_ids,
        "999000000001",
        "1990-02-28",
        "099900001",
    ]

    said = json.dumps(read(scene, secret))
    assert "done" in said
    assert [each for each in planted if each in said] == []


def test_the_public_file_shows_no_name_without_the_link(scene: Scene) -> None:
    enter(scene, 1, "Lê Thị An", "phuong-1", submits=True)
    _, secret = make_link(scene.desks.participation, WARD_1)
    scene.desks.publish_participation(ROUND)

    file = json.loads(scene.desks.backend.public.get(link_file(secret)) or b"null")

    assert sorted(file) == ["schema", "sealed"]
    assert [part for part in ("Thị An", "phuong", secret) if part in json.dumps(file)] == []


def test_a_link_that_is_asked_for_again_is_the_same(scene: Scene) -> None:
    first = make_link(scene.desks.participation, WARD_1)
    scene.clock.set(OPENS_AT + 5 * MINUTE_MS)

    assert make_link(scene.desks.participation, WARD_1) == first


def test_a_revoked_link_says_so_and_the_next_one_is_another(scene: Scene) -> None:
    _, old = make_link(scene.desks.participation, WARD_1)
    scene.desks.publish_participation(ROUND)
    revoke_link(scene.desks.participation, WARD_1, "Chuyển công tác")
    scene.desks.publish_participation(ROUND)

    revoked = scene.desks.backend.public.get(link_file(old))
    link, new = make_link(scene.desks.participation, WARD_1)
    scene.desks.publish_participation(ROUND)

    assert revoked == b'{"revoked":true,"schema":1}'
    assert scene.desks.backend.public.get(link_file(old)) == revoked
    assert (link.version, new == old) == (2, False)
    assert read(scene, new)["unit"] == {"id": "phuong-1", "name": "Phường 1"}


def test_revoking_twice_keeps_the_first_reason(scene: Scene) -> None:
    make_link(scene.desks.participation, WARD_1)
    first = revoke_link(scene.desks.participation, WARD_1, "Lý do đầu")
    scene.clock.set(scene.clock.now() + 1)

    assert revoke_link(scene.desks.participation, WARD_1, "Lý do khác") == first


def test_a_link_for_no_unit_and_a_revocation_of_none_are_refused(scene: Scene) -> None:
    with pytest.raises(UnknownUnitError):
        make_link(scene.desks.participation, NOBODY)
    with pytest.raises(UnitLinkError):
        revoke_link(scene.desks.participation, WARD_1, "")


@dataclass
class Unreadable:
    """People whom nobody may read."""

    def people(self, contest: ContestId) -> list[Person]:
        raise AssertionError("people were read")


def test_where_no_link_holds_nobodys_record_is_read(scene: Scene) -> None:
    desk = scene.desks.participation
    make_link(desk, WARD_1)
    revoke_link(desk, WARD_1, "")
    desk.people = Unreadable()  # type: ignore[assignment]

    assert publish_participation(desk, ROUND) == 0


class RevokedMeanwhile(MemoryLinks):
    """Links of which one is revoked after it was read for the first time."""

    def __init__(self, revoke: UnitLink) -> None:
        super().__init__()
        self._revoke = revoke

    def get_links(self, contest: ContestId) -> dict[UnitId, UnitLink]:
        links = super().get_links(contest)
        if links.get(self._revoke.unit) != self._revoke:
            self.put_link(contest, self._revoke, links.get(self._revoke.unit))
        return links


def test_a_link_that_is_revoked_while_files_are_written_stays_revoked(scene: Scene) -> None:
    desk = scene.desks.participation
    link, secret = make_link(desk, WARD_1)
    desk.links = RevokedMeanwhile(
        UnitLink(unit=WARD_1, version=1, made_at=link.made_at, revoked_at=link.made_at + 1)
    )
    desk.links.put_link(scene.contest.id, link, None)

    publish_participation(desk, ROUND)

    assert desk.public.get(link_file(secret)) == b'{"revoked":true,"schema":1}'


def test_the_schedule_starts_the_telling_at_full_ten_minutes(scene: Scene) -> None:
    started = []
    for minute in range(1, 22):
        scene.clock.set(OPENS_AT + minute * MINUTE_MS)
        started += [(minute, act.name, act.round) for act in scene.desks.run_due_acts()]

    assert started == [
        (10, ActName.PARTICIPATION, ROUND),
        (20, ActName.PARTICIPATION, ROUND),
    ]
    assert PARTICIPATION_EVERY_MS == 10 * MINUTE_MS


def test_several_units_are_seen_at_one_reading(scene: Scene) -> None:
    enter(scene, 1, "Lê Thị An", "phuong-1", submits=True)
    enter(scene, 2, "Hà Văn Khác", "phuong-2")

    views = participation_of(scene.desks.participation, RoundId("tuan-1"), [CITY, WARD_2])

    assert [view["counts"] for view in views] == [
        {"not_yet": 0, "running": 1, "done": 1},
        {"not_yet": 0, "running": 1, "done": 0},
    ]


def numbers(scene: Scene) -> dict[str, object]:
    value: dict[str, object] = json.loads(scene.desks.backend.public.get(live_name(ROUND)) or b"{}")
    return value


def test_the_numbers_so_far_are_public_without_any_link_and_read_nobodys_record(
    scene: Scene,
) -> None:
    enter(scene, 1, "Lê Thị An", "phuong-1", submits=True)
    enter(scene, 2, "Hà Văn Khác", "phuong-2")
    desk = scene.desks.participation
    desk.people = Unreadable()  # type: ignore[assignment]

    publish_participation(desk, ROUND)

    assert (numbers(scene)["attempts"], numbers(scene)["made_at"]) == (2, scene.clock.now())
    assert numbers(scene)["units"] == [
        ["phuong-1", "Phường 1", 1, 1],
        ["phuong-2", "Phường 2", 1, 1],
    ]


class ReadOnce:
    """Attempts that may be read through once."""

    def __init__(self, scene: Scene) -> None:
        self._stored = scene.desks.backend.attempts
        self.readings = 0

    def attempts(self, contest: ContestId, scope: RoundId) -> Iterator[Attempt]:
        self.readings += 1
        return self._stored.attempts(contest, scope)


def test_numbers_and_coordinators_files_come_from_one_reading_of_the_attempts(
    scene: Scene,
) -> None:
    enter(scene, 1, "Lê Thị An", "phuong-1", submits=True)
    desk = scene.desks.participation
    make_link(desk, WARD_1)
    attempts = ReadOnce(scene)
    desk.attempts = attempts  # type: ignore[assignment]

    assert publish_participation(desk, ROUND) == 1

    assert (attempts.readings, numbers(scene)["people"]) == (1, 1)


def test_where_a_paper_asks_how_many_will_take_part_no_number_is_written() -> None:
    contest = make_contest()
    prediction = Prediction(text="Bao nhiêu người?", of=PredictionOf.PEOPLE)
    scene = make_scene(replace(contest, paper=replace(contest.paper, prediction=prediction)))
    enter(scene, 1, "Lê Thị An", "phuong-1")
    make_link(scene.desks.participation, WARD_1)

    assert publish_participation(scene.desks.participation, ROUND) == 1

    assert numbers(scene) == {}
