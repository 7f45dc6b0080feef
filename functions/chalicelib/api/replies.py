"""What replies look like: one shape per use case, one table from refusals to statuses."""

from collections.abc import Mapping, Sequence

from chalicelib.api.shapes import (
    AttemptReply,
    ChallengeReply,
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
from chalicelib.ports import Person
from chalicelib.use_cases.answer import Acknowledgement
from chalicelib.use_cases.register import Registration
from chalicelib.use_cases.rounds import RoundNow
from chalicelib.use_cases.start import Started

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
    "not_found": 404,
    "open_elsewhere": 409,
    "already_final": 409,
    "stale_revision": 409,
    "no_open_round": 409,
    "not_submitted": 409,
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


def _message(code: str, details: Mapping[str, object], accepted: str) -> str:
    # Only refusals are in words: a function starts without the catalogues of the whole site.
    from chalicelib.contest.texts import language_asked, text

    language = language_asked(accepted)
    if code == "invalid_input":
        field = str(details.get("field", "body"))
        named = field if field in _NAMED_FIELDS else "body"
        return text("error.invalid_input", language, field_name=text(f"field.{named}", language))
    return text(f"error.{code}", language, **details)


_NAMED_FIELDS = frozenset(
    {"identifier", "birth_date", "name", "unit", "division", "phone", "code", "answers", "body"}
)
