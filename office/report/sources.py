"""What a report is counted from: final attempts, their banks and keys, what is on record."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from chalicelib.contest.attempts import Attempt
from chalicelib.contest.corrections import Correction
from chalicelib.contest.ids import Digest, UnitId
from chalicelib.contest.questions import AnswerKeys, QuestionBank


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundData:
    """One closed round: its final attempts, and the banks and keys that these name, by digest."""

    attempts: Iterable[Attempt]
    """Gone through once, so that they may come from a file line by line."""
    banks: Mapping[Digest, QuestionBank]
    keys: Mapping[Digest, AnswerKeys]
    corrections: Sequence[Correction] = ()
    """Those in force, of other rounds too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What the close put on record of a round (or of the whole contest), to be met again.

    ``figures`` are those of the archived standings; ``decided`` how many prizes were given there,
    and ``value`` what they are worth together, in đồng.
    """

    attempts: Digest
    standings: Digest
    figures: Mapping[str, int]
    decided: int
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipTally:
    """The clips of one unit: how many were accepted, and why the others were not."""

    unit: UnitId
    accepted: int
    refused: Mapping[str, int] = field(default_factory=dict)
    """How many were refused for each reason."""
