"""Preparing a contest: what comes into force, and what cannot change any more."""

from dataclasses import replace

import pytest
from builders import OPENS_AT, make_contest, make_weeks
from scene import Scene, make_scene, make_written_bank

from chalicelib.contest.acts import CLOSE_DELAY_MS
from chalicelib.contest.errors import BankFrozenError, ExcludedPersonError, RulesFrozenError
from chalicelib.contest.ids import BankSlot
from chalicelib.contest.rules import (
    ClipCriterion,
    ClipMarks,
    Contest,
    MarksRules,
    Organizer,
    RankingKey,
    RankingRules,
    Round,
)
from chalicelib.contest.times import DAY_MS
from chalicelib.use_cases.prepare import prepare_contest


def prepare(scene: Scene, contest: Contest) -> None:
    prepare_contest(scene.desks.prepare, contest, scene.banks)


def later(round_: Round) -> Round:
    return replace(
        round_, closes_at=round_.closes_at + DAY_MS, publishes_at=round_.publishes_at + DAY_MS
    )


def test_preparing_again_changes_nothing() -> None:
    scene = make_scene()
    before = scene.desks.backend.contests.get_release(scene.contest.id)

    prepare(scene, scene.contest)

    assert scene.desks.backend.contests.get_release(scene.contest.id) == before


def test_an_open_round_can_be_rescheduled() -> None:
    scene = make_scene()
    moved = replace(scene.contest, rounds=tuple(later(r) for r in scene.contest.rounds))

    assert scene.desks.entry.rules.contest() == scene.contest

    prepare(scene, moved)

    assert scene.desks.entry.rules.contest() == scene.contest
    scene.clock.advance(5_000)
    assert scene.desks.entry.rules.contest() == moved


@pytest.mark.parametrize(
    "change",
    [
        {"ranking": RankingRules(keys=(RankingKey.MARKS, RankingKey.PUBLIC_DRAW), draw_seed="x")},
        {"marks": MarksRules(scale=10)},
        {"units": make_contest().units[:-1]},
        {"rounds": make_weeks(2)[1:]},
    ],
)
def test_once_a_round_is_open_the_competition_stays_as_it_was_announced(
    change: dict[str, object],
) -> None:
    scene = make_scene(make_contest(rounds=make_weeks(2)))
    before = scene.desks.backend.contests.get_release(scene.contest.id)

    with pytest.raises(RulesFrozenError):
        prepare(scene, replace(scene.contest, **change))  # type: ignore[arg-type]

    assert scene.desks.backend.contests.get_release(scene.contest.id) == before


def test_once_a_round_is_open_clip_marks_may_change_and_their_criteria_may_not() -> None:
    criteria = (ClipCriterion(name="Nội dung", full_marks=60),)
    scene = make_scene(make_contest(clip_criteria=criteria))
    unit = scene.contest.units[-1].id
    marked = replace(scene.contest, clips=(ClipMarks(unit=unit, marks=50, full_marks=60),))

    prepare(scene, marked)
    with pytest.raises(RulesFrozenError):
        prepare(scene, replace(marked, clip_criteria=(replace(criteria[0], full_marks=70),)))


def test_once_a_round_is_open_nobody_else_may_sign_corrections() -> None:
    organizers = tuple(Organizer(name=name, key=name * 64) for name in "ab")
    scene = make_scene(make_contest(organizers=organizers))

    with pytest.raises(RulesFrozenError):
        prepare(scene, replace(scene.contest, organizers=(organizers[0],)))


def test_a_contest_that_named_nobody_may_still_name_who_signs() -> None:
    scene = make_scene()
    organizers = tuple(Organizer(name=name, key=name * 64) for name in "ab")

    prepare(scene, replace(scene.contest, organizers=organizers))


def test_rules_from_before_criteria_were_kept_may_take_them_in_while_a_round_is_open() -> None:
    scene = make_scene()
    stated = replace(scene.contest, clip_criteria=(ClipCriterion(name="Nội dung", full_marks=60),))

    prepare(scene, stated)

    scene.clock.advance(5_000)
    assert scene.desks.entry.rules.contest() == stated


def test_what_is_right_cannot_change_once_a_round_is_open() -> None:
    scene = make_scene()
    other_key = [
        replace(
            question,
            options=tuple(
                replace(option, right=place == 3) for place, option in enumerate(question.options)
            ),
        )
        for question in scene.banks[BankSlot("tuan-1")]
    ]

    with pytest.raises(BankFrozenError):
        prepare_contest(scene.desks.prepare, scene.contest, {BankSlot("tuan-1"): other_key})


def test_an_open_round_keeps_its_opening_and_cuts_nobody_off() -> None:
    scene = make_scene()
    round_ = scene.contest.rounds[0]
    now = scene.clock.now()
    limit = scene.contest.paper.limit_ms

    for hours in (
        {"opens_at": now + DAY_MS},
        {"closes_at": now + limit - 1},
    ):
        with pytest.raises(RulesFrozenError):
            prepare(scene, replace(scene.contest, rounds=(replace(round_, **hours),)))
    prepare(scene, replace(scene.contest, rounds=(replace(round_, closes_at=now + limit),)))


def test_a_round_that_has_closed_is_not_opened_again() -> None:
    scene = make_scene()
    round_ = scene.contest.rounds[0]
    scene.clock.set(round_.closes_at + CLOSE_DELAY_MS)
    scene.desks.close_round(round_.id)

    with pytest.raises(RulesFrozenError):
        prepare(scene, replace(scene.contest, rounds=(later(round_),)))


def test_before_the_first_round_everything_may_change() -> None:
    scene = make_scene(at=OPENS_AT - DAY_MS)
    other = replace(scene.contest, marks=MarksRules(scale=10), units=scene.contest.units[:-1])

    prepare(scene, other)

    scene.clock.advance(5_000)
    assert scene.desks.entry.rules.contest() == other


def test_an_attempt_freezes_rules_and_bank_whatever_the_clock_of_a_command_shows() -> None:
    scene = make_scene()
    scene.start(scene.register().code)
    scene.clock.set(OPENS_AT - DAY_MS)

    with pytest.raises(RulesFrozenError):
        prepare(scene, replace(scene.contest, marks=MarksRules(scale=10)))
    with pytest.raises(BankFrozenError):
        prepare_contest(
            scene.desks.prepare, scene.contest, {BankSlot("tuan-1"): make_written_bank("other")}
        )


def test_the_bank_of_a_round_that_has_not_opened_may_change() -> None:
    scene = make_scene(make_contest(rounds=make_weeks(2)))
    banks = {**scene.banks, BankSlot("tuan-2"): make_written_bank("new")}

    prepare_contest(scene.desks.prepare, scene.contest, banks)

    release = scene.desks.backend.contests.get_release(scene.contest.id)
    assert release is not None
    assert len(set(release.banks.values())) == 2


def test_who_is_taken_off_the_list_of_the_excluded_may_enter() -> None:
    scene = make_scene(excluded=[("999000000001", "Người ra đề"), ("999000000002", "Tổ thư ký")])
    with pytest.raises(ExcludedPersonError):
        scene.register(1)

    prepare_contest(
        scene.desks.prepare, scene.contest, scene.banks, [("999000000002", "Ban Tổ chức")]
    )

    assert scene.register(1).code
    with pytest.raises(ExcludedPersonError) as refused:
        scene.register(2)
    assert refused.value.details == {"role": "Ban Tổ chức"}
