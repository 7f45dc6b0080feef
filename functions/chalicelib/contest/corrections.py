"""Corrections of results that were closed already: what each says, and who had to agree.

1. One organizer proposes a correction, another approves it; nobody approves one's own.
2. Each signs with an Ed25519 key whose public half the contest's rules name.  What is signed is the
   whole event but its signature, under a purpose of its own.
3. An approval names the number and the digest of what it approves, and the digests of the results
   before and after.
4. What is on record but not signed so is no correction: reading it is refused.
5. The same corrections in another order are the same corrections.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.contest.canonical import canonical_json, digest_of
from chalicelib.contest.ids import Digest, QuestionId, RoundId

EVERY_ROUND = RoundId("contest")
"""Stands where a correction bears on all rounds together, as ``acts.WHOLE_CONTEST`` does."""

Verifies = Callable[[bytes, bytes, bytes], bool]
"""Tells whether a message has this signature by this public key."""

_PURPOSE = b"contest-correction:"
"""What the signed bytes begin with: a signature of a correction is one of nothing else."""


class CorrectionKind(StrEnum):
    """What can be corrected."""

    VOID_QUESTION = "void_question"
    ACCEPT_KEY = "accept_key"
    VOID_ATTEMPT = "void_attempt"
    DISQUALIFY = "disqualify"
    WITHDRAW_PRIZE = "withdraw_prize"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One correction that two organizers signed.

    ``target`` is a question's id, an attempt's receipt code, a person's pid, or who gives a prize
    back (a person's pid, or a unit's id), as the kind has it.
    """

    kind: CorrectionKind
    round: RoundId
    """In which round; ``EVERY_ROUND`` for a person, and for the prizes of the whole contest."""
    target: str
    bank: Digest | None = None
    """In which bank the question is."""
    answer: str = ""
    """What is accepted as well as the key."""
    group: str = ""
    """The group of prizes that is withdrawn from."""
    proposal: Digest | None = None
    """The digest of the proposal; None of one that is looked at before it is proposed."""

    def same_as(self, other: "Correction") -> bool:
        """Tell whether both say the same, whoever proposed them."""
        return _said(self) == _said(other)

    def bears_on(self, round_id: RoundId) -> bool:
        """Tell whether results of a round, or those of the contest, name it as a basis."""
        return round_id == EVERY_ROUND or self.round in {round_id, EVERY_ROUND}


def _said(correction: Correction) -> tuple[str, ...]:
    return (correction.kind.value, *correction_details(correction).values())


def correction_details(correction: Correction) -> dict[str, str]:
    """Return what a correction says, as the details of its event."""
    return {
        "round": correction.round,
        "target": correction.target,
        "bank": correction.bank or "",
        "answer": correction.answer,
        "group": correction.group,
    }


def correction_of(
    kind: str, details: Mapping[str, str | int], proposal: Digest | None
) -> Correction:
    """Return the correction that the details of an event say; raise KeyError where one lacks."""
    bank = str(details["bank"])
    return Correction(
        kind=CorrectionKind(kind),
        round=RoundId(str(details["round"])),
        target=str(details["target"]),
        bank=Digest(bank) if bank else None,
        answer=str(details["answer"]),
        group=str(details["group"]),
        proposal=proposal,
    )


def corrections_digest(given: Iterable[Correction], rounds: Sequence[RoundId]) -> Digest | None:
    """Return the digest over the corrections that bear on some rounds; None where none does.

    Their order does not count.
    """
    found = {
        digest_of(canonical_json([*_said(each), each.proposal]))
        for each in given
        if any(each.bears_on(round_id) for round_id in rounds)
    }
    return digest_of("".join(sorted(found)).encode()) if found else None


def voided_questions(
    given: Iterable[Correction], round_id: RoundId, bank: Digest
) -> set[QuestionId]:
    """Return the questions of a bank that count for nobody in a round."""
    return {
        QuestionId(each.target)
        for each in given
        if each.kind is CorrectionKind.VOID_QUESTION and (each.round, each.bank) == (round_id, bank)
    }


def accepted_answers(
    given: Iterable[Correction], round_id: RoundId, bank: Digest
) -> dict[QuestionId, frozenset[str]]:
    """Return what is right besides the keys of a bank in a round."""
    found: dict[QuestionId, frozenset[str]] = {}
    for each in given:
        here = (each.round, each.bank) == (round_id, bank)
        if each.kind is CorrectionKind.ACCEPT_KEY and here:
            question = QuestionId(each.target)
            found[question] = found.get(question, frozenset()) | {each.answer}
    return found


def bytes_to_sign(contest: str, event: Mapping[str, object]) -> bytes:
    r"""Return the bytes that an organizer signs: purpose, contest, and the event's value.

    The signature among the event's details is left out.

    >>> bytes_to_sign("c", {"number": 1, "details": {"a": "b", "signature": "ff"}}).decode()
    'contest-correction:c:{"details":{"a":"b"},"number":1}'
    """
    details = event["details"]
    assert isinstance(details, Mapping)  # noqa: S101 - as event_value makes it
    unsigned = {name: value for name, value in details.items() if name != "signature"}
    return _PURPOSE + contest.encode() + b":" + canonical_json({**event, "details": unsigned})
