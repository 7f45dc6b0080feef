"""From a contest that was run through its use cases to the report on it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from report_data import MADE_ON, make_weekly_contest
from scene import SUBMIT_ID, Scene, make_scene

from chalicelib.contest.acts import WHOLE_CONTEST, ActName, due_at
from chalicelib.contest.errors import DigestMismatchError, NotPreparedError, RulesFrozenError
from chalicelib.contest.ids import RoundId
from chalicelib.contest.rules import MarksRules
from chalicelib.contest.times import MINUTE_MS
from chalicelib.use_cases.answer import submit_attempt
from chalicelib.use_cases.staging import lines_name
from office.report import UnbalancedError, make_report
from office.report.collect import OpenRoundsError, collect
from office.report.document import make_document

WEEK_1, WEEK_2 = RoundId("tuan-1"), RoundId("tuan-2")


def enter(scene: Scene, number: int, code: str, *, right: bool) -> None:
    started = scene.start(code, start_id=f"start-id-{scene.clock.now()}-{number}")
    scene.clock.set(scene.clock.now() + MINUTE_MS)
    answers = scene.right_answers(started) if right else scene.wrong_answers(started)
    submit_attempt(
        scene.desks.entry,
        token=started.token,
        revision=1,
        answers=answers,
        arrived_at=scene.clock.now(),
        submit_id=f"{SUBMIT_ID}-{number}",
    )


def run_contest(*, close: tuple[RoundId, ...] = (WEEK_1, WEEK_2)) -> Scene:
    """Let two people enter the first week, one of them the second; close and publish."""
    scene = make_scene(make_weekly_contest(2))
    codes = {number: scene.register(number).code for number in (1, 2, 3)}
    enter(scene, 1, codes[1], right=True)
    enter(scene, 2, codes[2], right=False)
    if WEEK_1 in close:
        close_and_publish(scene, WEEK_1)
    scene.clock.set(scene.contest.round(WEEK_2).opens_at + MINUTE_MS)
    enter(scene, 3, codes[1], right=True)
    if WEEK_2 in close:
        close_and_publish(scene, WEEK_2)
    return scene


def close_and_publish(scene: Scene, round_id: RoundId) -> None:
    round_ = scene.contest.round(round_id)
    scene.clock.set(due_at(ActName.CLOSE, round_))
    scene.desks.close_round(round_id)
    scene.clock.set(due_at(ActName.PUBLISH, round_))
    scene.desks.publish_results(round_id)


def report_of(scene: Scene) -> Mapping[str, Any]:
    collected = collect(scene.desks.backend, scene.contest)
    return make_report(
        scene.contest,
        collected.rounds,
        made_on=MADE_ON,
        births=collected.births,
        registered=collected.registered,
        recorded=collected.recorded,
    )


def test_a_closed_contest_is_reported_and_met_again_with_its_record() -> None:
    report = report_of(run_contest())

    total = report["total"]
    assert (report["registered"], total["attempts"], total["people"]) == (3, 3, 2)
    assert total["perfect"]["of_people"] == {
        "numerator": 1,
        "denominator": 2,
        "percent": "50.00",
    }
    assert [source["round"] for source in report["sources"]] == ["tuan-1", "tuan-2", WHOLE_CONTEST]
    assert sum(each["identity"] == "recorded_value" for each in report["reconciliation"]) == 3


def test_the_document_of_a_closed_contest_names_nobody() -> None:
    scene = run_contest()
    people = list(scene.desks.backend.people.people(scene.contest.id))

    said = str(make_document(scene.contest, report_of(scene)))

    assert [person.name for person in people if person.name in said or person.pid in said] == []


def test_rounds_that_are_not_closed_are_named() -> None:
    with pytest.raises(OpenRoundsError) as refused:
        report_of(run_contest(close=(WEEK_1,)))

    assert [round_.id for round_ in refused.value.rounds] == ["tuan-2"]


def test_whether_results_are_public_is_known() -> None:
    scene = run_contest(close=(WEEK_1,))
    scene.clock.set(due_at(ActName.CLOSE, scene.contest.round(WEEK_2)))
    scene.desks.close_round(WEEK_2)
    before = collect(scene.desks.backend, scene.contest).published
    scene.clock.set(due_at(ActName.PUBLISH, scene.contest.round(WEEK_2)))
    scene.desks.publish_results(WEEK_2)

    assert (before, collect(scene.desks.backend, scene.contest).published) == (False, True)


def test_lines_that_changed_since_the_close_are_refused() -> None:
    scene = run_contest()
    backend = scene.desks.backend
    digest = backend.contests.get_states(scene.contest.id)[WEEK_1].attempts
    assert digest is not None
    name = lines_name(scene.contest.id, WEEK_1, digest)
    whole = backend.archive.get(name) or b""

    def swap(lines: bytes | None) -> None:
        files = backend.archive._files  # type: ignore[attr-defined]  # the memory's own dictionary
        files.pop(name)
        if lines is not None:
            files[name] = lines

    swap(whole[whole.index(b"\n") + 1 :])
    with pytest.raises(DigestMismatchError):
        report_of(scene)
    swap_back = backend.archive._files  # type: ignore[attr-defined]
    swap_back.pop(name)
    with pytest.raises(NotPreparedError):
        report_of(scene)


def test_other_rules_than_those_of_the_close_are_refused() -> None:
    scene = run_contest()
    other = replace(scene.contest, marks=MarksRules(wrong_percent=50))

    with pytest.raises(RulesFrozenError):
        collect(scene.desks.backend, other)


def test_keys_that_changed_since_the_close_make_a_report_that_is_refused() -> None:
    scene = run_contest()
    backend = scene.desks.backend
    release = backend.contests.get_release(scene.contest.id)
    assert release is not None
    (bank,) = {digest for slot, digest in release.banks.items() if slot == "tuan-1"}
    keys = backend.keys.get_keys(scene.contest.id, bank)
    assert keys is not None
    wrong = replace(
        keys,
        keys=tuple(replace(key, right="a" if key.right != "a" else "b") for key in keys.keys),
    )
    backend.keys.put_keys(scene.contest.id, wrong)

    with pytest.raises(UnbalancedError) as refused:
        report_of(scene)

    assert {each["identity"] for each in refused.value.failed} >= {"recorded_perfect_papers"}
