"""All signs in the attempts of a round."""

from collections.abc import Sequence

from office.evidence.same_errors import same_errors
from office.evidence.signs import (
    Finding,
    Limits,
    Looked,
    one_device,
    same_network,
    taken_over,
    too_fast,
)


def find_signs(attempts: Sequence[Looked], limits: Limits) -> tuple[Finding, ...]:
    """Return every sign in the attempts of a round, the least likely of each kind first."""
    return (
        *too_fast(attempts, limits),
        *same_errors(attempts, limits),
        *taken_over(attempts, limits),
        *same_network(attempts, limits),
        *one_device(attempts, limits),
    )
