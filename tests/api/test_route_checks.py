"""Tokens under another name, and bodies that are longer than they look."""

import json
from typing import Any

import pytest
from scene import make_scene

from chalicelib.api.requests import MAX_BODY_BYTES, CodeRequest, read_request
from chalicelib.contest.errors import TooLargeError
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


@pytest.mark.parametrize("as_text", [True, False])
def test_a_body_is_measured_in_bytes(as_text: bool) -> None:
    text = json.dumps({"code": "ữ" * (MAX_BODY_BYTES // 2)}, ensure_ascii=False)
    assert len(text) < MAX_BODY_BYTES < len(text.encode())

    with pytest.raises(TooLargeError) as refusal:
        read_request(text if as_text else text.encode(), CodeRequest)

    assert refusal.value.details == {"limit": MAX_BODY_BYTES}
