"""Statistics: counted by day, hour, marks, level and block; computed here by hand."""

import json
from dataclasses import replace

from builders import CLOSES_AT, OPENS_AT, UNITS, make_contest, make_score, make_weeks

from chalicelib.contest.canonical import canonical_json
from chalicelib.contest.grading import Score
from chalicelib.contest.ids import Pid, RoundId, UnitId
from chalicelib.contest.results import contest_results, round_results
from chalicelib.contest.rules import AttemptRules, Contest, Counting, Edition
from chalicelib.contest.statistics import marks_value, statistics_value
from chalicelib.contest.times import DAY_MS, HOUR_MS, MINUTE_MS
from chalicelib.contest.units import Unit

WEEK_1, WEEK_2 = RoundId("tuan-1"), RoundId("tuan-2")


def begun(number: int, at: int, **overrides: object) -> Score:
    """Return a score of an attempt that began at an instant and took a minute."""
    return make_score(number, submitted_at=at + MINUTE_MS, **overrides)


def of_round(contest: Contest, *scores: Score) -> dict[str, object]:
    return statistics_value(contest, round_results(contest, WEEK_1, scores))


def test_an_attempt_counts_at_the_day_and_hour_of_its_start_in_viet_nam() -> None:
    # The round opens at 08:00 of 10/10/2021 and closes at 08:00 of 17/10/2021.
    before_midnight = OPENS_AT + 16 * HOUR_MS - MINUTE_MS

    value = of_round(
        make_contest(),
        begun(1, OPENS_AT),
        begun(2, OPENS_AT + HOUR_MS - 1),
        begun(3, before_midnight),
        begun(4, before_midnight + MINUTE_MS),
    )

    assert value["by_day"] == [
        ["2021-10-10", 3],
        ["2021-10-11", 1],
        *([f"2021-10-{day}", 0] for day in range(12, 18)),
    ]
    assert value["by_hour"] == [1, *[0] * 7, 2, *[0] * 14, 1]


def test_a_round_that_closes_at_midnight_does_not_have_the_next_day() -> None:
    contest = make_contest()
    midnight = replace(contest.rounds[0], closes_at=CLOSES_AT - 8 * HOUR_MS)

    value = of_round(replace(contest, rounds=(midnight,)))

    assert [day for day, _ in value["by_day"]] == [  # type: ignore[attr-defined]
        f"2021-10-{day}" for day in range(10, 17)
    ]


def test_marks_are_counted_by_the_point_where_papers_have_few_whole_points() -> None:
    scores = [make_score(1, marks=300, full_marks=300), make_score(2, marks=0, full_marks=300)]

    assert marks_value([*scores, scores[0]]) == {"by": "point", "counts": [1, 0, 0, 2]}


def test_marks_are_counted_by_tenths_where_a_wrong_answer_takes_a_part_of_a_point() -> None:
    scores = [make_score(1, marks=275, full_marks=300), make_score(2, marks=300, full_marks=300)]

    assert marks_value(scores) == {"by": "tenth", "counts": [0] * 9 + [1, 1]}


def test_marks_are_counted_by_tenths_where_papers_differ_or_are_long() -> None:
    unlike = [make_score(1, marks=100, full_marks=300), make_score(2, marks=100, full_marks=1000)]
    long = [make_score(1, marks=3100, full_marks=3100)]

    assert marks_value(unlike) == {"by": "tenth", "counts": [0, 1, 0, 1, *[0] * 7]}
    assert marks_value(long) == {"by": "tenth", "counts": [0] * 10 + [1]}


def test_without_a_paper_there_is_nothing_to_count() -> None:
    assert marks_value([]) == {"by": "tenth", "counts": [0] * 11}


def test_marks_are_of_the_attempts_that_count_and_days_of_all() -> None:
    contest = make_contest(attempts=AttemptRules(limit=2, counts=Counting.BEST))

    value = of_round(
        contest,
        begun(1, OPENS_AT, marks=100, full_marks=300),
        begun(1, OPENS_AT + HOUR_MS, marks=200, full_marks=300, ordinal=2),
    )

    assert value["marks"] == {"by": "point", "counts": [0, 0, 1, 0]}
    assert sum(value["by_hour"]) == 2  # type: ignore[call-overload]


def test_a_level_has_the_people_of_its_units_and_of_those_below_once_each() -> None:
    contest = make_contest(
        attempts=AttemptRules(limit=2, counts=Counting.BEST),
        units=(UNITS[0], replace(UNITS[1], headcount=40), replace(UNITS[2], headcount=60)),
    )

    value = of_round(
        contest,
        begun(1, OPENS_AT),
        begun(1, OPENS_AT + HOUR_MS, ordinal=2, unit=UnitId("phuong-2")),
        begun(2, OPENS_AT),
        begun(3, OPENS_AT, unit=None),
    )

    assert value["levels"] == [
        {
            "name": "thanh-pho",
            "units": 1,
            "units_entered": 1,
            "attempts": 3,
            "people": 2,
            "headcount": None,
        },
        {
            "name": "phuong",
            "units": 2,
            "units_entered": 2,
            "attempts": 3,
            "people": 2,
            "headcount": 100,
        },
    ]
    assert value["blocks"] == []


def test_a_unit_below_another_of_its_group_adds_nothing_to_the_headcount() -> None:
    units = (
        Unit(id=UnitId("so"), name="Sở", level="so", block="khoi-1", headcount=50),
        Unit(
            id=UnitId("phong"),
            name="Phòng",
            level="phong",
            block="khoi-1",
            headcount=20,
            parent=UnitId("so"),
        ),
    )

    value = of_round(make_contest(units=units), begun(1, OPENS_AT, unit=UnitId("phong")))

    assert value["blocks"] == [
        {
            "name": "khoi-1",
            "units": 2,
            "units_entered": 2,
            "attempts": 1,
            "people": 1,
            "headcount": 50,
        }
    ]


def test_the_last_edition_stands_beside_the_whole_contest_alone() -> None:
    contest = make_contest(
        rounds=make_weeks(2), last_edition=Edition(name="Cuộc thi năm 2020", people=3, attempts=9)
    )
    scores = [
        [begun(1, OPENS_AT)],
        [begun(1, OPENS_AT + 8 * DAY_MS, round_id=WEEK_2), begun(2, OPENS_AT, round_id=WEEK_2)],
    ]

    whole = statistics_value(contest, contest_results(contest, scores))

    assert of_round(contest)["last_edition"] is None
    assert whole["last_edition"] == {
        "name": "Cuộc thi năm 2020",
        "rows": [
            {"measure": "attempts", "last": 9, "now": 3},
            {"measure": "people", "last": 3, "now": 2},
        ],
    }
    assert whole["round"] is None
    assert whole["publishes_at"] == contest.rounds[1].publishes_at


def test_statistics_name_nobody_and_stay_small() -> None:
    contest = make_contest(rounds=make_weeks(8))
    scores = [
        [
            begun(number, OPENS_AT + number * HOUR_MS, pid=Pid(f"n{number:03d}"))
            for number in range(99)
        ]
    ]

    data = canonical_json(statistics_value(contest, contest_results(contest, scores)))

    assert len(data) < 10_000
    assert [word for word in ("n001", "R01", "pid", "receipt") if word in data.decode()] == []
    assert json.loads(data)["figures"]["attempts"] == 99
