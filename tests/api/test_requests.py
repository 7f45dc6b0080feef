"""What is no request: wrong types, odd bytes, too much of anything."""

import json

import pytest
from scene import START_ID, SUBMIT_ID, make_scene

from chalicelib.api.requests import MAX_BODY_BYTES, MAX_NUMBER
from chalicelib.api.routes import HEADERS
from tests.api.test_routes import Browser

INVALID = (400, "invalid_input")
CODE = b'{"code": "0000-0000-0000"}'


@pytest.fixture
def browser() -> Browser:
    return Browser(make_scene())


def refusal(browser: Browser, raw: bytes, kind: str = "application/json") -> tuple[int, str, str]:
    """Return status, code and the field at fault of a request for a code's owner."""
    reply = browser.gateway.answer("POST", "/codes", {"content-type": kind}, raw)
    error = json.loads(reply.body)["error"]
    return reply.status, error["code"], error["details"].get("field", "")


@pytest.mark.parametrize(
    "kind",
    [
        "application/json",
        "application/json; charset=utf-8",
        "Application/JSON;charset=UTF-8",
        "application/json; charset=utf-8;",
        'application/json; charset="utf-8"',
        'application/json;charset="UTF-8";',
        'application/json; charset=utf-8; charset="utf-8";',
        "application/json;",
    ],
)
def test_json_in_utf_8_is_read(browser: Browser, kind: str) -> None:
    assert refusal(browser, CODE, kind)[:2] == (404, "unknown_code")


@pytest.mark.parametrize(
    "kind",
    [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        'application/json; charset="utf-16"',
        'application/json; charset="utf-8',
        "application/json; charset='utf-8'",
        "application/json; charset=utf-8; v=2",
        "application/json, text/plain",
        "text/plain; application/json",
        "*/*",
    ],
)
def test_what_is_not_declared_as_json_in_utf_8_is_refused_unread(
    browser: Browser, kind: str
) -> None:
    assert refusal(browser, CODE, kind) == (415, "unsupported_media_type", "")


def test_a_body_without_a_declaration_is_refused(browser: Browser) -> None:
    reply = browser.gateway.answer("POST", "/codes", {}, CODE)

    assert reply.status == 415


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b" ",
        b"null",
        b'"code"',
        b"[" * 8_000,
        b'{"code": ' + b"[" * 8_000,
        b'{"a":' * 3_000,
        b"\xef\xbb\xbf" + CODE,
        CODE.decode().encode("utf-16"),
        CODE + b" x",
        b'{"code": "a",}',
        b"{'code': 'a'}",
        b'{"code": NaN}',
    ],
)
def test_what_is_no_json_of_that_shape_is_refused(browser: Browser, raw: bytes) -> None:
    assert refusal(browser, raw)[:2] == INVALID


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        (b'{"code": "\xff\xfe"}', "body"),
        (b'{"code": "\\ud800"}', "body"),
        (b'{"code": "' + b"x" * 201 + b'"}', "code"),
        (b'{"code": 5}', "code"),
        (b'{"code": null}', "code"),
        (b"{}", "code"),
        (b'{"code": "a", "role": "admin"}', "body"),
        (b'{"code": "a", "code": "b"}', "body"),
        (b'{"code": "a", "c\\u006fde": "b"}', "body"),
    ],
)
def test_a_refusal_names_the_field_at_fault(browser: Browser, raw: bytes, field: str) -> None:
    assert refusal(browser, raw) == (*INVALID, field)


def test_a_name_that_stands_twice_is_refused_at_any_depth(browser: Browser) -> None:
    token = browser.start(browser.register())["attempt"]["token"]
    raw = b'{"revision": 1, "answers": {"r1q1": "a", "r1q1": "b"}}'

    assert browser.send("PUT", "/attempts/answers", token=token, raw=raw).status == 400


@pytest.mark.parametrize(
    "revision", [-1, 0, MAX_NUMBER + 1, 1 << 63, 1 << 64, 10**400, 1.5, 1e300, True, "1", None]
)
def test_a_revision_is_a_whole_number_within_bounds(browser: Browser, revision: object) -> None:
    token = browser.start(browser.register())["attempt"]["token"]
    body = {"revision": revision, "answers": {}}

    assert browser.refused("PUT", "/attempts/answers", body, token) == INVALID


@pytest.mark.parametrize(
    "client_id", ["", "short", "x" * 65, "with blank in the id", f"{START_ID}\n"]
)
def test_an_id_of_a_client_has_16_to_64_plain_characters(browser: Browser, client_id: str) -> None:
    code = browser.register()
    token = browser.start(code)["attempt"]["token"]
    submission = {"submit_id": client_id, "revision": 1, "answers": {}}

    assert browser.refused("POST", "/attempts", {"code": code, "start_id": client_id}) == INVALID
    assert browser.refused("POST", "/attempts/submission", submission, token) == INVALID


@pytest.mark.parametrize(
    "answers",
    [
        {"nowhere": "a"},
        {"r1q1": "z"},
        {"r1q1": "ab"},
        {"r1q1": "a" * 25},
        {"x" * 41: "a"},
        {"r1q1": ["a"]},
        {"prediction": "5"},
        [],
    ],
)
def test_answers_are_of_the_paper(browser: Browser, answers: object) -> None:
    token = browser.start(browser.register())["attempt"]["token"]
    body = {"submit_id": SUBMIT_ID, "revision": 1, "answers": answers}

    assert browser.refused("POST", "/attempts/submission", body, token) == INVALID


def test_a_body_of_the_greatest_size_is_read_and_one_byte_more_is_not(browser: Browser) -> None:
    fits = CODE + b" " * (MAX_BODY_BYTES - len(CODE))

    assert refusal(browser, fits)[:2] == (404, "unknown_code")
    assert refusal(browser, fits + b" ")[:2] == (413, "too_large")


@pytest.mark.parametrize("authorization", ["", "Bearer", "Basic x", "Bearer ", "bearer é"])
def test_without_a_bearer_token_nothing_is_written(browser: Browser, authorization: str) -> None:
    headers = {"content-type": "application/json", "authorization": authorization}
    raw = b'{"revision": 1, "answers": {}}'

    assert browser.gateway.answer("PUT", "/attempts/answers", headers, raw).status == 401


def test_every_kind_of_reply_carries_the_headers_that_keep_it_private(browser: Browser) -> None:
    replies = [
        browser.send("GET", "/rounds"),
        browser.send("POST", "/codes", {}),
        browser.send("PUT", "/attempts/answers", {"revision": 1, "answers": {}}, "x"),
        browser.gateway.answer("POST", "/codes", {"content-type": "text/plain"}, b""),
    ]

    assert [reply.status for reply in replies] == [200, 400, 401, 415]
    assert [{name: reply.headers[name] for name in HEADERS} for reply in replies] == [HEADERS] * 4
    refused = browser.send("GET", "/nowhere").headers
    assert {name: refused.get(name) for name in ("Cache-Control", "X-Content-Type-Options")} == {
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
