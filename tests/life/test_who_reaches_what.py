"""Roles, endpoints, objects: nobody reaches another's attempt, whatever is swapped or forged."""

import base64
import itertools
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from builders import make_secrets
from scene import SUBMIT_ID, Scene, make_scene

from chalicelib.api.routes import register_routes
from chalicelib.contest.tokens import make_token
from chalicelib.use_cases.start import Started, resume_attempt
from office.local.gateway import Gateway

OTHER_ID = "another-id-of-16-letters"
BIRTH_DATE = "1990-02-28"
ENDPOINTS = ("save", "submit", "receipt")
Call = Callable[[str], tuple[int, Any]]


class Api:
    """Two people with an attempt each, and the routes."""

    def __init__(self) -> None:
        self.scene: Scene = make_scene()
        self.gateway = Gateway(
            lambda app: register_routes(app, lambda: self.scene.desks.entry), self.scene.clock
        )
        self.codes = [
            self.scene.register(1).code,
            self.scene.register(2, birth_date="1985-07-01").code,
        ]
        self.started: list[Started] = [
            self.scene.start(code, f"start-id-number-{place:03d}")
            for place, code in enumerate(self.codes)
        ]

    def send(self, method: str, path: str, body: Any = None, token: str | None = None) -> Any:
        headers = {"content-type": "application/json"}
        if token is not None:
            headers["authorization"] = f"Bearer {token}"
        data = b"" if body is None else json.dumps(body).encode()
        reply = self.gateway.answer(method, path, headers, data)
        return reply.status, json.loads(reply.body)

    def write(self, endpoint: str, token: str | None, answers: dict[str, str]) -> Any:
        match endpoint:
            case "save":
                body: Any = {"revision": 1, "answers": answers}
                return self.send("PUT", "/attempts/answers", body, token)
            case "submit":
                body = {"submit_id": SUBMIT_ID, "revision": 1, "answers": answers}
                return self.send("POST", "/attempts/submission", body, token)
            case _:
                return self.send("GET", "/attempts/receipt", token=token)

    def stored(self) -> Any:
        backend, contest = self.scene.desks.backend, self.scene.contest
        return list(backend.attempts.attempts(contest.id, contest.rounds[0].id))

    def answers(self, place: int) -> dict[str, str]:
        return {str(question): "a" for question in self.started[place].paper.question_ids()}


