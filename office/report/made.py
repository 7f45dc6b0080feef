"""From attempts to the report's value: counted, ranked and awarded anew, then reconciled.

The order of the attempts makes no difference, and the same input gives the same bytes.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.corrected import withdrawals_of
from chalicelib.contest.corrections import Correction
from chalicelib.contest.errors import NotPreparedError
from chalicelib.contest.extra_time import Credit, extra_time_value
from chalicelib.contest.ids import Pid, RoundId, UnitId
from chalicelib.contest.merit import AwardHistory, Withdrawal
from chalicelib.contest.results import Results, contest_results, round_results
from chalicelib.contest.rules import Contest
from office.report import reconciliation
from office.report.awards import award_values, decided_sums
from office.report.clips import clip_values
from office.report.comparison import edition_values, plan_values
from office.report.counted import CountedRound, count_round
from office.report.exact import Value
from office.report.figures import round_figures, total_figures
from office.report.sources import ClipTally, Recorded, RoundData
from office.report.statements import make_statements
from office.report.units import (
    busiest_values,
    level_values,
    participation_values,
    ranked_values,
    unit_values,
)

SCHEMA = 1


def make_report(
    contest: Contest,
    rounds: Mapping[RoundId, RoundData],
    *,
    made_on: date,
    births: Mapping[Pid, date] | None = None,
    registered: int | None = None,
    corrections: Sequence[Correction] = (),
    extra_time: Sequence[Credit] = (),
    withdrawals: Sequence[Withdrawal] = (),
    clips: Sequence[ClipTally] | None = None,
    recorded: Mapping[RoundId, Recorded] | None = None,
    visits: Mapping[str, Any] | None = None,
    all_rounds: int | None = None,
) -> dict[str, object]:
    """Return the closing report of a contest as a JSON value; its members are in docs/report.md.

    Where ``contest`` is one as far as it has come (``contest_so_far``), ``all_rounds`` is how many
    rounds there will be, and the report says up to which it goes.

    ``corrections`` and ``extra_time`` are those in force: a prize that a correction withdraws goes
    down as one of ``withdrawals`` does, and extra time is told.

    ``rounds`` are all rounds of the contest.  ``births`` are needed where a rule goes by age;
    ``registered`` is how many people registered; ``recorded`` is what the closes put on record
    (the whole contest under WHOLE_CONTEST), with which everything counted here must agree; without
    ``clips`` only the accepted ones that the rules name are known.

    Raises UnbalancedError where any sum is not what its parts give, NotPreparedError where a round,
    a bank or a key is missing.
    """
    counted = [_count(contest, round_.id, rounds, births or {}) for round_ in contest.rounds]
    _refuse_strays(contest, counted)
    results, whole = _results(contest, counted, (*withdrawals, *withdrawals_of(corrections)))
    scores = list(chain.from_iterable(each.scores for each in counted))
    total = total_figures(contest, counted, whole.counting)
    clip_value = clip_values(contest, clips)
    figures = _figures_of_rounds(contest, counted, results)
    report: dict[str, object] = {
        "schema": SCHEMA,
        "contest": {
            "id": contest.id,
            "name": contest.name,
            "short_name": contest.short_name,
            "kind": contest.kind.value,
            "organizer": contest.organizer,
            "place": contest.place,
            "edition": contest.edition,
        },
        "made_on": made_on.isoformat(),
        "attempts": {
            "limit": contest.attempts.limit,
            "per": contest.attempts.per.value,
            "counts": contest.attempts.counts.value,
        },
        "sources": _sources(recorded or {}),
        "plan": plan_values(contest),
        "registered": registered,
        "rounds": figures,
        "total": total,
        "levels": level_values(contest, scores),
        "units": unit_values(contest, scores, whole.counting),
        "participation": participation_values(contest, scores),
        "ranked_units": ranked_values(contest, whole),
        "busiest_units": busiest_values(contest, whole),
        "awards": award_values(contest, [*results, whole]),
        "clips": clip_value,
        "last_edition": edition_values(contest, total, _clips_received(clip_value)),
        "statements": make_statements(figures, total),
        "visits": None if visits is None else dict(visits),
    }
    if corrections:
        report["corrections"] = len(corrections)
    extra = {r.id: extra_time_value(extra_time, r.id) for r in contest.rounds}
    if any(extra.values()):
        report["extra_time"] = {round_id: value for round_id, value in extra.items() if value}
    if all_rounds is not None:
        report["so_far"] = {"round": contest.rounds[-1].id, "all_rounds": all_rounds}
    report["reconciliation"] = [
        *reconciliation.line_identities(contest, counted),
        *reconciliation.sums_of(report),
        *_recorded(contest, results, whole, recorded or {}),
    ]
    reconciliation.check(report)
    return report


def _count(
    contest: Contest,
    round_id: RoundId,
    rounds: Mapping[RoundId, RoundData],
    births: Mapping[Pid, date],
) -> CountedRound:
    if round_id not in rounds:
        raise NotPreparedError(what=f"attempts of {round_id}")
    return count_round(contest, contest.round(round_id), rounds[round_id], births)


def _refuse_strays(contest: Contest, counted: Sequence[CountedRound]) -> None:
    """Refuse attempts for units that the contest does not have: nobody could add them up."""
    known: set[UnitId | None] = {None, *(unit.id for unit in contest.units)}
    strays = sum(score.unit not in known for each in counted for score in each.scores)
    if strays:
        stray: Value = {"identity": "known_units", "where": None, "left": strays, "right": 0}
        raise reconciliation.UnbalancedError([stray])


def _results(
    contest: Contest, counted: Sequence[CountedRound], withdrawals: Sequence[Withdrawal]
) -> tuple[list[Results], Results]:
    """Return the results of every round and of the whole contest, as the closes compute them."""
    taken: dict[Pid, int] = {}
    results = []
    for each in counted:
        history = AwardHistory(taken=dict(taken), withdrawals=tuple(withdrawals))
        result = round_results(contest, each.round.id, each.scores, history)
        for row in result.persons:
            if row.awards:
                pid = row.standing.score.pid
                taken[pid] = taken.get(pid, 0) + len(row.awards)
        results.append(result)
    history = AwardHistory(taken=taken, withdrawals=tuple(withdrawals))
    return results, contest_results(contest, [each.scores for each in counted], history)


def _figures_of_rounds(
    contest: Contest, counted: Sequence[CountedRound], results: Sequence[Results]
) -> list[Value]:
    earlier: frozenset[Pid] = frozenset()
    figures = []
    for each, result in zip(counted, results, strict=True):
        figures.append(round_figures(contest, each, result.counting, earlier))
        earlier |= {score.pid for score in each.scores}
    return figures


def _sources(recorded: Mapping[RoundId, Recorded]) -> list[Value]:
    return [
        {"round": round_id, "attempts": record.attempts, "standings": record.standings}
        for round_id, record in recorded.items()
    ]


def _clips_received(clips: Value | None) -> int | None:
    received = None if clips is None else clips["received"]
    return received if isinstance(received, int) else None


def _recorded(
    contest: Contest,
    results: Sequence[Results],
    whole: Results,
    recorded: Mapping[RoundId, Recorded],
) -> list[Value]:
    by_round = {
        **dict(zip((round_.id for round_ in contest.rounds), results, strict=True)),
        WHOLE_CONTEST: whole,
    }
    return list(
        reconciliation.recorded_identities(
            {round_id: result.figures for round_id, result in by_round.items()},
            {round_id: decided_sums(result) for round_id, result in by_round.items()},
            recorded,
        )
    )
