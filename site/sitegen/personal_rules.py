"""The rules for persons in words: divisions, papers, attempts, marks and the order of ranking."""

from collections.abc import Mapping
from types import MappingProxyType

from chalicelib.contest.rules import (
    AgeLimits,
    AttemptsPer,
    Contest,
    Counting,
    Division,
    MarksRules,
    PaperRules,
    PersonName,
    PrizeFor,
    PrizePer,
    Quota,
    RankingKey,
)
from sitegen.language import text
from sitegen.wording import day, kind, limit, topic_name


def papers(contest: Contest) -> list[tuple[str, PaperRules]]:
    """Return the papers with the name of the division that has each.

    One without a name where all divisions have the same paper.
    """
    own = [(division.name, contest.paper_of(division.id)) for division in contest.divisions]
    if all(paper == contest.paper for _, paper in own):
        return [("", contest.paper)]
    if all(paper == own[0][1] for _, paper in own):
        return [("", own[0][1])]
    return own


def paper_lines(contest: Contest) -> list[str]:
    """Return in a line how much there is to do, or in a line for each division."""
    return [
        text(
            "quiz.ready.rule_paper_of" if division else "quiz.ready.rule_paper",
            division=division,
            questions=paper.questions,
            limit=limit(paper.limit_ms),
        )
        for division, paper in papers(contest)
    ]


def questions_range(contest: Contest) -> str:
    """Return how many questions a paper has, as a range where divisions differ."""
    counts = sorted({paper.questions for _, paper in papers(contest)})
    return str(counts[0]) if len(counts) == 1 else f"{counts[0]}–{counts[-1]}"


def limit_range(contest: Contest) -> str:
    """Return how long a contestant may take, as a range where divisions differ."""
    limits = sorted({paper.limit_ms for _, paper in papers(contest)})
    if len(limits) == 1:
        return limit(limits[0])
    return text("site.rules.paper.limit_range", least=limit(limits[0]), most=limit(limits[-1]))


def missing_text(contest: Contest) -> str:
    """Return the key of the text that says what an unanswered question costs."""
    asked = {paper.only_if_all_answered for _, paper in papers(contest)}
    if asked == {True}:
        return "quiz.review.missing_invalid"
    if asked == {True, False}:
        return "quiz.review.missing_some"
    return "quiz.review.missing"


def division_option(division: Division) -> str:
    """Return a division's name for a list to choose from, with its ages."""
    if division.ages is None:
        return division.name
    ages = _ages(division.ages, "quiz.field.ages.")
    return text("quiz.field.division_option", name=division.name, ages=ages)


def ages_words(ages: AgeLimits) -> str:
    """Return age limits within a sentence.

    >>> from datetime import date
    >>> ages_words(AgeLimits(on=date(2021, 12, 13), least=18, most=35))
    'từ đủ 18 đến hết 35 tuổi, tính đến ngày 13/12/2021'
    """
    return _ages(ages, "site.rules.ages.")


def _ages(ages: AgeLimits, prefix: str) -> str:
    both = ages.least is not None and ages.most is not None
    which = "both" if both else "least" if ages.least is not None else "most"
    return text(f"{prefix}{which}", least=ages.least, most=ages.most, on=day(ages.on))


def attempts_sentence(contest: Contest) -> str:
    """Return how many attempts a person has."""
    attempts = contest.attempts
    scope = text(f"site.rules.attempts.per_{attempts.per}", kind=kind(contest))
    if attempts.limit == 1:
        return text("site.rules.attempts.one", scope=scope)
    return text("site.rules.attempts.many", count=attempts.limit, scope=scope)


def attempts_sentences(contest: Contest) -> list[str]:
    """Return how many attempts a person has, and which of several counts."""
    attempts = contest.attempts
    sentences = [attempts_sentence(contest)]
    if attempts.limit > 1:
        sentences.append(text(f"site.rules.attempts.counts_{attempts.counts}"))
        if attempts.per is AttemptsPer.CONTEST and len(contest.rounds) > 1:
            whole = text(f"site.rules.attempts.whole_{attempts.counts}", kind=kind(contest))
            sentences.append(whole)
        if attempts.counts is Counting.BEST and _compares_predictions(contest):
            sentences.append(text("site.rules.attempts.best_without_prediction"))
        sentences.append(text("site.rules.attempts.one_after_another"))
    elif attempts.per is AttemptsPer.CONTEST and len(contest.rounds) > 1:
        sentences.append(text("site.rules.attempts.one_round"))
    return sentences


