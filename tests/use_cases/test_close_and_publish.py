"""Closing and publishing: exactly, once, at the hour."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from builders import CLOSES_AT, PUBLISHES_AT, make_contest, make_digest, make_weeks
from scene import SUBMIT_ID, Scene, make_scene, make_written_bank

from chalicelib.composition import Desks
from chalicelib.contest.acts import (
    CLOSE_DELAY_MS,
    WHOLE_CONTEST,
    Act,
    ActName,
    RoundState,
    RoundStatus,
    due_acts,
)
from chalicelib.contest.attempt_lines import read_lines, write_lines
from chalicelib.contest.attempts import AttemptState
from chalicelib.contest.canonical import digest_of
from chalicelib.contest.errors import DigestMismatchError, NotDueError, NotPreparedError
from chalicelib.contest.ids import ContestId, RoundId, bank_slot
from chalicelib.contest.times import DAY_MS, MINUTE_MS
from chalicelib.use_cases.answer import save_answers, submit_attempt
from chalicelib.use_cases.staging import lines_name, results_name
from office.local.memory import SeededChance

WEEK_1, WEEK_2 = RoundId("tuan-1"), RoundId("tuan-2")


def take(
    scene: Scene, number: int, *, right: int = 3, minutes: int = 2, unit: str = "phuong-1"
) -> str:
    """Let a person take the quiz with so many right answers; return the receipt's code."""
    started = scene.start(scene.register(number, unit=unit).code)
    good, bad = scene.right_answers(started), scene.wrong_answers(started)
    order = list(started.paper.question_ids())
    answers = {q: good[q] if place < right else bad[q] for place, q in enumerate(order)}
    receipt = submit_attempt(
        scene.desks.entry,
        token=started.token,
        submit_id=SUBMIT_ID,
        revision=1,
        answers=answers,
        arrived_at=scene.clock.now() + minutes * MINUTE_MS,
    )
    return receipt.code


def close(scene: Scene, round_id: RoundId = WEEK_1) -> None:
    scene.clock.set(scene.contest.round(round_id).closes_at + CLOSE_DELAY_MS)
    scene.desks.close_round(round_id)


def published(scene: Scene, name: str = "tuan-1") -> dict[str, object]:
    """Return published results by way of their pointer, as a page would."""
    pointer = scene.desks.backend.public.get(f"data/{name}.json")
    assert pointer is not None
    document = scene.desks.backend.public.get(json.loads(pointer)["results"].removeprefix("/"))
    assert document is not None
    value: dict[str, object] = json.loads(document)
    return value


def persons(results: dict[str, object]) -> list[tuple[object, ...]]:
    rows = results["persons"]
    assert isinstance(rows, list)
    return [
        (row["rank"], row["receipt"], row["marks"], [award["prize"] for award in row["awards"]])
        for row in rows
    ]


def test_from_the_first_click_to_the_published_rank() -> None:
    scene = make_scene()
    slow = take(scene, 1, right=3, minutes=5)
    weak = take(scene, 2, right=1, minutes=1)
    fast = take(scene, 3, right=3, minutes=2)

    close(scene)
    scene.clock.set(PUBLISHES_AT)
    scene.desks.publish_results(WEEK_1)

    assert persons(published(scene)) == [
        (1, fast, "3", ["Nhất"]),
        (2, slow, "3", ["Nhì"]),
        (3, weak, "1", ["Nhì"]),
    ]


def test_before_its_time_nothing_is_closed() -> None:
    scene = make_scene()
    scene.clock.set(CLOSES_AT + CLOSE_DELAY_MS - 1)

    with pytest.raises(NotDueError):
        scene.desks.close_round(WEEK_1)


def test_before_the_hour_nothing_is_public() -> None:
    scene = make_scene()
    take(scene, 1)
    close(scene)
    scene.clock.set(PUBLISHES_AT - 1)

    with pytest.raises(NotDueError):
        scene.desks.publish_results(WEEK_1)

    assert scene.desks.backend.public.get("data/tuan-1.json") is None


def test_a_round_that_is_not_closed_is_not_published() -> None:
    scene = make_scene()
    scene.clock.set(PUBLISHES_AT)

    with pytest.raises(NotPreparedError):
        scene.desks.publish_results(WEEK_1)


