"""The practice page: where it exists, what it knows, and where it is linked from."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from chalicelib.contest.ids import QuestionId
from chalicelib.contest.questions import QuestionKind, WrittenOption, WrittenQuestion
from chalicelib.contest.rules import Contest, MarksRules, PracticeRules
from sitegen.build import load_settings
from sitegen.pages import render_pages
from sitegen.practice import practice_value
from sitegen.settings import Published
from tests.builders import make_contest

ROOT = Path(__file__).parents[2]
SITE = load_settings(ROOT, assets="/assets/x")
QUESTIONS = (
    WrittenQuestion(
        id=QuestionId("mot"),
        text="Đúng <hay> sai?",
        options=(
            WrittenOption(text="Đúng", right=True),
            WrittenOption(text="Sai </script>", right=False, last=True),
        ),
        source="Điều 1",
        explanation="Vì thế",
    ),
    WrittenQuestion(
        id=QuestionId("so"),
        text="Bao nhiêu?",
        options=(),
        kind=QuestionKind.NUMBER,
        number="2.5",
        points=3,
        source="Điều 2",
    ),
)
LINKED = ("index.md", "thi.md", "huong-dan.md", "tro-nang.md")


def pages_of(contest: Contest, questions: tuple[WrittenQuestion, ...]) -> dict[str, str]:
    return render_pages(contest, Published(practice=questions), SITE)


def practising(rules: PracticeRules | None = None) -> Contest:
    return make_contest(practice=rules or PracticeRules(), marks=MarksRules(scale=10))


def page_data(page: str) -> dict[str, object]:
    found = re.search(r'id="page-data">(.*?)</script>', page, re.DOTALL)
    assert found
    value: dict[str, object] = json.loads(found[1])
    return value


def test_the_page_knows_what_is_right_and_how_it_counts() -> None:
    contest = practising(PracticeRules(questions=1, limit_ms=60_000))
    data = page_data(pages_of(contest, QUESTIONS)["thi-thu.md"])

    assert {key: value for key, value in data.items() if key not in {"texts", "questions"}} == {
        "drawn": 1,
        "limit_ms": 60_000,
        "shuffle_questions": contest.paper.shuffle_questions,
        "shuffle_options": contest.paper.shuffle_options,
        "marks": {"scale": 10, "decimals": 2, "wrong_percent": 0},
        "missing": "quiz.review.missing",
    }
    questions = data["questions"]
    assert isinstance(questions, list)
    assert sorted(questions, key=lambda question: str(question["id"])) == [
        {
            "id": "mot",
            "kind": "single",
            "points": 1,
            "text": "Đúng <hay> sai?",
            "options": [
                {"id": "a", "text": "Đúng", "last": False},
                {"id": "b", "text": "Sai </script>", "last": True},
            ],
            "right": "a",
            "source": "Điều 1",
            "explanation": "Vì thế",
        },
        {
            "id": "so",
            "kind": "number",
            "points": 3,
            "text": "Bao nhiêu?",
            "options": [],
            "right": "2.5",
            "source": "Điều 2",
            "explanation": "",
        },
    ]


def test_what_is_not_stated_is_as_in_the_contest_and_at_most_the_bank() -> None:
    contest = practising()
    few = practice_value(contest, QUESTIONS)
    short = replace(contest, paper=replace(contest.paper, questions=1))

    assert (few["drawn"], few["limit_ms"]) == (2, contest.paper.limit_ms)
    assert practice_value(short, QUESTIONS)["drawn"] == 1


def test_without_a_script_the_answers_are_in_the_page_as_text() -> None:
    page = pages_of(practising(), QUESTIONS)["thi-thu.md"]

    assert page.count("<details>") == 2
    assert "<summary>Đúng &lt;hay&gt; sai?</summary>" in page
    assert "<strong>2,5</strong>" in page
    assert page.count("</script>") == 1


@pytest.mark.parametrize(
    ("contest", "questions"),
    [(practising(), ()), (make_contest(), QUESTIONS), (make_contest(), ())],
    ids=["no questions", "no practice in the rules", "neither"],
)
def test_where_there_is_no_practice_nothing_speaks_of_it(
    contest: Contest, questions: tuple[WrittenQuestion, ...]
) -> None:
    pages = pages_of(contest, questions)

    assert "thi-thu.md" not in pages
    assert [name for name in pages if "thi-thu" in pages[name]] == []


def test_it_is_linked_from_where_people_prepare_and_from_nowhere_else() -> None:
    pages = pages_of(practising(), QUESTIONS)

    assert [name for name in pages if "thi-thu" in pages[name]] == list(LINKED)


def test_a_page_without_practice_cannot_be_asked_for() -> None:
    with pytest.raises(ValueError, match="no practice in this contest"):
        practice_value(make_contest(), QUESTIONS)