def paper_sentences(
    paper: PaperRules, names: Mapping[str, str] = MappingProxyType({})
) -> list[str]:
    """Return what holds for a paper."""
    sentences = [text("site.rules.paper.questions", questions=paper.questions)]
    if paper.quotas:
        quotas = "; ".join(quota_words(quota, names) for quota in paper.quotas)
        sentences.append(text("site.rules.paper.quotas", quotas=quotas))
    if paper.shuffle_questions or paper.shuffle_options:
        both = paper.shuffle_questions and paper.shuffle_options
        which = "both" if both else "questions" if paper.shuffle_questions else "options"
        sentences.append(text(f"site.rules.paper.shuffle_{which}"))
    sentences.append(text("site.rules.paper.limit", limit=limit(paper.limit_ms)))
    if paper.only_if_all_answered:
        sentences.append(text("site.rules.paper.only_if_all_answered"))
    if paper.prediction is not None:
        truth = text(f"site.rules.paper.prediction_{paper.prediction.of}")
        sentences.append(
            text("site.rules.paper.prediction", question=paper.prediction.text, truth=truth)
        )
    return sentences


def quota_words(quota: Quota, names: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return a quota within a sentence.

    >>> quota_words(Quota(count=5, topic="mot-cua", difficulty="dễ"))
    '5 câu về Một cửa, một cửa liên thông, mức dễ'
    """
    topic = (
        text("site.rules.quota.topic", topic=topic_name(quota.topic, names)) if quota.topic else ""
    )
    difficulty = ""
    if quota.difficulty:
        difficulty = text("site.rules.quota.difficulty", difficulty=quota.difficulty)
    divider = "," if topic and difficulty else ""
    any_kind = "" if topic or difficulty else text("site.rules.quota.any")
    return text("site.rules.quota", count=quota.count) + topic + divider + difficulty + any_kind


def marks_sentences(marks: MarksRules) -> list[str]:
    """Return what answers are worth, and how marks are shown."""
    sentences = [text("site.rules.marks.points")]
    if marks.wrong_percent:
        sentences.append(text("site.rules.marks.wrong", percent=marks.wrong_percent))
    else:
        sentences.append(text("site.rules.marks.wrong_nothing"))
    if marks.scale is not None:
        sentences.append(text("site.rules.marks.scale", scale=marks.scale))
    if marks.scale is not None or marks.wrong_percent:
        sentences.append(text("site.rules.marks.rounding", to=rounding_words(marks.decimals)))
    return sentences


def rounding_words(decimals: int) -> str:
    """Return to what a shown number is rounded.

    >>> rounding_words(2), rounding_words(0)
    ('đến 2 chữ số thập phân', 'đến hàng đơn vị')
    """
    which = "decimals" if decimals else "whole"
    return text(f"site.rules.rounding_{which}", count=decimals)


def ranking_sentences(contest: Contest) -> list[str]:
    """Return the ranking keys as sentences, in the order in which they are compared."""
    seed = contest.ranking.draw_seed
    return [text(f"site.rules.ranking.{key}", seed=seed) for key in contest.ranking.keys]


def ranks_whole_contest(contest: Contest) -> bool:
    """Tell whether persons are ranked over all rounds, too."""
    return bool(contest.prizes.of(PrizeFor.PERSONS, PrizePer.CONTEST))


def whole_contest_sentences(contest: Contest) -> list[str]:
    """Return how persons are ranked over all rounds; nothing where they are not."""
    if not ranks_whole_contest(contest):
        return []
    which = "whole_one" if contest.attempts.per is AttemptsPer.CONTEST else "whole"
    sentences = [text(f"site.rules.ranking.{which}", kind=kind(contest))]
    if _compares_predictions(contest):
        sentences.append(text("site.rules.ranking.whole_without_prediction"))
    return sentences


def _compares_predictions(contest: Contest) -> bool:
    return RankingKey.PREDICTION_ERROR in contest.ranking.keys


def names_sentences(contest: Contest) -> list[str]:
    """Return how names are shown, winners first."""

    def how(shown_as: PersonName) -> str:
        return text(f"site.rules.names.{shown_as}")

    return [
        text("site.rules.names.winners", how=how(contest.entry.winners_shown_as)),
        text("site.rules.names.others", how=how(contest.entry.others_shown_as)),
        text("site.rules.names.never"),
    ]


def entry_sentences(contest: Contest) -> list[str]:
    """Return how one enters, what is asked, and the unit and division to choose."""
    entry = contest.entry
    label = entry.identifier_label
    if entry.mode == "roster":
        unit = "unit_division_roster" if contest.divisions else "unit_roster"
        return [
            text("site.rules.entry.roster"),
            text("site.rules.entry.not_on_roster", contact=contest.contact.rstrip(".")),
            text(f"site.rules.entry.{unit}"),
            text("site.rules.entry.confirms"),
            text("site.rules.entry.lost_roster", identifier=label[:1].lower() + label[1:]),
        ]
    sentences = [text("site.rules.entry.open", identifier=label)]
    if entry.asks_phone:
        sentences.append(text("site.rules.entry.phone"))
    unit = text(f"site.rules.entry.unit_{'required' if entry.unit_required else 'optional'}")
    hint = entry.unit_hint.rstrip(".")
    sentences.append(f"{unit} {hint}." if hint else unit)
    if contest.divisions:
        sentences.append(text("site.rules.entry.division"))
    sentences.append(text("site.rules.entry.lost"))
    return sentences
