"""The JSON Schema of ``contest.yml``, made from its layout, so that editors complete the file.

A schema knows forms, words and bounds; what holds between fields only the checker knows.
"""

from collections.abc import Iterator

from office.contest_file.layout.contest import Contest
from office.contest_file.layout.groups import Group, Groups
from office.contest_file.layout.heading import Use
from office.contest_file.layout.kinds import Field, Layout, Schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def contest_schema(language: str) -> Schema:
    """Return the schema of a contest file, with its descriptions in a language."""
    definitions = {
        layout.__name__: group_schema(layout, language) for layout in (*layouts(Contest), Use)
    }
    return {
        "$schema": DIALECT,
        "title": "contest.yml",
        "if": {"type": "object", "required": ["use"]},
        "then": {"$ref": "#/$defs/Use"},
        "else": {"$ref": "#/$defs/Contest"},
        "$defs": definitions,
    }


def group_schema(layout: type[Layout], language: str) -> Schema:
    """Return the schema of one group."""
    return {
        "type": "object",
        "properties": {field.name: field_schema(field, language) for field in layout.fields()},
        "required": [field.name for field in layout.fields() if field.required],
        "additionalProperties": False,
    }


def field_schema(field: Field, language: str) -> Schema:
    """Return the schema of one field; one that may be left out may be empty, too."""
    value = field.value_schema()
    described: Schema = {"description": field.meaning(language)}
    if field.default is not None:
        described["default"] = field.default
    if field.required:
        return described | value
    return described | {"anyOf": [value, {"type": "null"}]}


def layouts(top: type[Layout]) -> tuple[type[Layout], ...]:
    """Return a layout and all below it, each once, from the top down."""
    return tuple(dict.fromkeys(_walk(top)))


def _walk(top: type[Layout]) -> Iterator[type[Layout]]:
    yield top
    for field in top.fields():
        if isinstance(field, (Group, Groups)):
            yield from _walk(field.layout)
