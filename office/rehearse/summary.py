"""What a rehearsal tells its organizer: figures, ties, prizes, what befell people, what to do."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from chalicelib.contest.rules import Contest, PrizePer
from office.rehearse.run import Act, Rehearsal
from office.rehearse.ties import PrizeTies, prize_ties
from office.texts import DEFAULT_LANGUAGE, text

_MOST_NAMED = 5
"""Of units without an attempt so many are named; of the others the number is told."""


def summarise(rehearsal: Rehearsal) -> list[str]:
    """Return the lines to show, in Vietnamese."""
    contest = rehearsal.contest
    lines = [text("rehearsal.done", contest=contest.name, seconds=_seconds(rehearsal.play_seconds))]
    hints: dict[str, None] = {}
    for round_ in contest.rounds:
        act = rehearsal.rounds[round_.id]
        lines += ["", *_round_lines(contest, round_.name, act, hints)]
    lines += ["", *_whole_lines(contest, rehearsal.whole, hints)]
    lines += ["", *_promises(rehearsal)]
    if hints:
        lines += ["", text("rehearsal.hints"), *(f"  - {hint}" for hint in hints)]
    return lines


def _round_lines(contest: Contest, name: str, act: Act, hints: dict[str, None]) -> Iterator[str]:
    figures = act.standings["figures"]
    yield text(
        "rehearsal.round",
        round=name,
        **{name: whole(count) for name, count in figures.items()},
        percent=_percent(figures["perfect_papers"], figures["counting"]),
        seconds=_seconds(act.close_seconds),
    )
    for ties in prize_ties(contest, act.standings["persons"]):
        if ties.division is not None:
            yield f"  {contest.division(ties.division).name}:"
        yield from _tie_lines(ties, hints)
    yield from _award_lines(contest, PrizePer.ROUND, act.standings, hints)


def _tie_lines(ties: PrizeTies, hints: dict[str, None]) -> Iterator[str]:
    if ties.margin_ms is not None and ties.margin_ms > 0:
        yield text(
            "rehearsal.margin",
            people=whole(ties.same_marks),
            seconds=_seconds(Fraction(ties.margin_ms, 1_000), digits=3),
        )
    elif ties.same_marks > 1:
        yield text("rehearsal.same_marks", people=whole(ties.same_marks))
    for rank, count in ties.shared:
        yield text("rehearsal.shared", rank=rank, people=count)
        hints[text("rehearsal.hint_ties")] = None
    if ties.shared_elsewhere:
        yield text("rehearsal.shared_elsewhere", count=ties.shared_elsewhere)


def _whole_lines(contest: Contest, act: Act, hints: dict[str, None]) -> Iterator[str]:
    yield text(
        "rehearsal.whole",
        **{name: whole(count) for name, count in act.standings["figures"].items()},
    )
    idle = [row["unit"] for row in act.standings["units"] if not row["attempts"]]
    if idle:
        names = {unit.id: unit.name for unit in contest.units}
        shown = "; ".join(names[unit] for unit in idle[:_MOST_NAMED])
        more = len(idle) - _MOST_NAMED
        yield text(
            "rehearsal.idle_units",
            count=len(idle),
            names=shown + (text("rehearsal.and_more", count=more) if more > 0 else ""),
        )
    yield from _award_lines(contest, PrizePer.CONTEST, act.standings, hints)


def _award_lines(
    contest: Contest, per: PrizePer, standings: Mapping[str, Any], hints: dict[str, None]
) -> Iterator[str]:
    for group in contest.prizes.groups:
        if group.per is not per:
            continue
        awards = [
            award
            for row in [*standings["persons"], *standings["units"]]
            for award in row["awards"]
            if award["group"] == group.id
        ]
        decided = sum(award["decided"] for award in awards)
        offered = sum(prize.count for prize in group.prizes)
        undecided = len(awards) - decided
        yield text("rehearsal.awards", group=group.name, decided=decided, offered=offered)
        if undecided:
            yield text("rehearsal.undecided", group=group.name, takers=undecided)
            hints[text("rehearsal.hint_undecided")] = None
        if decided < offered and not undecided:
            yield text("rehearsal.vacant", group=group.name, count=offered - decided)
            hints[text("rehearsal.hint_vacant", group=group.name)] = None


def _promises(rehearsal: Rehearsal) -> Iterator[str]:
    """Tell what befell people, and that nothing was lost: the play would have stopped else."""
    attempts = sum(act.receipts for act in rehearsal.rounds.values())
    yield text("rehearsal.promises", attempts=whole(attempts))
    befell = rehearsal.befell
    told: dict[str, object] = {name: whole(befell.get(name, 0)) for name in _TOLD}
    yield text(
        "rehearsal.befell",
        DEFAULT_LANGUAGE,
        **told,
        people=whole(befell.get("registered", 0) + befell.get("enrolled", 0)),
        lost=whole(
            sum(befell.get(name, 0) for name in ("lost_start", "lost_save", "lost_submission"))
        ),
    )


_TOLD = (
    "walked_away",
    "too_late",
    "in_grace",
    "other_phone",
    "wrong_second_factor",
    "code_replaced",
    "double_click",
    "second_try_refused",
    "too_early",
)


def whole(count: int) -> str:
    """Return a whole number as it is written in Vietnamese.

    >>> whole(83_200), whole(-56_285), whole(12)
    ('83.200', '-56.285', '12')
    """
    return f"{count:,}".replace(",", ".")


def shown(value: str) -> str:
    """Return a figure of a size's file as people read it: digits grouped, yes and no in words.

    >>> shown("83200"), shown("yes"), shown("")
    ('83.200', 'có', '–')
    """
    if value in {"yes", "no"}:
        return text(f"rehearsal.answer_{value}")
    return whole(int(value)) if value.lstrip("-").isdigit() else value or "–"


def _percent(part: int, whole: int) -> str:
    """Return a share in percent with one digit, half up, as it is written in Vietnamese."""
    tenths = int(Fraction(1_000 * part, whole or 1) + Fraction(1, 2))
    return f"{tenths // 10},{tenths % 10}"


def _seconds(value: float | Fraction, digits: int = 1) -> str:
    return f"{float(value):.{digits}f}".replace(".", ",")
