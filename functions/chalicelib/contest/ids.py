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

Digest = NewType("Digest", str)
"""SHA-256 in hex (64 digits) of canonical bytes."""
