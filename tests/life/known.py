"""What people outside know of their attempts, from what was sent and answered alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from scene import Scene

from chalicelib.contest.attempts import Attempt, AttemptKey
from chalicelib.contest.receipts import Receipt
from chalicelib.contest.rules import Counting
from chalicelib.use_cases.start import Started


@dataclass
class Sent:
    """A request that may be sent again, with the same ids, by a client or by the network."""

    person: int
    key: AttemptKey
    token: str
    epoch: int
    revision: int
    answers: dict[str, str]
    submit_id: str = ""
    arrived_at: int = 0
    """When it first arrived: a duplicate that the gateway delivers has the same stamp."""


@dataclass
class KnownAttempt:
    """What its person knows of an attempt."""

    started: Started
    """The newest answer to a start or a takeover."""
    first: Attempt
    epoch: int = 0
    revision: int = 0
    acknowledged: Sent | None = None
    """The newest save that was acknowledged."""
    receipt: Receipt | None = None
    final: Attempt | None = None
    past: dict[int, dict[str, str]] = field(default_factory=dict)
    """The answers under each revision that was ever stored."""


@dataclass
class KnownPerson:
    """What a person knows: a code, and what came of the starts."""

    code: str = ""
    starts: int = 0
    attempts: dict[AttemptKey, KnownAttempt] = field(default_factory=dict)

    def newest(self) -> KnownAttempt | None:
        return self.attempts[max(self.attempts, key=_order)] if self.attempts else None


def fixed(attempt: Attempt) -> tuple[object, ...]:
    """Return what a start decides once; extra time puts nothing off but the deadline."""
    return (
        attempt.key,
        attempt.round_id,
        attempt.started_at,
        attempt.deadline_at - attempt.credit_ms,
        attempt.question_ids,
        attempt.receipt_code,
        attempt.rules,
        attempt.bank,
    )


def check_counting(
    scene: Scene, attempts: Iterable[Attempt], rows: Iterable[Mapping[str, Any]]
) -> None:
    """Check that one attempt counts for each person, and that it is the one that the rules say."""
    counts = scene.contest.attempts.counts
    taken: dict[str, list[Attempt]] = {}
    for attempt in attempts:
        taken.setdefault(attempt.key.pid, []).append(attempt)
    counted = [row["pid"] for row in rows]
    assert sorted(counted) == sorted(taken)
    for row in rows:
        mine = sorted(taken[row["pid"]], key=lambda attempt: attempt.key.ordinal)
        (one,) = (attempt for attempt in mine if attempt.receipt_code == row["receipt"])
        match counts:
            case Counting.ONLY | Counting.FIRST:
                assert one == mine[0]
            case Counting.LAST:
                assert one == mine[-1]
            case Counting.BEST:
                assert how_many_right(scene, one) == max(how_many_right(scene, a) for a in mine)


def how_many_right(scene: Scene, attempt: Attempt) -> int:
    """Return how many answers are right, by what the bank's writer marked."""
    right = {
        (str(question.id), option.text)
        for bank in scene.banks.values()
        for question in bank
        for option in question.options
        if option.right
    }
    bank = scene.desks.backend.banks.get_bank(scene.contest.id, attempt.bank)
    assert bank is not None
    texts = {
        (str(question.id), str(option.id)): option.text
        for question in bank.questions
        for option in question.options
    }
    return sum(
        (question, texts.get((question, option), "")) in right
        for question, option in attempt.answers.items()
    )


def _order(key: AttemptKey) -> tuple[str, int]:
    return key.scope, key.ordinal
