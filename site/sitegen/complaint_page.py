"""The page that takes complaints, where the rules know any."""

from collections.abc import Callable

from markupsafe import Markup

from chalicelib.contest.complaints import (
    LONGEST_TEXT,
    SHORTEST_TEXT,
    ComplaintSubject,
    window_of,
)
from chalicelib.contest.rules import Contest
from sitegen.information_pages import PageMaker
from sitegen.language import text
from sitegen.page_data import texts_of

PAGE = "khieu-nai.md"


def complaint_pages(
    page: PageMaker, contest: Contest, script_json: Callable[[object], Markup]
) -> dict[str, str]:
    """Return the page; none where the rules know no complaints."""
    if contest.complaints is None:
        return {}
    several = len(contest.rounds) > 1
    subjects = [ComplaintSubject.RESULT, ComplaintSubject.QUESTION]
    windows = [
        (round_.name, window_of(contest, ComplaintSubject.RESULT, round_.id))
        for round_ in contest.rounds
    ]
    if several:
        subjects.append(ComplaintSubject.CONTEST)
        last = contest.rounds[-1].id
        whole = window_of(contest, ComplaintSubject.CONTEST, last)
        windows.append((text("site.complaint.whole"), whole))
    return {
        PAGE: page(
            "complaint.jinja",
            text("site.complaint.title"),
            front={"script": "complaint.js", "sheet": "complaint.css"},
            subjects=[subject.value for subject in subjects],
            windows=[
                {"name": name, "opens_at": window.opens_at, "closes_at": window.closes_at}
                for name, window in windows
            ],
            limits={"least": SHORTEST_TEXT, "most": LONGEST_TEXT},
            data=script_json(
                {
                    "contest": contest.id,
                    "rounds": [
                        {
                            "id": round_.id,
                            "name": round_.name,
                            "publishes_at": round_.publishes_at,
                        }
                        for round_ in contest.rounds
                    ],
                    "least": SHORTEST_TEXT,
                    "most": LONGEST_TEXT,
                    "texts": texts_of("site.complaint."),
                }
            ),
        )
    }
