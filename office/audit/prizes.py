"""Prizes: who takes which, group by group, by the standings."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from office.audit.frame import WHOLE, Frame, Value
from office.audit.marks import Score
from office.audit.order import Ranked, ranks_of
from office.audit.units import Measured

Awards = dict[str, list[Value]]


def groups_of(contest: Value, to: str, per: str) -> list[Value]:
    """Return the groups for persons or units that are awarded per round or once."""
    return [g for g in contest["prizes"]["groups"] if (g["to"], g["per"]) == (to, per)]


def persons_prizes(
    frame: Frame,
    contest: Value,
    standings: Mapping[str | None, Ranked],
    round_id: str | None,
    taken: Mapping[str, int],
) -> Awards:
    """Return what each person takes; ``taken`` is how many were taken elsewhere, and stays."""
    blocks = {unit["id"]: unit["block"] for unit in contest["units"]}
    most = contest["prizes"]["most_per_person"]
    had = dict(taken)
    awards: Awards = {}
    for group in groups_of(contest, "persons", "contest" if round_id is None else "round"):
        withdrawn = _withdrawn(frame, group, round_id)

        def may(score: Score, group: Value = group, withdrawn: set[str] = withdrawn) -> bool:
            return (
                score.marks > 0
                and 100 * score.marks >= group["pass_percent"] * score.full
                and (not group["block"] or blocks.get(score.unit or "") == group["block"])
                and score.pid not in withdrawn
                and (most is None or had.get(score.pid, 0) < most)
            )

        for score, award in _give(group, _by_merit(group, standings[group["division"]]), may):
            awards.setdefault(score.pid, []).append(award)
            had[score.pid] = had.get(score.pid, 0) + 1
    return awards


def units_prizes(
    frame: Frame, contest: Value, units: Sequence[Measured], round_id: str | None
) -> Awards:
    """Return what each unit takes."""
    full = sum(term["weight"] for term in contest["collective"]["terms"])
    awards: Awards = {}
    for group in groups_of(contest, "units", "contest" if round_id is None else "round"):
        withdrawn = _withdrawn(frame, group, round_id)
        by_clip = group["merit"] == "clip"

        def may(
            unit: Measured,
            group: Value = group,
            withdrawn: set[str] = withdrawn,
            by_clip: bool = by_clip,
        ) -> bool:
            least = group["pass_percent"]
            passes = (
                not least
                or (by_clip and (unit.clip or 0) >= least)
                or (not by_clip and unit.score is not None and 100 * unit.score >= least * full)
            )
            return (
                passes
                and (unit.attempts > 0 or unit.clip is not None)
                and group["block"] in {"", unit.unit["block"]}
                and unit.unit["id"] not in withdrawn
            )

        for unit, award in _give(group, _units_by_merit(units, by_clip=by_clip), may):
            awards.setdefault(unit.unit["id"], []).append(award)
    return awards


def _withdrawn(frame: Frame, group: Value, round_id: str | None) -> set[str]:
    where = WHOLE if round_id is None else round_id
    return {
        each["target"]
        for each in frame.corrections
        if (each["kind"], each["group"], each["round"]) == ("withdraw_prize", group["id"], where)
    }


def _by_merit(group: Value, standings: Ranked) -> Ranked:
    """Return the candidates with their ranks in the order of merit."""
    if group["merit"] == "rank":
        return standings
    young = group["merit"] == "youngest"
    born = [(rank, score) for rank, score in standings if score.born]
    born.sort(key=lambda pair: (pair[0], pair[1].receipt))
    # Sorting keeps the order of those alike: by date now, by rank and code before.
    born.sort(key=lambda pair: pair[1].born, reverse=young)
    ranks = ranks_of([(score.born, rank) for rank, score in born])
    return list(zip(ranks, (score for _, score in born), strict=True))


def _units_by_merit(units: Sequence[Measured], *, by_clip: bool) -> list[tuple[int, Measured]]:
    if not by_clip:
        return [(unit.rank, unit) for unit in units if unit.rank is not None]
    clips = sorted(
        ((unit.clip, unit) for unit in units if unit.clip is not None),
        key=lambda pair: (-pair[0], pair[1].unit["id"]),
    )
    ranks = ranks_of([clip for clip, _ in clips])
    return list(zip(ranks, (unit for _, unit in clips), strict=True))


def _give(
    group: Value, candidates: Iterable[tuple[int, Any]], may: Callable[[Any], bool]
) -> list[tuple[Any, Value]]:
    """Return who takes what: places filled in order by those who may, shared ranks together."""
    places = [prize for prize in group["prizes"] for _ in range(prize["count"])]
    worthy: list[tuple[int, Any]] = []
    for rank, candidate in candidates:
        if len(worthy) >= len(places) and (not worthy or worthy[-1][0] != rank):
            break
        if may(candidate):
            worthy.append((rank, candidate))
    given: list[tuple[Any, Value]] = []
    at = 0
    while at < min(len(worthy), len(places)):
        alike = [candidate for rank, candidate in worthy if rank == worthy[at][0]]
        offered = places[at : at + len(alike)]
        decided = len(offered) == len(alike) and len({prize["name"] for prize in offered}) == 1
        award = {
            "group": group["id"],
            "prize": offered[0]["name"],
            "value": offered[0]["value"] if decided else 0,
            "certificate": offered[0]["certificate"] if decided else "",
            "decided": decided,
        }
        given += [(candidate, award) for candidate in alike]
        at += len(alike)
    return given
