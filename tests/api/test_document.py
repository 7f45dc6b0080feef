"""The interface's document: it is valid, it is whole, and it is what the code says today."""

import json
from typing import Any

import pytest
from documented import DOCUMENT, OPERATIONS, misfits
from openapi_spec_validator import OpenAPIV31SpecValidator
from scene import make_scene

from app import app as functions
from chalicelib.api.replies import STATUS_OF_ERROR, error_body
from chalicelib.api.routes import DOCUMENT as PATH
from chalicelib.api.routes import HEADERS, ROUTES
from chalicelib.contest.errors import (
    BusyError,
    ContestError,
    NotFoundError,
    TooLargeError,
)
from chalicelib.contest.texts.vi.errors import TEXTS
from office.interface.document import as_bytes, document
from office.interface.gateway import RESOURCES, resources
from office.interface.refusals import REFUSALS
from tests.api.test_routes import Browser

ASKS = ("Vui lòng", "vui lòng", "hãy", "liên hệ", "Bạn cần")
"""With one of these a sentence tells its reader what to do."""


def test_the_document_is_the_one_that_the_code_makes() -> None:
    assert PATH.read_bytes() == as_bytes(document()), "stale: python -m office.interface"


def test_the_gateway_is_deployed_with_the_words_that_the_code_makes() -> None:
    assert RESOURCES.read_bytes() == resources(), "stale: python -m office.interface"


def test_the_document_is_valid_openapi() -> None:
    assert [error.message for error in OpenAPIV31SpecValidator(DOCUMENT).iter_errors()] == []


def test_the_document_is_served_and_may_be_kept_for_an_hour() -> None:
    reply = Browser(make_scene()).send("GET", "/openapi.json")

    assert (reply.status, reply.body) == (200, PATH.read_bytes())
    assert reply.headers["Cache-Control"] == "public, max-age=3600"
    assert reply.headers["Content-Type"] == HEADERS["Content-Type"]


def test_every_route_is_in_the_document_with_its_token() -> None:
    documented = {
        (path, method): bool(found["security"]) for method, path, found in OPERATIONS.values()
    }

    assert documented == {(route.path, route.method): route.by_token for route in ROUTES}
    assert {(path, method) for path, methods in functions.routes.items() for method in methods} == (
        set(documented)
    )


def test_every_refusal_has_a_status_an_entry_and_an_operation_that_gives_it() -> None:
    given = {code for _, _, found in OPERATIONS.values() for code in found["x-refusals"]}

    assert set(REFUSALS) == set(STATUS_OF_ERROR)
    assert given | {"not_found"} == set(STATUS_OF_ERROR)


def test_every_refusal_is_told_in_the_narrative_with_its_status_and_how_to_go_on() -> None:
    told = [
        [cell.strip(" `") for cell in line.strip("|").split(" | ")][:3]
        for line in DOCUMENT["info"]["description"].splitlines()
        if line.startswith("| `")
    ]

    assert [row for row in told if row[0] in REFUSALS] == [
        [code, str(STATUS_OF_ERROR[code]), REFUSALS[code].retry.value] for code in sorted(REFUSALS)
    ]


@pytest.mark.parametrize("code", sorted(STATUS_OF_ERROR))
def test_a_refusals_message_says_what_to_do(code: str) -> None:
    message = TEXTS[f"error.{code}"]

    assert [word for word in ASKS if word in message] != [], message
    assert message[-1] in ".}", message


def test_every_schema_and_every_member_is_described() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    silent = [name for name, schema in schemas.items() if not schema.get("description")]
    silent += [
        f"{name}.{member}"
        for name, schema in schemas.items()
        for member, found in schema.get("properties", {}).items()
        if not name.endswith("Refusal") and not found.get("description")
    ]

    assert silent == []


def examples() -> list[tuple[str, dict[str, Any], object]]:
    """Return every example with its place and its schema."""
    found: list[tuple[str, dict[str, Any], object]] = []
    for name, (_, _, operation) in OPERATIONS.items():
        contents = [reply["content"] for reply in operation["responses"].values()]
        contents += [operation["requestBody"]["content"]] if "requestBody" in operation else []
        for content in contents:
            for media in content.values():
                found += [
                    (f"{name} {each}", media["schema"], shown["value"])
                    for each, shown in media.get("examples", {}).items()
                ]
    for name, schema in DOCUMENT["components"]["schemas"].items():
        found += [(name, schema, shown) for shown in schema.get("examples", ())]
    return found


@pytest.mark.parametrize(("place", "schema", "value"), examples(), ids=lambda each: str(each)[:40])
def test_an_example_fits_its_schema(place: str, schema: dict[str, Any], value: object) -> None:
    assert list(misfits(schema, value)) == [], place


def test_every_operation_that_changes_something_has_an_example_of_request_and_reply() -> None:
    without = [
        name
        for name, (_, _, operation) in OPERATIONS.items()
        if "requestBody" in operation
        and not (
            operation["requestBody"]["content"]["application/json"].get("examples")
            and operation["responses"]["200"]["content"]["application/json"].get("examples")
        )
    ]

    assert without == []


@pytest.mark.parametrize(
    ("occasion", "error"),
    [
        ("MISSING_AUTHENTICATION_TOKEN", NotFoundError()),
        ("INVALID_SIGNATURE", NotFoundError()),
        ("REQUEST_TOO_LARGE", TooLargeError(limit=16_384)),
        ("THROTTLED", BusyError()),
    ],
)
def test_the_gateway_refuses_in_the_shape_of_every_refusal(
    occasion: str, error: ContestError
) -> None:
    api = json.loads(RESOURCES.read_bytes())["Resources"]["RestAPI"]["Properties"]
    reply = api["GatewayResponses"][occasion]
    body = json.loads(reply["ResponseTemplates"]["application/json"])

    assert (reply["StatusCode"], body) == (STATUS_OF_ERROR[error.code], error_body(error))
    assert reply["ResponseParameters"]["Headers"]["Cache-Control"] == "'no-store'"
    # The gateway reads its templates in a language in which these two begin something.
    assert [sign for sign in "$#" if sign in str(reply["ResponseTemplates"])] == []
