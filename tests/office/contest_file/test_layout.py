"""The one table of fields: the reader, the schema and the documentation agree with it."""

import functools
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import jsonschema
import pytest
from ruamel.yaml import YAML

from office.contest_file import clips_file, excluded_file, roster_file, units_file
from office.contest_file.draft import read_draft
from office.contest_file.findings import Findings, render
from office.contest_file.layout.contest import Contest
from office.contest_file.layout.groups import Group, Groups
from office.contest_file.layout.kinds import Field, Layout
from office.contest_file.reference import (
    CODES_PAGE,
    FIELDS_PAGE,
    GENERATED,
    codes_page,
    fields_page,
)
from office.contest_file.schema import contest_schema, layouts
from office.contest_file.yaml_fields import parse_yaml
from tests.office.contest_file.contest_folders import CONTEST_YML

Steps: TypeAlias = tuple[str | int, ...]

ROOT = Path(__file__).parents[3]
EXAMPLES = sorted(ROOT.glob("examples/*/contest.yml"))
FIELDS = [(layout, field) for layout in layouts(Contest) for field in layout.fields()]
PAGE = FIELDS_PAGE.read_text(encoding="utf-8")
BY_HAND = PAGE.partition(GENERATED)[0]
WORKED = BY_HAND.split("```yaml\n")[1].split("```")[0]


def plain(text: str) -> Any:
    """Return a YAML file as JSON has it: days are texts."""
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(text), default=date.isoformat))


def faults(text: str) -> list[str]:
    validator = jsonschema.Draft202012Validator(contest_schema("vi"))
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(plain(text))]


def name_of(value: object) -> str:
    if isinstance(value, Field):
        return value.name
    return value.__name__ if isinstance(value, type) else str(value)


@pytest.mark.parametrize(("layout", "field"), FIELDS, ids=name_of)
def test_every_field_says_what_it_means_in_both_languages(
    layout: type[Layout], field: Field
) -> None:
    assert field.vi.strip()
    assert field.en.strip()
    assert field.vi != field.en


@pytest.mark.parametrize(("layout", "field"), FIELDS, ids=name_of)
def test_every_field_is_shown_in_the_worked_layout(layout: type[Layout], field: Field) -> None:
    assert re.search(rf"\b{field.name}: ?", WORKED)


@pytest.mark.parametrize(
    "column",
    [
        *units_file.REQUIRED,
        *units_file.OPTIONAL,
        *clips_file.REQUIRED,
        *clips_file.OPTIONAL,
        *excluded_file.REQUIRED,
        *excluded_file.OPTIONAL,
        *roster_file.REQUIRED,
        *roster_file.OPTIONAL,
    ],
)
def test_every_column_of_a_table_is_documented(column: str) -> None:
    assert f"`{column}`" in BY_HAND


def test_the_tables_of_fields_are_those_of_the_layout() -> None:
    assert fields_page(PAGE) == PAGE


def test_the_catalogue_of_codes_is_that_of_the_texts() -> None:
    assert codes_page() == CODES_PAGE.read_text(encoding="utf-8")


def read(text: str) -> list[str]:
    """Return what is found while the fields are read."""
    findings = Findings()
    fields = parse_yaml(text, "contest.yml", findings, Contest)
    assert fields is not None
    read_draft(fields)
    return [render(finding, "en") for finding in findings.found]


def paths(layout: type[Layout], above: tuple[str | int, ...] = ()) -> Iterator[Steps]:
    """Yield the path of every field below a layout, into the first item of every list."""
    for field in layout.fields():
        yield (*above, field.name)
        if isinstance(field, Group):
            yield from paths(field.layout, (*above, field.name))
        elif isinstance(field, Groups) and field.name != "study_documents":
            yield from paths(field.layout, (*above, field.name, 0))


def test_the_worked_layout_reads_without_a_finding() -> None:
    assert read(WORKED) == []


@pytest.mark.parametrize(
    "path", [path for path in paths(Contest) if path[:3] != ("divisions", 0, "paper")]
)
def test_no_field_is_documented_and_then_not_read(path: Steps) -> None:
    yaml = YAML(typ="safe", pure=True)
    data = yaml.load(WORKED)
    above = functools.reduce(lambda value, step: value[step], path[:-1], data)
    # A list of lists is nothing that any field takes: whoever reads it must say so.
    above[path[-1]] = [[["x"]]]
    out = io.StringIO()
    yaml.dump(data, out)
    assert [line.split(" ")[1] for line in read(out.getvalue())] == ["E114"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_the_schema_accepts_every_example(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("text", [CONTEST_YML, "use: examples/song-cong-2021\n"])
def test_the_schema_accepts_what_the_checker_accepts(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("organizer:", "organiser:"),
        ("mode: open", "mode: opened"),
        ("opens_at: 2021-10-11 08:00", "opens_at: 11/10/2021 08:00"),
        ("issued_on: 2021-10-01", "issued_on: hôm qua"),
        ("id: tuan-1", "id: Tuần 1"),
        ("questions: 1", "questions: 0"),
        ("most_per_person: 1", "most_per_person: 0"),
        ("who: [Mọi công dân]", "who: Mọi công dân"),
        ("excluded_people:", "use: đâu\nexcluded_people:"),
    ],
)
def test_the_schema_refuses_what_the_checker_refuses(old: str, new: str) -> None:
    assert old in CONTEST_YML
    assert faults(CONTEST_YML.replace(old, new, 1))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_schema_is_a_schema_and_describes_in_the_language_asked_for(language: str) -> None:
    schema = contest_schema(language)
    jsonschema.Draft202012Validator.check_schema(schema)
    described: Any = schema
    assert (
        described["$defs"]["Contest"]["properties"]["name"]["description"]
        == {
            "vi": "Tên đầy đủ",
            "en": "Full name",
        }[language]
    )
