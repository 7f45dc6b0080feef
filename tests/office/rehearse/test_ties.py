from typing import Any

from builders import make_contest, make_division

from chalicelib.contest.rules import RankingKey, RankingRules
from office.rehearse.ties import PrizeTies, prize_ties

CONTEST = make_contest()


def row(rank: int, marks: str, time_used_ms: int, *, wins: bool = False) -> dict[str, Any]:
    return {
        "rank": rank,
        "division": None,
        "marks": marks,
        "time_used_ms": time_used_ms,
        "awards": [{"decided": True}] if wins else [],
    }


def test_it_is_told_how_narrowly_the_last_prize_was_won_and_among_how_many() -> None:
    persons = [
        row(1, "10", 60_000, wins=True),
        row(2, "10", 61_000, wins=True),
        row(3, "10", 61_120),
        row(4, "9", 20_000),
    ]

    assert prize_ties(CONTEST, persons) == (
        PrizeTies(division=None, same_marks=3, margin_ms=120, shared=(), shared_elsewhere=0),
    )


def test_a_shared_rank_with_a_prize_is_told_apart_from_one_without() -> None:
    persons = [
        row(1, "10", 60_000, wins=True),
        row(1, "10", 60_000, wins=True),
        row(3, "9", 61_120),
        row(3, "9", 61_120),
        row(3, "9", 61_120),
    ]

    assert prize_ties(CONTEST, persons) == (
        PrizeTies(
            division=None, same_marks=2, margin_ms=None, shared=((1, 2),), shared_elsewhere=1
        ),
    )


def test_each_division_has_ties_of_its_own() -> None:
    contest = make_contest(divisions=(make_division("can-bo"), make_division("tre")))
    persons = [
        {**row(1, "10", 60_000, wins=True), "division": "can-bo"},
        {**row(1, "10", 30_000, wins=True), "division": "tre"},
        {**row(2, "10", 30_001), "division": "tre"},
    ]

    found = prize_ties(contest, persons)

    assert [(ties.division, ties.same_marks, ties.margin_ms) for ties in found] == [
        ("can-bo", 1, None),
        ("tre", 2, 1),
    ]


def test_where_time_is_not_the_next_key_no_margin_of_time_is_told() -> None:
    by_hour = RankingRules(keys=(RankingKey.MARKS, RankingKey.SUBMITTED_AT))
    persons = [row(1, "10", 60_000, wins=True), row(2, "10", 50_000)]

    (ties,) = prize_ties(make_contest(ranking=by_hour), persons)

    assert (ties.same_marks, ties.margin_ms) == (2, None)


def test_without_a_prize_there_is_no_tie_to_tell() -> None:
    assert prize_ties(CONTEST, [row(1, "0", 5), row(1, "0", 5)]) == ()
