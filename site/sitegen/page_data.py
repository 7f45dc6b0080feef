"""What the pages' scripts need to know of a contest: values that the build writes as JSON."""

from chalicelib.contest.rules import Contest, EntryMode, Merit, PrizeFor, PrizePer, Round
from sitegen import collective_rules, personal_rules
from sitegen.language import catalogue, text

OVERALL = "chung-cuoc"
"""Where the results of the whole contest lie below ``ket-qua``."""


def quiz_data(contest: Contest) -> dict[str, object]:
    """Return what the quiz's script needs to know of the contest before it asks the server."""
    return {
        "contest": contest.id,
        "roster": contest.entry.mode is EntryMode.ROSTER,
        "consent_version": contest.entry.consent.version,
        "attempts": {"limit": contest.attempts.limit, "per": contest.attempts.per},
        "missing": personal_rules.missing_text(contest),
        "rounds": [round_value(round_) for round_ in contest.rounds],
        "texts": texts_of("quiz."),
    }


def check_data(contest: Contest) -> dict[str, object]:
    """Return what the check page's script needs to find a certificate in the register."""
    return {"contest": contest.id, "texts": texts_of("site.check.")}


def receipt_data(contest: Contest) -> dict[str, object]:
    """Return what the page that verifies receipts needs to say of which round one is."""
    return {
        "contest": contest.id,
        "rounds": [{"id": round_.id, "name": round_.name} for round_ in contest.rounds],
        "texts": texts_of("site.receipt."),
    }


def results_index_data(contest: Contest) -> dict[str, object]:
    """Return what the list of results needs to tell which ones are out."""
    return {
        "rounds": [round_value(round_) for round_ in contest.rounds],
        "texts": texts_of("site.results.index_"),
    }


def schedule_data(contest: Contest) -> dict[str, object]:
    """Return what the schedule needs to tell what is open now."""
    return {
        "rounds": [round_value(round_) for round_ in contest.rounds],
        "texts": texts_of("site.phase."),
    }


def results_data(contest: Contest, per: PrizePer) -> dict[str, object]:
    """Return what the script of a results page needs besides the results."""
    return {
        "columns": unit_columns(contest, per),
        "groups": [
            {
                "id": group.id,
                "prizes": [prize.name for prize in group.prizes],
                "by_clip": group.merit is Merit.CLIP,
            }
            for group in contest.prizes.groups
            if group.per is per
        ],
        "texts": {
            "site.money": text("site.money", amount="{amount}"),
            **texts_of("site.results."),
            **texts_of("site.live."),
            **texts_of("site.corrections.official"),
            **texts_of("quiz.own."),
            **texts_of("quiz.asked."),
            "quiz.paper.question": text("quiz.paper.question", number="{number}", total="{total}"),
            **(texts_of("site.measure.") if contest.collective.conditions else {}),
        },
    }


def unit_columns(contest: Contest, per: PrizePer) -> dict[str, bool]:
    """Return which columns the table of units has besides those that it always has."""
    return {
        "rate": collective_rules.shows_rate(contest),
        "clip": collective_rules.shows_clips(contest),
        "score": bool(contest.collective.terms),
        "award": bool(contest.prizes.of(PrizeFor.UNITS, per)),
    }


def round_value(round_: Round) -> dict[str, object]:
    """Return a round as the scripts know it before they ask the server."""
    return {
        "id": round_.id,
        "name": round_.name,
        "opens_at": round_.opens_at,
        "closes_at": round_.closes_at,
        "publishes_at": round_.publishes_at,
    }


def texts_of(prefix: str) -> dict[str, str]:
    """Return the texts whose keys begin so, for a page's script."""
    return {key: value for key, value in catalogue().items() if key.startswith(prefix)}
