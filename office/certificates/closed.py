"""The results that certificates rest on: standings of the archive, and the attempts behind them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from chalicelib.contest.acts import WHOLE_CONTEST, RoundState, RoundStatus
from chalicelib.contest.errors import NotPreparedError
from chalicelib.contest.grading import Score, value_of
from chalicelib.contest.ids import Digest, RoundId
from chalicelib.contest.rules import Contest
from chalicelib.use_cases.staging import (
    Basis,
    CloseDesk,
    grade_lines,
    lines_name,
    standings_name,
)

_CLOSED = {RoundStatus.CLOSED, RoundStatus.PUBLISHED}


class MarksDifferError(Exception):
    """An attempt graded again has other marks than the standings say."""

    def __init__(self, scope: RoundId, receipt: str) -> None:
        """Say where."""
        super().__init__(f"{scope}: {receipt}")
        self.scope = scope
        self.receipt = receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """The results of one round, or of the whole contest, with the rules that they went by."""

    scope: RoundId
    rules: Contest
    standings: Mapping[str, Any]
    state: RoundState

    def is_published(self) -> bool:
        """Tell whether the public has seen them."""
        return self.state.status is RoundStatus.PUBLISHED


def read_closed(desk: CloseDesk, contest: Contest) -> dict[RoundId, Closed]:
    """Return the results of every round that is closed, and of the contest, in their order.

    Raises NotPreparedError where the archive lacks what the states name.
    """
    states = desk.contests.get_states(contest.id)
    found: dict[RoundId, Closed] = {}
    for scope in (*(round_.id for round_ in contest.rounds), WHOLE_CONTEST):
        state = states.get(scope)
        if state is None or state.standings is None or state.status not in _CLOSED:
            continue
        data = desk.archive.get(standings_name(contest.id, scope, state.standings))
        if data is None:
            raise NotPreparedError(what=f"standings of {scope}")
        standings: dict[str, Any] = json.loads(data)
        rules = desk.rules.rules_of(Digest(standings["rules"]))
        found[scope] = Closed(scope=scope, rules=rules, standings=standings, state=state)
    return found


def counting_scores(desk: CloseDesk, closed: Closed) -> list[Score]:
    """Return the attempts of a round that count, graded again as the close graded them.

    Raises MarksDifferError where marks are not those of the standings, NotPreparedError where the
    archive lacks the attempts.
    """
    state = closed.state
    lines = None
    if state.attempts is not None:
        lines = desk.archive.get(lines_name(desk.contest_id, closed.scope, state.attempts))
    if lines is None:
        raise NotPreparedError(what=f"attempts of {closed.scope}")
    release = replace(desk.rules.release(), rules=Digest(closed.standings["rules"]))
    basis = Basis(release=release, contest=closed.rules)
    marks = {row["receipt"]: row["marks"] for row in closed.standings["persons"]}
    counting = []
    for score in grade_lines(desk, basis, closed.scope, lines, {}):
        if score.receipt_code not in marks:
            continue
        if str(value_of(score, closed.rules.marks)) != marks[score.receipt_code]:
            raise MarksDifferError(closed.scope, score.receipt_code)
        counting.append(score)
    return counting
