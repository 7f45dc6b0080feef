"""Whatever is sent, the interface replies as its document says and never fails.

Schemathesis makes the requests from the document: those that fit it, and those that just do not.
Half of them get what no generator can guess: a code that somebody has, a running attempt's token,
a solved challenge, answers to questions of the paper.
"""

import copy
import itertools
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from documented import OPERATIONS, problems_with
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich_contest import make_rich_banks, make_rich_contest
from roster_contest import code_of, make_roster_scene
from scene import SUBMIT_ID, Scene, make_scene
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

from chalicelib.contest.rules import EntryMode
from office.local.front import Front
from office.local.gateway import Reply
from tests.api.test_routes import PARTICULARS, Browser

CASES = 30
MANY_CASES = 1_000
TOKEN = "Authorization"
TOO_LARGE = 413
CHECKED = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
)


class Knocker:
    """A contest of every kind of question behind a front, and what a client of it would know."""

    def __init__(self, scene: Scene, empty: Path, particulars: dict[str, Any]) -> None:
        self.browser = Browser(scene)
        self.particulars = particulars
        front = Front(empty, scene.desks.backend.public, self.browser.gateway)
        numbers = itertools.count()

        def from_anywhere(environ: dict[str, Any], start_response: Any) -> Any:
            # Each from a network of its own: nobody is to be put off by what others tried.
            number = next(numbers)
            environ["REMOTE_ADDR"] = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
            return front(environ, start_response)

        self.schema = schemathesis.openapi.from_wsgi("/api/openapi.json", from_anywhere)

    def start(self) -> Any:
        """Register somebody new and start their attempt."""
        by_roster = self.browser.scene.contest.entry.mode is EntryMode.ROSTER
        code = (
            code_of(self.browser.scene) if by_roster else self.browser.register(**self.particulars)
        )
        consent = {"consent_version": 1}
        body = {"code": code, "start_id": SUBMIT_ID, **consent}
        return code, self.browser.call("POST", "/attempts", body)

    def requests(self, operation: str) -> st.SearchStrategy[Any]:
        """Return requests to an operation: fitting and unfitting ones, half of them let in."""
        method, path, _ = OPERATIONS[operation]
        asked = self.schema[path][method]
        modes = [GenerationMode.POSITIVE]
        if method != "GET":
            modes.append(GenerationMode.NEGATIVE)
        return st.one_of([asked.as_strategy(generation_mode=mode) for mode in modes])


def let_in(case: Any, knocker: Knocker, code: str, started: Any, draw: Any) -> None:
    """Put into a request what only somebody who is in can know."""
    if draw(st.integers(0, 3)):
        case.headers[TOKEN] = f"Bearer {started['attempt']['token']}"
    if not isinstance(case.body, dict):
        return
    if "code" in case.body and draw(st.booleans()):
        case.body["code"] = code
    if "solution" in case.body and draw(st.integers(0, 5)) == 0:
        # Right in all but one member, or in all: past the door, to what is decided behind it.
        kept = draw(st.sampled_from(["solution", *sorted(case.body)]))
        kept_value = {} if kept == "solution" else {kept: case.body[kept]}
        solved = {"solution": knocker.browser.solution()}
        case.body = {**knocker.particulars, **kept_value, **solved}
    if isinstance(case.body.get("answers"), dict) and draw(st.booleans()):
        questions = [question["id"] for question in started["paper"]]
        given = draw(st.sampled_from(["", "a", "ca", "12,5", "1 250", "-0", "zz"]))
        case.body["answers"] = {draw(st.sampled_from([*questions, "prediction", "x"])): given}


def knock(knocker: Knocker, operation: str, cases: int) -> None:
    code, started = knocker.start()
    checks = [CHECKS.get_one(name) for name in CHECKED]

    @settings(
        max_examples=cases,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=knocker.requests(operation), data=st.data())
    def send(case: Any, data: st.DataObject) -> None:
        # A generated body that was fit may be so no more, and the other way round.
        generated = copy.deepcopy(case.body)
        let_in(case, knocker, code, started, data.draw)
        reply = case.call()
        # What is too large is refused as well, which the last check does not know.
        as_generated = case.body == generated and reply.status_code != TOO_LARGE
        judged = checks if as_generated else checks[:-1]
        case.validate_response(reply, checks=judged)
        headers = {name: values[-1] for name, values in reply.headers.items()}
        kind = {"Content-Type": headers["content-type"]}
        replied = Reply(status=reply.status_code, headers=kind, body=reply.content)
        assert problems_with(operation, replied) == []
        assert headers["x-content-type-options"] == "nosniff"

    send()


@pytest.fixture
def knocker(tmp_path: Path) -> Knocker:
    contest = make_rich_contest()
    scene = make_scene(contest, banks=make_rich_banks(contest))
    return Knocker(scene, tmp_path, {**PARTICULARS, "division": "can-bo"})


@pytest.fixture
def by_roster(tmp_path: Path) -> Knocker:
    particulars = {name: PARTICULARS[name] for name in ("identifier", "birth_date")}
    return Knocker(make_roster_scene(), tmp_path, particulars)


@pytest.mark.parametrize("operation", sorted(set(OPERATIONS) - {"document"}))
def test_nothing_is_replied_that_the_document_does_not_say(
    knocker: Knocker, operation: str
) -> None:
    knock(knocker, operation, CASES)


@pytest.mark.prove
@pytest.mark.parametrize("operation", sorted(set(OPERATIONS) - {"document"}))
def test_nothing_is_replied_to_a_thousand_requests_that_the_document_does_not_say(
    knocker: Knocker, operation: str
) -> None:
    knock(knocker, operation, MANY_CASES)


@pytest.mark.parametrize("operation", ["registrations", "codes", "start", "resume"])
def test_nothing_else_is_replied_in_a_contest_by_roster(by_roster: Knocker, operation: str) -> None:
    knock(by_roster, operation, CASES)
