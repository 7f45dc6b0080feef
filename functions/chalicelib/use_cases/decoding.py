"""Attempt lines, decoded as fast as a close wants them: only what standings follow from.

``attempt_lines.read_lines`` reads whole attempts, for those who need all of them.
"""

from collections.abc import Iterable, Iterator

import msgspec

from chalicelib.contest.attempt_lines import FinalAttempt
from chalicelib.contest.attempts import TimedAttempt
from chalicelib.contest.ids import Digest, DivisionId, Pid, QuestionId, ReceiptCode, RoundId, UnitId


class DecodedLine(TimedAttempt, msgspec.Struct, frozen=True, gc=False):
    """One line: what of an attempt standings follow from."""

    pid: Pid
    ordinal: int
    receipt_code: ReceiptCode = msgspec.field(name="receipt")
    round_id: RoundId = msgspec.field(name="round")
    unit: UnitId | None
    division: DivisionId | None
    bank: Digest
    question_ids: tuple[QuestionId, ...] = msgspec.field(name="questions")
    answers: dict[str, str]
    started_at: int
    deadline_at: int
    changed_at: int
    submitted_at: int | None
    credit_ms: int = 0
    result_key: str = ""


def decode_lines(lines: Iterable[bytes]) -> Iterator[FinalAttempt]:
    """Yield what each canonical line says, one at a time, so that no more than one is in memory.

    Lines in memory are ``io.BytesIO(data)``, lines on disk an open file.  Raises
    msgspec.ValidationError or DecodeError where a line is not what ``write_lines`` writes.
    """
    return map(msgspec.json.Decoder(DecodedLine).decode, lines)
