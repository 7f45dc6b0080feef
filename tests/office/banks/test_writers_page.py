"""The page for question writers says what the parser does."""

from pathlib import Path

import pytest

from office.banks.text_format import DIFFICULTIES, FIELDS, parse_bank
from office.contest_file.findings import render

PAGE = (Path(__file__).parents[3] / "question_banks/README.md").read_text(encoding="utf-8")
EXAMPLE = PAGE.split("```text\n")[1].split("```")[0]


def test_the_worked_example_is_a_sound_bank() -> None:
    questions, findings = parse_bank(EXAMPLE, "bank.txt")
    assert (len(questions), findings) == (1, ())


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_is_explained_and_shown(name: str) -> None:
    assert (PAGE.count(f"| `{name}:` |"), EXAMPLE.count(f"{name}: ")) == (1, 1)


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
def test_every_difficulty_is_named(difficulty: str) -> None:
    assert PAGE.count(f"`{difficulty}`") == 1


def test_the_finding_shown_is_printed_in_these_words() -> None:
    shown = PAGE.split("```text\n")[2].split("\n")[0]
    spoiled = EXAMPLE.replace("* ", "- ")
    [finding] = parse_bank(spoiled, "question_banks/round-1.txt")[1]
    assert render(finding).split(" ", 1)[1] == shown.split(" ", 1)[1]
