"""Tokens under another name, and bodies that are longer than they look."""

import json
from typing import Any

import pytest
from builders import ROUND
from scene import START_ID, make_scene

from chalicelib.api.requests import MAX_BODY_BYTES, CodeRequest, read_request
from chalicelib.contest.errors import TooLargeError
from chalicelib.contest.networks import Caller, Print, add_print, read_prints
from tests.api.test_routes import Browser


@pytest.fixture
def running() -> tuple[Browser, str]:
    browser = Browser(make_scene())
    started = browser.start(browser.register())
    return browser, started["attempt"]["token"]


def asked(browser: Browser, authorization: str) -> Any:
    reply = browser.gateway.answer(
        "GET", "/attempts/receipt", {"authorization": authorization}, b""
    )
    return reply.status, json.loads(reply.body)["error"]["code"]


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_a_token_is_taken_as_a_bearers(running: tuple[Browser, str], scheme: str) -> None:
    browser, token = running

    assert asked(browser, f"{scheme} {token}") == (409, "not_submitted")


@pytest.mark.parametrize("scheme", ["Basic {}", "{}", "Bearer", "Bearer ", " {}"])
def test_under_another_name_or_none_it_is_no_token(
    running: tuple[Browser, str], scheme: str
) -> None:
    browser, token = running

    assert asked(browser, scheme.format(token)) == (401, "invalid_token")


def prints_left(browser: Browser, method: str, path: str, body: Any, **headers: str) -> list[Print]:
    """Send a start or a takeover; return the prints of every attempt."""
    sent = {"content-type": "application/json", **headers}
    reply = browser.gateway.answer(
        method, path, sent, json.dumps(body).encode(), caller="203.0.113.7"
    )
    assert reply.status == 200
    desks, contest = browser.scene.desks, browser.scene.contest.id
    key = desks.backend.door.get_network_key(contest, ROUND)
    assert key is not None
    return [
        one
        for attempt in desks.backend.attempts.attempts(contest, ROUND)
        for one in read_prints(attempt.networks, key, attempt.key.attempt_id())
    ]


def test_a_start_and_a_takeover_leave_prints_of_network_and_browser() -> None:
    browser = Browser(make_scene())
    code = browser.register()
    start = {"code": code, "start_id": START_ID}
    resume = {"code": code, "birth_date": "1990-02-28", "start_id": "other-id-of-16-letters"}
    one, other = {"user-agent": "Firefox"}, {"User-Agent": "Chrome"}

    (first,) = prints_left(browser, "POST", "/attempts", start, **one)
    same, second = prints_left(browser, "POST", "/attempts/resume", resume, **other)

    assert (first, first.network, first.device == second.device) == (same, second.network, False)
    key = browser.scene.desks.backend.door.get_network_key(browser.scene.contest.id, ROUND)
    assert key is not None
    expected = add_print("", Caller("203.0.113.7", "Firefox"), key, "x")
    assert read_prints(expected, key, "x") == (first,)


def test_whoever_names_no_browser_leaves_the_print_of_none() -> None:
    browser = Browser(make_scene())
    start = {"code": browser.register(), "start_id": START_ID}

    (only,) = prints_left(browser, "POST", "/attempts", start)

    key = browser.scene.desks.backend.door.get_network_key(browser.scene.contest.id, ROUND)
    assert key is not None
    sealed = add_print("", Caller("203.0.113.7"), key, "x")
    assert read_prints(sealed, key, "x") == (only,)


@pytest.mark.parametrize("as_text", [True, False])
def test_a_body_is_measured_in_bytes(as_text: bool) -> None:
    text = json.dumps({"code": "ữ" * (MAX_BODY_BYTES // 2)}, ensure_ascii=False)
    assert len(text) < MAX_BODY_BYTES < len(text.encode())

    with pytest.raises(TooLargeError) as refusal:
        read_request(text if as_text else text.encode(), CodeRequest)

    assert refusal.value.details == {"limit": MAX_BODY_BYTES}
