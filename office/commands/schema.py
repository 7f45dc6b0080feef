"""``schema``: the JSON Schema of ``contest.yml``, for editors."""

import json
from pathlib import Path

from office.contest_file.schema import contest_schema
from office.people.writing import write_whole


def schema_text(language: str) -> str:
    """Return the schema as JSON that people can read."""
    return json.dumps(contest_schema(language), ensure_ascii=False, indent=2) + "\n"


def write_schema(out: Path, language: str) -> None:
    """Write the schema into a file."""
    write_whole(out, schema_text(language).encode(), private=False)
