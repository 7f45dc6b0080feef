"""What the deployed gateway says by itself, in the shape and the words of every other refusal.

It is merged into what is deployed, and the gateway on this computer says it too.
"""

import json
from pathlib import Path
from typing import Any

import msgspec

from chalicelib.api.replies import STATUS_OF_ERROR, error_body, internal_error_body
from chalicelib.api.requests import MAX_BODY_BYTES
from chalicelib.api.routes import HEADERS
from chalicelib.contest.errors import BusyError, ContestError, NotFoundError, TooLargeError

RESOURCES = Path(__file__).resolve().parents[2] / "functions" / "sam-names.json"
RETRY_AFTER_SECONDS = 2
_HEADERS = ("Cache-Control", "X-Content-Type-Options", "Referrer-Policy")


def resources() -> bytes:
    """Return the file of additions to the stack with the gateway's replies as they must be."""
    written = json.loads(RESOURCES.read_text(encoding="utf-8"))
    rest = {name: each for name, each in written["Resources"].items() if name != "RestAPI"}
    kept = written["Resources"].get("RestAPI", {}).get("Properties", {})
    api = {"Properties": {**kept, "GatewayResponses": gateway_responses()}}
    # Escaped, since the tool that merges it reads it in whatever encoding its computer prefers.
    return (json.dumps({"Resources": {"RestAPI": api, **rest}}, indent=2) + "\n").encode()


def gateway_responses() -> dict[str, Any]:
    """Return the gateway's replies by its own names for their occasions.

    A path or method that is not there it calls a missing token, or with an Authorization header a
    bad signature.
    """
    absent = _refusal(NotFoundError())
    return {
        "MISSING_AUTHENTICATION_TOKEN": absent,
        "INVALID_SIGNATURE": absent,
        "REQUEST_TOO_LARGE": _refusal(TooLargeError(limit=MAX_BODY_BYTES)),
        "THROTTLED": _refusal(BusyError(), {"Retry-After": str(RETRY_AFTER_SECONDS)}),
        "DEFAULT_5XX": _reply(internal_error_body(), {}),
    }


def _refusal(error: ContestError, more: dict[str, str] | None = None) -> dict[str, Any]:
    return {"StatusCode": STATUS_OF_ERROR[error.code], **_reply(error_body(error), more or {})}


def _reply(body: object, more: dict[str, str]) -> dict[str, Any]:
    headers = {name: HEADERS[name] for name in _HEADERS} | more
    return {
        "ResponseParameters": {
            "Headers": {name: f"'{value}'" for name, value in headers.items()},
        },
        "ResponseTemplates": {"application/json": msgspec.json.encode(body).decode()},
    }
