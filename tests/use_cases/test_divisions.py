"""Divisions from the registration to the results, and prizes limited per person over the rounds."""

import json
from dataclasses import replace
from datetime import date

import pytest
from builders import (
    CLOSES_AT,
    LIMIT_MS,
    PUBLISHES_AT,
    make_contest,
    make_division,
    make_group,
    make_weeks,
)
from scene import SUBMIT_ID, Scene, make_scene

from chalicelib.contest.acts import CLOSE_DELAY_MS
from chalicelib.contest.errors import (
    BankFrozenError,
    InvalidInputError,
    NotOfAgeError,
    NotPreparedError,
    UnknownDivisionError,
)
from chalicelib.contest.ids import DivisionId, PrizeGroupId, RoundId, bank_slot
from chalicelib.contest.rules import (
    AgeLimits,
    Contest,
    PaperRules,
    Prediction,
    PredictionOf,
    Prize,
    Prizes,
    RankingKey,
    RankingRules,
)
from chalicelib.contest.times import MINUTE_MS
from chalicelib.use_cases.answer import save_answers, submit_attempt
from chalicelib.use_cases.prepare import prepare_contest
from chalicelib.use_cases.staging import results_name, standings_name
from chalicelib.use_cases.start import Started

WEEK_1, WEEK_2 = RoundId("tuan-1"), RoundId("tuan-2")
STAFF, CITIZENS = DivisionId("can-bo"), DivisionId("nhan-dan")
FIRST = Prize(name="Nhất", count=1, value=5)


def two_divisions(**overrides: object) -> Contest:
    return make_contest(
        divisions=(
            make_division(STAFF, paper=PaperRules(questions=2, limit_ms=MINUTE_MS)),
            make_division(CITIZENS),
        ),
        prizes=Prizes(
            groups=(
                make_group(FIRST, id=PrizeGroupId("g-can-bo"), division=STAFF),
                make_group(FIRST, id=PrizeGroupId("g-nhan-dan"), division=CITIZENS),
            )
        ),
        **overrides,
    )


def submit(
    scene: Scene, started: Started, *, minutes: int = 0, more: dict[str, str] | None = None
) -> None:
    submit_attempt(
        scene.desks.entry,
        token=started.token,
        submit_id=SUBMIT_ID,
        revision=1,
        answers={**scene.right_answers(started), **(more or {})},
        arrived_at=scene.clock.now() + minutes * MINUTE_MS,
    )


def take(scene: Scene, number: int, *, minutes: int = 0, **overrides: object) -> None:
    submit(scene, scene.start(scene.register(number, **overrides).code), minutes=minutes)


def close(scene: Scene, round_id: RoundId = WEEK_1) -> list[tuple[object, ...]]:
    """Close a round; return rank, division and prizes of everybody, as the archive has them."""
    scene.clock.set(scene.contest.round(round_id).closes_at + CLOSE_DELAY_MS)
    state = scene.desks.close_round(round_id)
    assert state.standings is not None
    name = standings_name(scene.contest.id, round_id, state.standings)
    data = scene.desks.backend.archive.get(name)
    assert data is not None
    return [
        (row["rank"], row["division"], [award["prize"] for award in row["awards"]])
        for row in json.loads(data)["persons"]
    ]


def test_a_registrant_is_kept_in_the_division_chosen() -> None:
    scene = make_scene(two_divisions())

    assert scene.register(division=STAFF).person.division == STAFF
    assert scene.register(division=CITIZENS).person.division == STAFF


@pytest.mark.parametrize("typed", [None, "", "khach"])
def test_a_division_that_is_none_is_refused(typed: str | None) -> None:
    scene = make_scene(two_divisions())

    with pytest.raises(UnknownDivisionError):
        scene.register(division=typed)


def test_where_there_are_no_divisions_none_is_asked_for() -> None:
    assert make_scene().register(division="can-bo").person.division is None


@pytest.mark.parametrize(
    ("birth_date", "admitted"),
    [("2003-12-13", True), ("2003-12-14", False), ("1990-02-28", True)],
)
def test_who_is_too_young_on_the_day_that_counts_is_told_so(
    birth_date: str, admitted: bool
) -> None:
    limits = AgeLimits(on=date(2021, 12, 13), least=18)
    scene = make_scene(make_contest(divisions=(make_division(STAFF, name="Bảng A", ages=limits),)))

    if admitted:
        registered = scene.register(birth_date=birth_date, division=STAFF)
        assert registered.person.born_on == date.fromisoformat(birth_date)
        return
    with pytest.raises(NotOfAgeError) as refusal:
        scene.register(birth_date=birth_date, division=STAFF)
    assert refusal.value.details == {"division": "Bảng A", "on": "13/12/2021"}


