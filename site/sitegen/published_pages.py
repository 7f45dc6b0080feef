"""The pages of what is published beside results: statistics, questions, corrections."""

from collections.abc import Callable, Mapping

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.rules import Contest
from sitegen.corrections_view import corrections_data, corrections_view
from sitegen.language import text
from sitegen.questions_page import questions_data, questions_index_data, questions_view
from sitegen.settings import Published
from sitegen.statistics_page import newest, statistics_data, statistics_view

ALL_QUESTIONS = "tat-ca"
FIRST_QUESTIONS = 30
"""So many stand in a round's page, which stays small; its script fetches the others.

Readers without script have a page of all of them.
"""

_SHEET = "published.css"


def published_pages(
    contest: Contest,
    published: Published,
    page: Callable[..., str],
    script_json: Callable[[object], str],
) -> Mapping[str, str]:
    """Return the text of every page by its path; ``page`` renders a template with values.

    The first statistics page looks for the whole contest's and else for the newest round's.
    """
    title = text("site.statistics.title")
    rounds = contest.rounds
    shown = newest(contest, published)
    corrections = corrections_view(published.corrections, contest) if published.corrections else ()
    pages = {
        "thong-ke/index.md": page(
            "statistics.jinja",
            title,
            front={"script": "statistics.js", "sheet": _SHEET},
            round_=None,
            shown_scope=shown,
            publishes_at=min(round_.publishes_at for round_ in rounds),
            view=statistics_view(published.statistics[shown], contest) if shown else None,
            data=script_json(
                statistics_data(
                    contest, [WHOLE_CONTEST, *(round_.id for round_ in reversed(rounds))]
                )
            ),
        ),
        "dinh-chinh.md": page(
            "corrections.jinja",
            text("site.corrections.title"),
            front={"script": "corrections.js", "sheet": _SHEET},
            view=corrections,
            data=script_json(corrections_data(contest, len(corrections))),
        ),
        "cau-hoi/index.md": page(
            "questions_index.jinja",
            text("site.questions.title"),
            front={"script": "results_index.js"},
            data=script_json(questions_index_data(contest)),
        ),
    }
    for round_ in rounds:
        statistics = published.statistics.get(round_.id)
        questions = published.questions.get(round_.id)
        pages[f"thong-ke/{round_.id}.md"] = page(
            "statistics.jinja",
            text("site.statistics.round_title", name=round_.name),
            front={"script": "statistics.js", "sheet": _SHEET},
            round_=round_,
            shown_scope=round_.id if statistics else None,
            publishes_at=round_.publishes_at,
            view=statistics_view(statistics, contest) if statistics else None,
            data=script_json(statistics_data(contest, [round_.id])),
        )
        view = questions_view(questions, contest) if questions and questions["published"] else None
        is_long = view is not None and len(view.questions) > FIRST_QUESTIONS
        for path, shown_whole in {
            f"cau-hoi/{round_.id}.md": not is_long,
            **({f"cau-hoi/{round_.id}/{ALL_QUESTIONS}.md": True} if is_long else {}),
        }.items():
            pages[path] = page(
                "questions.jinja",
                text("site.questions.round_title", name=round_.name),
                front={"script": "questions.js", "sheet": _SHEET},
                round_=round_,
                view=view,
                first=None if shown_whole else FIRST_QUESTIONS,
                ALL_QUESTIONS=ALL_QUESTIONS,
                data=script_json(questions_data(contest, round_.id)),
            )
    return pages