def test_a_running_attempt_is_finalised_from_its_last_save() -> None:
    scene = make_scene()
    started = scene.start(scene.register().code)
    save_answers(
        scene.desks.entry,
        token=started.token,
        revision=1,
        answers=scene.right_answers(started),
        arrived_at=scene.clock.now(),
    )

    close(scene)

    stored = scene.desks.backend.attempts.get_attempt(started.attempt.key)
    assert stored is not None
    assert stored.state is AttemptState.AUTO
    state = scene.desks.backend.contests.get_states(scene.contest.id)[WEEK_1]
    assert state.attempts is not None
    lines = scene.desks.backend.archive.get(lines_name(scene.contest.id, WEEK_1, state.attempts))
    assert lines is not None
    assert [attempt.time_used_ms() for attempt in read_lines(lines)] == [15 * MINUTE_MS]


def test_closing_again_changes_nothing() -> None:
    scene = make_scene()
    take(scene, 1)
    close(scene)
    before = scene.desks.backend.contests.get_states(scene.contest.id)

    close(scene)

    assert scene.desks.backend.contests.get_states(scene.contest.id) == before


def test_publishing_again_gives_the_same_bytes() -> None:
    scene = make_scene()
    take(scene, 1)
    close(scene)
    scene.clock.set(PUBLISHES_AT)

    states = [scene.desks.publish_results(WEEK_1) for _ in range(2)]

    assert states[0] == states[1]
    assert states[0].status is RoundStatus.PUBLISHED


def test_a_restart_that_computes_another_digest_halts_and_overwrites_nothing() -> None:
    scene = make_scene()
    take(scene, 1)
    contests = scene.desks.backend.contests
    close(scene)
    closed = contests.get_states(scene.contest.id)[WEEK_1]
    # As if the close had died after it had archived other attempts.
    tampered = replace(
        closed,
        status=RoundStatus.CLOSING,
        attempts=make_digest("other"),
        standings=None,
        results=None,
    )
    contests.put_state(scene.contest.id, tampered, closed)

    with pytest.raises(DigestMismatchError):
        close(scene)

    assert contests.get_states(scene.contest.id)[WEEK_1] == tampered


def test_the_standings_follow_from_the_attempts_whatever_the_order_of_arrival() -> None:
    def digest(order: list[int]) -> object:
        scene = make_scene()
        codes = {number: scene.register(number).code for number in (1, 2, 3)}
        for number in order:
            started = scene.start(codes[number])
            submit_attempt(
                scene.desks.entry,
                token=started.token,
                submit_id=SUBMIT_ID,
                revision=1,
                answers=scene.right_answers(started),
                arrived_at=scene.clock.now() + number * MINUTE_MS,
            )
        close(scene)
        return scene.desks.backend.contests.get_states(scene.contest.id)[WEEK_1].standings

    assert digest([1, 2, 3]) == digest([3, 1, 2])


def test_attempt_lines_are_read_back_as_they_were() -> None:
    scene = make_scene()
    take(scene, 1)
    take(scene, 2)
    attempts = list(scene.desks.backend.attempts.attempts(scene.contest.id, WEEK_1))

    again = list(read_lines(write_lines(attempts)))

    assert sorted(again, key=lambda a: a.key.pid) == sorted(attempts, key=lambda a: a.key.pid)


def test_collective_prizes_follow_from_all_rounds_together() -> None:
    scene = make_scene(make_contest(rounds=make_weeks(2)))
    take(scene, 1, unit="phuong-1")
    take(scene, 2, unit="phuong-2")
    close(scene, WEEK_1)
    scene.clock.set(scene.contest.round(WEEK_2).opens_at + 1)
    take(scene, 2, unit="phuong-2")
    close(scene, WEEK_2)
    for week in (WEEK_1, WEEK_2):
        scene.clock.set(scene.contest.round(week).publishes_at)
        scene.desks.publish_results(week)

    units = published(scene, WEEK_1)["units"]
    whole = published(scene, WHOLE_CONTEST)["units"]
    assert isinstance(units, list)
    assert isinstance(whole, list)
    assert [(u["unit"], u["attempts"], u["awards"]) for u in units] == [
        ("phuong-1", 1, []),
        ("phuong-2", 1, []),
    ]
    assert [(u["unit"], u["attempts"], [a["prize"] for a in u["awards"]]) for u in whole] == [
        ("phuong-2", 2, ["Nhất"]),
        ("phuong-1", 1, []),
    ]


