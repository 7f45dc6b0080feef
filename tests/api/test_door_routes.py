"""The routes under attack: sums, guesses, and whom a request is believed to come from."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from roster_contest import code_of, make_roster_scene
from scene import START_ID, Scene, make_scene

from chalicelib.api.addresses import FRONT_HEADER, address_of
from chalicelib.composition import Desks
from chalicelib.contest.challenges import LIFETIME_MS, NUMBERS
from chalicelib.contest.identity import code_from_bits
from chalicelib.contest.times import SECOND_MS
from chalicelib.contest.tries import FREE_TRIES, UNKNOWN_CODES
from chalicelib.use_cases.door import front_key
from office.local.gateway import Reply
from tests.api.test_routes import PARTICULARS, Browser

OTHER_ID = "another-id-of-16-letters"
WRONG, RIGHT = "1991-01-01", "1990-02-28"


@pytest.fixture
def browser() -> Browser:
    return Browser(make_scene())


def error_of(reply: Reply) -> dict[str, Any]:
    error: dict[str, Any] = json.loads(reply.body)["error"]
    return error


def test_a_challenge_tells_what_to_look_for_and_until_when(browser: Browser) -> None:
    asked = browser.call("GET", "/challenges")

    now = browser.scene.clock.now()
    assert sorted(asked) == ["digest", "expires_at", "now", "numbers", "salt", "tag"]
    assert (asked["numbers"], asked["now"], asked["expires_at"]) == (
        NUMBERS,
        now,
        now + LIFETIME_MS,
    )
    assert browser.call("GET", "/challenges")["salt"] != asked["salt"]


@pytest.mark.parametrize("roster", [False, True])
def test_a_registration_without_the_sum_is_no_request(roster: bool) -> None:
    browser = Browser(make_roster_scene() if roster else make_scene())
    body = {"identifier": "999000000001", "birth_date": RIGHT} if roster else PARTICULARS

    for solution in (None, "", {}, {"salt": "a", "tag": "b"}):
        assert browser.refused("POST", "/registrations", {**body, "solution": solution}) == (
            400,
            "invalid_input",
        )


@pytest.mark.parametrize("roster", [False, True])
def test_a_sum_that_is_forged_wrong_worn_out_or_used_is_refused(roster: bool) -> None:
    browser = Browser(make_roster_scene() if roster else make_scene())
    body = {"identifier": "999000000001", "birth_date": RIGHT} if roster else PARTICULARS
    if roster:
        code_of(browser.scene)
    solution, later = browser.solution(), browser.solution()

    def reason(**overrides: object) -> tuple[int, object]:
        reply = browser.send(
            "POST", "/registrations", {**body, "solution": {**solution, **overrides}}
        )
        return reply.status, error_of(reply)["details"]["reason"]

    assert reason(tag="0" * 32) == (403, "forged")
    assert reason(number=(solution["number"] + 1) % NUMBERS) == (403, "unsolved")
    browser.call("POST", "/registrations", {**body, "solution": solution})
    assert reason() == (403, "used")
    browser.scene.clock.advance(LIFETIME_MS)
    solution = later
    assert reason() == (403, "expired")


def test_of_32_registrations_with_one_sum_exactly_one_passes(browser: Browser) -> None:
    solution = browser.solution()

    def register(number: int) -> int:
        body = {**PARTICULARS, "identifier": f"99900000{number:04d}", "solution": solution}
        return browser.send("POST", "/registrations", body).status

    with ThreadPoolExecutor(32) as threads:
        statuses = sorted(threads.map(register, range(32)))

    assert statuses == [201] + [403] * 31
    people = browser.scene.desks.backend.people
    assert len(list(people.people(browser.scene.contest.id))) == 1


def resume(browser: Browser, code: str, birth_date: str, **options: Any) -> Reply:
    body = {"code": code, "birth_date": birth_date, "start_id": OTHER_ID}
    return browser.send("POST", "/attempts/resume", body, **options)


def test_the_sixth_wrong_birth_date_is_told_in_vietnamese_how_long_to_wait(
    browser: Browser,
) -> None:
    code = browser.register()
    browser.start(code)
    for _ in range(FREE_TRIES):
        assert error_of(resume(browser, code, WRONG))["code"] == "wrong_second_factor"

    reply = resume(browser, code, RIGHT)

    assert (reply.status, reply.headers["Retry-After"]) == (429, "1")
    assert error_of(reply) == {
        "code": "too_many_tries",
        "message": "Ngày sinh đã được nhập sai nhiều lần. Vui lòng kiểm tra lại rồi thử lại sau"
        " 1 giây.",
        "details": {"seconds": 1},
    }
    assert resume(browser, code, RIGHT, caller="198.51.100.9").status == 200
    browser.scene.clock.advance(SECOND_MS)
    assert resume(browser, code, RIGHT).status == 200


@pytest.mark.parametrize("path", ["/codes", "/attempts", "/attempts/resume"])
def test_many_unknown_codes_are_put_off_while_the_office_behind_them_goes_on(
    browser: Browser, path: str
) -> None:
    code = browser.register()
    more = {"/codes": {}, "/attempts": {"start_id": START_ID}}.get(
        path, {"start_id": START_ID, "birth_date": RIGHT}
    )
    replies = [
        browser.send("POST", path, {"code": code_from_bits(number), **more})
        for number in range(UNKNOWN_CODES + 1)
    ]

    assert [reply.status for reply in replies] == [404] * UNKNOWN_CODES + [429]
    assert replies[-1].headers["Retry-After"] == "60"
    assert error_of(replies[-1])["code"] == "too_many_codes"
    assert browser.send("POST", path, {"code": code, **more}).status == 200


CONTEXT = {"identity": {"sourceIp": "198.51.100.1"}}


@pytest.mark.parametrize(
    ("forwarded", "proxies", "shown", "expected"),
    [
        ("203.0.113.7, 198.51.100.1", 0, "key", "198.51.100.1"),
        ("203.0.113.7, 198.51.100.1", 1, "key", "203.0.113.7"),
        ("203.0.113.7", 1, "key", "203.0.113.7"),
        ("10.0.0.1, 203.0.113.7, 198.51.100.1", 1, "key", "203.0.113.7"),
        ("10.0.0.1, 203.0.113.7, 192.0.2.5, 198.51.100.1", 2, "key", "203.0.113.7"),
        ("10.0.0.1, 203.0.113.7, 198.51.100.1", 1, "", "198.51.100.1"),
        ("10.0.0.1, 203.0.113.7, 198.51.100.1", 1, "kéy", "198.51.100.1"),
        ("", 1, "key", "198.51.100.1"),
        (" , ,", 1, "key", "198.51.100.1"),
        ("203.0.113.7, 198.51.100.1", 5, "key", "198.51.100.1"),
    ],
)
def test_the_caller_is_whom_the_proxy_of_ours_names_and_nobody_whom_the_caller_names(
    forwarded: str, proxies: int, shown: str, expected: str
) -> None:
    headers = {"x-forwarded-for": forwarded, FRONT_HEADER: shown}

    assert address_of(CONTEXT, headers, proxies=proxies, front_key="key") == expected


def test_without_a_gateway_nobody_is_named() -> None:
    assert address_of({}, {}, proxies=1, front_key="key") == ""


def test_whoever_writes_other_addresses_into_the_request_gets_no_more_guesses() -> None:
    scene = make_scene()
    behind_one_proxy(scene)
    browser = Browser(scene)
    code = browser.register()
    browser.start(code)
    body = json.dumps({"code": code, "birth_date": WRONG, "start_id": OTHER_ID}).encode()

    def guess(forwarded: str, **shown: str) -> int:
        headers = {"content-type": "application/json", "x-forwarded-for": forwarded, **shown}
        return browser.gateway.answer("POST", "/attempts/resume", headers, body).status

    spoofed = [guess(f"10.0.0.{number}, 127.0.0.1") for number in range(FREE_TRIES + 1)]
    front = {FRONT_HEADER: front_key(scene.desks.entry)}
    through_the_front = [
        guess(f"10.0.0.{number}, 203.0.113.7, 127.0.0.1", **front)
        for number in range(FREE_TRIES + 1)
    ]

    assert spoofed == [403] * FREE_TRIES + [429]
    assert through_the_front == [403] * FREE_TRIES + [429]
    assert guess("203.0.113.8, 127.0.0.1", **front) == 403


def behind_one_proxy(scene: Scene) -> None:
    desks = scene.desks
    scene.desks = Desks(
        desks.contest_id, desks.backend, desks.clock, desks._chance, trusted_proxies=1
    )
