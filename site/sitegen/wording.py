"""Contest values in words: amounts, moments, ranking keys, and where plan and contest differ."""

from collections.abc import Mapping
from datetime import date

from chalicelib.contest.rules import Contest, PersonName, Prize, RankingKey, total_value
from chalicelib.contest.texts import CATALOGUES, DEFAULT_LANGUAGE, text
from chalicelib.contest.times import MINUTE_MS, SECOND_MS, format_moment, local_date


def number(value: int) -> str:
    """Return a whole number with a dot between thousands.

    >>> number(1234567)
    '1.234.567'
    """
    return f"{value:,}".replace(",", ".")


def money(value: int) -> str:
    """Return an amount in đồng.

    >>> money(800000)
    '800.000 đồng'
    """
    return text("site.money", amount=number(value))


def day(value: date) -> str:
    """Return ``D/M/YYYY``.

    >>> day(date(2021, 12, 9))
    '9/12/2021'
    """
    return f"{value.day}/{value.month}/{value.year}"


def limit(duration_ms: int) -> str:
    """Return how long a contestant may take, in whole minutes and seconds.

    >>> limit(600_000), limit(90_000)
    ('10 phút', '1 phút 30 giây')
    """
    minutes, rest = divmod(duration_ms, MINUTE_MS)
    parts = [f"{minutes} phút"] if minutes else []
    if rest:
        parts.append(f"{rest // SECOND_MS} giây")
    return " ".join(parts)


def percent(part: int, whole: int) -> str:
    """Return a share in per cent with two decimals, rounded half up, in integers alone.

    >>> percent(1, 3), percent(2, 3), percent(0, 0)
    ('33,33', '66,67', '0,00')
    """
    hundredths = (20_000 * part + whole) // (2 * whole) if whole else 0
    return f"{hundredths // 100},{hundredths % 100:02d}"


def level_name(level: str) -> str:
    """Return a unit level in words; one that the catalogue lacks as it is written.

    >>> level_name("phuong"), level_name("hop-tac-xa")
    ('Phường', 'Hop tac xa')
    """
    known: Mapping[str, str] = CATALOGUES[DEFAULT_LANGUAGE]
    return known.get(f"site.level.{level}", level.replace("-", " ").capitalize())


def topic_name(topic: str) -> str:
    """Return a topic in words, by the same rule.

    >>> topic_name("mot-cua"), topic_name("")
    ('Một cửa, một cửa liên thông', '')
    """
    known: Mapping[str, str] = CATALOGUES[DEFAULT_LANGUAGE]
    return known.get(f"site.topic.{topic}", topic.replace("-", " ").capitalize())


def prize_title(prize: str) -> str:
    """Return a prize's name in full, whether or not the contest file writes "Giải".

    >>> prize_title("Nhất"), prize_title("Giải Nhất")
    ('Giải Nhất', 'Giải Nhất')
    """
    if prize.lower().startswith("giải "):
        return prize
    return text("site.results.prize_name", prize=prize)


def prize_count(prize: Prize) -> str:
    """Return how many of a prize there are, within a line.

    >>> prize_count(Prize(name="Nhất", count=1, value=0))
    '1 giải Nhất'
    """
    title = prize_title(prize.name)
    return text("site.home.prize_count", count=prize.count, prize=title[0].lower() + title[1:])


def kind(contest: Contest) -> str:
    """Return what the organizer calls it, within a sentence."""
    return text(f"site.kind.{contest.kind}").lower()


def ranking_sentences(contest: Contest) -> list[str]:
    """Return the ranking keys as sentences, in the order in which they are compared."""
    return [
        text(f"site.rules.ranking.{key}", seed=contest.ranking.draw_seed)
        if key is RankingKey.PUBLIC_DRAW
        else text(f"site.rules.ranking.{key}")
        for key in contest.ranking.keys
    ]


def measure_sentences(contest: Contest) -> list[str]:
    """Return the measures of units as sentences, in the order in which they are compared."""
    return [text(f"site.rules.measure.{measure}") for measure in contest.collective.measures]


def names_sentences(contest: Contest) -> list[str]:
    """Return how names are shown, winners first."""

    def how(shown_as: PersonName) -> str:
        return text(f"site.rules.names.{shown_as}")

    return [
        text("site.rules.names.winners", how=how(contest.entry.winners_shown_as)),
        text("site.rules.names.others", how=how(contest.entry.others_shown_as)),
        text("site.rules.names.never"),
    ]


def paper_sentences(contest: Contest) -> list[str]:
    """Return what holds for a paper."""
    paper = contest.paper
    sentences = [
        text("site.rules.paper.questions", questions=paper.questions),
        text("site.rules.paper.limit", limit=limit(paper.limit_ms)),
        text("site.rules.paper.attempts_one")
        if contest.attempts_per_round == 1
        else text("site.rules.paper.attempts_many", count=contest.attempts_per_round),
        text("site.rules.paper.unsubmitted"),
    ]
    if paper.shuffle_questions or paper.shuffle_options:
        both = paper.shuffle_questions and paper.shuffle_options
        which = "both" if both else "questions" if paper.shuffle_questions else "options"
        sentences.insert(1, text(f"site.rules.paper.shuffle_{which}"))
    return sentences


def prizes_total(contest: Contest) -> int:
    """Return what all prizes cost: the individual ones in every round, the collective ones once."""
    individual = total_value(contest.prizes.individual) * len(contest.rounds)
    return individual + total_value(contest.prizes.collective)


def differences(contest: Contest) -> list[str]:
    """Return, in words, where the announced plan says something else than what runs."""
    announced, rounds = contest.announced, contest.rounds
    found: list[str] = []
    opens_at = min(round_.opens_at for round_ in rounds)
    closes_at = max(round_.closes_at for round_ in rounds)
    starts, ends = announced.starts_on, announced.ends_on
    if starts is not None and starts != local_date(opens_at):
        found.append(
            text(
                "site.rules.differs.starts_on",
                announced=day(starts),
                runs=format_moment(opens_at),
            )
        )
    if ends is not None and ends != local_date(closes_at):
        found.append(
            text("site.rules.differs.ends_on", announced=day(ends), runs=format_moment(closes_at))
        )
    found += _weeks_differences(contest, local_date(opens_at), local_date(closes_at))
    total, runs = announced.prizes_total, prizes_total(contest)
    if total is not None and total != runs:
        found.append(text("site.rules.differs.prizes", announced=money(total), runs=money(runs)))
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
