"""Figures that these tests measure are printed after the run and kept under ``.build/life``."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PROVE = os.environ.get("PROVE") == "1"
KEPT_IN = Path(__file__).parents[2] / ".build" / "life"
_FIGURES: dict[str, dict[str, Any]] = {}

Note = Callable[..., None]


@pytest.fixture
def note() -> Note:
    """Return what a test calls with its name and its figures."""

    def write(name: str, **figures: Any) -> None:
        _FIGURES[name] = figures
        KEPT_IN.mkdir(parents=True, exist_ok=True)
        file = KEPT_IN / f"{name.replace(' ', '-')}.json"
        file.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    return write


def pytest_terminal_summary(terminalreporter: Any) -> None:
    for name, figures in sorted(_FIGURES.items()):
        shown = ", ".join(f"{value} {what.replace('_', ' ')}" for what, value in figures.items())
        terminalreporter.write_line(f"life: {name}: {shown}")
