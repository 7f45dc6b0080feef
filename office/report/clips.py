"""Clips in a report: received, accepted, refused with the reasons, by the level of their unit.

Where only the marks of accepted clips are known, the report says so: ``received`` is None then.
"""

from collections import Counter
from collections.abc import Sequence

from chalicelib.contest.rules import Contest
from office.report.exact import Value
from office.report.sources import ClipTally


def clip_values(contest: Contest, tallies: Sequence[ClipTally] | None) -> Value | None:
    """Return the clips of the contest; None where it has none, or nothing is known of them."""
    if tallies is None:
        if not contest.clips:
            return None
        with_clips = dict.fromkeys(clip.unit for clip in contest.clips)
        accepted_only = [ClipTally(unit=unit, accepted=1) for unit in with_clips]
        return {**_sums(contest, accepted_only), "received": None, "refused": None}
    return _sums(contest, tallies)


def _sums(contest: Contest, tallies: Sequence[ClipTally]) -> Value:
    level_of = {unit.id: unit.level for unit in contest.units}
    accepted: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for tally in tallies:
        accepted[level_of[tally.unit]] += tally.accepted
        refused[level_of[tally.unit]] += sum(tally.refused.values())
        reasons.update(tally.refused)
    return {
        "received": sum(tally.accepted + sum(tally.refused.values()) for tally in tallies),
        "accepted": sum(tally.accepted for tally in tallies),
        "refused": sum(reasons.values()),
        "units_with_accepted": sum(tally.accepted > 0 for tally in tallies),
        "reasons": [{"reason": reason, "clips": reasons[reason]} for reason in sorted(reasons)],
        "levels": [
            {"level": level, "accepted": accepted[level], "refused": refused[level]}
            for level in dict.fromkeys(level_of.values())
            if accepted[level] or refused[level]
        ],
    }
