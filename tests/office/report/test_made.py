"""A report from attempts: what it counts, and what it refuses to count."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from builders import make_bank, make_contest, make_group, make_keys, make_pid, make_round
from hypothesis import given
from hypothesis import strategies as st
from report_data import MADE_ON, invent_rounds, make_final, make_round_data, make_weekly_contest

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.attempts import Attempt, AttemptState
from chalicelib.contest.canonical import canonical_json
from chalicelib.contest.errors import NotPreparedError
from chalicelib.contest.ids import Digest, PrizeGroupId, RoundId, UnitId
from chalicelib.contest.rules import (
    AttemptRules,
    AttemptsPer,
    Contest,
    Counting,
    Edition,
    PaperRules,
    PassCertificate,
    Prize,
    PrizeFor,
    PrizePer,
    Prizes,
)
from chalicelib.contest.units import Headcount, Unit
from office.report import ClipTally, Recorded, UnbalancedError, make_report
from office.report.reconciliation import check

WEEK_1, WEEK_2 = RoundId("tuan-1"), RoundId("tuan-2")


def report_of(contest: Contest, *rounds: Sequence[Attempt], **more: Any) -> dict[str, Any]:
    data = {
        round_.id: make_round_data(attempts)
        for round_, attempts in zip(contest.rounds, rounds, strict=True)
    }
    return make_report(contest, data, made_on=MADE_ON, **more)


@pytest.fixture
def contest() -> Contest:
    return make_weekly_contest(2)


@pytest.fixture
def two_weeks(contest: Contest) -> list[list[Attempt]]:
    """Three people in the first week, of whom one comes again with one more in the second."""
    first, second = contest.rounds
    return [
        [
            make_final(1, first),
            make_final(2, first, unit="phuong-2", right=2, used_ms=90_000),
            make_final(3, first, unit=None, right=0, state=AttemptState.AUTO),
        ],
        [
            make_final(1, second, after_ms=3_600_000),
            make_final(4, second, unit="phuong-2", right=1, used_ms=30_000),
        ],
    ]


def test_people_are_counted_once_over_the_contest(
    contest: Contest, two_weeks: list[list[Attempt]]
) -> None:
    report = report_of(contest, *two_weeks)

    assert [
        {name: figures[name] for name in ("attempts", "people", "people_new", "people_returning")}
        for figures in report["rounds"]
    ] == [
        {"attempts": 3, "people": 3, "people_new": 3, "people_returning": 0},
        {"attempts": 2, "people": 2, "people_new": 1, "people_returning": 1},
    ]
    total = report["total"]
    assert (total["attempts"], total["people"], total["people_of_rounds"]) == (5, 4, 5)
    assert total["by_rounds_taken"] == [{"rounds": 1, "people": 3}, {"rounds": 2, "people": 1}]


def test_both_shares_of_perfect_papers_are_told_apart(
    contest: Contest, two_weeks: list[list[Attempt]]
) -> None:
    perfect = report_of(contest, *two_weeks)["total"]["perfect"]

    assert perfect == {
        "of_attempts": {"numerator": 2, "denominator": 5, "percent": "40.00"},
        "of_counting": {"numerator": 2, "denominator": 5, "percent": "40.00"},
        "of_people": {"numerator": 1, "denominator": 4, "percent": "25.00"},
    }


def test_marks_times_days_and_hours(contest: Contest, two_weeks: list[list[Attempt]]) -> None:
    total = report_of(contest, *two_weeks)["total"]

    assert total["marks"] == {
        "mean": {"sum": "9", "count": 5, "mean": "1.80"},
        "median": "2",
        "median_rounded": "2.00",
        "full_marks": "3",
        "distribution": [
            {"marks": marks, "papers": {"numerator": n, "denominator": 5, "percent": percent}}
            for marks, n, percent in (
                ("3", 2, "40.00"),
                ("2", 1, "20.00"),
                ("1", 1, "20.00"),
                ("0", 1, "20.00"),
            )
        ],
    }
    # Of the four that were submitted: 60, 90, 60 and 30 s.
    assert total["time_used"] == {
        "papers": 4,
        "sum_ms": 240_000,
        "mean_ms": 60_000,
        "median_ms": 60_000,
    }
    assert [day for day in total["by_day"] if day["attempts"]] == [
        {"day": "2021-10-10", "attempts": 3},
        {"day": "2021-10-17", "attempts": 2},
    ]
    assert len(total["by_day"]) == 15
    assert {hour: n for hour, n in enumerate(total["by_hour"]) if n} == {8: 4, 9: 1}


def test_how_attempts_ended_is_told(contest: Contest) -> None:
    first, second = contest.rounds
    blank = replace(make_final(3, first, state=AttemptState.AUTO), answers={})

    report = report_of(
        contest,
        [make_final(1, first), make_final(2, first, state=AttemptState.AUTO), blank],
        [make_final(1, second)],
    )

    assert [figures["ended"] for figures in (*report["rounds"], report["total"])] == [
        {"submitted": 1, "auto": 1, "blank": 1},
        {"submitted": 1, "auto": 0, "blank": 0},
        {"submitted": 2, "auto": 1, "blank": 1},
    ]


def test_what_the_rules_do_not_count_is_started_but_no_attempt() -> None:
    paper = PaperRules(questions=3, limit_ms=900_000, only_if_all_answered=True)
    contest = make_contest(paper=paper)
    (first,) = contest.rounds
    short = make_final(2, first)
    short = replace(short, answers={"q1": "a"})

    total = report_of(contest, [make_final(1, first), short])["total"]

    assert (total["started"], total["invalid"], total["attempts"], total["people"]) == (2, 1, 1, 1)


def test_units_levels_and_the_tree_add_up(contest: Contest, two_weeks: list[list[Attempt]]) -> None:
    report = report_of(contest, *two_weeks)

    assert [
        (row["unit"], row["own"], row["all"]["attempts"], row["all"]["people"])
        for row in report["units"]
    ] == [
        ("thanh-pho", {"attempts": 0, "people": 0}, 4, 3),
        ("phuong-1", {"attempts": 2, "people": 1}, 2, 1),
        ("phuong-2", {"attempts": 2, "people": 2}, 2, 2),
    ]
    assert report["levels"] == [
        {
            "level": "phuong",
            "units": {"numerator": 2, "denominator": 2, "percent": "100.00"},
            "attempts": 4,
            "people": 3,
        }
    ]
    assert report["total"]["attempts_without_unit"] == 1
    tree = [each for each in report["reconciliation"] if each["identity"] == "tree"]
    assert tree == [{"identity": "tree", "where": "thanh-pho", "left": 4, "right": 4}]


def test_a_unit_that_nobody_entered_for_is_not_named_among_the_first(
    contest: Contest, two_weeks: list[list[Attempt]]
) -> None:
    idle = Unit(id=UnitId("phuong-9"), name="Phường 9", level="phuong", headcount=20)

    report = report_of(replace(contest, units=(*contest.units, idle)), *two_weeks)

    assert {row["unit"] for row in report["ranked_units"]} == {"phuong-1", "phuong-2"}
    assert "phuong-9" in {row["unit"] for row in report["units"]}


def test_rates_are_of_each_named_headcount_and_nobody_is_counted_twice(
    two_weeks: list[list[Attempt]],
) -> None:
    def headcounts(*counts: tuple[str, int]) -> tuple[Headcount, ...]:
        return tuple(Headcount(kind=kind, count=count) for kind, count in counts)

    base = make_weekly_contest(2)
    city, first, second = base.units
    contest = replace(
        base,
        units=(
            replace(city, headcount=8, headcounts=headcounts(("cán bộ", 8))),
            replace(first, headcount=3, headcounts=headcounts(("cán bộ", 3), ("đoàn viên", 2))),
            replace(second, headcounts=headcounts(("đoàn viên", 1))),
        ),
        collective=replace(base.collective, headcount_kind="cán bộ"),
    )

    assert report_of(contest, *two_weeks)["participation"] == [
        {
            "kind": "cán bộ",
            "on": [],
            "units": 1,
            "rate": {"numerator": 3, "denominator": 8, "percent": "37.50"},
            "full_units": {"numerator": 0, "denominator": 1, "percent": "0.00"},
        },
        {
            "kind": "đoàn viên",
            "on": [],
            "units": 2,
            "rate": {"numerator": 3, "denominator": 3, "percent": "100.00"},
            "full_units": {"numerator": 1, "denominator": 2, "percent": "50.00"},
        },
    ]


def test_the_newest_headcount_of_a_kind_counts(two_weeks: list[list[Attempt]]) -> None:
    counts = (
        Headcount(kind="Cán bộ", count=9, on=date(2021, 1, 1)),
        Headcount(kind="cán bộ", count=4, on=date(2021, 9, 1)),
    )
    base = make_weekly_contest(2)
    units = (base.units[0], replace(base.units[1], headcount=4, headcounts=counts), base.units[2])
    contest = replace(
        base, units=units, collective=replace(base.collective, headcount_kind="cán bộ")
    )

    (found,) = report_of(contest, *two_weeks)["participation"]

    assert (found["on"], found["rate"]) == (
        ["2021-09-01"],
        {"numerator": 1, "denominator": 4, "percent": "25.00"},
    )


def test_every_prize_is_awarded_undecided_or_vacant() -> None:
    group = make_group(
        Prize(name="Nhất", count=1, value=500),
        Prize(name="Nhì", count=1, value=300),
        Prize(name="Ba", count=2, value=100),
    )
    contest = make_contest(prizes=Prizes(groups=(group,)))
    (first,) = contest.rounds
    alike = [make_final(1, first), make_final(2, first)]
    third = make_final(3, first, right=1)

    awards = report_of(contest, [*alike, third])["awards"]

    (found,) = awards["groups"]
    assert [tuple(prize.values()) for prize in found["prizes"]] == [
        ("Nhất", 500, 1, 0, 1, 0),
        ("Nhì", 300, 1, 0, 1, 0),
        ("Ba", 100, 2, 1, 0, 1),
    ]
    assert [found[f"{end}_value"] for end in ("offered", "awarded", "undecided", "vacant")] == [
        1_000,
        100,
        800,
        100,
    ]
    assert (awards["people_awarded"], awards["units_awarded"]) == (1, 0)


def test_prizes_of_every_round_and_of_the_contest_add_up(
    contest: Contest, two_weeks: list[list[Attempt]]
) -> None:
    awards = report_of(contest, *two_weeks)["awards"]

    assert [(group["round"], group["group"]) for group in awards["groups"]] == [
        ("tuan-1", "ca-nhan"),
        ("tuan-2", "ca-nhan"),
        (None, "tap-the"),
    ]
    assert awards["offered_value"] == 2 * 1_100_000 + 1_000_000
    assert (awards["awarded"], awards["awarded_value"]) == (5, 2 * 800_000 + 1_000_000)


def test_a_prize_that_waits_for_the_board_counts_against_the_most_per_person() -> None:
    group = make_group(
        Prize(name="Nhất", count=1, value=500), Prize(name="Nhì", count=1, value=300)
    )
    contest = replace(make_weekly_contest(2), prizes=Prizes(groups=(group,), most_per_person=1))
    first, second = contest.rounds
    week_1 = [make_final(1, first), make_final(2, first)]
    week_2 = [make_final(1, second), make_final(3, second, right=1)]

    groups = report_of(contest, week_1, week_2)["awards"]["groups"]

    assert [[prize["awarded"] for prize in each["prizes"]] for each in groups] == [[0, 0], [1, 0]]


def test_certificates_are_counted_by_round_or_once() -> None:
    base = make_weekly_contest(2)
    first, second = base.rounds
    weeks = [[make_final(1, first), make_final(2, first, right=1)], [make_final(1, second)]]

    def earned(per: PrizePer) -> tuple[int, int]:
        certificate = PassCertificate(name="Giấy chứng nhận", pass_percent=80, per=per)
        prizes = replace(base.prizes, certificates=certificate)
        found = report_of(replace(base, prizes=prizes), *weeks)["awards"]["certificates"]
        return found["earned"], found["people"]

    assert (earned(PrizePer.ROUND), earned(PrizePer.CONTEST)) == ((2, 1), (1, 1))


def test_the_last_edition_is_compared_where_its_figures_are_known(
    contest: Contest, two_weeks: list[list[Attempt]]
) -> None:
    last = Edition(name="Năm 2020", attempts=3, units=4, clips=2)
    contest = replace(contest, last_edition=last)
    clips = [ClipTally(unit=UnitId("phuong-1"), accepted=1, refused={"Sai chủ đề": 2})]

    assert report_of(contest, *two_weeks, clips=clips)["last_edition"] == {
        "name": "Năm 2020",
        "rows": [
            {
                "measure": measure,
                "now": now,
                "last": then,
                "difference": now - then,
                "change": {"numerator": now - then, "denominator": then, "percent": percent},
            }
            for measure, now, then, percent in (
                ("units", 2, 4, "-50.00"),
                ("attempts", 5, 3, "66.67"),
                ("clips", 3, 2, "50.00"),
            )
        ],
    }


def test_clips_are_told_by_level_with_the_reasons_of_refusal(
    contest: Contest, two_weeks: list[list[Attempt]]
) -> None:
    clips = [
        ClipTally(unit=UnitId("phuong-1"), accepted=2),
        ClipTally(unit=UnitId("phuong-2"), accepted=0, refused={"Quá dài": 1, "Gửi muộn": 1}),
    ]

    assert report_of(contest, *two_weeks, clips=clips)["clips"] == {
        "received": 4,
        "accepted": 2,
        "refused": 2,
        "units_with_accepted": 1,
        "reasons": [{"reason": "Gửi muộn", "clips": 1}, {"reason": "Quá dài", "clips": 1}],
        "levels": [{"level": "phuong", "accepted": 2, "refused": 2}],
    }


def test_attempts_per_contest_count_one_paper_over_all_rounds() -> None:
    base = make_weekly_contest(2)
    rules = AttemptRules(limit=2, per=AttemptsPer.CONTEST, counts=Counting.BEST)
    contest = replace(base, attempts=rules)
    first, second = contest.rounds

    def scoped(attempt: Attempt) -> Attempt:
        return replace(attempt, key=replace(attempt.key, scope=WHOLE_CONTEST))

    report = report_of(
        contest,
        [scoped(make_final(1, first))],
        [scoped(make_final(1, second, right=1, ordinal=2))],
    )

    total = report["total"]["perfect"]
    assert (total["of_attempts"]["denominator"], total["of_counting"]["denominator"]) == (2, 1)


def test_a_round_without_attempts_is_reported_as_one(contest: Contest) -> None:
    report = report_of(contest, [make_final(1, contest.rounds[0])], [])

    assert report["rounds"][1]["marks"] == {
        "mean": {"sum": "0", "count": 0, "mean": None},
        "median": None,
        "median_rounded": None,
        "full_marks": None,
        "distribution": [],
    }


def test_the_order_of_attempts_makes_no_difference() -> None:
    contest = make_weekly_contest(3)
    rounds = invent_rounds(contest, [40, 50, 45], seed=4)
    shuffled = {
        round_id: replace(data, attempts=Random(9).sample(list(data.attempts), 40))
        for round_id, data in rounds.items()
    }
    same = {
        round_id: replace(data, attempts=sorted(data.attempts, key=lambda a: a.receipt_code))
        for round_id, data in shuffled.items()
    }

    first = make_report(contest, shuffled, made_on=MADE_ON)
    second = make_report(contest, same, made_on=MADE_ON)

    assert canonical_json(first) == canonical_json(second)


@given(
    seed=st.integers(0, 10**6),
    people=st.lists(st.integers(0, 30), min_size=1, max_size=4),
    questions=st.integers(1, 5),
)
def test_every_invented_contest_adds_up(seed: int, people: list[int], questions: int) -> None:
    contest = make_weekly_contest(len(people))

    report: Mapping[str, Any] = make_report(
        contest, invent_rounds(contest, people, seed=seed, questions=questions), made_on=MADE_ON
    )

    check(report)
    assert report["total"]["attempts"] == sum(people)


SPOILED: dict[str, Callable[[list[list[Attempt]]], None]] = {
    "lines_distinct": lambda weeks: weeks[0].append(weeks[0][0]),
    "lines_of_round": lambda weeks: weeks[0].__setitem__(0, replace(weeks[0][0], round_id=WEEK_2)),
    "within_limit": lambda weeks: weeks[0].append(
        replace(
            weeks[0][0],
            key=replace(weeks[0][0].key, ordinal=2),
        )
    ),
    "known_units": lambda weeks: weeks[0].__setitem__(
        0, replace(weeks[0][0], unit=UnitId("phuong-3"))
    ),
}


@pytest.mark.parametrize("identity", SPOILED)
def test_lines_that_cannot_be_right_are_refused(
    identity: str, contest: Contest, two_weeks: list[list[Attempt]]
) -> None:
    SPOILED[identity](two_weeks)

    with pytest.raises(UnbalancedError) as refused:
        report_of(contest, *two_weeks)

    assert identity in {each["identity"] for each in refused.value.failed}


def test_an_attempt_that_still_runs_is_refused(contest: Contest) -> None:
    running = make_final(1, contest.rounds[0], state=AttemptState.STARTED)

    with pytest.raises(ValueError, match="not final"):
        report_of(contest, [running], [])


def test_a_missing_round_bank_or_key_is_refused(
    contest: Contest, two_weeks: list[list[Attempt]]
) -> None:
    bank, keys = make_bank(), make_keys()
    whole = make_round_data(two_weeks[0])

    def missing(rounds: Mapping[RoundId, Any]) -> str:
        with pytest.raises(NotPreparedError) as refused:
            make_report(contest, rounds, made_on=MADE_ON)
        return str(refused.value.details["what"])

    assert [
        missing({WEEK_1: whole}),
        missing({WEEK_1: replace(whole, banks={}), WEEK_2: whole}),
        missing({WEEK_1: replace(whole, keys={}), WEEK_2: whole}),
    ] == ["attempts of tuan-2", "bank", "keys"]
    assert keys.bank == bank.digest()


def recorded(**overrides: Any) -> Recorded:
    figures = {"attempts": 3, "people": 3, "units": 2, "perfect_papers": 1, "counting": 3}
    return Recorded(
        attempts=Digest("a" * 64),
        standings=Digest("b" * 64),
        figures={**figures, **overrides.pop("figures", {})},
        **{"decided": 2, "value": 800_000, **overrides},
    )


def test_what_the_close_recorded_must_be_met_again(
    contest: Contest, two_weeks: list[list[Attempt]]
) -> None:
    report = report_of(contest, *two_weeks, recorded={WEEK_1: recorded()})

    assert report["sources"] == [{"round": "tuan-1", "attempts": "a" * 64, "standings": "b" * 64}]
    assert [
        (each["identity"], each["left"])
        for each in report["reconciliation"]
        if each["identity"].startswith("recorded")
    ] == [
        ("recorded_attempts", 3),
        ("recorded_people", 3),
        ("recorded_units", 2),
        ("recorded_perfect_papers", 1),
        ("recorded_counting", 3),
        ("recorded_prizes", 2),
        ("recorded_value", 800_000),
    ]


@pytest.mark.parametrize(
    ("identity", "overrides"),
    [
        ("recorded_attempts", {"figures": {"attempts": 4}}),
        ("recorded_people", {"figures": {"people": 2}}),
        ("recorded_units", {"figures": {"units": 3}}),
        ("recorded_perfect_papers", {"figures": {"perfect_papers": 0}}),
        ("recorded_counting", {"figures": {"counting": 2}}),
        ("recorded_prizes", {"decided": 3}),
        ("recorded_value", {"value": 1}),
    ],
)
def test_a_record_that_differs_is_refused_by_name(
    identity: str,
    overrides: dict[str, Any],
    contest: Contest,
    two_weeks: list[list[Attempt]],
) -> None:
    with pytest.raises(UnbalancedError) as refused:
        report_of(contest, *two_weeks, recorded={WEEK_1: recorded(**overrides)})

    assert [each["identity"] for each in refused.value.failed] == [identity]


def altered(report: dict[str, Any], place: str, by: int) -> dict[str, Any]:
    """Return the report as stored, with one whole number changed."""
    changed: dict[str, Any] = json.loads(canonical_json(report))
    *path, last = place.split(".")
    found: Any = changed
    for step in path:
        found = found[int(step) if step.isdigit() else step]
    found[int(last) if last.isdigit() else last] += by
    return changed


@pytest.mark.parametrize(
    "place",
    [
        "rounds.0.attempts",
        "rounds.1.people",
        "rounds.0.people_new",
        "rounds.0.ended.submitted",
        "rounds.0.by_hour.8",
        "rounds.0.perfect.of_attempts.numerator",
        "rounds.0.marks.distribution.0.papers.numerator",
        "total.attempts",
        "total.people",
        "total.started",
        "total.attempts_without_unit",
        "total.units.numerator",
        "total.marks.mean.count",
        "total.by_rounds_taken.0.people",
        "total.by_day.0.attempts",
        "levels.0.attempts",
        "units.1.own.attempts",
        "units.2.all.attempts",
        "awards.awarded",
        "awards.groups.0.awarded_value",
        "awards.groups.0.prizes.0.awarded",
        "reconciliation.0.left",
    ],
)
@pytest.mark.parametrize("by", [1, -1])
def test_a_report_that_was_changed_is_refused(
    place: str, by: int, contest: Contest, two_weeks: list[list[Attempt]]
) -> None:
    report = report_of(contest, *two_weeks)
    check(report)

    with pytest.raises(UnbalancedError):
        check(altered(report, place, by))


def test_units_prizes_for_clips_need_no_attempt() -> None:
    clip_group = make_group(id=PrizeGroupId("clip"), to=PrizeFor.UNITS, per=PrizePer.CONTEST)
    unit = Unit(id=UnitId("so"), name="Sở", level="so")
    contest = make_contest(
        prizes=Prizes(groups=(clip_group,)), units=(unit,), rounds=(make_round(),)
    )

    report = report_of(contest, [])

    assert report["awards"]["vacant"] == 1
    assert report["statements"] == []
    assert make_pid(1) not in json.dumps(report)
