"""How attempts count and are ranked: what is stated must decide.

Whether ties remain is estimated: of ``ENTRANTS`` people (or as many as entered the last edition)
three in four have the same marks, as happens where questions are easy.  A key tells them apart as
well as it has values that are about equally likely; of n papers and v values about n²/2v pairs stay
equal.
"""

from chalicelib.contest.rules import AttemptsPer, Counting, RankingKey
from office.contest_file.codes import Code
from office.contest_file.draft import Draft
from office.contest_file.findings import Findings

ENTRANTS = 1_000
"""How many people are reckoned with where no last edition says more."""

FEW_TIES = 100
"""Fewer than one expected pair in so many contests is not worth a word."""

_BIRTH_DATES = 40 * 365
_PREDICTIONS = 100
_TIMES_IN_LIMIT = 10
"""Good papers end within a tenth of the time allowed, not spread over all of it."""


def check_attempts(draft: Draft, findings: Findings) -> None:
    """Check that the attempt that counts is stated where there may be several."""
    rules = draft.attempts
    if rules is None or rules.counts is not Counting.ONLY:
        return
    stated = draft.fields.find("attempts", "counts")
    unstated = stated == draft.fields.find("attempts")
    if unstated and (rules.limit > 1 or rules.per is AttemptsPer.CONTEST):
        findings.add(Code.COUNTS_UNSTATED, stated)
    elif rules.limit > 1:
        findings.add(Code.ONLY_OF_SEVERAL, stated, limit=rules.limit)


def check_ranking(draft: Draft, findings: Findings) -> None:
    """Check the ranking keys."""
    ranking = draft.ranking
    if ranking is None:
        return
    if RankingKey.PUBLIC_DRAW in ranking.keys and not ranking.draw_seed:
        findings.add(Code.DRAW_WITHOUT_SEED, draft.fields.find("ranking", "draw_seed"))
    for index, key in enumerate(ranking.keys):
        decided = _decided_before(key, ranking.keys[:index])
        if decided is not None:
            place = draft.fields.find("ranking", "keys", index)
            findings.add(Code.KEY_NEVER_REACHED, place, step=key.value, former=decided.value)
    _check_ties(draft, ranking.keys, findings)


def _decided_before(key: RankingKey, former: tuple[RankingKey, ...]) -> RankingKey | None:
    """Return the key after which another has nothing left to decide."""
    if RankingKey.PUBLIC_DRAW in former:
        return RankingKey.PUBLIC_DRAW
    opposite = {
        RankingKey.YOUNGEST: RankingKey.OLDEST,
        RankingKey.OLDEST: RankingKey.YOUNGEST,
    }.get(key)
    return opposite if opposite in former else None


def _check_ties(draft: Draft, keys: tuple[RankingKey, ...], findings: Findings) -> None:
    if RankingKey.PUBLIC_DRAW in keys or draft.paper is None:
        return
    last = draft.last_edition
    entrants = (last and (last.people or last.attempts)) or ENTRANTS
    equal = entrants * 3 // 4
    window = min(
        (entry.round.closes_at - entry.round.opens_at for entry in draft.rounds or ()), default=1
    )
    values = {
        RankingKey.TIME_USED: draft.paper.limit_ms // _TIMES_IN_LIMIT,
        RankingKey.TIME_TO_LAST_CHANGE: draft.paper.limit_ms // _TIMES_IN_LIMIT,
        RankingKey.SUBMITTED_AT: max(window, 1),
        RankingKey.PREDICTION_ERROR: _PREDICTIONS,
        RankingKey.YOUNGEST: _BIRTH_DATES,
        RankingKey.OLDEST: _BIRTH_DATES,
    }
    apart = 1
    for key in keys:
        apart *= values.get(key, 1)
    pairs = equal * (equal - 1) // 2
    if pairs * FEW_TIES > apart:
        findings.add(
            Code.TIES_REMAIN,
            draft.fields.find("ranking", "keys", len(keys) - 1),
            last=keys[-1].value,
            papers=equal,
            pairs=max(1, pairs // apart),
        )
