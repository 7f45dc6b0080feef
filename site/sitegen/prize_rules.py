"""Prizes in words: whom each group is for, what it goes by, what it costs."""

from chalicelib.contest.rules import (
    Contest,
    Merit,
    Prize,
    PrizeFor,
    PrizeGroup,
    PrizePer,
    total_value,
)
from sitegen.collective_rules import shows_clips
from sitegen.language import text
from sitegen.shown import prize_title
from sitegen.wording import kind, level_name


def prize_count(prize: Prize) -> str:
    """Return how many of a prize there are, within a line.

    >>> prize_count(Prize(name="Nhất", count=1, value=0))
    '1 giải Nhất'
    """
    title = prize_title(prize.name)
    return text("site.home.prize_count", count=prize.count, prize=title[0].lower() + title[1:])


def when(contest: Contest, group: PrizeGroup) -> str:
    """Return how often a group is awarded."""
    return text(f"site.rules.prizes.per_{group.per}", kind=kind(contest))


def group_sentences(contest: Contest, group: PrizeGroup) -> list[str]:
    """Return for whom a group is, what it goes by, and when it is awarded."""
    persons = group.to is PrizeFor.PERSONS
    among = text(f"site.rules.prizes.to_{group.to}")
    if group.division is not None:
        division = contest.division(group.division).name
        among += text("site.rules.prizes.of_division", division=division)
    if group.block:
        of_block = "persons_of_block" if persons else "of_block"
        block = level_name(group.block, contest.names_of_slugs())
        among += text(f"site.rules.prizes.{of_block}", block=block)
    merit = f"{group.merit}_{group.to}" if group.merit is Merit.RANK else str(group.merit)
    sentences = [
        when(contest, group),
        text("site.rules.prizes.among", among=among, merit=text(f"site.rules.prizes.by_{merit}")),
    ]
    if group.pass_percent:
        which = "pass" if persons else "pass_clip" if group.merit is Merit.CLIP else "pass_units"
        sentences.append(text(f"site.rules.prizes.{which}", percent=group.pass_percent))
    return sentences


def group_total(contest: Contest, group: PrizeGroup) -> int:
    """Return what a group costs over the whole contest."""
    times = len(contest.rounds) if group.per is PrizePer.ROUND else 1
    return total_value(group.prizes) * times


def prizes_total(contest: Contest) -> int:
    """Return what all prizes cost: those of a round as often as there are rounds."""
    return sum(group_total(contest, group) for group in contest.prizes.groups)


def certificate_sentences(contest: Contest) -> list[str]:
    """Return what everybody who passes gets besides; nothing where the rules promise nothing."""
    certificates = contest.prizes.certificates
    if certificates is None:
        return []
    key = f"site.rules.prizes.certificates_per_{certificates.per}"
    return [text(key, name=certificates.name, percent=certificates.pass_percent)]


def general_sentences(contest: Contest) -> list[str]:
    """Return what holds for every group of prizes."""
    prizes = contest.prizes
    sentences = [text("site.rules.prizes.merit")]
    if any(group.to is PrizeFor.PERSONS for group in prizes.groups):
        sentences.append(text("site.rules.prizes.none_for_nothing"))
    if any(group.to is PrizeFor.UNITS for group in prizes.groups):
        which = "absent_without_clip" if shows_clips(contest) else "absent"
        sentences.append(text(f"site.rules.prizes.none_for_{which}"))
    if prizes.most_per_person is not None:
        sentences += [
            text("site.rules.prizes.most", count=prizes.most_per_person, kind=kind(contest)),
            text("site.rules.prizes.most_undecided"),
        ]
    return [*sentences, text("site.rules.prizes.pass_down"), text("site.rules.prizes.tie")]
