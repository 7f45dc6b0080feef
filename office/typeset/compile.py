"""Typst templates -> PDF or PNG.

1. What is printed comes in as one JSON value (``sys.inputs.data``), never as markup: a name such as
   ``#eval("1")`` is printed, not run.
2. Only the fonts that come with Typst are used (Libertinus Serif has every Vietnamese letter), so
   that the same value gives the same pages on every computer.
3. Creation time is the one that is handed in: the same value gives the same bytes.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import typst

TEMPLATES = Path(__file__).resolve().parent / "templates"


class TypesetError(Exception):
    """A template cannot be set; the message is Typst's own, with the place in the template."""


def to_pdf(template: Path, value: Mapping[str, object], *, made_at_ms: int = 0) -> bytes:
    """Return the PDF that a template makes of a JSON value; raise TypesetError where it cannot.

    A template may read what lies in its own folder, and nothing else of the computer.
    """
    return _compile(template, value, made_at_ms)[0]


def to_png(template: Path, value: Mapping[str, object], *, ppi: float = 110) -> list[bytes]:
    """Return a picture of every page; raise TypesetError where the template cannot be set."""
    return _compile(template, value, 0, format_="png", ppi=ppi)


def _compile(
    template: Path,
    value: Mapping[str, object],
    made_at_ms: int,
    *,
    format_: Literal["pdf", "png"] = "pdf",
    ppi: float | None = None,
) -> list[bytes]:
    inputs = {"data": json.dumps(value, ensure_ascii=False)}
    try:
        # Typed as one file's bytes, but several pictures come as a list.
        made: Any = typst.compile(
            str(template),
            root=str(template.parent),
            ignore_system_fonts=True,
            format=format_,
            ppi=ppi,
            sys_inputs=inputs,
            timestamp=made_at_ms // 1000,
        )
    except typst.TypstError as error:
        raise TypesetError(f"{template.name}: {error}") from error
    pages = made if isinstance(made, list) else [made]
    return [page for page in pages if page is not None]
