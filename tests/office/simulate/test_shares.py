import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.simulate.shares import UnmetSizeError, share_out


@st.composite
def sharings(draw: st.DrawFn) -> tuple[int, list[int], list[int], list[int]]:
    parts = draw(
        st.lists(
            st.tuples(st.integers(1, 1_000), st.integers(0, 5), st.integers(0, 40)),
            min_size=1,
            max_size=12,
        )
    )
    least = [low for _, low, _ in parts]
    most = [low + more for _, low, more in parts]
    total = draw(st.integers(sum(least), sum(most)))
    return total, [weight for weight, _, _ in parts], least, most


@given(sharings())
def test_parts_sum_to_the_total_and_stay_within_their_bounds(
    sharing: tuple[int, list[int], list[int], list[int]],
) -> None:
    total, weights, least, most = sharing

    parts = share_out(total, weights, least, most)

    assert sum(parts) == total
    assert all(low <= part <= high for low, part, high in zip(least, parts, most, strict=True))


@given(st.lists(st.integers(1, 1_000), min_size=1, max_size=12), st.integers(0, 10_000))
def test_without_bounds_no_part_is_a_whole_one_from_its_share(
    weights: list[int], total: int
) -> None:
    parts = share_out(total, weights, [0] * len(weights), [total] * len(weights))

    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * sum(weights) - total * weight) < sum(weights)


@pytest.mark.parametrize("total", [2, 8])
def test_a_total_that_the_bounds_do_not_allow_is_refused_with_the_bounds(total: int) -> None:
    with pytest.raises(UnmetSizeError) as refusal:
        share_out(total, [1, 1], [1, 2], [3, 4])

    assert (refusal.value.total, refusal.value.least, refusal.value.most) == (total, 3, 7)
