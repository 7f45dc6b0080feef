"""Names for the strings that identify things, so that the type checker tells them apart."""

from typing import NewType

ContestId = NewType("ContestId", str)
"""The contest's slug, such as ``song-cong-2021``."""

RoundId = NewType("RoundId", str)
"""A round's slug, unique within its contest, such as ``tuan-1``."""

UnitId = NewType("UnitId", str)
"""A unit's slug (đơn vị: an agency, a ward), unique within its contest."""

QuestionId = NewType("QuestionId", str)
"""A question's id as its writer gave it, unique within its bank."""

OptionId = NewType("OptionId", str)
"""An option's opaque letter within its question; says nothing of which option is right."""

Pid = NewType("Pid", str)
"""A person's keyed hash (32 hex digits); never leaves the private side."""

ReceiptCode = NewType("ReceiptCode", str)
"""The short public code of one attempt, such as ``7K2M-9QXD-4T``."""

BankSlot = NewType("BankSlot", str)
"""Where a bank is used: a round, or a round's division."""

Digest = NewType("Digest", str)
"""SHA-256 in hex (64 digits) of canonical bytes."""

DivisionId = NewType("DivisionId", str)
"""A division's slug (bảng, đối tượng), unique within its contest."""

PrizeGroupId = NewType("PrizeGroupId", str)
"""A group of prizes, by its slug."""


def bank_slot(round_id: RoundId, division: DivisionId | None) -> BankSlot:
    """Return the slot of a round's bank, or of the bank that a division of it has for itself.

    >>> bank_slot(RoundId("tuan-1"), None), bank_slot(RoundId("tuan-1"), DivisionId("can-bo"))
    ('tuan-1', 'tuan-1/can-bo')
    """
    return BankSlot(round_id if division is None else f"{round_id}/{division}")