@pytest.mark.parametrize(("on", "admitted"), [("2021-02-28", False), ("2021-03-01", True)])
def test_who_was_born_on_29_february_comes_of_age_on_1_march(on: str, admitted: bool) -> None:
    limits = AgeLimits(on=date.fromisoformat(on), least=21)
    scene = make_scene(make_contest(divisions=(make_division(STAFF, ages=limits),)))

    if admitted:
        assert scene.register(birth_date="2000-02-29", division=STAFF).person.division == STAFF
        return
    with pytest.raises(NotOfAgeError):
        scene.register(birth_date="2000-02-29", division=STAFF)


def test_a_day_that_there_never_was_is_refused() -> None:
    with pytest.raises(InvalidInputError):
        make_scene().register(birth_date="2001-02-29")


def test_birth_dates_are_kept_readable_only_where_a_rule_goes_by_age() -> None:
    assert make_scene().register().person.born_on is None
    by_age = make_contest(ranking=RankingRules(keys=(RankingKey.MARKS, RankingKey.YOUNGEST)))
    assert make_scene(by_age).register().person.born_on == date(1990, 2, 28)


def test_every_division_draws_from_its_own_bank_by_its_own_paper() -> None:
    scene = make_scene(two_divisions())

    staff = scene.start(scene.register(1, division=STAFF).code)
    citizen = scene.start(scene.register(2, division=CITIZENS).code)

    assert [len(each.paper.questions) for each in (staff, citizen)] == [2, 3]
    assert {q[: len("r1can-bo")] for q in staff.paper.question_ids()} == {"r1can-bo"}
    assert {q[: len("r1nhan-dan")] for q in citizen.paper.question_ids()} == {"r1nhan-dan"}
    assert [each.attempt.deadline_at - each.attempt.started_at for each in (staff, citizen)] == [
        MINUTE_MS,
        LIMIT_MS,
    ]


def test_every_division_has_its_standings_and_its_prizes() -> None:
    scene = make_scene(two_divisions())
    take(scene, 1, division=CITIZENS, minutes=2)
    take(scene, 2, division=CITIZENS, minutes=1)
    take(scene, 3, division=STAFF)

    assert close(scene) == [
        (1, STAFF, ["Nhất"]),
        (1, CITIZENS, ["Nhất"]),
        (2, CITIZENS, []),
    ]


def test_published_results_name_the_divisions() -> None:
    scene = make_scene(two_divisions())
    take(scene, 1, division=STAFF)
    close(scene)
    scene.clock.set(PUBLISHES_AT)
    scene.desks.publish_results(WEEK_1)
    public = scene.desks.backend.public
    pointer = public.get("data/tuan-1.json")
    assert pointer is not None
    document = public.get(json.loads(pointer)["results"].removeprefix("/"))
    assert document is not None
    value = json.loads(document)

    assert value["schema"] == 2
    assert [each["id"] for each in value["divisions"]] == [STAFF, CITIZENS]
    assert [row["division"] for row in value["persons"]] == [STAFF]


def test_the_bank_of_a_division_is_frozen_once_its_round_has_opened() -> None:
    scene = make_scene(two_divisions())
    slot = bank_slot(WEEK_1, STAFF)
    changed = {
        **scene.banks,
        slot: [replace(scene.banks[slot][0], text="?"), *scene.banks[slot][1:]],
    }

    with pytest.raises(BankFrozenError):
        prepare_contest(scene.desks.prepare, scene.contest, changed)


def test_a_division_without_a_bank_is_not_prepared() -> None:
    scene = make_scene(two_divisions())
    banks = {slot: bank for slot, bank in scene.banks.items() if slot != bank_slot(WEEK_1, STAFF)}

    with pytest.raises(KeyError):
        prepare_contest(scene.desks.prepare, scene.contest, banks)


def limited() -> Contest:
    return make_contest(
        rounds=make_weeks(2),
        prizes=Prizes(groups=(make_group(FIRST),), most_per_person=1),
    )


