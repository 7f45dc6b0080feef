"""Sharing a whole number out exactly, in proportion to weights, within bounds."""

from collections.abc import Sequence


class UnmetSizeError(ValueError):
    """A size cannot be met: the bounds leave room for fewer, or ask for more."""

    def __init__(self, total: int, least: int, most: int) -> None:
        """Keep what was asked for and between which bounds it would have to lie."""
        super().__init__(f"{total} is not within {least} and {most}")
        self.total = total
        self.least = least
        self.most = most


def share_out(
    total: int, weights: Sequence[int], least: Sequence[int], most: Sequence[int]
) -> list[int]:
    """Return parts that sum to ``total``, each within its bounds, as near to the weights as can be.

    What is above the lower bounds follows the weights, which are positive; the largest remainders
    take what is left, earlier ones first.  Raises UnmetSizeError where the bounds do not allow it.

    >>> share_out(10, [1, 1, 2], [0, 0, 0], [9, 9, 9])
    [3, 2, 5]
    >>> share_out(10, [1, 1, 8], [1, 1, 0], [9, 9, 4])
    [3, 3, 4]
    """
    if not sum(least) <= total <= sum(most):
        raise UnmetSizeError(total, sum(least), sum(most))
    parts = list(least)
    while (rest := total - sum(parts)) > 0:
        growing = [i for i in range(len(parts)) if parts[i] < most[i]]
        weight = sum(weights[i] for i in growing)
        given = {i: min(rest * weights[i] // weight, most[i] - parts[i]) for i in growing}
        growing.sort(key=lambda i: (-(rest * weights[i] % weight), i))
        # Where a part comes to its bound, what it leaves is shared out anew in the next turn.
        full = any(given[i] + parts[i] == most[i] for i in growing)
        for i in growing[: 0 if full and any(given.values()) else rest - sum(given.values())]:
            given[i] += parts[i] + given[i] < most[i]
        for i, more in given.items():
            parts[i] += more
    return parts
