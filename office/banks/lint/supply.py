"""Whether a bank has enough of what papers draw, and how much of it everybody sees.

The checker refuses a quota that cannot be met; here a group is remarked on of which everybody sees
more than half, and the board is told the numbers.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from chalicelib.contest.questions import WrittenQuestion
from chalicelib.contest.rules import PaperRules, Quota
from office.banks.lint.answers import rounded
from office.banks.lint.linted import LintedBank
from office.banks.text_format import DIFFICULTIES
from office.contest_file.banks_of_rounds import AMPLE_BANK, named_group
from office.contest_file.codes import Code
from office.contest_file.details import in_words
from office.contest_file.findings import Findings, Place
from office.contest_file.scalars import hint_for
from office.texts import text


def find_supply(bank: LintedBank, findings: Findings) -> None:
    """Find topics that nobody knows, banks and groups of which everybody sees too much."""
    _find_topics(bank, findings)
    top, size = Place(path=bank.path), len(bank.questions)
    for paper in bank.papers:
        ample = AMPLE_BANK * paper.questions
        if size < ample:
            findings.add(Code.SMALL_BANK, top, size=size, drawn=paper.questions, ample=ample)
    for quota in _quotas(bank):
        there = len(_admitted(bank.questions, quota))
        if there < 2 * quota.count:
            findings.add(
                Code.THIN_QUOTA,
                top,
                drawn=quota.count,
                size=there,
                what=named_group(quota.topic, quota.difficulty),
                percent=rounded(Fraction(100 * quota.count, there or quota.count)),
            )


def summary(bank: LintedBank) -> list[str]:
    """Return the numbers of a bank as the lines that a board reads."""
    lines = [text("bank.size", file=bank.path, size=len(bank.questions))]
    for topic in sorted({question.topic for question in bank.questions}):
        of_topic = [question for question in bank.questions if question.topic == topic]
        levels = [
            text("bank.of_difficulty", difficulty=difficulty, size=count)
            for difficulty in DIFFICULTIES
            if (count := sum(question.difficulty == difficulty for question in of_topic))
        ]
        lines.append(
            text(
                "bank.of_topic",
                topic=topic or text("bank.no_topic"),
                size=len(of_topic),
                levels=f" ({', '.join(levels)})" if levels else "",
            )
        )
    for quota in _quotas(bank):
        what = named_group(quota.topic, quota.difficulty)
        lines.append(
            text(
                "bank.of_quota",
                drawn=quota.count,
                size=len(_admitted(bank.questions, quota)),
                what=in_words(what.key, dict(what.details)),
            )
        )
    lines += [_exposure(bank.questions, paper) for paper in bank.papers if bank.questions]
    return lines


def common_questions(questions: Sequence[WrittenQuestion], paper: PaperRules) -> Fraction:
    """Return how many questions two people's papers have in common on average.

    Exact without quotas and where no question falls under two of them; else the least possible.
    """
    size = len(questions)
    pools = [_admitted(questions, quota) for quota in paper.quotas]
    apart = sum(map(len, pools)) == len({q.id for pool in pools for q in pool})
    if pools and apart and all(pools):
        parts = zip(pools, paper.quotas, strict=True)
        return sum((Fraction(quota.count**2, len(pool)) for pool, quota in parts), Fraction())
    return Fraction(paper.questions**2, size)


def with_a_decimal(number: Fraction) -> str:
    """Return a number with one decimal, a half rounded up, as Vietnamese write it.

    >>> with_a_decimal(Fraction(45, 8)), with_a_decimal(Fraction(4))
    ('5,6', '4')
    """
    whole, tenth = divmod(rounded(number * 10), 10)
    return f"{whole},{tenth}" if tenth else str(whole)


def _exposure(questions: Sequence[WrittenQuestion], paper: PaperRules) -> str:
    size = len(questions)
    return text(
        "bank.exposure",
        drawn=paper.questions,
        percent=with_a_decimal(Fraction(100 * paper.questions, size)),
        common=with_a_decimal(common_questions(questions, paper)),
        times=with_a_decimal(Fraction(size, paper.questions)),
    )


def _find_topics(bank: LintedBank, findings: Findings) -> None:
    topics = {document.topic for document in bank.documents if document.topic}
    topics |= {quota.topic for quota in _quotas(bank) if quota.topic}
    unknown: dict[str, list[WrittenQuestion]] = {}
    for question in bank.questions if topics else ():
        if question.topic and question.topic not in topics:
            unknown.setdefault(question.topic, []).append(question)
    for topic, of_topic in unknown.items():
        findings.add(
            Code.UNKNOWN_TOPIC,
            bank.place(of_topic[0]),
            count=len(of_topic),
            question=of_topic[0].id,
            typed=topic,
            hint=hint_for(topic, sorted(topics)),
        )


def _quotas(bank: LintedBank) -> tuple[Quota, ...]:
    return tuple(dict.fromkeys(quota for paper in bank.papers for quota in paper.quotas))


def _admitted(questions: Iterable[WrittenQuestion], quota: Quota) -> list[WrittenQuestion]:
    return [each for each in questions if quota.admits(each.topic, each.difficulty)]
