"""What each operation is for, and which refusals it can give: one entry for each view."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from chalicelib.contest.attempts import SETTLED_AFTER_MS
from office.interface.examples import (
    ANSWERS,
    ATTEMPT,
    COMPLAINT,
    COMPLAINT_ID,
    COMPLAINT_REPLY,
    NOW,
    PERSONAL_CODE,
    RECEIPT,
    SOLUTION,
    START_ID,
    SUBMIT_ID,
)

_ALWAYS = ("busy", "internal", "not_prepared")
_BODY = ("invalid_input", "too_large", "unsupported_media_type")
_CODE = ("unknown_code", "too_many_codes")
_START = (
    "consent",
    "excluded_person",
    "already_final",
    "no_open_round",
    "open_elsewhere",
    "too_late",
)
_WRITE = ("invalid_token", "already_final", "open_elsewhere", "stale_revision", "too_late")


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """What the document says of an operation beside its shapes."""

    summary: str
    purpose: str
    done: Mapping[int, str]
    """What each status of success means."""
    codes: tuple[str, ...] = ()
    sent: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Examples of requests, each under its name."""
    got: Mapping[str, Any] | None = None
    """An example of the reply."""


OPERATIONS: Mapping[str, Operation] = {
    "document": Operation(
        summary="This document",
        purpose="Returns the document that you are reading. It may be kept for an hour.",
        done={200: "OpenAPI 3.1."},
        codes=("busy", "internal"),
    ),
    "rounds": Operation(
        summary="The rounds and the time",
        purpose="Tells what is open, what comes next, what is published, and the server's time."
        " Ask it first, and again when a device wakes up.",
        done={200: "The rounds."},
        codes=_ALWAYS,
        got={
            "now": NOW,
            "contest": "hoi-dap-2021",
            "rounds": [
                {
                    "id": "tuan-1",
                    "name": "Tuần 1",
                    "phase": "open",
                    "opens_at": NOW - 60_000,
                    "closes_at": NOW + 604_740_000,
                    "publishes_at": NOW + 691_140_000,
                }
            ],
            "paper": {"questions": 20, "limit_ms": 900_000},
        },
    ),
    "challenges": Operation(
        summary="A sum to do before registering",
        purpose="Returns a challenge; its solution opens one registration. Nothing is stored, so"
        " asking again costs nothing.",
        done={200: "A challenge."},
        codes=_ALWAYS,
        got={
            "salt": SOLUTION["salt"],
            "digest": "c0" * 32,
            "tag": SOLUTION["tag"],
            "numbers": 100_000,
            "expires_at": NOW + 600_000,
            "now": NOW,
        },
    ),
    "registrations": Operation(
        summary="Register, or replace a lost code",
        purpose="Registers a person and returns the personal code, which is shown this once. Who is"
        " registered already and gives the same birth date gets a new code, and nothing else"
        " changes: that is how a code is got back whose reply was lost. In a contest by roster"
        " nobody registers; it takes a `LostCodeRequest` and replaces the code of somebody who is"
        " on the roster.",
        done={
            200: "The person was registered before: this code replaces the former one.",
            201: "The person is registered.",
        },
        codes=(
            *_ALWAYS,
            *_BODY,
            "challenge",
            "consent",
            "excluded_person",
            "not_eligible",
            "not_of_age",
            "not_on_roster",
            "registered_at_once",
            "too_many_tries",
            "unknown_division",
            "unknown_unit",
            "wrong_second_factor",
        ),
        sent={
            "open": {
                "identifier": "999000000001",
                "birth_date": "1990-02-28",
                "name": "Trần Thị Ví Dụ",
                "unit": "phuong-1",
                "phone": "0999000001",
                "eligible": True,
                "consent_version": 1,
                "solution": SOLUTION,
            },
            "roster": {
                "identifier": "999000000001",
                "birth_date": "1990-02-28",
                "solution": SOLUTION,
            },
        },
        got={
            "code": PERSONAL_CODE,
            "name": "Trần Thị Ví Dụ",
            "unit": "phuong-1",
            "replaced": False,
        },
    ),
    "codes": Operation(
        summary="Whose a personal code is",
        purpose="Tells the holder of a code that it is the right one, and whether a consent is"
        " missing. It changes nothing and may be left out in open registration.",
        done={200: "The person."},
        codes=(*_ALWAYS, *_BODY, *_CODE),
        sent={"code": {"code": PERSONAL_CODE}},
        got={
            "name": "Trần Thị Ví Dụ",
            "unit_name": "Phường 1",
            "division_name": "",
            "needs_consent": False,
        },
    ),
    "start": Operation(
        summary="Start an attempt",
        purpose="Starts the person's next attempt in the round that is open, or returns the one"
        " that this `start_id` has started, as it stands: same paper, same deadline, a token, the"
        " saved answers, and the receipt once it is final. Sending it again never starts a second"
        " one. Also the way to go on after a reload.",
        done={200: "The attempt."},
        codes=(*_ALWAYS, *_BODY, *_CODE, *_START),
        sent={
            "start": {"code": PERSONAL_CODE, "start_id": START_ID},
            "with consent": {"code": PERSONAL_CODE, "start_id": START_ID, "consent_version": 1},
        },
        got=ATTEMPT,
    ),
    "resume": Operation(
        summary="Take an attempt over to this device",
        purpose="Takes the running attempt over with the birth date, after `open_elsewhere`; the"
        " other device may write no more. The saved answers come along. Where none runs, one is"
        " started. Sending it again with the same `start_id` is harmless.",
        done={200: "The attempt."},
        codes=(*_ALWAYS, *_BODY, *_CODE, *_START, "too_many_tries", "wrong_second_factor"),
        sent={
            "resume": {
                "code": PERSONAL_CODE,
                "birth_date": "1990-02-28",
                "start_id": START_ID,
            }
        },
        got=ATTEMPT,
    ),
    "answers": Operation(
        summary="Save the answers",
        purpose="Stores the whole answer map under its revision, in place of an older one. The"
        " same map under the same revision again is acknowledged again.",
        done={200: "The server holds these answers."},
        codes=(*_ALWAYS, *_BODY, *_WRITE),
        sent={"answers": {"revision": 3, "answers": ANSWERS}},
        got={
            "revision": 3,
            "saved_at": NOW + 40_000,
            "deadline_at": NOW + 900_000,
            "now": NOW + 40_012,
        },
    ),
    "submission": Operation(
        summary="Submit the attempt",
        purpose="Makes the attempt final with these answers and returns its receipt. The same"
        " `submit_id` again gets the same receipt, for ever.",
        done={200: "The receipt."},
        codes=(*_ALWAYS, *_BODY, *_WRITE),
        sent={
            "submission": {
                "submit_id": SUBMIT_ID,
                "revision": 3,
                "saved_revision": 3,
                "answers": ANSWERS,
            }
        },
        got={"receipt": RECEIPT, "now": NOW + 83_262},
    ),
    "receipt": Operation(
        summary="One's own receipt",
        purpose="Returns the receipt of the token's attempt: from its submission on, or from"
        f" {SETTLED_AFTER_MS // 1_000} s after its deadline on where nobody submitted it. While the"
        " attempt runs it is refused, which tells a device that has nothing to save whether it"
        " still may: `not_submitted`, or `open_elsewhere` after a takeover.",
        done={200: "The receipt."},
        codes=(*_ALWAYS, "invalid_token", "not_submitted", "open_elsewhere"),
        got={"receipt": RECEIPT, "now": NOW + 83_262},
    ),
    "complain": Operation(
        summary="Complain about a question or a result",
        purpose="Takes a complaint of whoever has the personal code and a receipt, from the"
        " announced hour of the result until that result is official. The same `complaint_id`"
        " again, early or late, is the same complaint: nothing is stored twice, and the reply says"
        " how far it has come. A receipt may have five.",
        done={200: "The complaint is stored."},
        codes=(
            *_ALWAYS,
            *_BODY,
            *_CODE,
            "complaints_closed",
            "complaints_not_open",
            "no_complaints",
            "too_many_complaints",
            "unknown_receipt",
        ),
        sent={
            "question": COMPLAINT,
            "result": {
                "complaint_id": COMPLAINT_ID,
                "code": PERSONAL_CODE,
                "receipt": RECEIPT["code"],
                "subject": "result",
                "text": "Điểm công bố khác với số câu trả lời đúng của tôi.",
            },
        },
        got={**COMPLAINT_REPLY, "answers": [], "now": NOW + 90_000_000},
    ),
    "complaint": Operation(
        summary="How far a complaint has come",
        purpose="Tells whoever has the complaint's code when it is due, and what was answered. What"
        " was complained about is not repeated.",
        done={200: "The complaint."},
        codes=(*_ALWAYS, "invalid_token", "no_complaints", "unknown_complaint"),
        got={
            **COMPLAINT_REPLY,
            "answers": [
                {
                    "answered_at": NOW + 100_000_000,
                    "outcome": "explained",
                    "text": "Đáp án căn cứ Điều 2 của Luật; xem phần giải thích của câu hỏi.",
                }
            ],
            "now": NOW + 100_000_500,
        },
    ),
}
