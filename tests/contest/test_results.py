"""Results: divisions, prizes over a contest, persons over all rounds, and what is shown."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from builders import (
    make_contest,
    make_digest,
    make_division,
    make_group,
    make_score,
    make_weeks,
)
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.contest.grading import Score
from chalicelib.contest.ids import DivisionId, Pid, PrizeGroupId, ReceiptCode, UnitId
from chalicelib.contest.merit import AwardHistory, Withdrawal
from chalicelib.contest.redaction import redact
from chalicelib.contest.results import (
    Figures,
    Results,
    contest_results,
    prediction_truth,
    round_results,
)
from chalicelib.contest.rules import (
    Against,
    AttemptRules,
    AttemptsPer,
    ClipMarks,
    CollectiveRules,
    Condition,
    Contest,
    Counting,
    MarksRules,
    Merit,
    PaperRules,
    Prediction,
    PredictionOf,
    Prize,
    PrizeFor,
    PrizeGroup,
    PrizePer,
    Prizes,
    RankingKey,
    RankingRules,
    Term,
    UnitMeasure,
)
from chalicelib.contest.standings import Provenance, standings_json
from chalicelib.contest.units import Unit

WEEKS = make_weeks(3)
WEEK_1, WEEK_2, WEEK_3 = (week.id for week in WEEKS)
STAFF, CITIZENS = DivisionId("can-bo"), DivisionId("nhan-dan")
TWO = (Prize(name="Nhất", count=1, value=5), Prize(name="Nhì", count=1, value=3))
ONE = TWO[:1]
PROVENANCE = Provenance(
    rules=make_digest(1), bank=make_digest(2), keys=make_digest(4), attempts=make_digest(3)
)


def contest_with(*groups: PrizeGroup, most: int | None = None, **overrides: object) -> Contest:
    return make_contest(
        rounds=WEEKS, prizes=Prizes(groups=groups, most_per_person=most), **overrides
    )


def score(person: int, points: int = 10, week: int = 1, **overrides: object) -> Score:
    return make_score(
        person,
        receipt_code=ReceiptCode(f"R{person:02d}-{week}-{overrides.get('ordinal', 1)}"),
        round_id=WEEKS[week - 1].id,
        marks=100 * points,
        **overrides,
    )


def run_all(
    contest: Contest, rounds: Sequence[Sequence[Score]], withdrawals: Sequence[Withdrawal] = ()
) -> list[Results]:
    """Return the results of every round and, last, of the contest, as the closes compute them."""
    taken: Counter[Pid] = Counter()
    results = []
    for round_, scores in zip(contest.rounds, rounds, strict=False):
        history = AwardHistory(taken=dict(taken), withdrawals=tuple(withdrawals))
        results.append(round_results(contest, round_.id, scores, history))
        for row in results[-1].persons:
            taken[row.standing.score.pid] += len(row.awards)
    history = AwardHistory(taken=dict(taken), withdrawals=tuple(withdrawals))
    return [*results, contest_results(contest, rounds, history)]


def winners(results: Results) -> dict[str, list[str]]:
    return {
        row.standing.score.pid: [award.prize for award in row.awards if award.decided]
        for row in results.persons
        if row.awards
    }


def unit_winners(results: Results) -> dict[str, list[str]]:
    return {
        row.standing.totals.unit: [award.prize for award in row.awards if award.decided]
        for row in results.units
        if row.awards
    }


def ranks(results: Results) -> list[tuple[int, str]]:
    return [(row.standing.rank, row.standing.score.pid) for row in results.persons]


def test_every_division_has_standings_of_its_own_in_the_contests_order() -> None:
    contest = contest_with(
        make_group(*ONE, division=STAFF),
        make_group(*ONE, id=PrizeGroupId("dan"), division=CITIZENS),
        divisions=(make_division(STAFF), make_division(CITIZENS)),
    )
    scores = [
        score(1, 15, division=CITIZENS),
        score(2, 9, division=STAFF),
        score(3, 12, division=CITIZENS),
        score(4, 3, division=STAFF),
    ]

    results = round_results(contest, WEEK_1, scores)

    assert ranks(results) == [(1, "n02"), (2, "n04"), (1, "n01"), (2, "n03")]
    assert winners(results) == {"n02": ["Nhất"], "n01": ["Nhất"]}


def test_a_division_without_anybody_takes_no_prize() -> None:
    contest = contest_with(
        make_group(*ONE, division=STAFF),
        divisions=(make_division(STAFF), make_division(CITIZENS)),
    )

    assert winners(round_results(contest, WEEK_1, [score(1, 15, division=CITIZENS)])) == {}


def test_who_has_taken_as_many_prizes_as_allowed_is_passed_over_in_later_rounds() -> None:
    contest = contest_with(make_group(*TWO), most=1)

    results = run_all(
        contest,
        [
            [score(1, 15), score(2, 12), score(3, 9)],
            [score(1, 15, 2), score(2, 12, 2), score(3, 9, 2)],
            [score(1, 15, 3), score(4, 1, 3)],
        ],
    )

    assert [winners(each) for each in results[:3]] == [
        {"n01": ["Nhất"], "n02": ["Nhì"]},
        {"n03": ["Nhất"]},
        {"n04": ["Nhất"]},
    ]


def test_a_prize_of_a_round_counts_against_those_of_the_whole_contest() -> None:
    contest = contest_with(
        make_group(*ONE), make_group(*ONE, id=PrizeGroupId("chung"), per=PrizePer.CONTEST), most=1
    )

    results = run_all(contest, [[score(1, 15), score(2, 12)]])

    assert [winners(each) for each in results] == [{"n01": ["Nhất"]}, {"n02": ["Nhất"]}]


def test_a_prize_of_one_group_counts_against_the_next_group_of_the_same_round() -> None:
    contest = contest_with(
        make_group(*ONE),
        make_group(*ONE, id=PrizeGroupId("tre"), merit=Merit.YOUNGEST),
        most=1,
    )
    young = score(1, 15, born_on=date(2007, 1, 1))
    older = score(2, 12, born_on=date(2000, 1, 1))

    assert winners(round_results(contest, WEEK_1, [young, older])) == {
        "n01": ["Nhất"],
        "n02": ["Nhất"],
    }


def test_a_prize_that_waits_for_the_board_counts_as_one_taken_in_later_rounds() -> None:
    contest = contest_with(make_group(*TWO), most=1)
    rounds = [[score(1), score(2)], [score(1, 15, 2), score(2, 12, 2), score(3, 9, 2)]]

    first, second, _ = run_all(contest, rounds)

    assert winners(first) == {"n01": [], "n02": []}
    assert winners(second) == {"n03": ["Nhất"]}


def test_a_prize_that_waits_for_the_board_counts_in_the_next_group_too() -> None:
    contest = contest_with(
        make_group(*TWO), make_group(*TWO, id=PrizeGroupId("tre"), merit=Merit.YOUNGEST), most=1
    )
    born = [date(2000, 1, 1), date(2001, 1, 1), date(1999, 1, 1)]
    scores = [score(1, born_on=born[0]), score(2, born_on=born[1]), score(3, 9, born_on=born[2])]

    assert winners(round_results(contest, WEEK_1, scores)) == {
        "n01": [],
        "n02": [],
        "n03": ["Nhất"],
    }


def test_a_prize_given_back_goes_down_in_its_round_and_group_alone() -> None:
    contest = contest_with(make_group(*TWO))
    back = Withdrawal(group=make_group().id, round=WEEK_1, holder="n01")
    rounds = [[score(1, 15), score(2, 12), score(3, 9)], [score(1, 15, 2), score(2, 12, 2)]]

    first, second, _ = run_all(contest, rounds, [back])

    assert winners(first) == {"n02": ["Nhất"], "n03": ["Nhì"]}
    assert winners(second) == {"n01": ["Nhất"], "n02": ["Nhì"]}
    assert ranks(first) == [(1, "n01"), (2, "n02"), (3, "n03")]


def test_a_unit_that_gives_its_prize_back_passes_it_down() -> None:
    group = make_group(*ONE, to=PrizeFor.UNITS, per=PrizePer.CONTEST)
    contest = contest_with(group)
    back = Withdrawal(group=group.id, round=None, holder="phuong-1")
    rounds = [[score(1, 15), score(2, 12), score(3, 9, unit=UnitId("phuong-2"))]]

    assert unit_winners(run_all(contest, rounds)[-1]) == {"phuong-1": ["Nhất"]}
    assert unit_winners(run_all(contest, rounds, [back])[-1]) == {"phuong-2": ["Nhất"]}


def test_below_the_pass_mark_fewer_prizes_are_awarded_than_offered() -> None:
    contest = contest_with(make_group(*TWO, pass_percent=80))
    just_below = score(2)._replace(marks=1_199)

    assert winners(round_results(contest, WEEK_1, [score(1, 12), just_below])) == {"n01": ["Nhất"]}


def test_without_a_pass_mark_a_prize_still_takes_one_mark() -> None:
    contest = contest_with(make_group(*TWO))

    assert winners(round_results(contest, WEEK_1, [score(1, 1), score(2, 0)])) == {"n01": ["Nhất"]}


def test_youngest_and_oldest_are_sought_among_those_who_pass() -> None:
    contest = contest_with(
        make_group(*ONE, id=PrizeGroupId("tre"), merit=Merit.YOUNGEST, pass_percent=60),
        make_group(*ONE, id=PrizeGroupId("gia"), merit=Merit.OLDEST, pass_percent=60),
    )
    scores = [
        score(1, 15, born_on=date(1990, 1, 1)),
        score(2, 9, born_on=date(2005, 1, 1)),
        score(3, 8, born_on=date(2009, 1, 1)),
        score(4, 9, born_on=date(1950, 1, 1)),
        score(5, 15),
    ]

    assert winners(round_results(contest, WEEK_1, scores)) == {"n02": ["Nhất"], "n04": ["Nhất"]}


def test_between_people_born_on_one_day_the_standings_decide() -> None:
    contest = contest_with(make_group(*TWO, merit=Merit.YOUNGEST))
    born_on = date(2004, 2, 29)
    scores = [score(1, 9, born_on=born_on), score(2, 12, born_on=born_on)]

    assert winners(round_results(contest, WEEK_1, scores)) == {"n02": ["Nhất"], "n01": ["Nhì"]}


BLOCKS = (
    Unit(id=UnitId("so-1"), name="Sở 1", level="co-quan", block="so-nganh"),
    Unit(id=UnitId("so-2"), name="Sở 2", level="co-quan", block="so-nganh"),
    Unit(id=UnitId("huyen-1"), name="Huyện 1", level="co-quan", block="huyen"),
)


def test_the_prizes_of_a_block_go_to_its_units_and_to_the_persons_of_such() -> None:
    contest = contest_with(
        make_group(*ONE, block="huyen"),
        make_group(
            *TWO, id=PrizeGroupId("so"), to=PrizeFor.UNITS, per=PrizePer.ROUND, block="so-nganh"
        ),
        units=BLOCKS,
        collective=CollectiveRules(measures=(UnitMeasure.TOTAL_MARKS,), levels=("co-quan",)),
    )
    scores = [
        score(1, 15, unit=UnitId("huyen-1")),
        score(2, 12, unit=UnitId("so-2")),
        score(3, 9, unit=UnitId("so-1")),
        score(4, 15, unit=None, time_used_ms=1),
    ]

    results = round_results(contest, WEEK_1, scores)

    assert winners(results) == {"n01": ["Nhất"]}
    assert unit_winners(results) == {"so-2": ["Nhất"], "so-1": ["Nhì"]}


def test_clip_prizes_go_by_the_marks_of_the_clips_ranked_or_not() -> None:
    contest = contest_with(
        make_group(*TWO, to=PrizeFor.UNITS, per=PrizePer.CONTEST, merit=Merit.CLIP),
        units=BLOCKS,
        collective=CollectiveRules(
            measures=(UnitMeasure.TOTAL_MARKS,),
            levels=("co-quan",),
            conditions=(Condition(measure=UnitMeasure.ATTEMPTS, at_least=1),),
        ),
        clips=(
            ClipMarks(unit=UnitId("so-1"), marks=17, full_marks=20),
            ClipMarks(unit=UnitId("huyen-1"), marks=43, full_marks=50),
        ),
    )

    results = contest_results(contest, [[score(1, unit=UnitId("so-2"))]])

    assert unit_winners(results) == {"huyen-1": ["Nhất"], "so-1": ["Nhì"]}
    assert {r.standing.totals.unit: r.standing.rank for r in results.units} == {
        "so-2": 1,
        "so-1": None,
        "huyen-1": None,
    }


def test_units_pass_by_their_share_of_the_full_score() -> None:
    terms = (
        Term(name="Số lượt", measure=UnitMeasure.ATTEMPTS, weight=40),
        Term(name="Điểm", measure=UnitMeasure.MEAN_MARKS, weight=60, against=Against.FULL, full=15),
    )
    group = make_group(*TWO, to=PrizeFor.UNITS, per=PrizePer.CONTEST, pass_percent=70)
    contest = contest_with(
        group,
        units=BLOCKS,
        collective=CollectiveRules(measures=(), levels=("co-quan",), terms=terms),
    )
    rounds = [
        [
            score(1, 12, unit=UnitId("so-1")),
            score(2, 12, unit=UnitId("so-1")),
            score(3, 12, unit=UnitId("so-2")),
        ]
    ]
    best, second = contest_results(contest, rounds).units[:2]

    assert (best.standing.score, second.standing.score) == (88, 68)
    assert unit_winners(contest_results(contest, rounds)) == {"so-1": ["Nhất"]}
    reached = replace(contest, prizes=Prizes(groups=(replace(group, pass_percent=68),)))
    assert unit_winners(contest_results(reached, rounds)) == {"so-1": ["Nhất"], "so-2": ["Nhì"]}


def test_clips_pass_by_their_share_of_the_full_marks() -> None:
    group = make_group(
        *TWO, to=PrizeFor.UNITS, per=PrizePer.CONTEST, merit=Merit.CLIP, pass_percent=75
    )
    contest = contest_with(
        group,
        units=BLOCKS,
        collective=CollectiveRules(measures=(), levels=("co-quan",)),
        clips=(
            ClipMarks(unit=UnitId("so-1"), marks=15, full_marks=20),
            ClipMarks(unit=UnitId("so-2"), marks=149, full_marks=200),
        ),
    )

    assert unit_winners(contest_results(contest, [[]])) == {"so-1": ["Nhất"]}


def test_a_unit_that_nobody_entered_for_takes_no_prize_though_it_is_ranked() -> None:
    contest = contest_with(make_group(*TWO, to=PrizeFor.UNITS, per=PrizePer.CONTEST))

    assert unit_winners(contest_results(contest, [[score(1)]])) == {"phuong-1": ["Nhất"]}


GRAND = make_group(*TWO, id=PrizeGroupId("chung"), per=PrizePer.CONTEST)


def test_over_the_contest_shares_add_up_and_a_round_not_taken_counts_as_nothing() -> None:
    contest = contest_with(GRAND, marks=MarksRules(scale=10))
    rounds = [
        [score(1, 15), score(2, 9)],
        [score(2, week=2)._replace(marks=500, full_marks=500)],
        [score(1, 0, 3)],
    ]

    results = run_all(contest, rounds)[-1]

    assert [(r.standing.rank, r.standing.score.pid, r.marks) for r in results.persons] == [
        (1, "n02", Fraction(16)),
        (2, "n01", Fraction(10)),
    ]
    assert winners(results) == {"n02": ["Nhất"], "n01": ["Nhì"]}


def test_over_the_contest_the_times_used_add_up() -> None:
    contest = contest_with(GRAND)
    rounds = [
        [score(1, time_used_ms=9_000), score(2, time_used_ms=1_000)],
        [score(1, week=2, time_used_ms=1_000), score(2, week=2, time_used_ms=9_001)],
    ]

    results = run_all(contest, rounds)[-1]

    assert [(r.standing.rank, r.standing.score.time_used_ms) for r in results.persons] == [
        (1, 10_000),
        (2, 10_001),
    ]


def test_the_pass_mark_of_the_contest_is_one_of_all_its_rounds() -> None:
    contest = contest_with(replace(GRAND, pass_percent=60))
    two_of_three = [[score(1, 15), score(2, 15)], [score(1, 12, 2), score(2, 11, 2)]]

    assert winners(run_all(contest, two_of_three)[-1]) == {"n01": ["Nhất"]}


THREE_IN_ALL = AttemptRules(limit=3, per=AttemptsPer.CONTEST, counts=Counting.BEST)


def test_of_attempts_per_contest_the_best_of_all_rounds_stands_alone_for_the_contest() -> None:
    contest = contest_with(make_group(*ONE), replace(GRAND, pass_percent=80), attempts=THREE_IN_ALL)
    rounds = [
        [score(1, 9), score(2, 12)],
        [score(1, 14, 2, ordinal=2), score(2, 3, 2, ordinal=2)],
        [score(1, 11, 3, ordinal=3)],
    ]

    *of_rounds, whole = run_all(contest, rounds)

    assert [ranks(results) for results in of_rounds] == [
        [(1, "n02"), (2, "n01")],
        [(1, "n01"), (2, "n02")],
        [(1, "n01")],
    ]
    assert [(row.standing.score.pid, row.marks) for row in whole.persons] == [
        ("n01", Fraction(14)),
        ("n02", Fraction(12)),
    ]
    assert winners(whole) == {"n01": ["Nhất"], "n02": ["Nhì"]}
    assert whole.figures == Figures(attempts=5, people=2, units=1, perfect_papers=0, counting=2)


@pytest.mark.parametrize(
    ("counts", "marks"), [(Counting.FIRST, 9), (Counting.LAST, 11), (Counting.BEST, 14)]
)
def test_first_last_and_best_of_attempts_per_contest_are_sought_over_all_rounds(
    counts: Counting, marks: int
) -> None:
    contest = contest_with(GRAND, attempts=replace(THREE_IN_ALL, counts=counts))
    rounds = [[score(1, 9)], [score(1, 14, 2, ordinal=2)], [score(1, 11, 3, ordinal=3)]]

    (row,) = contest_results(contest, rounds).persons

    assert (row.marks, row.standing.score.share()) == (marks, Fraction(marks, 15))


def test_a_unit_has_one_attempt_of_each_person_where_attempts_are_per_contest() -> None:
    contest = contest_with(attempts=THREE_IN_ALL)
    rounds = [
        [score(1, 9, time_used_ms=5), score(2, 15)],
        [score(1, 15, 2, ordinal=2, time_used_ms=7)],
        [],
    ]

    whole = contest_results(contest, rounds)
    totals = next(row.standing.totals for row in whole.units if row.standing.totals.attempts)

    assert (totals.attempts, totals.people, totals.rounds, totals.counting) == (3, 2, 2, 2)
    assert (totals.total_marks, totals.perfect_papers) == (30, 2)
    assert totals.time_used_ms == 7 + score(2).time_used_ms


def test_over_the_contest_divisions_stay_apart() -> None:
    contest = contest_with(
        replace(GRAND, division=STAFF),
        divisions=(make_division(STAFF), make_division(CITIZENS)),
    )
    scores = [score(1, 3, division=STAFF), score(2, 15, division=CITIZENS)]

    results = contest_results(contest, [scores])

    assert (ranks(results), winners(results)) == ([(1, "n01"), (1, "n02")], {"n01": ["Nhất"]})


def test_without_prizes_of_the_whole_contest_it_lists_no_persons() -> None:
    assert contest_results(contest_with(make_group(*ONE)), [[score(1)]]).persons == ()


def test_attempts_people_and_counting_attempts_are_told_apart() -> None:
    contest = contest_with(attempts=AttemptRules(limit=3, counts=Counting.BEST))
    scores = [score(1, 15), score(1, 3, ordinal=2), score(2, 9, unit=None)]

    assert round_results(contest, WEEK_1, scores).figures == Figures(
        attempts=3, people=2, units=1, perfect_papers=1, counting=2
    )


@pytest.mark.parametrize(
    ("of", "truth"),
    [
        (PredictionOf.PEOPLE, Fraction(3)),
        (PredictionOf.ATTEMPTS, Fraction(5)),
        (PredictionOf.PERFECT_PAPERS, Fraction(1)),
        (PredictionOf.PERFECT_PERCENT, Fraction(100, 3)),
    ],
)
def test_the_close_knows_what_was_to_be_predicted(of: PredictionOf, truth: Fraction) -> None:
    contest = contest_with(
        paper=PaperRules(questions=3, limit_ms=1, prediction=Prediction(text="?", of=of))
    )
    figures = Figures(attempts=5, people=3, units=1, perfect_papers=1, counting=3)

    assert prediction_truth(contest, figures) == truth


def test_a_percentage_of_no_paper_at_all_is_nought() -> None:
    contest = contest_with(
        paper=PaperRules(
            questions=3,
            limit_ms=1,
            prediction=Prediction(text="?", of=PredictionOf.PERFECT_PERCENT),
        )
    )

    assert prediction_truth(contest, round_results(contest, WEEK_1, []).figures) == 0


BY_PREDICTION = RankingRules(keys=(RankingKey.MARKS, RankingKey.PREDICTION_ERROR))
HOW_MANY = PaperRules(
    questions=3, limit_ms=1, prediction=Prediction(text="?", of=PredictionOf.PEOPLE)
)


def test_a_prediction_breaks_the_tie_of_equal_marks() -> None:
    contest = contest_with(paper=HOW_MANY, ranking=BY_PREDICTION)
    scores = [
        score(1, 15, prediction="9"),
        score(2, 15, prediction="4"),
        score(3, 15),
        score(4, 12, prediction="4"),
    ]

    assert ranks(round_results(contest, WEEK_1, scores)) == [
        (1, "n02"),
        (2, "n01"),
        (3, "n03"),
        (4, "n04"),
    ]


def test_a_divisions_own_prediction_question_breaks_its_ties() -> None:
    contest = contest_with(
        divisions=(make_division(STAFF, paper=HOW_MANY), make_division(CITIZENS)),
        ranking=BY_PREDICTION,
    )
    scores = [
        score(1, prediction="9", division=STAFF),
        score(2, prediction="3", division=STAFF),
        score(3, division=CITIZENS),
    ]

    assert ranks(round_results(contest, WEEK_1, scores)) == [(1, "n02"), (2, "n01"), (1, "n03")]


def public(contest: Contest, results: Results) -> dict[str, object]:
    return redact(contest, results, PROVENANCE, {Pid("n01"): "Trần Thị Ví Dụ"}).value


@pytest.mark.parametrize(
    ("scale", "decimals", "marks", "full"),
    [(None, 2, "10", "15"), (10, 2, "6,67", "10"), (100, 0, "67", "100"), (10, 1, "6,7", "10")],
)
def test_marks_are_shown_on_the_scale_and_rounded_half_up(
    scale: int | None, decimals: int, marks: str, full: str
) -> None:
    contest = contest_with(marks=MarksRules(scale=scale, decimals=decimals))

    value = public(contest, round_results(contest, WEEK_1, [score(1)]))

    shown = [row["marks"] for row in value["persons"]]  # type: ignore[attr-defined]
    assert (value["full_marks"], shown) == (full, [marks])


def test_no_full_marks_are_shown_where_papers_differ_or_rounds_add_up() -> None:
    contest = contest_with(GRAND)
    scores = [score(1), score(2)._replace(full_marks=2_000)]
    scaled = contest_with(GRAND, marks=MarksRules(scale=10))

    assert public(contest, round_results(contest, WEEK_1, scores))["full_marks"] == ""
    assert public(scaled, contest_results(scaled, [scores, scores]))["full_marks"] == ""


def test_full_marks_are_shown_of_a_contest_in_which_one_attempt_counts_in_all() -> None:
    contest = contest_with(GRAND, attempts=THREE_IN_ALL)
    rounds = [[score(1)], [score(1, 12, 2, ordinal=2)]]

    shown = public(contest, contest_results(contest, rounds))

    assert (shown["full_marks"], shown["persons"][0]["marks"]) == ("15", "12")


def test_the_canonical_standings_hold_exact_marks_and_every_award() -> None:
    contest = contest_with(
        make_group(*ONE),
        make_group(*ONE, id=PrizeGroupId("tre"), merit=Merit.YOUNGEST),
        marks=MarksRules(scale=10),
    )

    results = round_results(contest, WEEK_1, [score(1, born_on=date(2000, 1, 1))])
    value = json.loads(standings_json(results, PROVENANCE))

    assert value["schema"] == 2
    (person,) = value["persons"]
    assert person["marks"] == "20/3"
    assert [(a["group"], a["prize"], a["value"]) for a in person["awards"]] == [
        ("ca-nhan", "Nhất", 5),
        ("tre", "Nhất", 5),
    ]
    assert "2000" not in str(person)


random_groups = st.lists(
    st.builds(
        make_group,
        *[
            st.builds(
                Prize,
                name=st.just(name),
                count=st.integers(1, 3),
                value=st.integers(0, 9),
            )
            for name in ("Nhất", "Nhì")
        ],
        id=st.sampled_from(["g1", "g2", "g3", "g4"]),
        per=st.sampled_from(PrizePer),
        merit=st.sampled_from([Merit.RANK, Merit.YOUNGEST, Merit.OLDEST]),
        pass_percent=st.sampled_from([0, 50, 100]),
        block=st.sampled_from(["", "so-nganh"]),
    ),
    max_size=4,
    unique_by=lambda group: group.id,
)
random_scores = st.lists(
    st.tuples(
        st.integers(1, 12),
        st.integers(0, 15),
        st.integers(1, 3),
        st.sampled_from([None, *(unit.id for unit in BLOCKS)]),
        st.sampled_from([None, date(2000, 2, 29), date(2001, 1, 1)]),
        st.integers(0, 2),
    ),
    max_size=30,
    unique_by=lambda each: (each[0], each[2]),
)


@given(random_groups, random_scores, st.none() | st.integers(1, 3))
def test_prizes_are_never_more_than_offered_nor_above_the_limit_nor_below_the_pass_mark(
    groups: list[PrizeGroup],
    people: list[tuple[int, int, int, UnitId | None, date | None, int]],
    most: int | None,
) -> None:
    contest = contest_with(
        *groups,
        most=most,
        units=BLOCKS,
        collective=CollectiveRules(measures=(UnitMeasure.ATTEMPTS,), levels=("co-quan",)),
    )
    rounds: list[list[Score]] = [[], [], []]
    for person, points, week, unit, born_on, seconds in people:
        rounds[week - 1].append(
            score(person, points, week, unit=unit, born_on=born_on, time_used_ms=seconds)
        )

    taken: Counter[Pid] = Counter()
    for results in run_all(contest, rounds):
        given_out: Counter[tuple[str, str]] = Counter()
        for row in results.persons:
            for award in row.awards:
                group = next(g for g in groups if g.id == award.group)
                assert 100 * row.standing.score.share() >= max(group.pass_percent, 1)
                assert not group.block or row.standing.score.unit in {"so-1", "so-2"}
                taken[row.standing.score.pid] += 1
                given_out[award.group, award.prize] += award.decided
        for group in groups:
            for prize in group.prizes:
                assert given_out[group.id, prize.name] <= prize.count
    assert most is None or max(taken.values(), default=0) <= most


@given(random_scores, st.lists(st.integers(0, 30), max_size=6), st.none() | st.integers(1, 2))
def test_prizes_given_back_go_down_to_the_eligible_in_the_order_of_the_standings(
    people: list[tuple[int, int, int, UnitId | None, date | None, int]],
    backs: list[int],
    most: int | None,
) -> None:
    group = make_group(
        Prize(name="Nhất", count=1, value=5), Prize(name="Nhì", count=2, value=3), pass_percent=40
    )
    contest = contest_with(group, most=most)
    rounds: list[list[Score]] = [[], [], []]
    for person, points, week, *_ in people:
        # The times tell everybody apart, so that nothing waits for the board.
        rounds[week - 1].append(score(person, points, week, time_used_ms=person))
    won = [
        Withdrawal(group=group.id, round=results.round, holder=pid)
        for results in run_all(contest, rounds)
        for pid in winners(results)
    ]
    withdrawals = [won[back] for back in backs if back < len(won)]

    taken: Counter[Pid] = Counter()
    for results in run_all(contest, rounds, withdrawals)[:-1]:
        gone = {each.holder for each in withdrawals if each.round == results.round}
        eligible = [
            row
            for row in results.persons
            if row.standing.score.share() >= Fraction(40, 100)
            and row.standing.score.pid not in gone
            and (most is None or taken[row.standing.score.pid] < most)
        ]
        awarded = [(row.standing.score.pid, a.prize) for row in results.persons for a in row.awards]
        offered = ["Nhất", "Nhì", "Nhì"]
        pids = [row.standing.score.pid for row in eligible]
        assert awarded == list(zip(pids, offered, strict=False))
        taken.update(pid for pid, _ in awarded)


@given(random_scores, st.sampled_from(Counting))
def test_an_attempt_counts_once_and_everybody_once_a_round(
    people: list[tuple[int, int, int, UnitId | None, date | None, int]], counts: Counting
) -> None:
    contest = contest_with(attempts=AttemptRules(limit=3, counts=counts))
    scores = [score(person, points, ordinal=ordinal) for person, points, ordinal, *_ in people]

    results = round_results(contest, WEEK_1, scores)

    pids = [row.standing.score.pid for row in results.persons]
    assert len(pids) == len(set(pids)) == results.figures.people == results.figures.counting
    assert sum(row.standing.totals.attempts for row in results.units) == len(scores)
    assert sum(row.standing.totals.counting for row in results.units) == len(pids)
