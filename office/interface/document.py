"""The document as a whole: each route with its request, its replies and its refusals."""

import json
from pathlib import Path
from typing import Any

import msgspec

from chalicelib.api.replies import STATUS_OF_ERROR
from chalicelib.api.requests import MAX_BODY_BYTES
from chalicelib.api.routes import DOCUMENT, ROUTES, Route
from chalicelib.contest.attempts import GRACE_MS, SETTLED_AFTER_MS
from office.interface.operations import OPERATIONS, Operation
from office.interface.refusals import FROM_THE_GATEWAY, REFUSALS, Retry
from office.interface.schemas import REF, Schema, components, refusal_name, reply_type

NARRATIVE = Path(__file__).with_name("narrative.md")
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TAGS = {
    "rounds": "What anybody may ask",
    "entry": "From a person to a personal code",
    "attempts": "From a personal code to a receipt",
    "complaints": "From a receipt to an answer",
}
_MEANINGS = {
    400: "The request is not of the form asked for.",
    401: "There is no token that counts.",
    403: "The rules do not admit this.",
    404: "There is none such.",
    409: "It contradicts what the server holds now.",
    410: "The time is over.",
    413: "The body is too large.",
    415: "The body is not declared as JSON.",
    422: "A value names nothing that the contest has.",
    429: "Too much at once: wait.",
    500: "Something went wrong inside; whether the request took effect is unknown.",
    503: "The contest is not in force yet.",
}


def document() -> Schema:
    """Return the document as a JSON value."""
    paths: dict[str, Schema] = {}
    for route in ROUTES:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Knowledge contest: entry",
            "version": "1",
            "summary": "Register, take the quiz, keep the receipt.",
            "description": narrative(),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "jsonSchemaDialect": DIALECT,
        "servers": [{"url": "/api", "description": "At the site's own origin; HTTPS only."}],
        "tags": [{"name": name, "description": said} for name, said in _TAGS.items()],
        "paths": paths,
        "components": {
            "schemas": components(),
            "securitySchemes": {
                "attemptToken": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "The `token` of `AttemptReply`: names one attempt on one device."
                    " It does not expire; a takeover ends its right to write.",
                },
                "complaintCode": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "The receipt's code, a point, and the complaint's `code`.",
                },
            },
            "headers": {
                "Retry-After": {
                    "description": "After how many seconds to send the request again.",
                    "schema": {"type": "integer", "minimum": 1},
                },
                "Cache-Control": {
                    "description": "`no-store` on all that concerns a person.",
                    "schema": {"type": "string"},
                },
            },
        },
    }


def narrative() -> str:
    """Return what a client has to know beside the operations, with the list of refusals."""
    said = NARRATIVE.read_text(encoding="utf-8").strip()
    rows = ["| Code | Status | x-retry | Meaning, and what to do |", "| --- | --- | --- | --- |"]
    rows += [
        f"| `{code}` | {STATUS_OF_ERROR[code]} | {advice.retry} | {advice.meaning} {advice.todo} |"
        for code, advice in sorted(REFUSALS.items())
    ]
    counts = {
        "{grace_seconds}": GRACE_MS // 1_000,
        "{settled_seconds}": SETTLED_AFTER_MS // 1_000,
        "{max_body_bytes}": MAX_BODY_BYTES,
    }
    for name, value in counts.items():
        said = said.replace(name, str(value))
    ways = [f"- `{retry}`: {_RETRY_TEXTS[retry]}" for retry in Retry]
    return "\n".join([said, "", *ways, "", *rows])


def as_bytes(value: Schema) -> bytes:
    """Return the document as it is served: readable, and the same bytes for the same value."""
    plain = msgspec.to_builtins(value)
    return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode()


def write() -> None:
    """Write the document beside the routes, and the gateway's own refusals among its resources."""
    from office.interface.gateway import RESOURCES, resources

    DOCUMENT.write_bytes(as_bytes(document()))
    RESOURCES.write_bytes(resources())


_RETRY_TEXTS = {
    Retry.SAME: "send the very same request again, after the wait of the retry rules.",
    Retry.MENDED: "send it again with what the refusal names put right; unchanged it is refused"
    " again.",
    Retry.OTHER: "another operation comes first; the meaning says which.",
    Retry.LATER: "send it again after the time that it names.",
    Retry.NEVER: "it is over; show the message.",
}


def _operation(route: Route) -> Schema:
    name = route.view.__name__
    about = OPERATIONS[name]
    found: Schema = {
        "operationId": name,
        "summary": about.summary,
        "description": about.purpose,
        "tags": [_tag(route)],
        "security": [{route.scheme: []}] if route.by_token else [],
    }
    if route.takes:
        found["requestBody"] = {"required": True, "content": _json(_request(route), about.sent)}
    found["responses"] = _responses(route, about)
    found["x-refusals"] = {
        code: {
            "status": STATUS_OF_ERROR[code],
            "retry": REFUSALS[code].retry.value,
            "from": "gateway" if code in FROM_THE_GATEWAY else "functions",
        }
        for code in sorted(about.codes)
    }
    return found


def _tag(route: Route) -> str:
    for tag in ("attempts", "complaints"):
        if route.path.startswith(f"/{tag}"):
            return tag
    return "rounds" if route.path in {"/openapi.json", "/rounds"} else "entry"


def _request(route: Route) -> Schema:
    schemas = [{"$ref": REF.format(name=shape.__name__)} for shape in route.takes]
    return schemas[0] if len(schemas) == 1 else {"oneOf": schemas}


def _responses(route: Route, about: Operation) -> Schema:
    shape = reply_type(route)
    is_document = shape is msgspec.Raw
    schema = {"type": "object"} if is_document else {"$ref": REF.format(name=shape.__name__)}
    got = {} if about.got is None else {"reply": about.got}
    found: Schema = {
        str(status): {
            "description": said,
            "headers": _headers("Cache-Control"),
            "content": _json(schema, got),
        }
        for status, said in about.done.items()
    }
    for status in sorted({STATUS_OF_ERROR[code] for code in about.codes}):
        codes = sorted(code for code in about.codes if STATUS_OF_ERROR[code] == status)
        refusals = [{"$ref": REF.format(name=refusal_name(code))} for code in codes]
        headers = ("Cache-Control", "Retry-After") if status == 429 else ("Cache-Control",)
        found[str(status)] = {
            "description": f"{_MEANINGS[status]} Codes: {', '.join(f'`{c}`' for c in codes)}.",
            "headers": _headers(*headers),
            "content": _json(refusals[0] if len(refusals) == 1 else {"oneOf": refusals}, {}),
        }
    return found


def _headers(*names: str) -> Schema:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _json(schema: Schema, examples: Any) -> Schema:
    found: Schema = {"schema": schema}
    if examples:
        found["examples"] = {name.replace(" ", "-"): {"value": v} for name, v in examples.items()}
    return {"application/json": found}
