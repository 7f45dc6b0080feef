"""The routes: what a browser sends and gets."""

import json
import logging
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from builders import CLOSES_AT, LIMIT_MS, OPENS_AT, make_contest, make_division
from scene import START_ID, SUBMIT_ID, Scene, make_scene, make_written_bank

from chalicelib.api.replies import error_body
from chalicelib.api.requests import MAX_BODY_BYTES
from chalicelib.api.routes import HEADERS, register_routes
from chalicelib.contest.attempts import GRACE_MS
from chalicelib.contest.errors import NotFoundError
from chalicelib.contest.ids import QuestionId, bank_slot
from chalicelib.contest.questions import QuestionKind, WrittenQuestion
from chalicelib.contest.rules import (
    AgeLimits,
    AttemptRules,
    Counting,
    PaperRules,
    Prediction,
    PredictionOf,
)
from chalicelib.contest.times import MINUTE_MS
from office.local.gateway import Gateway, Reply
from office.simulate.challenges import solve

OTHER_ID = "another-id-of-16-letters"


class Browser:
    """Sends requests to the functions through the local gateway."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.gateway = Gateway(
            lambda app: register_routes(app, lambda: scene.desks.entry), scene.clock
        )

    def send(
        self,
        method: str,
        path: str,
        body: object = None,
        token: str = "",
        *,
        raw: bytes | None = None,
        caller: str = "203.0.113.7",
    ) -> Reply:
        """Send a request; a registration without a solution gets one, as the page gives it one."""
        if path == "/registrations" and isinstance(body, dict) and "solution" not in body:
            body = {**body, "solution": self.solution()}
        headers = {"content-type": "application/json"}
        if token:
            headers["authorization"] = f"Bearer {token}"
        data = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
        return self.gateway.answer(method, path, headers, data, caller=caller)

    def solution(self) -> dict[str, Any]:
        """Ask for a challenge and solve it."""
        return solve(self.call("GET", "/challenges"))

    def call(self, method: str, path: str, body: object = None, token: str = "") -> Any:
        reply = self.send(method, path, body, token)
        assert reply.status in {200, 201}, reply
        return json.loads(reply.body)

    def refused(self, method: str, path: str, body: object = None, token: str = "") -> Any:
        reply = self.send(method, path, body, token)
        return reply.status, json.loads(reply.body)["error"]["code"]

    def register(self, **overrides: object) -> str:
        code: str = self.call("POST", "/registrations", {**PARTICULARS, **overrides})["code"]
        return code

    def start(self, code: str, start_id: str = START_ID) -> Any:
        return self.call("POST", "/attempts", {"code": code, "start_id": start_id})


PARTICULARS = {
    "identifier": "999000000001",
    "birth_date": "1990-02-28",
    "name": "Trần Thị Ví Dụ",
    "unit": "phuong-1",
    "phone": "0999000001",
    "eligible": True,
    "consent_version": 1,
}


@pytest.fixture
def browser() -> Browser:
    return Browser(make_scene())


def test_a_contestant_takes_the_quiz_from_registration_to_receipt(browser: Browser) -> None:
    started = browser.start(browser.register())
    token = started["attempt"]["token"]
    answers = {question["id"]: "a" for question in started["paper"]}

    saved = browser.call("PUT", "/attempts/answers", {"revision": 1, "answers": answers}, token)
    done = browser.call(
        "POST",
        "/attempts/submission",
        {"submit_id": SUBMIT_ID, "revision": 2, "answers": answers},
        token,
    )
    own = browser.call("GET", "/attempts/receipt", token=token)

    assert saved["revision"] == 1
    assert done["receipt"]["answered"] == 3
    assert own["receipt"] == done["receipt"]


def test_the_rounds_tell_their_phase_and_the_servers_time(browser: Browser) -> None:
    rounds = browser.call("GET", "/rounds")

    assert rounds["now"] == browser.scene.clock.now()
    assert [(r["id"], r["phase"]) for r in rounds["rounds"]] == [("tuan-1", "open")]
    assert rounds["paper"] == {"questions": 3, "limit_ms": LIMIT_MS}


def test_a_paper_shows_texts_and_nothing_of_what_is_right(browser: Browser) -> None:
    paper = browser.start(browser.register())["paper"]

    assert [sorted(question) for question in paper] == [["id", "kind", "options", "text"]] * 3
    assert {tuple(sorted(o)) for q in paper for o in q["options"]} == {("id", "text")}


def test_registering_again_says_that_the_code_was_replaced(browser: Browser) -> None:
    first = browser.send("POST", "/registrations", PARTICULARS)
    again = browser.send("POST", "/registrations", PARTICULARS)

    assert (first.status, json.loads(first.body)["replaced"]) == (201, False)
    assert (again.status, json.loads(again.body)["replaced"]) == (200, True)


def test_the_instant_of_arrival_decides_not_what_the_client_says(browser: Browser) -> None:
    started = browser.start(browser.register())
    browser.scene.clock.set(started["attempt"]["deadline_at"] + GRACE_MS + 1)

    refused = browser.refused(
        "POST",
        "/attempts/submission",
        {"submit_id": SUBMIT_ID, "revision": 1, "answers": {}},
        started["attempt"]["token"],
    )

    assert refused == (410, "too_late")


def test_a_second_device_is_asked_for_the_second_factor(browser: Browser) -> None:
    code = browser.register()
    browser.start(code)

    assert browser.refused("POST", "/attempts", {"code": code, "start_id": OTHER_ID}) == (
        409,
        "open_elsewhere",
    )
    resumed = browser.call(
        "POST",
        "/attempts/resume",
        {"code": code, "birth_date": "1990-02-28", "start_id": OTHER_ID},
    )
    assert resumed["attempt"]["state"] == "started"


def test_a_final_attempt_is_refused_with_the_receipt_that_counts(browser: Browser) -> None:
    code = browser.register()
    token = browser.start(code)["attempt"]["token"]
    body = {"submit_id": SUBMIT_ID, "revision": 1, "answers": {}}
    receipt = browser.call("POST", "/attempts/submission", body, token)["receipt"]

    reply = browser.send("POST", "/attempts", {"code": code, "start_id": OTHER_ID})

    assert reply.status == 409
    assert json.loads(reply.body)["error"]["details"] == {"receipt": receipt}


@pytest.mark.parametrize(
    ("overrides", "expected"),
    [
        ({"identifier": "1"}, (400, "invalid_input")),
        ({"name": 5}, (400, "invalid_input")),
        ({"eligible": "yes"}, (400, "invalid_input")),
        ({"eligible": False}, (403, "not_eligible")),
        ({"consent_version": 7}, (403, "consent")),
        ({"unit": "nowhere"}, (422, "unknown_unit")),
        ({"role": "admin"}, (400, "invalid_input")),
    ],
)
def test_a_wrong_registration_is_refused(
    browser: Browser, overrides: dict[str, object], expected: tuple[int, str]
) -> None:
    assert browser.refused("POST", "/registrations", {**PARTICULARS, **overrides}) == expected


def test_a_refusal_names_the_field_and_says_what_to_do_in_vietnamese(browser: Browser) -> None:
    reply = browser.send("POST", "/registrations", {**PARTICULARS, "name": 5})

    assert json.loads(reply.body) == {
        "error": {
            "code": "invalid_input",
            "message": "Thông tin ở mục “Họ và tên” chưa hợp lệ. Vui lòng kiểm tra và nhập lại.",
            "details": {"field": "name"},
        }
    }


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"code": "' + b"\\ud800" + b'"}']
)
def test_what_is_no_request_is_refused(browser: Browser, raw: bytes) -> None:
    assert browser.send("POST", "/attempts", raw=raw).status == 400


def test_a_body_that_is_too_large_is_refused(browser: Browser) -> None:
    raw = b'{"code": "' + b"x" * MAX_BODY_BYTES + b'"}'

    assert browser.send("POST", "/attempts", raw=raw).status == 413


@pytest.mark.parametrize("token", ["", "x", "a.b"])
def test_without_a_token_of_ours_nothing_is_saved(browser: Browser, token: str) -> None:
    body = {"revision": 1, "answers": {}}

    assert browser.refused("PUT", "/attempts/answers", body, token) == (401, "invalid_token")


def test_outside_the_rounds_nothing_starts(browser: Browser) -> None:
    code = browser.register()
    browser.scene.clock.set(CLOSES_AT)

    body = {"code": code, "start_id": START_ID}
    assert browser.refused("POST", "/attempts", body) == (409, "no_open_round")


def test_every_reply_carries_the_security_headers_errors_included(browser: Browser) -> None:
    for reply in (browser.send("GET", "/rounds"), browser.send("POST", "/attempts", {})):
        lowered = {name.lower(): value for name, value in reply.headers.items()}
        assert {name.lower(): lowered[name.lower()] for name in HEADERS} == {
            name.lower(): value for name, value in HEADERS.items()
        }


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/secrets"), ("GET", "/attempts"), ("OPTIONS", "/attempts"), ("HEAD", "/rounds")],
)
def test_an_unknown_path_or_method_is_refused_as_every_refusal_is(
    browser: Browser, method: str, path: str
) -> None:
    reply = browser.send(method, path, token="ô")

    assert (reply.status, json.loads(reply.body)) == (404, error_body(NotFoundError()))
    assert reply.headers["Cache-Control"] == "no-store"


class Unreachable:
    """A people store behind a broken network."""

    def __getattr__(self, name: str) -> Any:
        raise OSError("secret host name and stack")


def test_an_unexpected_error_keeps_its_trace_in_the_log_and_off_the_page(
    browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    browser.scene.desks.entry.people = Unreachable()  # type: ignore[assignment]

    with caplog.at_level(logging.ERROR):
        reply = browser.send("POST", "/registrations", PARTICULARS)

    assert reply.status == 500
    assert b"secret host name" not in reply.body
    assert json.loads(reply.body)["error"]["code"] == "internal"
    assert ["secret host name and stack" in (r.exc_text or "") for r in caplog.records] == [True]


def test_the_same_contest_opens_a_minute_later_for_who_was_early() -> None:
    scene = make_scene(at=OPENS_AT - 1)
    browser = Browser(scene)
    code = browser.register()
    assert browser.call("GET", "/rounds")["rounds"][0]["phase"] == "upcoming"

    scene.clock.advance(MINUTE_MS)

    assert browser.start(code)["attempt"]["started_at"] == OPENS_AT - 1 + MINUTE_MS


def test_a_division_is_chosen_at_registration_and_refused_by_name_and_age() -> None:
    limits = AgeLimits(on=date(2021, 12, 13), least=40)
    contest = make_contest(
        divisions=(make_division("can-bo"), make_division("cao-tuoi", ages=limits))
    )
    browser = Browser(make_scene(contest))
    path = "/registrations"

    assert browser.refused("POST", path, PARTICULARS) == (422, "unknown_division")
    too_young = {**PARTICULARS, "division": "cao-tuoi"}
    assert browser.refused("POST", path, too_young) == (403, "not_of_age")
    code = browser.register(division="can-bo")
    assert {q["id"][: len("r1can-bo")] for q in browser.start(code)["paper"]} == {"r1can-bo"}


def test_a_paper_of_every_kind_of_question_is_answered_with_a_prediction() -> None:
    single, several, *_ = make_written_bank(count=2)
    bank = [
        single,
        replace(several, kind=QuestionKind.MULTIPLE),
        WrittenQuestion(
            id=QuestionId("n"), text="?", options=(), kind=QuestionKind.NUMBER, number="12.5"
        ),
    ]
    paper = PaperRules(
        questions=3,
        limit_ms=LIMIT_MS,
        prediction=Prediction(text="Bao nhiêu người?", of=PredictionOf.PEOPLE),
    )
    contest = make_contest(paper=paper)
    scene = make_scene(contest, banks={bank_slot(contest.rounds[0].id, None): bank})
    browser = Browser(scene)
    started = browser.start(browser.register())
    kinds = {question["id"]: question["kind"] for question in started["paper"]}
    answers = {"q1": "a", "q2": "ca", "n": "12,50", "prediction": "1 250"}

    browser.call(
        "PUT",
        "/attempts/answers",
        {"revision": 1, "answers": answers},
        started["attempt"]["token"],
    )

    assert kinds == {"q1": "single", "q2": "multiple", "n": "number"}
    assert started["prediction"] == "Bao nhiêu người?"
    (stored,) = scene.desks.backend.attempts.attempts(contest.id, contest.rounds[0].id)
    assert stored.answers == {"q1": "a", "q2": "ac", "n": "12.5", "prediction": "1250"}


def test_a_second_attempt_starts_after_the_first_where_the_rules_allow_two() -> None:
    attempts = AttemptRules(limit=2, counts=Counting.BEST)
    browser = Browser(make_scene(make_contest(attempts=attempts)))
    code = browser.register()
    first = browser.start(code)["attempt"]
    body = {"submit_id": SUBMIT_ID, "revision": 1, "answers": {}}
    browser.call("POST", "/attempts/submission", body, first["token"])

    second = browser.start(code, OTHER_ID)["attempt"]

    assert (second["state"], second["receipt_code"] != first["receipt_code"]) == ("started", True)
    assert browser.start(code)["attempt"]["receipt_code"] == first["receipt_code"]
