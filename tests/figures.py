"""Figures that tests measure: printed after the run, kept under ``.build``.

They travel with the test's report, so that they are printed too where several processes share the
tests.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

BUILD = Path(__file__).parents[1] / ".build"


class Note:
    """What a test calls with a name of its own and its figures."""

    def __init__(self, room: str, request: pytest.FixtureRequest) -> None:
        self.room = room
        self.request = request

    def __call__(self, name: str, **figures: Any) -> None:
        self.request.node.user_properties.append((f"{self.room}: {name}", figures))
        folder = BUILD / self.room
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{name.replace(' ', '-').replace('/', '-')}.json"
        file.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def noted(reports: Iterable[Any]) -> dict[str, dict[str, Any]]:
    """Return the figures that came with the reports."""
    return {
        name: figures
        for report in reports
        if getattr(report, "when", "") == "call"
        for name, figures in report.user_properties
        if isinstance(figures, dict)
    }


def print_figures(terminal: Any) -> None:
    reports = [report for some in terminal.stats.values() for report in some]
    for name, figures in sorted(noted(reports).items()):
        shown = ", ".join(f"{value} {what.replace('_', ' ')}" for what, value in figures.items())
        terminal.write_line(f"{name}: {shown}")
