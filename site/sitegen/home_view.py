"""What the home page shows of a contest: its figures, and what its script needs to go on."""

from collections.abc import Mapping
from typing import Any

from chalicelib.contest.live import tells_live
from chalicelib.contest.rules import Contest, EntryMode, PrizePer, total_value
from sitegen.language import text
from sitegen.page_data import round_value, texts_of
from sitegen.settings import Published
from sitegen.wording import number

Figure = tuple[str, str]
"""A number as it is shown, and what it counts."""


def home_figures(contest: Contest, published: Published) -> tuple[Figure, ...]:
    """Return the contest in figures: what was announced, and what came of it where that is out."""
    units = sum(unit.selectable for unit in contest.units)
    prizes = sum(
        total_value(group.prizes) * (len(contest.rounds) if group.per is PrizePer.ROUND else 1)
        for group in contest.prizes.groups
    )
    announced = [
        (len(contest.rounds), "site.home.figure_rounds"),
        (units, "site.home.figure_units"),
        (len(contest.study_documents), "site.home.figure_documents"),
        (prizes, "site.home.figure_prizes"),
    ]
    counted = _taken_part(published)
    shown = [*counted, *announced][: 4 if counted else None]
    return tuple((number(count), text(key)) for count, key in shown if count)


def home_data(contest: Contest, published: Published) -> dict[str, object]:
    """Return what the home page's script needs to tell what is open, what comes next, what is out.

    ``shown`` is the round whose results the build knew.
    """
    shown = [round_.id for round_ in contest.rounds if round_.id in published.rounds]
    return {
        "open_entry": contest.entry.mode is EntryMode.OPEN,
        "rounds": [round_value(round_) for round_ in contest.rounds],
        "shown": shown[-1] if shown else None,
        "tells_live": tells_live(contest),
        "texts": {
            **texts_of("site.live.says"),
            **texts_of("site.phase."),
            **texts_of("site.home."),
            **texts_of("site.results.figure_"),
        },
    }


def _taken_part(published: Published) -> list[tuple[int, str]]:
    """Return how many took part: in the whole contest, else in its rounds so far.

    Of several rounds people are not added up, since many enter each of them.
    """
    values: list[Mapping[str, Any]] = list(published.rounds.values())
    if published.contest is not None:
        figures = published.contest["figures"]
        return [
            (figures["attempts"], "site.results.figure_attempts"),
            (figures["people"], "site.results.figure_people"),
        ]
    attempts = sum(value["figures"]["attempts"] for value in values)
    return [(attempts, "site.results.figure_attempts")] if values else []
