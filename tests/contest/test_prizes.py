"""Prizes: who takes which."""

from itertools import count

from builders import make_group
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.contest.prizes import Award, award_group
from chalicelib.contest.ranking import competition_ranks
from chalicelib.contest.rules import Prize, PrizeGroup

FIRST = Prize(name="Nhất", count=1, value=1_000_000, certificate="Giấy chứng nhận")
SECOND = Prize(name="Nhì", count=1, value=800_000)
CONSOLATION = Prize(name="Khuyến khích", count=2, value=300_000)
ALL = make_group(FIRST, SECOND, CONSOLATION)

prizes = st.lists(
    st.builds(
        Prize, name=st.sampled_from("ABCD"), count=st.integers(1, 4), value=st.integers(1, 9)
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda prize: prize.name,
)
ranks = st.lists(st.integers(0, 6), max_size=20).map(lambda keys: competition_ranks(sorted(keys)))


def awarded(group: PrizeGroup, given_ranks: list[int], eligible: list[bool]) -> list[Award | None]:
    """Return the award of each candidate, None for none."""
    taken = dict(award_group(group, zip(given_ranks, count(), strict=False), eligible.__getitem__))
    return [taken.get(candidate) for candidate in range(len(given_ranks))]


def names(awards: list[Award | None]) -> list[str | None]:
    return [award and award.prize for award in awards]


def test_places_are_filled_in_the_order_of_the_standings() -> None:
    awards = awarded(ALL, [1, 2, 3, 4, 5], [True] * 5)

    assert names(awards) == ["Nhất", "Nhì", "Khuyến khích", "Khuyến khích", None]


def test_an_award_carries_the_value_and_the_certificate_of_its_prize() -> None:
    assert awarded(make_group(FIRST), [1], [True]) == [
        Award(group=make_group().id, prize="Nhất", value=1_000_000, certificate="Giấy chứng nhận")
    ]


def test_fewer_are_awarded_than_offered_where_too_few_are_eligible() -> None:
    assert names(awarded(ALL, [1, 2, 3], [True, False, False])) == ["Nhất", None, None]


def test_who_is_not_eligible_is_passed_over_and_the_prize_goes_down() -> None:
    awards = awarded(ALL, [1, 2, 3, 4], [False, True, False, True])

    assert names(awards) == [None, "Nhất", None, "Nhì"]


def test_a_tie_within_one_prize_is_no_question() -> None:
    awards = awarded(ALL, [1, 2, 3, 3], [True] * 4)

    assert [award and award.decided for award in awards] == [True, True, True, True]


def test_a_tie_over_two_different_prizes_waits_for_the_board_without_money() -> None:
    awards = awarded(ALL, [1, 1, 3], [True] * 3)

    assert [(a.decided, a.value, a.certificate) for a in awards if a] == [
        (False, 0, ""),
        (False, 0, ""),
        (True, 300_000, ""),
    ]


def test_a_tie_for_more_places_than_there_are_prizes_waits_for_the_board() -> None:
    awards = awarded(ALL, [1, 2, 3, 3, 3], [True] * 5)

    assert [award.decided for award in awards[2:] if award] == [False, False, False]


def test_a_tie_that_loses_a_member_is_decided_among_the_others() -> None:
    awards = awarded(ALL, [1, 1, 3], [True, False, True])

    assert [award and (award.prize, award.decided) for award in awards] == [
        ("Nhất", True),
        None,
        ("Nhì", True),
    ]


@given(ranks, prizes, st.data())
def test_never_more_than_offered_and_only_to_the_eligible(
    given_ranks: list[int], offered: list[Prize], data: st.DataObject
) -> None:
    size = len(given_ranks)
    eligible = data.draw(st.lists(st.booleans(), min_size=size, max_size=size))

    awards = awarded(make_group(*offered), given_ranks, eligible)

    for prize in offered:
        taken = [award for award in awards if award and award.decided and award.prize == prize.name]
        assert len(taken) <= prize.count
    assert [may for award, may in zip(awards, eligible, strict=True) if award and not may] == []


@given(ranks, prizes)
def test_equal_ranks_are_treated_alike(given_ranks: list[int], offered: list[Prize]) -> None:
    awards = awarded(make_group(*offered), given_ranks, [True] * len(given_ranks))

    by_rank: dict[int, set[Award | None]] = {}
    for rank, award in zip(given_ranks, awards, strict=True):
        by_rank.setdefault(rank, set()).add(award)
    assert [group for group in by_rank.values() if len(group) != 1] == []


@given(st.integers(0, 20), prizes)
def test_without_ties_every_prize_goes_as_far_as_there_are_people(
    people: int, offered: list[Prize]
) -> None:
    awards = awarded(make_group(*offered), list(range(1, people + 1)), [True] * people)

    assert len([award for award in awards if award and award.decided]) == min(
        people, sum(prize.count for prize in offered)
    )
