"""Reconciliation: every sum of a report beside what it must equal, counted another way.

An identity has two sides that do not come from one computation.  ``check`` refuses a report of
which one does not hold; nothing is ever mended, rounded or spread over the parts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.ids import RoundId
from chalicelib.contest.results import Figures
from chalicelib.contest.rules import AttemptsPer, Contest
from chalicelib.contest.standings import figures_value
from office.report.counted import CountedRound
from office.report.exact import Value, check_rounding
from office.report.sources import Recorded

Report = Mapping[str, Any]


class UnbalancedError(Exception):
    """A report whose figures contradict each other; it is not to be given to anybody."""

    def __init__(self, failed: Sequence[Value], misrounded: Sequence[str] = ()) -> None:
        """Say which identities fail, and at which places a percentage is not its counts'."""
        names = [f"{each['identity']} ({each['left']} ≠ {each['right']})" for each in failed]
        super().__init__("; ".join([*names, *misrounded]))
        self.failed = tuple(failed)
        self.misrounded = tuple(misrounded)


def check(report: Report) -> None:
    """Raise UnbalancedError where a sum, a percentage or a mean does not follow from its parts.

    The sums that a report holds are added up again from its own rows, so that a report that was
    changed after it was made is refused as well.
    """
    stored = [each for each in report["reconciliation"] if each["left"] != each["right"]]
    again = [each for each in sums_of(report) if each["left"] != each["right"]]
    misrounded = check_rounding(report)
    if stored or again or misrounded:
        raise UnbalancedError([*stored, *again], misrounded)


def line_identities(contest: Contest, rounds: Sequence[CountedRound]) -> Iterator[Value]:
    """Yield what must hold of the lines themselves: none twice, none of another round."""
    for counted in rounds:
        where = counted.round.id
        yield _identity("lines_distinct", where, counted.distinct, counted.lines)
        yield _identity("lines_of_round", where, counted.of_round, counted.lines)
    yield _identity("within_limit", None, _beyond_limit(contest, rounds), 0)


def recorded_identities(
    figures: Mapping[RoundId, Figures],
    decided: Mapping[RoundId, tuple[int, int]],
    recorded: Mapping[RoundId, Recorded],
) -> Iterator[Value]:
    """Yield that what is counted now is what the close put on record, and what was published."""
    for round_id, record in recorded.items():
        where = None if round_id == WHOLE_CONTEST else round_id
        for name, counted in figures_value(figures[round_id]).items():
            yield _identity(f"recorded_{name}", where, counted, record.figures[name])
        number, value = decided[round_id]
        yield _identity("recorded_prizes", where, number, record.decided)
        yield _identity("recorded_value", where, value, record.value)


def sums_of(report: Report) -> Iterator[Value]:
    """Yield the identities that a report's own figures must fulfil."""
    rounds, total = report["rounds"], report["total"]
    for figures in rounds:
        yield from _parts_of(figures, figures["round"])
        new_and_known = figures["people_new"] + figures["people_returning"]
        yield _identity("new_and_returning", figures["round"], new_and_known, figures["people"])
    yield from _parts_of(total, None)
    yield from _rounds_to_total(rounds, total)
    yield from _people(rounds, total)
    # Where attempts are per contest, of several rounds' papers of one person only one counts.
    shares = ["of_attempts", *(["of_counting"] if report["attempts"]["per"] == "round" else [])]
    for share in shares:
        perfect = sum(figures["perfect"][share]["numerator"] for figures in rounds)
        yield _identity(
            f"rounds_perfect_{share}", None, perfect, total["perfect"][share]["numerator"]
        )
    yield from _units(report, total)
    yield from _prizes(report["awards"])
    if report["clips"] is not None:
        yield from _clips(report["clips"])


def _parts_of(figures: Report, where: str | None) -> Iterator[Value]:
    ended = sum(figures["ended"].values())
    yield _identity("ended", where, ended, figures["started"])
    valid = figures["attempts"] + figures["invalid"]
    yield _identity("valid_and_invalid", where, valid, figures["started"])
    by_day = sum(day["attempts"] for day in figures["by_day"])
    yield _identity("days", where, by_day, figures["attempts"])
    yield _identity("hours", where, sum(figures["by_hour"]), figures["attempts"])
    counting = figures["perfect"]["of_counting"]["denominator"]
    listed = sum(row["papers"]["numerator"] for row in figures["marks"]["distribution"])
    yield _identity("distribution", where, listed, counting)
    if figures["divisions"]:
        divisions = sum(division["attempts"] for division in figures["divisions"])
        yield _identity("divisions", where, divisions, figures["attempts"])


