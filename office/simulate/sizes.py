"""Sizes that no file states: so many entrants a round, another seed, the same contest in small."""

from dataclasses import replace

from chalicelib.contest.rules import AttemptsPer, Contest
from office.simulate.targets import RealSize, RoundSize


def default_size(contest: Contest, entrants: int, seed: int = 1) -> RealSize:
    """Return a size for a contest that states none: so many attempts in every round."""
    # Where attempts are counted over the contest, each round has people of its own.
    disjoint = contest.attempts.per is AttemptsPer.CONTEST
    people = entrants * len(contest.rounds) if disjoint else entrants + entrants // 10
    return RealSize(
        source="",
        people=people,
        seed=seed,
        within_headcount=False,
        without_unit_percent=0 if contest.entry.unit_required else 10,
        rounds=tuple(RoundSize(round=round_.id, attempts=entrants) for round_ in contest.rounds),
    )


def reseeded(size: RealSize, seed: int | None) -> RealSize:
    """Return the size with another seed; with its own where none is given."""
    return size if seed is None else replace(size, seed=seed)


def shrunk(size: RealSize, by: int) -> RealSize:
    """Return the size with so many times fewer people, attempts and perfect papers.

    As many units take part, and the best are as fast, as far as there are people enough.
    """
    rounds = []
    for round_ in size.rounds:
        attempts = max(1, round_.attempts // by)
        perfect = None if round_.perfect is None else round_.perfect // by
        rounds.append(
            replace(
                round_,
                attempts=attempts,
                units=None if round_.units is None else min(round_.units, attempts),
                perfect=perfect,
                best_times_ms=round_.best_times_ms[: perfect or 0],
            )
        )
    most = max(round_.attempts for round_ in rounds)
    return replace(size, people=max(size.people // by, most), rounds=tuple(rounds))
