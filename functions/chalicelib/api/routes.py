"""The routes of entry, below the gateway's stage ``api``: ``/rounds`` here is ``/api/rounds``."""

import json
import logging
from collections.abc import Callable
from typing import Any

from chalice.app import Chalice, Request, Response

from chalicelib.api import replies, requests
from chalicelib.contest.errors import ContestError, InvalidTokenError
from chalicelib.contest.rules import EntryMode
from chalicelib.use_cases.answer import get_receipt, save_answers, submit_attempt
from chalicelib.use_cases.entry import EntryDesk
from chalicelib.use_cases.register import Particulars, register_person, replace_lost_code
from chalicelib.use_cases.rounds import list_rounds
from chalicelib.use_cases.start import needs_consent, resume_attempt, start_attempt

HEADERS = {
    "Content-Type": "application/json; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}

View = Callable[[EntryDesk, Request], tuple[int, dict[str, object]]]
_log = logging.getLogger(__name__)


def register_routes(app: Chalice, desk: Callable[[], EntryDesk]) -> None:
    """Register every route; ``desk`` is called with the first request, not before."""

    def route(path: str, method: str, view: View) -> None:
        def answer() -> Response:
            request = app.current_request
            if request is None:  # Chalice sets it before it calls a view.
                raise RuntimeError("a view runs only within a request")
            return _answer(view, desk, request)

        answer.__name__ = view.__name__
        app.route(path, methods=[method], name=view.__name__)(answer)

    route("/rounds", "GET", rounds)
    route("/registrations", "POST", registrations)
    route("/codes", "POST", codes)
    route("/attempts", "POST", start)
    route("/attempts/resume", "POST", resume)
    route("/attempts/answers", "PUT", answers)
    route("/attempts/submission", "POST", submission)
    route("/attempts/receipt", "GET", receipt)


def rounds(desk: EntryDesk, _request: Request) -> tuple[int, dict[str, object]]:
    """Tell what is open, what comes next and what is published."""
    now = desk.clock.now()
    contest, shown = list_rounds(desk.rules, desk.contests, desk.contest_id, now)
    return 200, replies.rounds_body(contest, shown, now)


def registrations(desk: EntryDesk, request: Request) -> tuple[int, dict[str, object]]:
    """Register a person or replace a lost code; where a roster says who enters, only the latter."""
    if desk.rules.contest().entry.mode is EntryMode.ROSTER:
        lost = requests.read_request(request.raw_body, requests.LostCodeRequest)
        found = replace_lost_code(desk, identifier=lost.identifier, birth_date=lost.birth_date)
        return 200, replies.registration_body(found)
    asked = requests.read_request(request.raw_body, requests.RegistrationRequest)
    done = register_person(
        desk,
        Particulars(
            identifier=asked.identifier,
            birth_date=asked.birth_date,
            name=asked.name,
            unit=asked.unit,
            division=asked.division,
            phone=asked.phone,
            eligible=asked.eligible,
            consent_version=asked.consent_version,
        ),
    )
    return 200 if done.replaced else 201, replies.registration_body(done)


def codes(desk: EntryDesk, request: Request) -> tuple[int, dict[str, object]]:
    """Tell whose a personal code is, and whether a consent is still missing."""
    asked = requests.read_request(request.raw_body, requests.CodeRequest)
    contest, person = desk.rules.contest(), desk.person_of_code(asked.code)
    return 200, replies.person_body(contest, person, needs_consent(contest, person))


def start(desk: EntryDesk, request: Request) -> tuple[int, dict[str, object]]:
    """Start an attempt, or return it to the device that started it."""
    asked = requests.read_request(request.raw_body, requests.StartRequest)
    started = start_attempt(
        desk, code=asked.code, start_id=asked.start_id, consent_version=asked.consent_version
    )
    return 200, replies.attempt_body(started, desk.clock.now())


def resume(desk: EntryDesk, request: Request) -> tuple[int, dict[str, object]]:
    """Take a running attempt over to another device."""
    asked = requests.read_request(request.raw_body, requests.ResumeRequest)
    started = resume_attempt(
        desk,
        code=asked.code,
        birth_date=asked.birth_date,
        start_id=asked.start_id,
        consent_version=asked.consent_version,
    )
    return 200, replies.attempt_body(started, desk.clock.now())


def answers(desk: EntryDesk, request: Request) -> tuple[int, dict[str, object]]:
    """Save the answers so far."""
    token = _token(request)
    asked = requests.read_request(request.raw_body, requests.SaveRequest)
    saved = save_answers(
        desk,
        token=token,
        revision=asked.revision,
        answers=asked.answers,
        arrived_at=_arrived_at(desk, request),
    )
    return 200, replies.saved_body(saved, desk.clock.now())


def submission(desk: EntryDesk, request: Request) -> tuple[int, dict[str, object]]:
    """Submit the attempt."""
    token = _token(request)
    asked = requests.read_request(request.raw_body, requests.SubmissionRequest)
    receipt = submit_attempt(
        desk,
        token=token,
        submit_id=asked.submit_id,
        revision=asked.revision,
        answers=asked.answers,
        arrived_at=_arrived_at(desk, request),
        saved_revision=asked.saved_revision,
    )
    return 200, replies.receipt_body(receipt, desk.clock.now())


def receipt(desk: EntryDesk, request: Request) -> tuple[int, dict[str, object]]:
    """Return one's own receipt."""
    found = get_receipt(desk, token=_token(request))
    return 200, replies.receipt_body(found, desk.clock.now())


def _answer(view: View, desk: Callable[[], EntryDesk], request: Request) -> Response:
    try:
        status, body = view(desk(), request)
    except ContestError as error:
        status, body = replies.STATUS_OF_ERROR[error.code], replies.error_body(error)
    except Exception:
        # The page must not show what went wrong inside, and the log must: the trace goes there.
        _log.exception("%s failed", view.__name__)
        status, body = 500, replies.internal_error_body()
    data = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Response(body=data, status_code=status, headers=dict(HEADERS))


def _token(request: Request) -> str:
    scheme, _, token = str(request.headers.get("authorization", "")).partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise InvalidTokenError
    return token.strip()


def _arrived_at(desk: EntryDesk, request: Request) -> int:
    context: dict[str, Any] = request.context
    # The gateway stamps every request; only a direct invocation of the function lacks the stamp.
    return int(context.get("requestTimeEpoch", desk.clock.now()))
