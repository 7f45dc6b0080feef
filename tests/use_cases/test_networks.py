"""From which network somebody starts: sealed beside the attempt, by a key of the round's own."""

from builders import OPENS_AT, ROUND, make_contest, make_round, make_weeks
from scene import START_ID, Scene, make_scene

from chalicelib.contest.attempts import Attempt
from chalicelib.contest.networks import Caller, NetworkKey, Print, fades_at, read_prints
from chalicelib.contest.times import DAY_MS
from chalicelib.use_cases.networks import NetworkKeys, make_network_keys
from chalicelib.use_cases.prepare import prepare_contest
from chalicelib.use_cases.start import resume_attempt, start_attempt
from office.local.memory import SeededChance
from office.local.memory.door import MemoryDoor

HOME, OFFICE = "203.0.113.7", "198.51.100.1"
SECOND_ID = "second-id-of-16-letters"


def key_of(scene: Scene) -> NetworkKey | None:
    return scene.desks.backend.door.get_network_key(scene.contest.id, ROUND)


def start(scene: Scene, number: int, came_from: str) -> Attempt:
    code = scene.register(number).code
    start_attempt(scene.desks.entry, code=code, start_id=START_ID, came_from=came_from)
    return stored(scene)[-1]


def stored(scene: Scene) -> list[Attempt]:
    attempts = scene.desks.backend.attempts.attempts(scene.contest.id, ROUND)
    return sorted(attempts, key=lambda attempt: attempt.started_at)


def prints(scene: Scene, attempt: Attempt) -> tuple[Print, ...]:
    key = key_of(scene)
    assert key is not None
    return read_prints(attempt.networks, key, attempt.key.attempt_id())


def test_who_starts_from_one_network_is_seen_to_and_who_does_not_is_not() -> None:
    scene = make_scene()
    attempts = []
    for number, came_from in enumerate([HOME, HOME, OFFICE], start=1):
        scene.clock.advance(1)
        attempts.append(start(scene, number, came_from))

    one, two, three = (prints(scene, attempt) for attempt in attempts)

    assert (one == two, one == three, len(one)) == (True, False, 1)
    assert len({attempt.networks for attempt in attempts}) == 3


def test_what_the_browser_calls_itself_is_told_apart_at_the_start_and_at_a_takeover() -> None:
    scene = make_scene()
    code = scene.register().code
    own = {"code": code, "came_from": HOME}
    start_attempt(scene.desks.entry, start_id=START_ID, browser="one", **own)
    resume_attempt(
        scene.desks.entry, birth_date="1990-02-28", start_id=SECOND_ID, browser="other", **own
    )
    (attempt,) = stored(scene)

    one, two = prints(scene, attempt)
    assert (one.network == two.network, one.device == two.device) == (True, False)


def test_a_takeover_adds_the_network_that_it_came_from() -> None:
    scene = make_scene()
    code = scene.register().code
    for start_id, came_from in (("first-id-of-16-letters", HOME), (SECOND_ID, OFFICE)):
        resume_attempt(
            scene.desks.entry,
            code=code,
            birth_date="1990-02-28",
            start_id=start_id,
            came_from=came_from,
        )
    (attempt,) = stored(scene)

    one, two = prints(scene, attempt)
    assert (attempt.start_id, one != two) == (SECOND_ID, True)


def test_a_start_that_is_repeated_from_elsewhere_changes_nothing() -> None:
    scene = make_scene()
    code = scene.register().code
    for came_from in (HOME, OFFICE):
        start_attempt(scene.desks.entry, code=code, start_id=START_ID, came_from=came_from)

    (attempt,) = stored(scene)
    assert len(prints(scene, attempt)) == 1


def test_where_the_caller_is_not_known_nothing_is_kept() -> None:
    scene = make_scene()

    assert start(scene, 1, "").networks == ""


def test_a_round_without_a_key_keeps_nothing_and_one_that_gets_its_key_later_does() -> None:
    door = MemoryDoor()
    contest = make_contest()
    networks = NetworkKeys(contest.id, door)

    assert networks.add("0a" * 12, Caller(HOME), ROUND, "attempt") == "0a" * 12
    make_network_keys(door, SeededChance(b"late"), contest, OPENS_AT)
    assert len(networks.add("0a" * 12, Caller(HOME), ROUND, "attempt")) == 48


def test_every_round_has_a_key_of_its_own_which_stays_when_it_is_prepared_again() -> None:
    scene = make_scene(make_contest(rounds=make_weeks(2)))
    door, contest = scene.desks.backend.door, scene.contest
    before = [door.get_network_key(contest.id, round_.id) for round_ in contest.rounds]

    prepare_contest(scene.desks.prepare, contest, scene.banks)

    after = [door.get_network_key(contest.id, round_.id) for round_ in contest.rounds]
    assert after == before
    assert len({key.secret for key in before if key}) == 2
    assert [key.fades_at for key in before if key] == [fades_at(each) for each in contest.rounds]


def test_a_round_put_off_keeps_its_key_for_as_much_longer() -> None:
    door, chance = MemoryDoor(), SeededChance(b"chance")
    contest = make_contest()
    make_network_keys(door, chance, contest, OPENS_AT)
    first = door.get_network_key(contest.id, ROUND)

    later = make_round(publishes_at=contest.rounds[0].publishes_at + DAY_MS)
    make_network_keys(door, chance, make_contest(rounds=(later,)), OPENS_AT)

    second = door.get_network_key(contest.id, ROUND)
    assert first is not None
    assert second == NetworkKey(secret=first.secret, fades_at=first.fades_at + DAY_MS)
    assert len(first.secret) == 32


def test_once_it_has_faded_no_key_is_made_again() -> None:
    door, contest = MemoryDoor(), make_contest()
    end = fades_at(contest.rounds[0])

    make_network_keys(door, SeededChance(b"chance"), contest, end)
    assert door.get_network_key(contest.id, ROUND) is None

    make_network_keys(door, SeededChance(b"chance"), contest, end - 1)
    assert door.get_network_key(contest.id, ROUND) is not None


def test_the_key_of_a_round_is_read_once() -> None:
    door, contest = MemoryDoor(), make_contest()
    make_network_keys(door, SeededChance(b"chance"), contest, OPENS_AT)
    networks = NetworkKeys(contest.id, door)
    first = networks.add("", Caller(HOME), ROUND, "attempt")
    door.clear(contest.id)

    assert networks.add("", Caller(HOME), ROUND, "attempt") == first
