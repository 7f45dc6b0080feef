"""Schemas of requests, replies and refusals, from the very types that the functions use.

msgspec says what a type admits; what a field means is the docstring below it, read from the source.
"""

import ast
import inspect
import re
import textwrap
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, get_type_hints

import msgspec

from chalicelib.api.replies import error_body, internal_error_body
from chalicelib.api.routes import ROUTES, Route
from chalicelib.api.shapes import Refusal
from chalicelib.contest.errors import ContestError
from office.interface.refusals import REFUSALS

REF = "#/components/schemas/{name}"

Schema = dict[str, Any]


def reply_type(route: Route) -> type:
    """Return the shape of a route's reply, as its view declares it."""
    _, shape = get_type_hints(route.view)["return"].__args__
    return shape  # type: ignore[no-any-return]


def components() -> dict[str, Schema]:
    """Return every schema under its name, in the order of names."""
    taken = [shape for route in ROUTES for shape in route.takes]
    given = [reply_type(route) for route in ROUTES if reply_type(route) is not msgspec.Raw]
    _, found = msgspec.json.schema_components([*taken, *given], ref_template=REF)
    given_names = {each.__name__ for each in _reached(given)}
    named = {each.__name__: each for each in _reached([*taken, *given])}
    for name, schema in found.items():
        _describe(schema, named[name])
        if name in given_names and "properties" in schema:
            _say_that_all_is_sent(schema)
    refusals = {refusal_name(code): _refusal(code) for code in REFUSALS}
    return dict(sorted((found | refusals).items()))


def refusal_name(code: str) -> str:
    """Return the name of the schema of a refusal's body.

    >>> refusal_name("too_late")
    'TooLateRefusal'
    """
    return "".join(part.title() for part in code.split("_")) + "Refusal"


def field_texts(shape: type) -> dict[str, str]:
    """Return the docstring below each field of a class, those of its bases included."""
    texts: dict[str, str] = {}
    for base in shape.__bases__:
        if base.__module__.startswith("chalicelib."):
            texts |= field_texts(base)
    tree = ast.parse(textwrap.dedent(inspect.getsource(shape)))
    (body,) = (node.body for node in tree.body if isinstance(node, ast.ClassDef))
    for field, said in pairwise(body):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(said, ast.Expr)
            and isinstance(said.value, ast.Constant)
        ):
            texts[field.target.id] = _plain(str(said.value.value))
    return texts


def _refusal(code: str) -> Schema:
    advice = REFUSALS[code]
    details = {name: dict(detail) for name, detail in advice.details.items()}
    texts = field_texts(Refusal)
    error: Schema = {
        "type": "object",
        "properties": {
            "code": {"const": code, "description": texts["code"]},
            "message": {"type": "string", "minLength": 1, "description": texts["message"]},
            "details": {
                "type": "object",
                "properties": details,
                "required": [name for name in details if name not in advice.optional],
                "additionalProperties": False,
                "description": "What happened, for programs." if details else "Empty.",
            },
        },
        "required": ["code", "message", "details"],
        "additionalProperties": False,
        "description": "The refusal.",
    }
    return {
        "title": refusal_name(code),
        "description": f"{advice.meaning} {advice.todo}",
        "type": "object",
        "properties": {"error": error},
        "required": ["error"],
        "additionalProperties": False,
        "examples": [_example(code)],
        "x-retry": {"how": advice.retry.value, "advice": advice.todo},
    }


def _example(code: str) -> Any:
    """Return the refusal in the words in which the functions give it."""
    errors = {each.code: each for each in ContestError.__subclasses__()}
    details = {name: each["examples"][0] for name, each in REFUSALS[code].details.items()}
    return error_body(errors[code](**details)) if code in errors else internal_error_body()


def _describe(schema: Schema, shape: type) -> None:
    if "properties" not in schema:
        return
    # Replies may grow; what is refused in a request msgspec has said itself.
    schema["description"] = _plain(inspect.getdoc(shape) or "")
    texts = field_texts(shape)
    for name, field in schema["properties"].items():
        said = {"description": texts[name]} if name in texts else {}
        schema["properties"][name] = {**field, **said}
        default = field.get("default", ...)
        if default == "":
            # Generators of clients would otherwise send the empty text, which means "left out".
            schema["properties"][name].pop("default")


def _say_that_all_is_sent(schema: Schema) -> None:
    """Every member of a reply is there always, be it empty: a default is the functions' affair."""
    schema["required"] = list(schema["properties"])
    for field in schema["properties"].values():
        field.pop("default", None)


def _reached(types: Iterable[Any]) -> set[type]:
    """Return every class that a schema may be named after, from these types on."""
    found: set[type] = set()
    waiting = list(types)
    while waiting:
        each = waiting.pop()
        waiting += getattr(each, "__args__", ())
        if not isinstance(each, type) or each in found:
            continue
        found.add(each)
        if getattr(each, "__annotations__", None):
            waiting += get_type_hints(each).values()
    return found


def _plain(text: str) -> str:
    """Return a docstring as one paragraph of Markdown."""
    return re.sub(r"\s+", " ", text.replace("``", "`")).strip()