def _rounds_to_total(rounds: Sequence[Report], total: Report) -> Iterator[Value]:
    for name in ("started", "attempts", "attempts_without_unit"):
        yield _identity(
            f"rounds_{name}", None, sum(figures[name] for figures in rounds), total[name]
        )


def _people(rounds: Sequence[Report], total: Report) -> Iterator[Value]:
    new = sum(figures["people_new"] for figures in rounds)
    yield _identity("rounds_new_people", None, new, total["people"])
    once = sum(row["people"] for row in total["by_rounds_taken"])
    yield _identity("people_by_rounds", None, once, total["people"])
    times = sum(row["rounds"] * row["people"] for row in total["by_rounds_taken"])
    of_rounds = sum(figures["people"] for figures in rounds)
    yield _identity("people_times", None, times, of_rounds)


def _units(report: Report, total: Report) -> Iterator[Value]:
    rows = report["units"]
    without = total["attempts_without_unit"]
    own = sum(row["own"]["attempts"] for row in rows)
    yield _identity("units", None, own + without, total["attempts"])
    levels = sum(level["attempts"] for level in report["levels"])
    yield _identity("levels", None, levels + without, total["attempts"])
    entered = sum(level["units"]["numerator"] for level in report["levels"])
    yield _identity("levels_units", None, entered, total["units"]["numerator"])
    with_own = sum(row["own"]["attempts"] > 0 for row in rows)
    yield _identity("units_entered", None, with_own, total["units"]["numerator"])
    tops = sum(row["all"]["attempts"] for row in rows if row["parent"] is None)
    yield _identity("tops", None, tops + without, total["attempts"])
    below: dict[str, int] = {}
    for row in rows:
        if row["parent"] is not None:
            below[row["parent"]] = below.get(row["parent"], 0) + row["all"]["attempts"]
    for row in rows:
        if row["unit"] in below:
            parts = row["own"]["attempts"] + below[row["unit"]]
            yield _identity("tree", row["unit"], parts, row["all"]["attempts"])


def _prizes(awards: Report) -> Iterator[Value]:
    for group in awards["groups"]:
        where = f"{group['round']}/{group['group']}" if group["round"] else group["group"]
        prizes = group["prizes"]
        ends = ("awarded", "undecided", "vacant")
        yield _identity("prizes", where, sum(group[end] for end in ends), group["offered"])
        worth = sum(group[f"{end}_value"] for end in ends)
        yield _identity("prize_values", where, worth, group["offered_value"])
        each = sum(prize["awarded"] * prize["value"] for prize in prizes)
        yield _identity("prizes_awarded", where, each, group["awarded_value"])
    for name in ("offered", "awarded"):
        number = sum(group[name] for group in awards["groups"])
        yield _identity(f"all_prizes_{name}", None, number, awards[name])
        value = sum(group[f"{name}_value"] for group in awards["groups"])
        yield _identity(f"all_values_{name}", None, value, awards[f"{name}_value"])


def _clips(clips: Report) -> Iterator[Value]:
    accepted = sum(level["accepted"] for level in clips["levels"])
    yield _identity("clips_accepted", None, accepted, clips["accepted"])
    if clips["received"] is not None:
        ended = clips["accepted"] + clips["refused"]
        yield _identity("clips_received", None, ended, clips["received"])
        reasons = sum(row["clips"] for row in clips["reasons"])
        yield _identity("clips_refused", None, reasons, clips["refused"])


def _beyond_limit(contest: Contest, rounds: Iterable[CountedRound]) -> int:
    """Return how many attempts are beyond those that a person has, by their ordinals."""
    limit = contest.attempts.limit
    if contest.attempts.per is AttemptsPer.ROUND:
        return sum(score.ordinal > limit for counted in rounds for score in counted.scores)
    taken: dict[str, int] = {}
    for counted in rounds:
        for score in counted.scores:
            taken[score.pid] = taken.get(score.pid, 0) + 1
    return sum(max(0, number - limit) for number in taken.values())


def _identity(name: str, where: str | None, left: int, right: int) -> Value:
    return {"identity": name, "where": where, "left": left, "right": right}
