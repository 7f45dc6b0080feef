"""How many have taken part so far: counts alone, and none where a paper asks for them."""

from dataclasses import replace

from builders import CLOSES_AT, OPENS_AT, ROUND, UNITS, make_attempt, make_contest, make_key

from chalicelib.contest.attempts import Attempt
from chalicelib.contest.ids import RoundId
from chalicelib.contest.live import LiveTally, live_value, tells_live
from chalicelib.contest.rules import Contest, Prediction, PredictionOf
from chalicelib.contest.times import DAY_MS

CITY, WARD_1, WARD_2 = (unit.id for unit in UNITS)


def counted(*attempts: Attempt) -> LiveTally:
    tally = LiveTally(round=ROUND)
    assert tuple(tally.watch(attempts)) == attempts
    return tally


def told(*attempts: Attempt, made_at: int = OPENS_AT + DAY_MS) -> dict[str, object]:
    contest = make_contest()
    return live_value(contest, contest.rounds[0], counted(*attempts), made_at=made_at)


def test_attempts_people_units_and_days_are_counted_and_units_are_sorted_by_people() -> None:
    value = told(
        make_attempt(1, unit=WARD_2),
        make_attempt(2, unit=WARD_1),
        make_attempt(2, unit=WARD_1, key=make_key(2, ordinal=2), started_at=OPENS_AT + DAY_MS),
        make_attempt(3, unit=WARD_2),
        make_attempt(4, unit=None),
    )

    assert (value["attempts"], value["people"]) == (5, 4)
    assert [count for _, count in value["by_day"]] == [4, 1]  # type: ignore[attr-defined]
    assert value["units"] == [[WARD_2, "Phường 2", 2, 2], [WARD_1, "Phường 1", 1, 2]]


def test_units_with_as_many_people_stand_by_attempts_then_in_the_contests_order() -> None:
    one = [make_attempt(1, unit=WARD_2), make_attempt(2, unit=WARD_1)]
    more = make_attempt(1, unit=WARD_2, key=make_key(1, ordinal=2))

    def order(value: dict[str, object]) -> list[object]:
        return [row[0] for row in value["units"]]  # type: ignore[attr-defined]

    assert order(told(*one)) == [WARD_1, WARD_2]
    assert order(told(*one, more)) == [WARD_2, WARD_1]


def test_an_attempt_of_another_round_passes_and_is_not_counted() -> None:
    other = make_attempt(1, round_id=RoundId("tuan-2"))

    value = told(other, made_at=OPENS_AT)

    assert (value["attempts"], value["people"], value["units"]) == (0, 0, [])


def test_days_go_from_the_opening_to_today_and_never_beyond_the_round() -> None:
    days = [
        len(told(made_at=at)["by_day"])  # type: ignore[arg-type]
        for at in (OPENS_AT, OPENS_AT + DAY_MS, CLOSES_AT, CLOSES_AT + 9 * DAY_MS)
    ]

    assert days[:2] == [1, 2]
    assert days[2] == days[3]


def test_nothing_of_a_person_an_answer_or_a_paper_is_told() -> None:
    attempt = make_attempt(1, answers={"q1": "CANARY"}, result_key="0" * 32)
    said = str(told(attempt))

    private = [attempt.pid, attempt.receipt_code, "CANARY", "q1", attempt.start_id, "0" * 32]
    assert [word for word in private if word in said] == []


def asking(of: PredictionOf) -> Contest:
    contest = make_contest()
    prediction = Prediction(text="Bao nhiêu?", of=of)
    return replace(contest, paper=replace(contest.paper, prediction=prediction))


def test_where_a_paper_asks_how_many_will_take_part_nothing_is_told() -> None:
    told_where = [of for of in PredictionOf if tells_live(asking(of))]

    assert told_where == [PredictionOf.PERFECT_PAPERS, PredictionOf.PERFECT_PERCENT]
    assert tells_live(make_contest()) is True
