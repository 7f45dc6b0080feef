"""The interface's document as a judge of replies: what it does not say must not be replied."""

import copy
import json
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from chalicelib.api.routes import DOCUMENT as PATH
from office.local.gateway import Reply

DOCUMENT: dict[str, Any] = json.loads(PATH.read_bytes())
OPERATIONS: dict[str, tuple[str, str, dict[str, Any]]] = {
    found["operationId"]: (method.upper(), path, found)
    for path, item in DOCUMENT["paths"].items()
    for method, found in item.items()
}
"""Method, path and description of each operation."""


def _closed(value: Any) -> Any:
    """Return a schema in which every object has the members that it names and no others."""
    if isinstance(value, list):
        return [_closed(each) for each in value]
    if not isinstance(value, dict):
        return value
    closed = {name: _closed(each) for name, each in value.items()}
    if "properties" in closed:
        closed.setdefault("additionalProperties", False)
    return closed


_REGISTRY: Registry[Any] = Registry().with_resource(
    "urn:document",
    Resource(contents=_closed(copy.deepcopy(DOCUMENT)), specification=DRAFT202012),
)


def misfits(schema: dict[str, Any], value: object) -> Iterator[str]:
    """Yield where a value does not fit a schema of the document."""
    absolute = json.loads(json.dumps(schema).replace('"#/', '"urn:document#/'))
    judge = Draft202012Validator(absolute, registry=_REGISTRY)
    for error in judge.iter_errors(value):
        yield f"{error.json_path}: {error.message}"


def problems_with(operation: str, reply: Reply) -> list[str]:
    """Return what of an operation's reply the document does not say; empty where it says it all."""
    _, _, found = OPERATIONS[operation]
    said = found["responses"].get(str(reply.status))
    if said is None:
        return [f"{operation}: status {reply.status} is not in the document"]
    kind = reply.headers["Content-Type"].partition(";")[0]
    if kind not in said["content"]:
        return [f"{operation}: {kind} is not in the document"]
    return list(misfits(said["content"][kind]["schema"], json.loads(reply.body)))
