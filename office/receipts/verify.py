"""What holds of a receipt: each part for itself, so that who asks learns which one does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.contest.receipts import ReceiptKey, commit, signed_bytes
from chalicelib.store.signing import is_signed
from office.receipts.proof import Proof


class Part(StrEnum):
    """What is looked at; each has its sentences in ``office.texts.vi.receipt``."""

    CONTEST = "contest"
    KEY = "key"
    SIGNATURE = "signature"
    TIMES = "times"
    COUNT = "count"
    ANSWERS = "answers"


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether one part holds; None where the file does not say enough to tell."""

    part: Part
    holds: bool | None


def verify(proof: Proof, key: ReceiptKey) -> tuple[Finding, ...]:
    """Return what holds of a receipt under a key.

    The signature decides; of contest, key, times and counts only what does not hold is told, since
    it says where to look.
    """
    return tuple(_findings(proof, key))


def _findings(proof: Proof, key: ReceiptKey) -> Iterator[Finding]:
    receipt = proof.receipt
    if receipt["contest"] != key.contest:
        yield Finding(Part.CONTEST, holds=False)
    elif receipt["key_id"] != key.key_id:
        yield Finding(Part.KEY, holds=False)
    signature = bytes.fromhex(str(receipt["signature"]))
    signed = is_signed(signed_bytes(receipt), signature, bytes.fromhex(key.public_key))
    yield Finding(Part.SIGNATURE, holds=signed)
    if int(receipt["started_at"]) + int(receipt["time_used_ms"]) != receipt["submitted_at"]:
        yield Finding(Part.TIMES, holds=False)
    if int(receipt["answered"]) > int(receipt["questions"]):
        yield Finding(Part.COUNT, holds=False)
    if proof.answers is None:
        yield Finding(Part.ANSWERS, holds=None)
    else:
        same = commit(str(receipt["nonce"]), proof.answers) == receipt["commitment"]
        yield Finding(Part.ANSWERS, holds=same)
