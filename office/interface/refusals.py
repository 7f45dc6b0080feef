"""What each refusal means to a client, and how it goes on: one entry for each code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from chalicelib.contest.attempts import SETTLED_AFTER_MS
from office.interface.examples import RECEIPT


class Retry(StrEnum):
    """How a client goes on after a refusal."""

    SAME = "same"
    """Send the very same request again, after the wait of the retry rules."""
    MENDED = "mended"
    """Send it again with what the refusal names put right; unchanged it is refused again."""
    OTHER = "other"
    """Another operation comes next; this one is refused as long as that is not done."""
    LATER = "later"
    """Send it again after the time that is named."""
    NEVER = "never"
    """It is over: show the message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What a refusal means and asks for."""

    meaning: str
    todo: str
    retry: Retry
    details: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """The schema of each detail."""
    optional: tuple[str, ...] = ()
    """The details that may be left out."""


def _text(description: str, example: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "description": description, "examples": [example], **more}


def _whole(description: str, example: int, **more: Any) -> dict[str, Any]:
    return {"type": "integer", "description": description, "examples": [example], **more}


_RECEIPT = {"$ref": "#/components/schemas/Receipt", "examples": [RECEIPT]}
_WINDOW = {
    "opens_at": _whole("From when complaints about the result are taken.", 1_633_914_000_000),
    "closes_at": _whole("From when they are taken no more.", 1_634_778_000_000),
}
_SECONDS = _whole(
    "After how many seconds to send it again; Retry-After says the same.", 4, minimum=1
)

REFUSALS: Mapping[str, Advice] = {
    "invalid_input": Advice(
        meaning="The body is no JSON of the shape asked for, or a value is not of its form.",
        todo="Correct the field named in `details.field`; `body` is the whole of it.",
        retry=Retry.MENDED,
        details={"field": _text("The field at fault, or `body`.", "name")},
    ),
    "invalid_token": Advice(
        meaning="There is no token of this contest in `Authorization: Bearer`.",
        todo="Start again with the personal code and the stored `start_id`: the reply has a token.",
        retry=Retry.OTHER,
    ),
    "challenge": Advice(
        meaning="The solution of the challenge does not count.",
        todo="Get another challenge, solve it and send the same request with that solution.",
        retry=Retry.MENDED,
        details={
            "reason": _text(
                "`used`: by a request before this one, whose reply may have been lost; `expired`;"
                " `unsolved`: a wrong number; `forged`: not a challenge of this contest.",
                "used",
                enum=["forged", "expired", "unsolved", "used"],
            )
        },
    ),
    "wrong_second_factor": Advice(
        meaning="The birth date is not the one that was registered.",
        todo="Ask the person; further wrong ones have to wait longer and longer.",
        retry=Retry.MENDED,
    ),
    "excluded_person": Advice(
        meaning="The person is on the list of those who may not enter.",
        todo="Show the message; the organizer alone can take somebody off the list.",
        retry=Retry.NEVER,
        details={"role": _text("The role that excludes.", "Thành viên Ban Tổ chức")},
    ),
    "not_eligible": Advice(
        meaning="`eligible` is false.",
        todo="Ask the person to declare that no excluded role applies; do not declare it yourself.",
        retry=Retry.MENDED,
    ),
    "consent": Advice(
        meaning="A consent is missing, or is to another version of the text.",
        todo="Show the text of the version in force (on the site) and, once the person agrees,"
        " send the same request with that `consent_version`.",
        retry=Retry.MENDED,
        details={"version": _whole("The version in force.", 2, minimum=1)},
    ),
    "unknown_code": Advice(
        meaning="The personal code is nobody's, or was replaced by a newer one.",
        todo="Ask for the code again; a lost one is replaced by `registrations`.",
        retry=Retry.MENDED,
    ),
    "not_on_roster": Advice(
        meaning="Nobody on the roster has this identifier with this birth date.",
        todo="Ask for both again; which one is wrong is not told.",
        retry=Retry.MENDED,
        details={"contact": _text("How to reach the organizer.", "0208 3862 000")},
    ),
    "not_found": Advice(
        meaning="The interface has no such path, or the path has no such method.",
        todo="Correct the client.",
        retry=Retry.NEVER,
    ),
    "open_elsewhere": Advice(
        meaning="The attempt runs on another device: under another `start_id`, or it was taken"
        " over from this one.",
        todo="Ask for the birth date and take it over with `resume`; this device may write no more"
        " until then.",
        retry=Retry.OTHER,
    ),
    "already_final": Advice(
        meaning="The attempt is final, or no further one is allowed; its receipt comes along.",
        todo="Stop sending, store `details.receipt` and show it.",
        retry=Retry.NEVER,
        details={"receipt": _RECEIPT},
    ),
    "stale_revision": Advice(
        meaning="A newer revision is stored: this device's own later save, or another tab's.",
        todo="If the answers here are the ones that shall count, send them again with a revision"
        " greater than `details.revision`; otherwise start again to read the stored ones.",
        retry=Retry.MENDED,
        details={"revision": _whole("The revision that is stored.", 7, minimum=0)},
    ),
    "no_open_round": Advice(
        meaning="No round takes attempts at this moment.",
        todo="Look into `rounds`; start again once one is open.",
        retry=Retry.LATER,
    ),
    "not_submitted": Advice(
        meaning="The attempt still runs, so it has no receipt.",
        todo="Submit it, or wait until it is over. `details.deadline_at` is when it ends by now.",
        retry=Retry.OTHER,
        details={"deadline_at": _whole("When the attempt ends by now.", 1_622_505_600_000)},
    ),
    "too_late": Advice(
        meaning="The request arrived after the deadline and its grace; what was saved counts.",
        todo="Stop sending. Where `details.receipt` is missing, ask `receipt` for it from"
        f" {SETTLED_AFTER_MS // 1_000} s after the deadline on.",
        retry=Retry.NEVER,
        details={"receipt": _RECEIPT},
        optional=("receipt",),
    ),
    "too_large": Advice(
        meaning="The body is larger than anything that a paper can need.",
        todo="Send no more than `details.limit` bytes.",
        retry=Retry.MENDED,
        details={"limit": _whole("The most bytes that a body may have.", 16_384)},
    ),
    "unsupported_media_type": Advice(
        meaning="The body is not declared as JSON in UTF-8.",
        todo="Send `Content-Type: application/json`.",
        retry=Retry.MENDED,
    ),
    "unknown_unit": Advice(
        meaning="The contest has no such unit, or it cannot be chosen.",
        todo="Let the person choose again from the list on the site.",
        retry=Retry.MENDED,
        details={"unit": _text("What was sent.", "phuong-9")},
    ),
    "unknown_division": Advice(
        meaning="The contest has no such division.",
        todo="Let the person choose again from the list on the site.",
        retry=Retry.MENDED,
        details={"division": _text("What was sent.", "bang-c")},
    ),
    "not_of_age": Advice(
        meaning="The person is not of the division's age.",
        todo="Let the person choose another division or correct the birth date.",
        retry=Retry.MENDED,
        details={
            "division": _text("The division's name.", "Bảng đoàn viên"),
            "on": _text("The day on which the age counts, as people read it.", "10/10/2021"),
        },
    ),
    "registered_at_once": Advice(
        meaning="The same person was registered by another request at this very moment, and that"
        " request's code is in force.",
        todo="Send the same request again with a new solution: it replaces the code.",
        retry=Retry.MENDED,
    ),
    "too_many_tries": Advice(
        meaning="Too many wrong birth dates for this person came from this network.",
        todo="Wait as long as it says; the person can check the date meanwhile.",
        retry=Retry.LATER,
        details={"seconds": _SECONDS},
    ),
    "unknown_receipt": Advice(
        meaning="The owner of the personal code has no receipt of this code.",
        todo="Ask for both codes again.",
        retry=Retry.MENDED,
    ),
    "unknown_complaint": Advice(
        meaning="The receipt has no complaint of this code.",
        todo="Ask for both codes again.",
        retry=Retry.MENDED,
    ),
    "no_complaints": Advice(
        meaning="The rules of this contest know no complaints.",
        todo="Show the message, which says whom to ask.",
        retry=Retry.NEVER,
        details={"contact": _text("How to reach the organizer.", "0208 3862 000")},
    ),
    "complaints_not_open": Advice(
        meaning="The result is not announced yet, so that nobody can complain about it.",
        todo="Send the same request again from `details.opens_at` on.",
        retry=Retry.LATER,
        details=_WINDOW,
    ),
    "complaints_closed": Advice(
        meaning="The time for complaints is over and the result official; nothing was stored.",
        todo="Show the message.",
        retry=Retry.NEVER,
        details=_WINDOW,
    ),
    "too_many_complaints": Advice(
        meaning="The receipt has as many complaints as it may have; nothing was stored.",
        todo="Show the message.",
        retry=Retry.NEVER,
        details={"limit": _whole("How many a receipt may have.", 5)},
    ),
    "too_many_codes": Advice(
        meaning="The code is unknown, like many others that came from this network.",
        todo="Ask for the code again, and wait as long as it says before sending it.",
        retry=Retry.LATER,
        details={"seconds": _SECONDS},
    ),
    "busy": Advice(
        meaning="More requests arrive than are let in; the gateway says so, the request was not"
        " looked at.",
        todo="Send the same request again after the wait of the retry rules.",
        retry=Retry.SAME,
    ),
    "internal": Advice(
        meaning="Something went wrong inside; whether the request took effect is unknown.",
        todo="Send the same request again after the wait of the retry rules.",
        retry=Retry.SAME,
    ),
    "not_prepared": Advice(
        meaning="The contest is not in force yet.",
        todo="Send the same request again after the wait of the retry rules; should it last, tell"
        " the organizer.",
        retry=Retry.SAME,
        details={"what": _text("What is missing.", "bank")},
        optional=("what",),
    ),
}

FROM_THE_GATEWAY = frozenset({"busy", "not_found"})
"""What the gateway says by itself, before any function runs."""
