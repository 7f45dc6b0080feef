"""Signs as one page that any browser shows and prints: nothing in it comes from elsewhere."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined

from office.texts import text

_TEMPLATE = Path(__file__).with_name("evidence.html.jinja")


def evidence_page(value: Mapping[str, Any]) -> bytes:
    """Return what ``sheets.printed_value`` says as a page; everything in it is escaped."""
    shown = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    ).from_string(_TEMPLATE.read_text(encoding="utf-8"))
    return shown.render(**value, contents=text("evidence.contents")).encode()
