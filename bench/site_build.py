"""What building the site costs in CPU, the interpreter's start and MkDocs included."""

from bench.measure import Figure
from bench.site_project import copy_of_site
from bench.synthetic import SEED, example, invent_published, make_contest
from chalicelib.contest.rules import Contest

UNITS = 1_000
PEOPLE = 2_000
RUNS = 2

FIRST_BAR_SECONDS = 15.0
AGAIN_BAR_SECONDS = 10.0


def measure(units: int = UNITS, people: int = PEOPLE, runs: int = RUNS) -> list[Figure]:
    """Return the CPU of a build from nothing and of one after a round's results changed."""
    own = _builds(example().contest, people, runs)
    large = _builds(make_contest(units), people, runs)
    with_results = f"results of {people:,} people a round"
    return [
        Figure(name=f"build of song-cong-2021, {with_results}: CPU", value=own[0], unit="s"),
        Figure(
            name="build of song-cong-2021 after one round's results changed: CPU",
            value=own[1],
            unit="s",
        ),
        Figure(
            name=f"build of {units:,} units, {with_results}: CPU",
            value=large[0],
            unit="s",
            limit=FIRST_BAR_SECONDS,
        ),
        Figure(
            name=f"build of {units:,} units after one round's results changed: CPU",
            value=large[1],
            unit="s",
            limit=AGAIN_BAR_SECONDS,
        ),
    ]


def _builds(contest: Contest, people: int, runs: int) -> tuple[float, float]:
    """Return the least CPU of a build from nothing, and of one with a round's results changed."""
    published = invent_published(contest, people, (SEED, SEED + 1))
    changed = invent_published(contest, people, (SEED, SEED + 2))
    assert published.rounds[contest.rounds[0].id] == changed.rounds[contest.rounds[0].id]
    assert published.rounds[contest.rounds[1].id] != changed.rounds[contest.rounds[1].id]
    first: list[float] = []
    again: list[float] = []
    for _ in range(runs):
        with copy_of_site() as project:
            first.append(project.build(contest, published))
            again.append(project.build(contest, changed))
    return min(first), min(again)
