"""The plan in words: former hours, the last edition, and where plan and contest differ."""

from datetime import date

from chalicelib.contest.rules import ComplaintRules, Contest, Edition, Reschedule, Round
from chalicelib.contest.times import DAY_MS, HOUR_MS, MINUTE_MS, local_date
from sitegen.language import text
from sitegen.prize_rules import prizes_total
from sitegen.shown import format_moment
from sitegen.wording import day, level_name, money, number


def reschedules(contest: Contest) -> list[str]:
    """Return, in words, every change of a round's hours, with what they were and why."""
    return [
        _reschedule_sentence(round_, former)
        for round_ in contest.rounds
        for former in round_.history
    ]


def _reschedule_sentence(round_: Round, former: Reschedule) -> str:
    return text(
        "site.rules.rescheduled.item",
        round=round_.name,
        decided=day(former.decided_on),
        opens=format_moment(former.opens_at),
        closes=format_moment(former.closes_at),
        publishes=format_moment(former.publishes_at),
        reason=former.reason,
    )


def edition_figures(edition: Edition) -> list[str]:
    """Return the figures of the last edition that are known."""
    figures = [
        ("attempts", edition.attempts),
        ("people", edition.people),
        ("units", edition.units),
        ("clips", edition.clips),
    ]
    return [
        text(f"site.rules.last_edition.{name}", count=number(count))
        for name, count in figures
        if count is not None
    ]


def ceremony_sentence(contest: Contest) -> str:
    """Return when and where the awards are handed over; empty where that is not stated."""
    if contest.ceremony is None:
        return ""
    on, place = day(contest.ceremony.on), contest.ceremony.place
    return text(f"site.rules.ceremony.{'place' if place else 'day'}", on=on, place=place)


def complaint_sentences(rules: ComplaintRules) -> list[str]:
    """Return until when and how one may complain."""
    sentences = [text("site.rules.complaints.window", window=span(rules.window_ms)), rules.how]
    if rules.decided_before:
        sentences.append(text("site.rules.complaints.decided", step=rules.decided_before))
    return [sentence for sentence in sentences if sentence]


def span(duration_ms: int) -> str:
    """Return a span of time in days, hours and minutes.

    >>> span(3 * DAY_MS), span(DAY_MS + 12 * HOUR_MS)
    ('3 ngày', '1 ngày 12 giờ')
    """
    days, rest = divmod(duration_ms, DAY_MS)
    hours, rest = divmod(rest, HOUR_MS)
    parts = [("days", days), ("hours", hours), ("minutes", rest // MINUTE_MS)]
    return " ".join(text(f"site.rules.span.{unit}", count=count) for unit, count in parts if count)


def differences(contest: Contest) -> list[str]:
    """Return, in words, where the announced plan says something else than what runs."""
    announced, rounds = contest.announced, contest.rounds
    found: list[str] = []
    opens_at = min(round_.opens_at for round_ in rounds)
    closes_at = max(round_.closes_at for round_ in rounds)
    starts, ends = announced.starts_on, announced.ends_on
    if starts is not None and starts != local_date(opens_at):
        runs = format_moment(opens_at)
        found.append(text("site.rules.differs.starts_on", announced=day(starts), runs=runs))
    if ends is not None and ends != local_date(closes_at):
        runs = format_moment(closes_at)
        found.append(text("site.rules.differs.ends_on", announced=day(ends), runs=runs))
    found += _weeks_differences(contest, local_date(opens_at), local_date(closes_at))
    total, costs = announced.prizes_total, prizes_total(contest)
    if total is not None and total != costs:
        found.append(text("site.rules.differs.prizes", announced=money(total), runs=money(costs)))
    return found + _unit_differences(contest)


def _unit_differences(contest: Contest) -> list[str]:
    announced = contest.announced
    levels = [unit.level for unit in contest.units if unit.selectable]
    found = []
    if announced.units is not None and announced.units != len(levels):
        found.append(
            text(
                "site.rules.differs.units",
                announced=number(announced.units),
                runs=number(len(levels)),
            )
        )
    for stated in announced.unit_levels:
        runs = levels.count(stated.level)
        if stated.count != runs:
            found.append(
                text(
                    "site.rules.differs.level",
                    level=level_name(stated.level, contest.names_of_slugs()),
                    announced=number(stated.count),
                    runs=number(runs),
                )
            )
    return found


def _weeks_differences(contest: Contest, first: date, last: date) -> list[str]:
    """Return where the announced weeks fit neither the announced days nor those that run."""
    announced = contest.announced
    weeks, starts, ends = announced.weeks, announced.starts_on, announced.ends_on
    if weeks is None:
        return []
    spans = [("runs", first, last)]
    if starts is not None and ends is not None and (starts, ends) != (first, last):
        spans.insert(0, ("plan", starts, ends))
    found = []
    for whose, start, end in spans:
        days = (end - start).days + 1
        if -(-days // 7) != weeks:
            found.append(
                text(
                    f"site.rules.differs.weeks_{whose}",
                    announced=weeks,
                    starts=day(start),
                    ends=day(end),
                    days=days,
                )
            )
    return found
