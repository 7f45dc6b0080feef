"""The counts as a file, read back for a report: only what adds up is taken."""

import json
from typing import Any

from office.visits.count import SCHEMA


class WrongVisitsError(Exception):
    """The file is not one that ``build.py visits`` wrote, or its sums are not those of its rows."""


def read_visits(data: bytes) -> dict[str, Any]:
    """Return the counts; raise WrongVisitsError where they are not ours or do not add up."""
    try:
        value = json.loads(data)
        if value["schema"] != SCHEMA:
            raise WrongVisitsError
        sums = (
            (sum(day["visits"] for day in value["by_day"]), value["visits"]),
            (sum(day["page_views"] for day in value["by_day"]), value["page_views"]),
            (sum(page["page_views"] for page in value["by_page"]), value["page_views"]),
            (
                sum(
                    value[how]
                    for how in ("malformed", "outside", "not_pages", "bots", "page_views")
                ),
                value["lines"],
            ),
        )
        minutes = value["window_minutes"]
    except (ValueError, KeyError, TypeError):
        raise WrongVisitsError from None
    if not isinstance(minutes, int) or any(left != right for left, right in sums):
        raise WrongVisitsError
    return dict(value)
