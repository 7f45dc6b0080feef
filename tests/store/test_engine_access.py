"""Who may ask the local engine, which holds keys and secrets."""

import json
import urllib.request
from urllib.error import HTTPError

from office.local.engine import IDENTITY_PATH, Engine, prove


def ask(url: str, headers: dict[str, str]) -> int:
    request = urllib.request.Request(url, b"{}", headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=10) as reply:
            return int(reply.status)
    except HTTPError as refusal:
        with refusal:
            return refusal.code


SCAN = {
    "X-Amz-Target": "DynamoDB_20120810.ListTables",
    "Content-Type": "application/x-amz-json-1.0",
}


def signed(credential: str) -> dict[str, str]:
    scope = f"{credential}/20211213/ap-southeast-1/dynamodb/aws4_request"
    return {**SCAN, "Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, Signature=0"}


def test_who_does_not_know_the_token_is_told_nothing():
    with Engine(token="a-token") as engine:
        url = engine.endpoint_url

        assert ask(url, SCAN) == 403
        assert ask(url, signed("another")) == 403
        assert ask(url, signed("a-token")) == 200


def test_a_web_page_is_told_nothing_even_with_the_token():
    with Engine(token="a-token") as engine:
        url = engine.endpoint_url

        assert ask(url, {**signed("a-token"), "Origin": "http://evil.example"}) == 403
        assert ask(url, {**signed("a-token"), "Host": "evil.example:80"}) == 403


def test_an_engine_proves_itself_without_telling_its_token():
    with (
        Engine(token="a-token") as engine,
        urllib.request.urlopen(f"{engine.endpoint_url}{IDENTITY_PATH}", timeout=10) as reply,
    ):
        said = reply.read().decode()

    assert said == json.dumps({"proof": prove("a-token")})
