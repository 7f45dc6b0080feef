"""What replies look like: one shape per use case, one table from refusals to statuses."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from chalicelib.api.shapes import (
    AttemptReply,
    ChallengeReply,
    ComplaintReply,
    PersonReply,
    ReceiptReply,
    RefusalReply,
    RegistrationReply,
    RoundsReply,
    SavedReply,
)
from chalicelib.contest.challenges import NUMBERS, Challenge
from chalicelib.contest.errors import ContestError
from chalicelib.contest.receipts import Receipt
from chalicelib.contest.rules import Contest
from chalicelib.contest.times import format_moment
from chalicelib.ports import Person
from chalicelib.use_cases.answer import Acknowledgement
from chalicelib.use_cases.register import Registration
from chalicelib.use_cases.rounds import RoundNow
from chalicelib.use_cases.start import Started

if TYPE_CHECKING:
    from chalicelib.use_cases.complaints import Progress

STATUS_OF_ERROR: Mapping[str, int] = {
    "invalid_input": 400,
    "invalid_token": 401,
    "challenge": 403,
    "wrong_second_factor": 403,
    "excluded_person": 403,
    "not_eligible": 403,
    "consent": 403,
    "unknown_code": 404,
    "not_on_roster": 404,
    "unknown_receipt": 404,
    "unknown_complaint": 404,
    "not_found": 404,
    "open_elsewhere": 409,
    "already_final": 409,
    "stale_revision": 409,
    "no_open_round": 409,
    "not_submitted": 409,
    "no_complaints": 409,
    "complaints_not_open": 409,
    "too_many_complaints": 409,
    "complaints_closed": 410,
    "too_late": 410,
    "too_large": 413,
    "unsupported_media_type": 415,
    "too_many_tries": 429,
    "too_many_codes": 429,
    "unknown_unit": 422,
    "unknown_division": 422,
    "not_of_age": 403,
    "registered_at_once": 409,
    "busy": 429,
    "internal": 500,
    "not_prepared": 503,
}


def error_body(error: ContestError, accepted: str = "") -> RefusalReply:
    """Return the body of a refusal: its code, a sentence that says what to do, its details.

    ``accepted`` is the request's Accept-Language header.
    """
    return {
        "error": {
            "code": error.code,
            "message": _message(error.code, error.details, accepted),
            "details": error.details,
        }
    }


def internal_error_body(accepted: str = "") -> RefusalReply:
    """Return the body for what nobody foresaw; its trace is in the log, not here."""
    message = _message("internal", {}, accepted)
    return {"error": {"code": "internal", "message": message, "details": {}}}


def rounds_body(contest: Contest, rounds: Sequence[RoundNow], now: int) -> RoundsReply:
    """Return the state of the rounds."""
    return {
        "now": now,
        "contest": contest.id,
        "rounds": [
            {
                "id": shown.round.id,
                "name": shown.round.name,
                "phase": shown.phase,
                "opens_at": shown.round.opens_at,
                "closes_at": shown.round.closes_at,
                "publishes_at": shown.round.publishes_at,
            }
            for shown in rounds
        ],
        "paper": {"questions": contest.paper.questions, "limit_ms": contest.paper.limit_ms},
    }


def challenge_body(challenge: Challenge, now: int) -> ChallengeReply:
    """Return a challenge: which of so many numbers gives the digest."""
    return {
        "salt": challenge.salt,
        "digest": challenge.digest,
        "tag": challenge.tag,
        "numbers": NUMBERS,
        "expires_at": challenge.expires_at,
        "now": now,
    }


def registration_body(registration: Registration) -> RegistrationReply:
    """Return the personal code, which is shown this once."""
    return {
        "code": registration.code,
        "name": registration.person.name,
        "unit": registration.person.unit,
        "replaced": registration.replaced,
    }


def person_body(contest: Contest, person: Person, needs_consent: bool) -> PersonReply:
    """Return whose a personal code is: what only its holder may see."""
    return {
        "name": person.name,
        "unit_name": next((unit.name for unit in contest.units if unit.id == person.unit), ""),
        "division_name": contest.division(person.division).name if person.division else "",
        "needs_consent": needs_consent,
    }


def attempt_body(started: Started, now: int) -> AttemptReply:
    """Return an attempt with its paper in the order in which it is shown."""
    attempt = started.attempt
    return {
        "attempt": {
            "token": started.token,
            "round": attempt.round_id,
            "receipt_code": attempt.receipt_code,
            "state": attempt.state,
            "started_at": attempt.started_at,
            "deadline_at": attempt.deadline_at,
            "credit_ms": attempt.credit_ms,
            "revision": attempt.revision,
            "answers": dict(attempt.answers),
        },
        "paper": [
            {
                "id": question.id,
                "kind": question.kind,
                "text": question.text,
                "options": [{"id": option.id, "text": option.text} for option in question.options],
            }
            for question in started.paper.questions
        ],
        "prediction": started.prediction,
        "receipt": started.receipt,
        "person": {"name": started.person.name, "unit": started.person.unit},
        "now": now,
    }


def saved_body(acknowledgement: Acknowledgement, now: int) -> SavedReply:
    """Return which revision the server holds."""
    return {
        "revision": acknowledgement.revision,
        "saved_at": acknowledgement.saved_at,
        "deadline_at": acknowledgement.deadline_at,
        "now": now,
    }


def receipt_body(receipt: Receipt, now: int) -> ReceiptReply:
    """Return a receipt."""
    return {"receipt": receipt, "now": now}


def complaint_body(progress: "Progress", now: int) -> ComplaintReply:
    """Return how far a complaint has come, without its own words."""
    complaint = progress.complaint
    return {
        "code": complaint.code,
        "receipt": progress.receipt,
        "round": complaint.round,
        "subject": complaint.subject.value,
        "question": complaint.question,
        "received_at": complaint.received_at,
        "due_at": progress.window.closes_at,
        "answers": [
            {"answered_at": at, "outcome": words.outcome.value, "text": words.text}
            for at, words in progress.answers
        ],
        "now": now,
    }


def _message(code: str, details: Mapping[str, object], accepted: str) -> str:
    # Only refusals are in words: a function starts without the catalogues of the whole site.
    from chalicelib.contest.texts import language_asked, text

    language = language_asked(accepted)
    if code == "invalid_input":
        field = str(details.get("field", "body"))
        named = field if field in _NAMED_FIELDS else "body"
        return text("error.invalid_input", language, field_name=text(f"field.{named}", language))
    return text(f"error.{code}", language, **details, **_instants(details, language))


def _instants(details: Mapping[str, object], language: str) -> dict[str, str]:
    """Return the details that are instants as people read them: ``opens_at`` as ``opens``."""
    return {
        name.removesuffix("_at"): format_moment(value, language)
        for name, value in details.items()
        if name.endswith("_at") and isinstance(value, int)
    }


_NAMED_FIELDS = frozenset(
    {
        "identifier",
        "birth_date",
        "name",
        "unit",
        "division",
        "phone",
        "code",
        "answers",
        "receipt",
        "question",
        "text",
        "body",
    }
)
