"""The rules for units in words: who is ranked, the parts of the score, conditions, ties."""

from chalicelib.contest.results_shown import PERCENT_DECIMALS
from chalicelib.contest.rules import Against, Contest, Merit, Missing, Term, UnitMeasure
from sitegen.language import text
from sitegen.personal_rules import rounding_words
from sitegen.shown import condition_words, measure_amount
from sitegen.wording import kind

_MAY_BE_MISSING = {
    UnitMeasure.PARTICIPATION_RATE,
    UnitMeasure.MEAN_MARKS,
    UnitMeasure.BEST_MARKS,
    UnitMeasure.BEST_N_MARKS,
    UnitMeasure.PERFECT_SHARE,
    UnitMeasure.CLIP_MARKS,
    UnitMeasure.MEAN_TIME_USED,
}


def is_ranked(contest: Contest) -> bool:
    """Tell whether units are compared at all."""
    rules = contest.collective
    return bool(rules.levels and (rules.measures or rules.terms))


def measures_used(contest: Contest) -> set[UnitMeasure]:
    """Return every measure that something depends on."""
    rules = contest.collective
    return {
        *rules.measures,
        *(term.measure for term in rules.terms),
        *(condition.measure for condition in rules.conditions),
    }


def shows_rate(contest: Contest) -> bool:
    """Tell whether a participation rate means something: where it counts, headcounts are right."""
    return UnitMeasure.PARTICIPATION_RATE in measures_used(contest)


def shows_clips(contest: Contest) -> bool:
    """Tell whether clips bear on anything."""
    merits = {group.merit for group in contest.prizes.groups}
    return UnitMeasure.CLIP_MARKS in measures_used(contest) or Merit.CLIP in merits


def term_sentences(contest: Contest) -> list[str]:
    """Return the parts of a unit's score as sentences, in the order of the rules."""
    return [_term_sentence(term) for term in contest.collective.terms]


def full_score(contest: Contest) -> int:
    """Return the weights of all parts together."""
    return contest.collective.full_score()


def measure_sentences(contest: Contest) -> list[str]:
    """Return the measures of units as sentences, in the order in which they are compared."""
    return [text(f"site.rules.measure.{measure}") for measure in contest.collective.measures]


def condition_sentences(contest: Contest) -> list[str]:
    """Return what a unit must reach to be ranked."""
    rules = contest.collective
    sentences = [
        condition_words(condition.measure, condition.at_least) for condition in rules.conditions
    ]
    if rules.least_headcount:
        sentences.append(text("site.rules.collective.least", count=rules.least_headcount))
    return sentences


def notes(contest: Contest) -> list[str]:
    """Return what else holds for the comparison of units."""
    rules = contest.collective
    by_roster = contest.entry.mode == "roster"
    once = "site.rules.collective.once_roster" if by_roster else "site.rules.collective.once"
    sentences = [text(once)]
    if rules.headcount_kind:
        sentences.append(text("site.rules.collective.headcount", kind=rules.headcount_kind))
    if rules.terms:
        sentences.append(text("site.rules.collective.rounding", to=rounding_words(rules.decimals)))
    if shows_rate(contest):
        to = rounding_words(PERCENT_DECIMALS)
        sentences.append(text("site.rules.collective.rounding_rate", to=to))
    return sentences


def clip_sentences(contest: Contest) -> list[str]:
    """Return how a clip's marks count, and how they are shown."""
    to = rounding_words(contest.collective.decimals)
    return [text("site.rules.clips.percent"), text("site.rules.clips.rounding", to=to)]


def clip_criteria(contest: Contest) -> list[str]:
    """Return by what clips are marked, with the full marks of each criterion."""
    return [
        text("site.rules.clips.criterion", name=criterion.name, full=criterion.full_marks)
        for criterion in contest.clip_criteria
    ]


def tie_intro(contest: Contest) -> str:
    """Return what stands before the measures in order."""
    if not contest.collective.terms:
        return text("site.rules.collective.intro", kind=kind(contest))
    if contest.collective.measures:
        return text("site.rules.collective.tie")
    return text("site.rules.collective.tie_shared")


def _term_sentence(term: Term) -> str:
    measure = (
        text("site.rules.term.best_n", count=term.best_n)
        if term.measure is UnitMeasure.BEST_N_MARKS
        else text(f"site.measure.{term.measure}")
    )
    parts = [text("site.rules.term", name=term.name, weight=term.weight, measure=measure)]
    if term.against is Against.FULL:
        full = measure_amount(term.measure, term.full)
        parts.append(text("site.rules.term.against_full", full=full))
    else:
        parts.append(text("site.rules.term.against_best_unit"))
    if term.cap_percent != 100:
        parts.append(text("site.rules.term.cap", percent=term.cap_percent))
    if term.measure in _MAY_BE_MISSING or term.missing is Missing.UNRANKED:
        parts.append(text(f"site.rules.term.missing_{term.missing}"))
    return " ".join(parts)