class Interrupting:
    """A contest store that lets something happen just before a state is recorded."""

    def __init__(self, inner: Any, meanwhile: Callable[[], object]) -> None:
        self._inner = inner
        self._meanwhile: list[Callable[[], object]] = [meanwhile]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def put_state(self, contest: ContestId, state: RoundState, seen: RoundState | None) -> Any:
        if state.status in {RoundStatus.CLOSED, RoundStatus.PUBLISHED} and self._meanwhile:
            self._meanwhile.pop()()
        return self._inner.put_state(contest, state, seen)


def two_weeks_at_their_end() -> tuple[Scene, Desks]:
    """Return a contest whose two rounds are both due, and desks of a second function."""
    scene = make_scene(make_contest(rounds=make_weeks(2)))
    take(scene, 1)
    scene.clock.set(scene.contest.rounds[1].publishes_at + DAY_MS)
    other = Desks(scene.contest.id, scene.desks.backend, scene.clock, SeededChance(b"other"))
    return scene, other


def test_of_two_rounds_that_close_at_once_the_last_one_closes_the_whole_contest() -> None:
    scene, other = two_weeks_at_their_end()
    racing = Interrupting(scene.desks.backend.contests, lambda: other.close_round(WEEK_2))
    desks = Desks(
        scene.contest.id,
        replace(scene.desks.backend, contests=racing),
        scene.clock,
        SeededChance(b"racing"),
    )

    desks.close_round(WEEK_1)

    states = scene.desks.backend.contests.get_states(scene.contest.id)
    assert states[WHOLE_CONTEST].status is RoundStatus.CLOSED


def test_of_two_rounds_that_are_published_at_once_the_last_one_publishes_the_whole() -> None:
    scene, other = two_weeks_at_their_end()
    for week in (WEEK_1, WEEK_2):
        scene.desks.close_round(week)
    racing = Interrupting(scene.desks.backend.contests, lambda: other.publish_results(WEEK_2))
    desks = Desks(
        scene.contest.id,
        replace(scene.desks.backend, contests=racing),
        scene.clock,
        SeededChance(b"racing"),
    )

    desks.publish_results(WEEK_1)

    assert scene.desks.backend.public.get("data/contest.json") is not None


def test_the_schedule_makes_the_result_of_the_whole_where_an_act_died_before_it() -> None:
    scene, _ = two_weeks_at_their_end()
    contests = scene.desks.backend.contests
    for week in (WEEK_1, WEEK_2):
        scene.desks.close_round(week)
    states = contests.get_states(scene.contest.id)
    without_the_whole = {week: states[week] for week in (WEEK_1, WEEK_2)}
    published = {
        week: replace(state, status=RoundStatus.PUBLISHED)
        for week, state in without_the_whole.items()
    }
    now = scene.clock.now()

    close_whole = due_acts(scene.contest, published, now)
    publish_whole = due_acts(
        scene.contest, {**published, WHOLE_CONTEST: states[WHOLE_CONTEST]}, now
    )

    assert close_whole == (Act(name=ActName.CLOSE, round=WHOLE_CONTEST),)
    assert publish_whole == (Act(name=ActName.PUBLISH, round=WHOLE_CONTEST),)


def test_a_slow_closer_never_takes_a_publication_back() -> None:
    scene = make_scene()
    take(scene, 1)
    scene.clock.set(PUBLISHES_AT)
    other = Desks(scene.contest.id, scene.desks.backend, scene.clock, SeededChance(b"other"))

    def close_and_publish() -> None:
        other.close_round(WEEK_1)
        other.publish_results(WEEK_1)

    racing = Interrupting(scene.desks.backend.contests, close_and_publish)
    desks = Desks(
        scene.contest.id,
        replace(scene.desks.backend, contests=racing),
        scene.clock,
        SeededChance(b"racing"),
    )

    desks.close_round(WEEK_1)

    state = scene.desks.backend.contests.get_states(scene.contest.id)[WEEK_1]
    assert state.status is RoundStatus.PUBLISHED


def test_the_whole_contest_is_published_with_its_last_round_only() -> None:
    scene = make_scene(make_contest(rounds=make_weeks(2)))
    take(scene, 1)
    close(scene, WEEK_1)
    scene.clock.set(scene.contest.round(WEEK_1).publishes_at)
    scene.desks.publish_results(WEEK_1)

    assert scene.desks.backend.public.get("data/contest.json") is None


