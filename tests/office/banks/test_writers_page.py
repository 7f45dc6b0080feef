"""The page for question writers says what the parser does."""

from pathlib import Path

import pytest

from chalicelib.contest.questions import QuestionKind
from office.banks.text_format import DIFFICULTIES, FIELDS, KINDS, parse_bank
from office.contest_file.findings import render

PAGE = (Path(__file__).parents[3] / "question_banks/README.md").read_text(encoding="utf-8")
EXAMPLE = PAGE.split("```text\n")[1].split("```")[0]


def test_the_worked_example_is_a_sound_bank() -> None:
    questions, findings = parse_bank(EXAMPLE, "bank.txt")
    assert ([question.kind for question in questions], findings) == (list(QuestionKind), ())


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_is_explained_and_shown(name: str) -> None:
    assert (PAGE.count(f"| `{name}:` |"), f"\n{name}: " in EXAMPLE) == (1, True)


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
def test_every_difficulty_is_named(difficulty: str) -> None:
    assert PAGE.count(f"`{difficulty}`") == 1


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_named(kind: str) -> None:
    assert PAGE.count(f"`{kind}`") == 1


def test_the_finding_shown_is_printed_in_these_words() -> None:
    shown = PAGE.split("```text\n")[2].split("\n")[0]
    spoiled = EXAMPLE.replace("* ", "- ")
    [finding, *_] = parse_bank(spoiled, "question_banks/round-1.txt")[1]
    assert render(finding).split(" ", 1)[1] == shown.split(" ", 1)[1]
