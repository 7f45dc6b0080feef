"""The routes of entry, below the gateway's stage ``api``: ``/rounds`` here is ``/api/rounds``."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from chalice.app import Chalice, Request, Response

from chalicelib.api import replies, requests, shapes
from chalicelib.api.addresses import address_of
from chalicelib.contest.errors import (
    ContestError,
    InvalidTokenError,
    UnsupportedMediaTypeError,
)
from chalicelib.contest.rules import EntryMode
from chalicelib.use_cases.answer import get_receipt, save_answers, submit_attempt
from chalicelib.use_cases.door import ask_challenge, front_key, recognise, take_solution
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
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""On every reply; Strict-Transport-Security is the front's, since it binds the whole host."""

DOCUMENT = Path(__file__).with_name("openapi.json")
"""What this interface promises, written by ``python -m office.interface``."""

View = Callable[[EntryDesk, Request], tuple[int, object]]
_log = logging.getLogger(__name__)


def register_routes(app: Chalice, desk: Callable[[], EntryDesk]) -> None:
    """Register every route; ``desk`` is called with the first request, not before."""

    def register(route: Route) -> None:
        def answer() -> Response:
            request = app.current_request
            if request is None:  # Chalice sets it before it calls a view.
                raise RuntimeError("a view runs only within a request")
            return _answer(route, desk, request)

        name = answer.__name__ = route.view.__name__
        # No content types: Chalice would refuse others in a shape of its own, so we do it here.
        app.route(route.path, methods=[route.method], name=name, content_types=[])(answer)

    for route in ROUTES:
        register(route)


def rounds(desk: EntryDesk, _request: Request) -> tuple[int, shapes.RoundsReply]:
    """Tell what is open, what comes next and what is published."""
    now = desk.clock.now()
    contest, shown = list_rounds(desk.rules, desk.contests, desk.contest_id, now)
    return 200, replies.rounds_body(contest, shown, now)


def challenges(desk: EntryDesk, _request: Request) -> tuple[int, shapes.ChallengeReply]:
    """Ask the sum that a registration must bring solved."""
    return 200, replies.challenge_body(ask_challenge(desk), desk.clock.now())


def registrations(desk: EntryDesk, request: Request) -> tuple[int, shapes.RegistrationReply]:
    """Register a person or replace a lost code; where a roster says who enters, only the latter."""
    if desk.rules.contest().entry.mode is EntryMode.ROSTER:
        lost = requests.read_request(request.raw_body, requests.LostCodeRequest)
        take_solution(desk, lost.solution.value())
        found = replace_lost_code(
            desk,
            identifier=lost.identifier,
            birth_date=lost.birth_date,
            came_from=_came_from(desk, request),
        )
        return 200, replies.registration_body(found)
    asked = requests.read_request(request.raw_body, requests.RegistrationRequest)
    take_solution(desk, asked.solution.value())
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
        came_from=_came_from(desk, request),
    )
    return 200 if done.replaced else 201, replies.registration_body(done)


def codes(desk: EntryDesk, request: Request) -> tuple[int, shapes.PersonReply]:
    """Tell whose a personal code is, and whether a consent is still missing."""
    asked = requests.read_request(request.raw_body, requests.CodeRequest)
    contest = desk.rules.contest()
    person = recognise(desk, asked.code, _came_from(desk, request))
    return 200, replies.person_body(contest, person, needs_consent(contest, person))


def start(desk: EntryDesk, request: Request) -> tuple[int, shapes.AttemptReply]:
    """Start an attempt, or return it to the device that started it."""
    asked = requests.read_request(request.raw_body, requests.StartRequest)
    started = start_attempt(
        desk,
        code=asked.code,
        start_id=asked.start_id,
        consent_version=asked.consent_version,
        came_from=_came_from(desk, request),
        browser=_browser(request),
    )
    return 200, replies.attempt_body(started, desk.clock.now())


def resume(desk: EntryDesk, request: Request) -> tuple[int, shapes.AttemptReply]:
    """Take a running attempt over to another device."""
    asked = requests.read_request(request.raw_body, requests.ResumeRequest)
    started = resume_attempt(
        desk,
        code=asked.code,
        birth_date=asked.birth_date,
        start_id=asked.start_id,
        consent_version=asked.consent_version,
        came_from=_came_from(desk, request),
        browser=_browser(request),
    )
    return 200, replies.attempt_body(started, desk.clock.now())


def answers(desk: EntryDesk, request: Request) -> tuple[int, shapes.SavedReply]:
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


def submission(desk: EntryDesk, request: Request) -> tuple[int, shapes.ReceiptReply]:
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


def receipt(desk: EntryDesk, request: Request) -> tuple[int, shapes.ReceiptReply]:
    """Return one's own receipt."""
    found = get_receipt(desk, token=_token(request))
    return 200, replies.receipt_body(found, desk.clock.now())


