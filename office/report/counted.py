"""The attempts of a round, gone through once: graded, and counted by day, hour and how they ended.

1. A line is one attempt that was started.  It ended by submission, or by the close: then with
   answers that had been saved (``auto``), or without a single one (``blank``).
2. An attempt (lượt thi) counts unless the rules ask for every question to be answered and it lacks
   one, or a correction has made it void (``invalid``).
3. Days and hours are those of its start, in Việt Nam.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from chalicelib.contest.attempts import Attempt, AttemptState
from chalicelib.contest.corrected import attempts_that_stand, corrected_scheme
from chalicelib.contest.errors import NotPreparedError
from chalicelib.contest.grading import Markscheme, Score, grade_shard, make_markscheme
from chalicelib.contest.ids import Digest, DivisionId, Pid
from chalicelib.contest.papers import PREDICTION
from chalicelib.contest.rules import Contest, Round
from chalicelib.contest.times import DAY_MS, HOUR_MS
from office.report.sources import RoundData

EPOCH = date(1970, 1, 1).toordinal()
VIETNAM_MS = 7 * HOUR_MS

AttemptName = tuple[Pid, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedRound:
    """What the lines of a round say, each line looked at once."""

    round: Round
    lines: int
    distinct: int
    """How many different attempts they name."""
    of_round: int
    """How many name this round as theirs."""
    ended: Mapping[str, int]
    invalid: int
    scores: tuple[Score, ...]
    """Of every attempt that counts."""
    unsubmitted: frozenset[AttemptName]
    """Those that the close made final."""
    by_day: Mapping[date, int]
    by_hour: Mapping[int, int]


def count_round(
    contest: Contest, round_: Round, data: RoundData, births: Mapping[Pid, date]
) -> CountedRound:
    """Return what a round's attempts say; raise NotPreparedError where a bank or a key is missing.

    Raises ValueError where an attempt is not final: its round has not been closed.
    """
    schemes: dict[tuple[Digest, DivisionId | None], Mapping[DivisionId | None, Markscheme]] = {}
    ended: Counter[str] = Counter()
    by_day: Counter[int] = Counter()
    by_hour: Counter[int] = Counter()
    names: set[AttemptName] = set()
    unsubmitted: set[AttemptName] = set()
    scores: list[Score] = []
    of_round = 0

    def looked_at(attempts: Iterable[Attempt]) -> Iterator[Attempt]:
        nonlocal of_round
        for attempt in attempts:
            name = (attempt.key.pid, attempt.key.ordinal)
            names.add(name)
            of_round += attempt.round_id == round_.id
            how = _end_of(attempt)
            ended[how] += 1
            if how != "submitted":
                unsubmitted.add(name)
            yield attempt

    for attempt in attempts_that_stand(looked_at(data.attempts), data.corrections, round_.id):
        which = (attempt.bank, attempt.division)
        if which not in schemes:
            scheme = _scheme(contest, data, *which)
            corrected = corrected_scheme(scheme, data.corrections, round_.id, attempt.bank)
            schemes[which] = {attempt.division: corrected}
        for score in grade_shard((attempt,), schemes[which], births):
            scores.append(score)
            day, rest = divmod(attempt.started_at + VIETNAM_MS, DAY_MS)
            by_day[day] += 1
            by_hour[rest // HOUR_MS] += 1
    lines = ended.total()
    return CountedRound(
        round=round_,
        lines=lines,
        distinct=len(names),
        of_round=of_round,
        ended={how: ended[how] for how in ("submitted", "auto", "blank")},
        invalid=lines - len(scores),
        scores=tuple(scores),
        unsubmitted=frozenset(unsubmitted),
        by_day={date.fromordinal(EPOCH + day): by_day[day] for day in sorted(by_day)},
        by_hour={hour: by_hour[hour] for hour in range(24)},
    )


def _end_of(attempt: Attempt) -> str:
    if not attempt.is_final():
        raise ValueError(f"an attempt that is not final: {attempt.receipt_code}")
    if attempt.state is AttemptState.SUBMITTED:
        return "submitted"
    return "auto" if attempt.answers.keys() - {PREDICTION} else "blank"


def _scheme(
    contest: Contest, data: RoundData, bank: Digest, division: DivisionId | None
) -> Markscheme:
    if bank not in data.banks:
        raise NotPreparedError(what="bank")
    if bank not in data.keys:
        raise NotPreparedError(what="keys")
    return make_markscheme(
        data.banks[bank],
        data.keys[bank],
        contest.marks,
        only_if_all_answered=contest.paper_of(division).only_if_all_answered,
    )
