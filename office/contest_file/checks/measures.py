"""Measures of units that cannot decide: what those before them leave equal, they leave equal too.

A mean and a sum say the same once it is known how many attempts count, and so do a share and a
number of perfect papers.  As many count as there are attempts where a person has one a round, and
as many as there are people where one of each counts in all.  In a single round everybody takes part
in one round.
"""

from collections.abc import Iterator, Sequence

from chalicelib.contest.rules import AttemptsPer, UnitMeasure
from office.contest_file.codes import Code
from office.contest_file.draft import Draft
from office.contest_file.findings import Findings

_ALIKE = (
    (UnitMeasure.MEAN_MARKS, UnitMeasure.TOTAL_MARKS),
    (UnitMeasure.PERFECT_SHARE, UnitMeasure.PERFECT_PAPERS),
)
"""A figure for each counting attempt, and the same figure for all of them."""


def check_measures(draft: Draft, findings: Findings) -> None:
    """Point out the measures that are never reached."""
    rules = draft.collective
    if rules is None or draft.attempts is None or not draft.rounds:
        return
    one_round = len(draft.rounds) == 1
    counted_by: list[UnitMeasure] = []
    if draft.attempts.limit == 1:
        counted_by.append(UnitMeasure.ATTEMPTS)
    if one_round or draft.attempts.per is AttemptsPer.CONTEST:
        counted_by.append(UnitMeasure.PEOPLE)
    for index, measure in enumerate(rules.measures):
        former = rules.measures[:index]
        for deciding in _decided_by(measure, counted_by, one_round=one_round):
            if deciding <= {*former}:
                findings.add(
                    Code.KEY_NEVER_REACHED,
                    draft.fields.find("collective", "measures", index),
                    step=measure.value,
                    former=max(deciding, key=former.index).value,
                )
                break


def _decided_by(
    measure: UnitMeasure, counted_by: Sequence[UnitMeasure], *, one_round: bool
) -> Iterator[set[UnitMeasure]]:
    """Yield the sets of measures that leave a measure nothing to decide."""
    both = {UnitMeasure.ATTEMPTS, UnitMeasure.PEOPLE}
    if measure in both and both <= {*counted_by}:
        yield both - {measure}
    if measure is UnitMeasure.ROUNDS_TAKEN_PART and one_round:
        yield from ({other} for other in sorted(both))
    for each, all_together in _ALIKE:
        if measure in {each, all_together}:
            other = all_together if measure is each else each
            yield from ({other, count} for count in counted_by)
