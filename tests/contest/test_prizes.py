"""Prizes: who takes which."""

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.contest.prizes import Award, award_prizes
from chalicelib.contest.ranking import competition_ranks
from chalicelib.contest.rules import Prize

FIRST = Prize(name="Nhất", count=1, value=1_000_000, certificate="Giấy chứng nhận")
SECOND = Prize(name="Nhì", count=1, value=800_000)
CONSOLATION = Prize(name="Khuyến khích", count=2, value=300_000)

prizes = st.lists(
    st.builds(
        Prize, name=st.sampled_from("ABCD"), count=st.integers(1, 4), value=st.integers(1, 9)
    ),
    max_size=4,
    unique_by=lambda prize: prize.name,
)
ranks = st.lists(st.integers(0, 6), max_size=20).map(lambda keys: competition_ranks(sorted(keys)))


def names(awards: list[Award | None]) -> list[str | None]:
    return [award and award.prize for award in awards]


def test_places_are_filled_in_the_order_of_the_standings() -> None:
    awards = award_prizes([1, 2, 3, 4, 5], [True] * 5, [FIRST, SECOND, CONSOLATION])

    assert names(awards) == ["Nhất", "Nhì", "Khuyến khích", "Khuyến khích", None]


def test_an_award_carries_the_value_and_the_certificate_of_its_prize() -> None:
    assert award_prizes([1], [True], [FIRST]) == [
        Award(prize="Nhất", value=1_000_000, certificate="Giấy chứng nhận")
    ]


def test_fewer_are_awarded_than_offered_where_too_few_are_worthy() -> None:
    awards = award_prizes([1, 2, 3], [True, False, False], [FIRST, SECOND])

    assert names(awards) == ["Nhất", None, None]


def test_a_tie_within_one_prize_is_no_question() -> None:
    awards = award_prizes([1, 2, 3, 3], [True] * 4, [FIRST, SECOND, CONSOLATION])

    assert [award and award.decided for award in awards] == [True, True, True, True]


def test_a_tie_over_two_different_prizes_waits_for_the_board_without_money() -> None:
    awards = award_prizes([1, 1, 3], [True] * 3, [FIRST, SECOND, CONSOLATION])

    assert [(a.decided, a.value) for a in awards if a] == [(False, 0), (False, 0), (True, 300_000)]


def test_a_tie_for_more_places_than_there_are_prizes_waits_for_the_board() -> None:
    awards = award_prizes([1, 2, 3, 3, 3], [True] * 5, [FIRST, SECOND, CONSOLATION])

    assert [award.decided for award in awards[2:] if award] == [False, False, False]


@given(ranks, prizes, st.data())
def test_never_more_than_offered_and_only_to_the_worthy(
    given_ranks: list[int], offered: list[Prize], data: st.DataObject
) -> None:
    size = len(given_ranks)
    worthy = data.draw(st.lists(st.booleans(), min_size=size, max_size=size))

    awards = award_prizes(given_ranks, worthy, offered)

    for prize in offered:
        taken = [award for award in awards if award and award.decided and award.prize == prize.name]
        assert len(taken) <= prize.count
    assert [may for award, may in zip(awards, worthy, strict=True) if award and not may] == []


@given(ranks, prizes)
def test_equal_ranks_are_treated_alike(given_ranks: list[int], offered: list[Prize]) -> None:
    awards = award_prizes(given_ranks, [True] * len(given_ranks), offered)

    by_rank: dict[int, set[Award | None]] = {}
    for rank, award in zip(given_ranks, awards, strict=True):
        by_rank.setdefault(rank, set()).add(award)
    assert [group for group in by_rank.values() if len(group) != 1] == []