def test_names_of_winners_are_shown_in_full_and_others_shortened() -> None:
    scene = make_scene()
    for number in range(1, 5):
        take(scene, number, minutes=number)
    close(scene)
    scene.clock.set(PUBLISHES_AT)
    scene.desks.publish_results(WEEK_1)

    rows = published(scene)["persons"]
    assert isinstance(rows, list)
    assert [row["name"] for row in rows] == [
        *["Trần Thị Ví Dụ"] * 3,
        "Trần T. V. Dụ",
    ]


def test_nothing_private_is_in_what_is_published() -> None:
    scene = make_scene()
    registered = scene.register(1)
    take(scene, 1)
    close(scene)
    scene.clock.set(PUBLISHES_AT)
    state = scene.desks.publish_results(WEEK_1)
    assert state.results is not None
    private = [
        registered.person.pid,
        "999000000001",
        "1990-02-28",
        "0999000001",
        registered.code,
    ]

    public = b"".join(
        scene.desks.backend.archive.get(results_name(scene.contest.id, WEEK_1, state.results, kind))
        or b""
        for kind in ("json", "html", "summary.json", "rows.json", "statistics.json")
    ).decode()

    assert [word for word in private if word in public] == []
    assert ("Trần Thị Ví Dụ" in public) is True


def test_the_pointer_names_every_part_and_the_results_name_their_digests() -> None:
    scene = make_scene()
    take(scene, 1)
    close(scene)
    scene.clock.set(PUBLISHES_AT)
    state = scene.desks.publish_results(WEEK_1)
    public = scene.desks.backend.public
    assert state.results is not None
    stem = f"/data/tuan-1-{state.results[:16]}"

    pointer = json.loads(public.get("data/tuan-1.json") or b"")
    whole = json.loads(public.get("data/contest.json") or b"")
    digests = published(scene)["digests"]
    assert isinstance(digests, dict)

    assert pointer == {
        "round": "tuan-1",
        "digest": state.results,
        "results": f"{stem}.json",
        "page": "/data/tuan-1.html",
        "summary": f"{stem}.summary.json",
        "rows": f"{stem}.rows.json",
        "statistics": f"{stem}.statistics.json",
        "questions": f"{stem}.questions.json",
        "own": f"{stem}.own.",
        "own_files": 1,
    }
    assert sorted(pointer.keys() - whole.keys()) == ["own", "own_files", "questions"]
    own = public.get(f"{stem}.own.0.json".removeprefix("/")) or b""
    assert digest_of(own + b"\n") == digests["own"]
    for part in ("statistics", "questions"):
        assert digest_of(public.get(pointer[part].removeprefix("/")) or b"") == digests[part]


def test_a_question_of_a_later_round_is_published_with_that_round() -> None:
    contest = make_contest(rounds=make_weeks(2))
    bank = make_written_bank("q", 3)
    banks = {bank_slot(round_.id, None): bank for round_ in contest.rounds}
    scene = make_scene(contest, banks=banks)
    told: dict[str, tuple[int, int]] = {}
    for week in (WEEK_1, WEEK_2):
        scene.clock.set(contest.round(week).opens_at + MINUTE_MS)
        take(scene, 1 if week == WEEK_1 else 2)
        close(scene, week)
        scene.clock.set(contest.round(week).publishes_at)
        scene.desks.publish_results(week)
        pointer = json.loads(scene.desks.backend.public.get(f"data/{week}.json") or b"")
        data = scene.desks.backend.public.get(pointer["questions"].removeprefix("/"))
        value = json.loads(data or b"")
        told[week] = (len(value["questions"]), value["held_back"])

    assert told == {"tuan-1": (0, 3), "tuan-2": (3, 0)}


def test_the_schedule_starts_each_act_when_it_is_due_and_not_before() -> None:
    scene = make_scene()
    contests = scene.desks.backend.contests

    def due(at: int) -> tuple[Act, ...]:
        return due_acts(scene.contest, contests.get_states(scene.contest.id), at)

    assert due(CLOSES_AT + CLOSE_DELAY_MS - 1) == ()
    assert due(CLOSES_AT + CLOSE_DELAY_MS) == (Act(name=ActName.CLOSE, round=WEEK_1),)
    close(scene)
    assert due(PUBLISHES_AT - 1) == ()
    assert due(PUBLISHES_AT) == (Act(name=ActName.PUBLISH, round=WEEK_1),)
    scene.clock.set(PUBLISHES_AT)
    scene.desks.publish_results(WEEK_1)
    assert due(PUBLISHES_AT + DAY_MS) == ()
