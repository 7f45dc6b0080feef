"""Every refusal that the document names for an operation is given by it, and looks as it says."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest
from builders import CLOSES_AT, PUBLISHES_AT, make_contest, make_division
from complaint_scene import TEXT, WINDOW_MS, Complainants, make_complaint_contest
from documented import OPERATIONS, problems_with
from roster_contest import code_of, make_roster_scene
from scene import START_ID, SUBMIT_ID, Scene, make_scene

from chalicelib.api.requests import MAX_BODY_BYTES
from chalicelib.api.routes import register_routes
from chalicelib.contest.attempts import GRACE_MS, SETTLED_AFTER_MS
from chalicelib.contest.complaints import MOST_PER_RECEIPT
from chalicelib.contest.ids import ContestId
from chalicelib.contest.rules import AgeLimits
from chalicelib.contest.tries import FREE_TRIES, UNKNOWN_CODES
from chalicelib.use_cases.entry import EntryDesk
from office.interface.refusals import FROM_THE_GATEWAY
from office.local.gateway import Gateway, Reply
from tests.api.test_routes import PARTICULARS, Browser

OTHER_ID = "another-id-of-16-letters"
EXCLUDED = "999000000009"
BIRTH_DATE = "1990-02-28"


@dataclass
class Case:
    """An operation about to be asked: a browser, and a request that is the right one so far."""

    operation: str
    browser: Browser
    path: str = field(init=False)
    method: str = field(init=False)
    body: dict[str, Any] | None = None
    token: str = ""

    def __post_init__(self) -> None:
        self.method, self.path, _ = OPERATIONS[self.operation]

    def send(self, **overrides: Any) -> Reply:
        body = None if self.body is None else {**self.body, **overrides}
        return self.browser.send(self.method, self.path, body, self.token)


def make_case(operation: str, scene: Scene | None = None) -> Case:
    """Return a case whose request would be carried out."""
    browser = Browser(scene or make_scene(excluded=[(EXCLUDED, "Thành viên Ban Tổ chức")]))
    case = Case(operation, browser)
    if operation == "registrations":
        case.body = {**PARTICULARS, "solution": browser.solution()}
    elif operation in {"codes", "start", "resume"}:
        case.body = {"code": browser.register()}
        if operation != "codes":
            case.body["start_id"] = OTHER_ID
        if operation == "resume":
            case.body["birth_date"] = BIRTH_DATE
    elif operation in {"answers", "submission", "receipt"}:
        code = browser.register()
        case.token = browser.start(code)["attempt"]["token"]
        if operation == "answers":
            case.body = {"revision": 1, "answers": {}}
        if operation == "submission":
            case.body = {"submit_id": SUBMIT_ID, "revision": 1, "answers": {}}
    elif operation in {"complain", "complaint"}:
        complainants = Complainants(scene or make_scene(make_complaint_contest()))
        case.browser = Browser(complainants.scene)
        case.body = complaint_of(complainants)
        if operation == "complaint":
            case.body = None
            taken = complainants.complain()
            case.token = f"{taken.receipt}.{taken.complaint.code}"
    return case


def complaint_of(complainants: Complainants) -> dict[str, Any]:
    return {
        "complaint_id": OTHER_ID,
        "code": complainants.codes[0],
        "receipt": complainants.receipts[0].code,
        "subject": "result",
        "text": TEXT,
    }


class Instead:
    """A port of which some calls are answered otherwise; every other call reaches what it wraps."""

    def __init__(self, wrapped: Any, **calls: Callable[..., Any]) -> None:
        self._wrapped = wrapped
        self._calls = calls

    def __getattr__(self, name: str) -> Any:
        return self._calls.get(name) or getattr(self._wrapped, name)


def submit(case: Case, token: str = "") -> None:
    body = {"submit_id": OTHER_ID, "revision": 1, "answers": {}}
    case.browser.call("POST", "/attempts/submission", body, token or case.token)


def start_elsewhere(case: Case) -> str:
    assert case.body is not None
    token: str = case.browser.start(case.body["code"], START_ID)["attempt"]["token"]
    return token


# What is common to several operations.


def internal(case: Case) -> Reply:
    def no_desk() -> EntryDesk:
        raise OSError("no network")

    clock = case.browser.scene.clock
    case.browser.gateway = Gateway(lambda app: register_routes(app, no_desk), clock)
    return case.browser.send(case.method, case.path, case.body, case.token)


def not_prepared(case: Case) -> Reply:
    desk = case.browser.scene.desks.entry
    empty = make_scene(make_contest(id=ContestId("other"))).desks.entry
    desk.contests, desk.secret_store = empty.contests, empty.secret_store
    forget_what_was_read(case)
    return case.send()


def forget_what_was_read(case: Case) -> None:
    """Let the desk read rules and secrets again, as a function that has just been started does."""
    case.browser.scene.desks.entry.__post_init__()


def invalid_input(case: Case) -> Reply:
    return case.send(role="admin")


def too_large(case: Case) -> Reply:
    raw = b" " * (MAX_BODY_BYTES + 1)
    return case.browser.send(case.method, case.path, token=case.token, raw=raw)


def unsupported_media_type(case: Case) -> Reply:
    headers = {"content-type": "text/plain", "authorization": f"Bearer {case.token}"}
    return case.browser.gateway.answer(case.method, case.path, headers, b"{}")


def unknown_code(case: Case) -> Reply:
    return case.send(code="0000-0000-0000")


def too_many_codes(case: Case) -> Reply:
    for _ in range(UNKNOWN_CODES):
        unknown_code(case)
    return unknown_code(case)


def invalid_token(case: Case) -> Reply:
    return replace_token(case, "x.y").send()


def replace_token(case: Case, token: str) -> Case:
    case.token = token
    return case


# Registration.


def challenge(case: Case) -> Reply:
    return case.send(solution={**case.browser.solution(), "tag": "0" * 32})


def consent(case: Case) -> Reply:
    return case.send(consent_version=2)


def excluded_person(case: Case) -> Reply:
    return case.send(identifier=EXCLUDED)


def not_eligible(case: Case) -> Reply:
    return case.send(eligible=False)


def unknown_unit(case: Case) -> Reply:
    return case.send(unit="phuong-9")


def wrong_second_factor(case: Case) -> Reply:
    if case.operation == "registrations":
        case.browser.scene.register()  # From elsewhere, where nobody has tried in vain.
        return case.send(birth_date="1991-01-01", solution=case.browser.solution())
    return case.send(birth_date="1991-01-01")


def too_many_tries(case: Case) -> Reply:
    for _ in range(FREE_TRIES):
        wrong_second_factor(case)
    return wrong_second_factor(case)


def not_on_roster(_case: Case) -> Reply:
    browser = Browser(make_roster_scene())
    body = {"identifier": "999000000001", "birth_date": BIRTH_DATE}
    return browser.send("POST", "/registrations", body)


def unknown_division(_case: Case) -> Reply:
    scene = make_scene(make_contest(divisions=(make_division(),)))
    return make_case("registrations", scene).send(division="bang-c")


def not_of_age(_case: Case) -> Reply:
    old = make_division("cao-tuoi", ages=AgeLimits(on=date(2021, 10, 10), least=60))
    scene = make_scene(make_contest(divisions=(old,)))
    return make_case("registrations", scene).send(division="cao-tuoi")


def registered_at_once(case: Case) -> Reply:
    desk = case.browser.scene.desks.entry
    case.browser.register()
    people = desk.people

    def replace_after_another(contest: ContestId, person: Any, code_hash: str) -> Any:
        people.replace_code(contest, person, "another" * 4)
        return people.replace_code(contest, person, code_hash)

    desk.people = Instead(people, replace_code=replace_after_another)  # type: ignore[assignment]
    return case.send()


# Starting.


def missing_consent(case: Case) -> Reply:
    scene = make_roster_scene()
    code = code_of(scene)
    return Case(case.operation, Browser(scene), body=case.body).send(code=code)


def excluded_with_the_consent(case: Case) -> Reply:
    scene = make_roster_scene()
    code = code_of(scene)
    people, contest = scene.desks.backend.people, scene.contest.id
    (person,) = people.people(contest)
    people.put_exclusion(contest, person.pid, "Thành viên Ban Tổ chức")
    again = Case(case.operation, Browser(scene), body=case.body)
    return again.send(code=code, consent_version=1)


def no_open_round(case: Case) -> Reply:
    case.browser.scene.clock.set(CLOSES_AT)
    return case.send()


def runs_elsewhere(case: Case) -> Reply:
    start_elsewhere(case)
    return case.send()


def taken_over_at_once(case: Case) -> Reply:
    start_elsewhere(case)
    desk = case.browser.scene.desks.entry
    attempts = desk.attempts

    def take_over_after_another(attempt: Any, start_id: str, _now: int, *_: str) -> Any:
        attempts.take_over(attempt, "yet-" + START_ID, attempt.started_at)
        return attempts.take_over(attempt, start_id, attempt.started_at)

    desk.attempts = Instead(attempts, take_over=take_over_after_another)  # type: ignore[assignment]
    return case.send()


def over_elsewhere(case: Case) -> Reply:
    submit(case, start_elsewhere(case))
    return case.send()


def not_settled_elsewhere(case: Case) -> Reply:
    start_elsewhere(case)
    pass_the_deadline(case)
    return case.send()


# Writing.


def submitted_before(case: Case) -> Reply:
    submit(case)
    return case.send()


def taken_over(case: Case) -> Reply:
    code = case.browser.register()  # The same person's newer code.
    body = {"code": code, "birth_date": BIRTH_DATE, "start_id": OTHER_ID}
    case.browser.call("POST", "/attempts/resume", body)
    return case.send()


def stale_revision(case: Case) -> Reply:
    body = {"revision": 9, "answers": {}}
    case.browser.call("PUT", "/attempts/answers", body, case.token)
    return case.send()


def too_late(case: Case) -> Reply:
    pass_the_deadline(case)
    return case.send()


def pass_the_deadline(case: Case) -> None:
    clock = case.browser.scene.clock
    contest = case.browser.scene.contest
    clock.advance(contest.paper.limit_ms + GRACE_MS + 1)


def settled_too_late(case: Case) -> Reply:
    pass_the_deadline(case)
    case.browser.scene.clock.advance(SETTLED_AFTER_MS)
    return case.send()


def not_submitted(case: Case) -> Reply:
    return case.send()


# Complaining.


def no_token(case: Case) -> Reply:
    return replace_token(case, "").send()


def unknown_complaint(case: Case) -> Reply:
    return replace_token(case, "7K2M-9QXD-4T.M4Q8-2WXY-0C").send()


def unknown_receipt(case: Case) -> Reply:
    return case.send(receipt="7K2M-9QXD-4T")


def no_complaints(case: Case) -> Reply:
    desk = case.browser.scene.desks
    release = desk.backend.contests.get_release(desk.contest_id)
    assert release is not None
    rules = desk.backend.contests.put_rules(make_contest())
    desk.backend.contests.put_release(replace(release, rules=rules))
    forget_what_was_read(case)
    return case.send()


def too_many_complaints(case: Case) -> Reply:
    for number in range(MOST_PER_RECEIPT):
        case.send(complaint_id=f"complaint-id-{number:08d}")
    return case.send()


def complaints_not_open(case: Case) -> Reply:
    case.browser.scene.clock.set(PUBLISHES_AT - 1)
    return case.send()


def complaints_closed(case: Case) -> Reply:
    case.browser.scene.clock.set(PUBLISHES_AT + WINDOW_MS)
    return case.send()


COMMON = {"internal": internal, "not_prepared": not_prepared}
BODY = {
    "invalid_input": invalid_input,
    "too_large": too_large,
    "unsupported_media_type": unsupported_media_type,
}
CODE = {"unknown_code": unknown_code, "too_many_codes": too_many_codes}
START = {
    "consent": missing_consent,
    "excluded_person": excluded_with_the_consent,
    "no_open_round": no_open_round,
    "already_final": over_elsewhere,
    "too_late": not_settled_elsewhere,
}
WRITE = {
    "invalid_token": invalid_token,
    "already_final": submitted_before,
    "open_elsewhere": taken_over,
    "stale_revision": stale_revision,
    "too_late": too_late,
}
CASES: dict[str, dict[str, Callable[[Case], Reply]]] = {
    "document": {"internal": internal},
    "rounds": COMMON,
    "challenges": COMMON,
    "registrations": {
        **COMMON,
        **BODY,
        "challenge": challenge,
        "consent": consent,
        "excluded_person": excluded_person,
        "not_eligible": not_eligible,
        "not_of_age": not_of_age,
        "not_on_roster": not_on_roster,
        "registered_at_once": registered_at_once,
        "too_many_tries": too_many_tries,
        "unknown_division": unknown_division,
        "unknown_unit": unknown_unit,
        "wrong_second_factor": wrong_second_factor,
    },
    "codes": {**COMMON, **BODY, **CODE},
    "start": {**COMMON, **BODY, **CODE, **START, "open_elsewhere": runs_elsewhere},
    "resume": {
        **COMMON,
        **BODY,
        **CODE,
        **START,
        "open_elsewhere": taken_over_at_once,
        "too_many_tries": too_many_tries,
        "wrong_second_factor": wrong_second_factor,
    },
    "answers": {**COMMON, **BODY, **WRITE},
    "submission": {**COMMON, **BODY, **WRITE},
    "receipt": {
        **COMMON,
        "invalid_token": invalid_token,
        "not_submitted": not_submitted,
        "open_elsewhere": taken_over,
    },
    "complain": {
        **COMMON,
        **BODY,
        **CODE,
        "complaints_closed": complaints_closed,
        "complaints_not_open": complaints_not_open,
        "no_complaints": no_complaints,
        "too_many_complaints": too_many_complaints,
        "unknown_receipt": unknown_receipt,
    },
    "complaint": {
        **COMMON,
        "invalid_token": no_token,
        "no_complaints": no_complaints,
        "unknown_complaint": unknown_complaint,
    },
}


def test_there_is_a_case_for_every_refusal_that_the_document_names() -> None:
    documented = {
        operation: {code for code in found["x-refusals"] if code not in FROM_THE_GATEWAY}
        for operation, (_, _, found) in OPERATIONS.items()
    }

    assert {operation: set(cases) for operation, cases in CASES.items()} == documented


@pytest.mark.parametrize(
    ("operation", "code"), [(name, code) for name, codes in CASES.items() for code in codes]
)
def test_a_refusal_is_given_with_the_status_and_the_shape_of_the_document(
    operation: str, code: str
) -> None:
    case = make_case(operation)

    reply = CASES[operation][code](case)

    error = json.loads(reply.body)["error"]
    assert error["code"] == code
    assert problems_with(operation, reply) == []


@pytest.mark.parametrize("operation", ["answers", "submission"])
def test_what_arrives_long_after_the_deadline_is_refused_as_the_document_says(
    operation: str,
) -> None:
    case = make_case(operation)

    reply = settled_too_late(case)

    assert json.loads(reply.body)["error"]["code"] == "too_late"
    assert problems_with(operation, reply) == []
