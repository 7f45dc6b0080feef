"""The report's document as PDF, in the layout of an administrative paper."""

from collections.abc import Mapping
from typing import Any

from office.typeset import to_pdf
from office.typeset.compile import TEMPLATES

TEMPLATE = TEMPLATES / "report.typ"


def report_pdf(document: Mapping[str, Any], *, made_at_ms: int = 0) -> bytes:
    """Return the PDF; the same document gives the same bytes."""
    return to_pdf(TEMPLATE, document, made_at_ms=made_at_ms)
