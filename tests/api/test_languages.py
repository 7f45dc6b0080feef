"""In which language a refusal is."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from scene import make_scene

from chalicelib.api.routes import register_routes
from chalicelib.contest.texts import text
from office.local.gateway import Gateway

FUNCTIONS = Path(__file__).parents[2] / "functions"
PAPER = json.dumps({"code": "0000-0000-0000", "start_id": "a-start-of-16-letters"}).encode()


def refusal(accepted: str | None, path: str = "/attempts", body: bytes = PAPER) -> str:
    """Return what is said to somebody who starts without a code."""
    scene = make_scene()
    gateway = Gateway(lambda app: register_routes(app, lambda: scene.desks.entry), scene.clock)
    headers = {"content-type": "application/json"}
    if accepted is not None:
        headers["accept-language"] = accepted
    reply = gateway.answer("POST", path, headers, body, caller="203.0.113.7")
    return str(json.loads(reply.body)["error"]["message"])


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("en", "en"), ("en-GB,en;q=0.9,vi;q=0.5", "en"), ("vi", "vi"), ("fr", "vi"), (None, "vi")],
)
def test_a_refusal_is_in_the_language_that_is_asked_for(
    accepted: str | None, language: str
) -> None:
    assert refusal(accepted) == text("error.unknown_code", language)


def test_a_refused_field_is_named_in_the_same_language() -> None:
    assert refusal("en", body=b"{}") == text(
        "error.invalid_input", "en", field_name=text("field.code", "en")
    )


def test_a_function_starts_without_any_catalogue() -> None:
    program = "import sys, chalicelib.api.routes; print([m for m in sys.modules if '.texts' in m])"

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=FUNCTIONS
    )

    assert done.stdout.strip() == "[]"


def test_a_refusal_in_vietnamese_reads_no_other_catalogue() -> None:
    program = (
        "import sys; from chalicelib.api.replies import internal_error_body;"
        "internal_error_body('vi'); print([m for m in sys.modules if m.endswith('.texts.en')])"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=FUNCTIONS
    )

    assert done.stdout.strip() == "[]"