def complain(desk: EntryDesk, request: Request) -> tuple[int, shapes.ComplaintReply]:
    """Take a complaint about a question or a result."""
    # Imported here and below: the quiz, for which functions start by the thousand, needs none.
    from chalicelib.contest.complaints import ComplaintSubject
    from chalicelib.use_cases.complaints import Words, take_complaint

    asked = requests.read_request(request.raw_body, requests.ComplaintRequest)
    taken = take_complaint(
        desk,
        Words(
            receipt=asked.receipt,
            subject=ComplaintSubject(asked.subject),
            question=asked.question,
            text=asked.text,
        ),
        complaint_id=asked.complaint_id,
        code=asked.code,
        came_from=_came_from(desk, request),
        arrived_at=_arrived_at(desk, request),
    )
    return 200, replies.complaint_body(taken, desk.clock.now())


def complaint(desk: EntryDesk, request: Request) -> tuple[int, shapes.ComplaintReply]:
    """Tell how far a complaint has come."""
    from chalicelib.use_cases.complaints import follow_complaint

    receipt, _, code = _token(request).partition(".")
    found = follow_complaint(desk, receipt=receipt, code=code)
    return 200, replies.complaint_body(found, desk.clock.now())


def document(_desk: EntryDesk, _request: Request) -> tuple[int, msgspec.Raw]:
    """Return the document of this interface."""
    return 200, msgspec.Raw(DOCUMENT.read_bytes())


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One operation; the reply's shape is the one that its view returns."""

    method: str
    path: str
    view: View
    takes: tuple[type[msgspec.Struct], ...] = ()
    """The shapes of its body: by open registration, and by a roster where that has its own."""
    by_token: bool = False
    """Whether it asks for a token."""
    scheme: str = "attemptToken"
    """Which, as the interface's document calls it."""
    cache: str = HEADERS["Cache-Control"]
    """How long its replies may be kept; refusals never are."""


ROUTES = (
    Route(method="GET", path="/openapi.json", view=document, cache="public, max-age=3600"),
    Route(method="GET", path="/rounds", view=rounds),
    Route(method="GET", path="/challenges", view=challenges),
    Route(
        method="POST",
        path="/registrations",
        view=registrations,
        takes=(requests.RegistrationRequest, requests.LostCodeRequest),
    ),
    Route(method="POST", path="/codes", view=codes, takes=(requests.CodeRequest,)),
    Route(method="POST", path="/attempts", view=start, takes=(requests.StartRequest,)),
    Route(method="POST", path="/attempts/resume", view=resume, takes=(requests.ResumeRequest,)),
    Route(
        method="PUT",
        path="/attempts/answers",
        view=answers,
        takes=(requests.SaveRequest,),
        by_token=True,
    ),
    Route(
        method="POST",
        path="/attempts/submission",
        view=submission,
        takes=(requests.SubmissionRequest,),
        by_token=True,
    ),
    Route(method="GET", path="/attempts/receipt", view=receipt, by_token=True),
    Route(method="POST", path="/complaints", view=complain, takes=(requests.ComplaintRequest,)),
    Route(
        method="GET",
        path="/complaints",
        view=complaint,
        by_token=True,
        scheme="complaintCode",
    ),
)


def _answer(route: Route, desk: Callable[[], EntryDesk], request: Request) -> Response:
    headers: dict[str, str | list[str]] = {**HEADERS}
    body: object
    accepted = str(request.headers.get("accept-language", ""))
    try:
        if route.takes:
            _check_media_type(request)
        status, body = route.view(desk(), request)
        headers["Cache-Control"] = route.cache
    except ContestError as error:
        status, body = replies.STATUS_OF_ERROR[error.code], replies.error_body(error, accepted)
        if status == 429:
            headers["Retry-After"] = str(error.details["seconds"])
    except Exception:
        # The page must not show what went wrong inside, and the log must: the trace goes there.
        _log.exception("%s failed", route.view.__name__)
        status, body = 500, replies.internal_error_body(accepted)
    data = msgspec.json.encode(body).decode()
    return Response(body=data, status_code=status, headers=headers)


_IN_UTF_8 = frozenset({"", "charset=utf-8", 'charset="utf-8"'})
"""What may follow the media type: HTTP lets a value stand in quotation marks."""


def _check_media_type(request: Request) -> None:
    # A form of another site can send anything but this type without asking our permission.
    sent = str(request.headers.get("content-type", "")).lower()
    kind, *parameters = (part.strip() for part in sent.split(";"))
    if kind != "application/json" or not set(parameters) <= _IN_UTF_8:
        raise UnsupportedMediaTypeError


def _token(request: Request) -> str:
    scheme, _, token = str(request.headers.get("authorization", "")).partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise InvalidTokenError
    return token.strip()


def _came_from(desk: EntryDesk, request: Request) -> str:
    proxies = desk.trusted_proxies
    key = front_key(desk) if proxies else ""
    return address_of(request.context, request.headers, proxies=proxies, front_key=key)


def _browser(request: Request) -> str:
    name: str = request.headers.get("user-agent", "")
    return name


def _arrived_at(desk: EntryDesk, request: Request) -> int:
    context: dict[str, Any] = request.context
    # The gateway stamps every request; only a direct invocation of the function lacks the stamp.
    return int(context.get("requestTimeEpoch", desk.clock.now()))