def test_who_won_in_one_round_is_passed_over_in_the_next() -> None:
    scene = make_scene(limited())
    take(scene, 1, minutes=1)
    take(scene, 2, minutes=2)
    first = close(scene, WEEK_1)
    scene.clock.set(scene.contest.round(WEEK_2).opens_at + 1)
    take(scene, 1, minutes=1)
    take(scene, 2, minutes=2)

    second = close(scene, WEEK_2)

    assert first == [(1, None, ["Nhất"]), (2, None, [])]
    assert second == [(1, None, []), (2, None, ["Nhất"])]


def test_who_waits_for_the_board_is_passed_over_in_the_next_round() -> None:
    keys = (RankingKey.MARKS, RankingKey.TIME_USED)
    scene = make_scene(replace(limited(), ranking=RankingRules(keys=keys)))
    take(scene, 1, minutes=1)
    take(scene, 2, minutes=1)
    first = close(scene, WEEK_1)
    scene.clock.set(scene.contest.round(WEEK_2).opens_at + 1)
    take(scene, 1, minutes=1)
    take(scene, 3, minutes=2)

    assert first == [(1, None, ["Nhất"]), (1, None, ["Nhất"])]
    assert close(scene, WEEK_2) == [(1, None, []), (2, None, ["Nhất"])]


def test_where_prizes_are_limited_rounds_close_in_their_order() -> None:
    scene = make_scene(limited())
    scene.clock.set(scene.contest.round(WEEK_2).closes_at + CLOSE_DELAY_MS)

    with pytest.raises(NotPreparedError):
        scene.desks.close_round(WEEK_2)

    scene.desks.close_round(WEEK_1)
    assert scene.desks.close_round(WEEK_2).standings is not None


def test_an_incomplete_paper_is_listed_nowhere_where_only_complete_ones_are_valid() -> None:
    paper = PaperRules(questions=3, limit_ms=LIMIT_MS, only_if_all_answered=True)
    scene = make_scene(make_contest(paper=paper, prizes=Prizes(groups=(make_group(FIRST),))))
    take(scene, 1)
    started = scene.start(scene.register(2).code)
    one = dict([next(iter(scene.right_answers(started).items()))])
    save_answers(
        scene.desks.entry,
        token=started.token,
        revision=1,
        answers=one,
        arrived_at=scene.clock.now(),
    )

    assert close(scene) == [(1, None, ["Nhất"])]


def test_a_prediction_asked_with_the_paper_breaks_the_tie_at_the_close() -> None:
    paper = PaperRules(
        questions=3,
        limit_ms=LIMIT_MS,
        prediction=Prediction(text="Có bao nhiêu người dự thi?", of=PredictionOf.PEOPLE),
    )
    by_prediction = RankingRules(keys=(RankingKey.MARKS, RankingKey.PREDICTION_ERROR))
    scene = make_scene(make_contest(paper=paper, ranking=by_prediction))
    receipts = {}
    for number, predicted in enumerate(("1 000", "3", ""), 1):
        started = scene.start(scene.register(number).code)
        submit(scene, started, more={"prediction": predicted})
        receipts[started.attempt.receipt_code] = (started.prediction, predicted)

    scene.clock.set(CLOSES_AT + CLOSE_DELAY_MS)
    state = scene.desks.close_round(WEEK_1)

    assert state.standings is not None
    data = scene.desks.backend.archive.get(
        standings_name(scene.contest.id, WEEK_1, state.standings)
    )
    assert data is not None
    asked = "Có bao nhiêu người dự thi?"
    assert [receipts[row["receipt"]] for row in json.loads(data)["persons"]] == [
        (asked, "3"),
        (asked, "1 000"),
        (asked, ""),
    ]


def test_a_birth_date_that_a_rule_goes_by_is_in_nothing_that_is_staged() -> None:
    by_age = RankingRules(keys=(RankingKey.MARKS, RankingKey.YOUNGEST))
    scene = make_scene(make_contest(ranking=by_age))
    take(scene, 1, birth_date="1987-06-05")
    take(scene, 2, birth_date="1999-12-31")

    assert [rank for rank, *_ in close(scene)] == [1, 2]

    state = scene.desks.backend.contests.get_states(scene.contest.id)[WEEK_1]
    assert state.standings is not None
    assert state.results is not None
    archive = scene.desks.backend.archive
    names = [
        standings_name(scene.contest.id, WEEK_1, state.standings),
        *(
            results_name(scene.contest.id, WEEK_1, state.results, suffix)
            for suffix in ("json", "html")
        ),
    ]
    staged = b"".join(archive.get(name) or b"" for name in names).decode()
    assert [word for word in ("1987", "1999", "5/6/", "31/12/") if word in staged] == []
