"""What simulated people were promised: codes, receipts, acknowledged saves, and what befell them.

At the end every promise is held against the final attempts: nothing that was acknowledged may be
lost, and no attempt may be there that nobody made.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from chalicelib.contest.attempts import Attempt, AttemptKey
from chalicelib.contest.canonical import canonical_json, digest_of
from chalicelib.contest.errors import ContestError
from chalicelib.contest.ids import Digest, RoundId
from chalicelib.contest.receipts import Receipt, commit
from chalicelib.ports import EntrySecrets, Signer
from chalicelib.use_cases.receipts import issue_receipt


class BrokenPromiseError(AssertionError):
    """The program did not keep what it had promised a simulated person."""


def promised(kept: bool, what: str) -> None:
    """Raise BrokenPromiseError, saying what was promised, unless it was kept."""
    if not kept:
        raise BrokenPromiseError(what)


def refused(error: type[ContestError], request: Callable[[], object]) -> ContestError:
    """Send a request that must be refused so and return the refusal; else BrokenPromiseError."""
    try:
        request()
    except error as refusal:
        return refusal
    raise BrokenPromiseError(f"{error.__name__} was due")


@dataclass(frozen=True, slots=True)
class Held:
    """What somebody holds of one attempt: the last acknowledged answers, a receipt once final."""

    revision: int
    answers: Digest
    receipt: Receipt | None = None


@dataclass(slots=True)
class Ledger:
    """What all simulated people hold, by round and attempt, and how often what befell them."""

    held: dict[RoundId, dict[AttemptKey, Held]] = field(default_factory=dict)
    befell: Counter[str] = field(default_factory=Counter)
    codes: dict[int, str] = field(default_factory=dict)
    """Personal codes by a person's number."""

    def note_saved(self, attempt: Attempt, revision: int, answers: Mapping[str, str]) -> None:
        """Note that answers were acknowledged under a revision."""
        self._of(attempt)[attempt.key] = Held(revision, _digest(answers))

    def note_receipt(
        self, attempt: Attempt, receipt: Receipt, answers: Mapping[str, str] | None = None
    ) -> None:
        """Note a receipt, which commits to the answers sent, or else to those saved last."""
        held = self._of(attempt)
        if answers is not None:
            promised(
                receipt.commitment == commit(receipt.nonce, answers),
                "a receipt commits to the answers that were sent",
            )
            held[attempt.key] = Held(0, _digest(answers), receipt)
        else:
            held[attempt.key] = replace(held[attempt.key], receipt=receipt)

    def check_round(
        self,
        round_id: RoundId,
        final: Iterable[Attempt],
        secrets: EntrySecrets,
        signer: Signer,
    ) -> int:
        """Hold a round's final attempts to what people hold; return how many agree.

        What they hold of the round is forgotten then.  Raises BrokenPromiseError where an attempt
        was lost, changed, or made by nobody.
        """
        held = self.held.pop(round_id, {})
        agreed = 0
        for attempt in final:
            one = held.pop(attempt.key, None)
            promised(one is not None, "no attempt is there that nobody made")
            assert one is not None  # noqa: S101 - promised above
            promised(one.answers == _digest(attempt.answers), "acknowledged answers are not lost")
            if one.receipt is None:
                promised(one.revision == attempt.revision, "the last acknowledged save counts")
            else:
                issued = issue_receipt(attempt, secrets, signer)
                promised(one.receipt == issued, "receipts stay what they are")
            agreed += 1
        promised(not held, "no attempt that somebody made is lost")
        return agreed

    def _of(self, attempt: Attempt) -> dict[AttemptKey, Held]:
        return self.held.setdefault(attempt.round_id, {})


def _digest(answers: Mapping[str, str]) -> Digest:
    return digest_of(canonical_json(dict(answers)))