def forged_tokens(api: Api) -> dict[str, str]:
    """Return what somebody with the first token can make of it to reach the second attempt."""
    mine, theirs = (started.token for started in api.started)
    my_part, my_tag = mine.split(".")
    their_part, their_tag = theirs.split(".")
    other_secret = make_secrets(99).tokens
    victim = api.started[1].attempt

    def payload(**changed: Any) -> str:
        fields = json.loads(base64.urlsafe_b64decode(their_part + "=="))
        for place, value in changed.items():
            fields[int(place[1:])] = value
        data = json.dumps(fields, separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

    return {
        "their payload under my tag": f"{their_part}.{my_tag}",
        "my payload under their tag": f"{my_part}.{their_tag}",
        "their payload without a tag": f"{their_part}.",
        "their payload alone": their_part,
        "their payload under a tag of zeros": f"{their_part}.{'A' * 43}",
        "made with another secret": make_token(victim, other_secret),
        "another epoch": f"{payload(_4=2)}.{their_tag}",
        "another deadline": f"{payload(_7=victim.deadline_at + 3_600_000)}.{their_tag}",
        "another ordinal": f"{payload(_3=2)}.{their_tag}",
        "my token twice": f"{mine}.{mine}",
        "a personal code": api.codes[1],
        "a receipt code": victim.receipt_code,
        "an attempt's id": victim.key.attempt_id(),
        "nothing": "",
    }


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_no_forged_token_reaches_anything(endpoint: str) -> None:
    api = Api()
    before = api.stored()

    answers = {
        name: api.write(endpoint, token, api.answers(1))
        for name, token in forged_tokens(api).items()
    }

    assert {name: status for name, (status, _) in answers.items()} == dict.fromkeys(answers, 401)
    assert {body["error"]["code"] for _, body in answers.values()} == {"invalid_token"}
    assert api.write(endpoint, None, api.answers(1))[0] == 401
    assert api.stored() == before


@pytest.mark.parametrize(("mine", "endpoint"), [*itertools.product((0, 1), ("save", "submit"))])
def test_a_token_writes_its_own_attempt_alone(mine: int, endpoint: str) -> None:
    api = Api()
    before = {attempt.key: attempt for attempt in api.stored()}
    other = api.started[1 - mine].attempt.key

    status, _ = api.write(endpoint, api.started[mine].token, api.answers(mine))

    after = {attempt.key: attempt for attempt in api.stored()}
    assert status == 200
    assert after[other] == before[other]
    assert after[api.started[mine].attempt.key] != before[api.started[mine].attempt.key]


def test_a_token_shows_its_own_receipt_alone() -> None:
    api = Api()
    receipts = [
        api.write("submit", api.started[place].token, api.answers(place)) for place in (0, 1)
    ]

    shown = [api.write("receipt", api.started[place].token, {}) for place in (0, 1)]

    assert [body["receipt"] for _, body in shown] == [body["receipt"] for _, body in receipts]
    assert shown[0][1]["receipt"]["nonce"] != shown[1][1]["receipt"]["nonce"]
    assert [body["receipt"]["code"] for _, body in shown] == [
        started.attempt.receipt_code for started in api.started
    ]


@pytest.mark.parametrize("endpoint", ["save", "submit"])
def test_a_token_of_a_former_epoch_writes_nothing(endpoint: str) -> None:
    api = Api()
    resume_attempt(
        api.scene.desks.entry, code=api.codes[0], birth_date=BIRTH_DATE, start_id=OTHER_ID
    )
    before = api.stored()

    status, body = api.write(endpoint, api.started[0].token, api.answers(0))

    assert (status, body["error"]["code"]) == (409, "open_elsewhere")
    assert "receipt" not in body["error"]["details"]
    assert api.stored() == before


def test_a_code_starts_and_returns_its_own_attempt_alone() -> None:
    api = Api()

    for place, code in enumerate(api.codes):
        status, body = api.send(
            "POST", "/attempts", {"code": code, "start_id": f"start-id-number-{place:03d}"}
        )
        assert status == 200
        assert body["attempt"]["token"] == api.started[place].token
        # With the other one's start_id it is another device, and no more.
        swapped = api.send(
            "POST", "/attempts", {"code": code, "start_id": f"start-id-number-{1 - place:03d}"}
        )
        assert (swapped[0], swapped[1]["error"]["code"]) == (409, "open_elsewhere")
        assert "token" not in json.dumps(swapped[1])


@pytest.mark.parametrize(("place", "born"), [(0, "1985-07-01"), (1, BIRTH_DATE)])
def test_another_s_second_factor_takes_nothing_over(place: int, born: str) -> None:
    api = Api()
    before = api.stored()

    status, body = api.send(
        "POST",
        "/attempts/resume",
        {"code": api.codes[place], "birth_date": born, "start_id": OTHER_ID},
    )

    assert (status, body["error"]["code"]) == (403, "wrong_second_factor")
    assert api.stored() == before


def test_a_replaced_code_opens_nothing() -> None:
    api = Api()
    api.scene.register(1)

    answers = [
        api.send("POST", path, {"code": api.codes[0], "start_id": OTHER_ID, **more})
        for path, more in (("/attempts", {}), ("/attempts/resume", {"birth_date": BIRTH_DATE}))
    ]
    answers.append(api.send("POST", "/codes", {"code": api.codes[0]}))

    assert [(status, body["error"]["code"]) for status, body in answers] == [
        (404, "unknown_code")
    ] * 3


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_a_token_of_another_contest_opens_nothing(endpoint: str) -> None:
    api = Api()
    attempt = api.started[0].attempt
    secret = api.scene.desks.backend.secrets.entry(api.scene.contest.id).tokens
    elsewhere = replace(attempt, key=replace(attempt.key, contest="another"))

    status, body = api.write(endpoint, make_token(elsewhere, secret), api.answers(0))

    assert (status, body["error"]["code"]) == (401, "invalid_token")


@pytest.mark.parametrize("endpoint", ["save", "submit"])
def test_answers_to_another_s_paper_are_refused(endpoint: str) -> None:
    api = Api()
    mine, theirs = api.answers(0), api.answers(1)
    foreign = {question: "a" for question in theirs if question not in mine} or {"none": "a"}
    before = api.stored()

    status, body = api.write(endpoint, api.started[0].token, foreign)

    assert (status, body["error"]["code"]) == (400, "invalid_input")
    assert api.stored() == before
