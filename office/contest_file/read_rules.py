"""Who may enter, papers, marks, ranking and prizes: fields -> values.

Whole minutes and days become milliseconds.
"""

from dataclasses import dataclass

from chalicelib.contest.ids import DivisionId, PrizeGroupId
from chalicelib.contest.rules import (
    AgeLimits,
    AttemptRules,
    CollectiveRules,
    Condition,
    Consent,
    Division,
    EntryRules,
    MarksRules,
    PaperRules,
    PassCertificate,
    PracticeRules,
    Prediction,
    Prize,
    PrizeGroup,
    Prizes,
    Quota,
    RankingRules,
    Term,
)
from chalicelib.contest.times import MINUTE_MS
from office.contest_file.layout import competition, contest, prizes
from office.contest_file.yaml_fields import Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeEntry:
    """The practice paper, and the file of its bank."""

    bank: str
    rules: PracticeRules


def read_entry(fields: Fields) -> EntryRules:
    """Return who may enter."""
    f = contest.Entry
    return EntryRules(
        mode=fields.get(f.mode),
        who=fields.get(f.who),
        excluded=fields.get(f.excluded),
        identifier_label=fields.get(f.identifier_label),
        identifier_hint=fields.get(f.identifier_hint),
        unit_required=fields.get(f.unit_required),
        unit_hint=fields.get(f.unit_hint),
        asks_phone=fields.get(f.asks_phone),
        winners_shown_as=fields.get(f.winners_shown_as),
        others_shown_as=fields.get(f.others_shown_as),
        consent=fields.group(f.consent, _read_consent) or Consent(version=0, text=""),
    )


def _read_consent(fields: Fields) -> Consent:
    f = contest.Consent
    return Consent(
        version=fields.get(f.version),
        text=fields.get(f.text),
        keep_days=fields.get(f.keep_days),
    )


def read_division(fields: Fields) -> Division:
    """Return a division."""
    f = contest.Division
    return Division(
        id=DivisionId(fields.get(f.id)),
        name=fields.get(f.name),
        who=fields.get(f.who),
        ages=fields.group(f.ages, _read_ages),
        paper=fields.group(f.paper, read_paper),
    )


def _read_ages(fields: Fields) -> AgeLimits:
    f = contest.Ages
    return AgeLimits(on=fields.get(f.on), least=fields.get(f.least), most=fields.get(f.most))


def read_attempts(fields: Fields) -> AttemptRules:
    """Return how many attempts there are."""
    f = competition.Attempts
    return AttemptRules(
        limit=fields.get(f.limit), per=fields.get(f.per), counts=fields.get(f.counts)
    )


def read_paper(fields: Fields) -> PaperRules:
    """Return what a paper is made of."""
    f = competition.Paper
    return PaperRules(
        questions=fields.get(f.questions),
        limit_ms=fields.get(f.limit_minutes) * MINUTE_MS,
        shuffle_questions=fields.get(f.shuffle_questions),
        shuffle_options=fields.get(f.shuffle_options),
        quotas=fields.groups(f.quotas, _read_quota) or (),
        only_if_all_answered=fields.get(f.only_if_all_answered),
        prediction=fields.group(f.prediction, _read_prediction),
    )


def _read_quota(fields: Fields) -> Quota:
    f = competition.Quota
    return Quota(
        count=fields.get(f.count),
        topic=fields.get(f.topic),
        difficulty=fields.get(f.difficulty).casefold(),
    )


def _read_prediction(fields: Fields) -> Prediction:
    f = competition.Prediction
    return Prediction(text=fields.get(f.text), of=fields.get(f.of))


def read_practice(fields: Fields) -> PracticeEntry:
    """Return what people may practise with."""
    f = competition.Practice
    minutes = fields.get(f.limit_minutes)
    return PracticeEntry(
        bank=fields.get(f.bank),
        rules=PracticeRules(
            questions=fields.get(f.questions),
            limit_ms=None if minutes is None else minutes * MINUTE_MS,
        ),
    )


def read_marks(fields: Fields) -> MarksRules:
    """Return what answers are worth."""
    f = competition.Marks
    return MarksRules(
        scale=fields.get(f.scale),
        decimals=fields.get(f.decimals),
        wrong_percent=fields.get(f.wrong_percent),
    )


def read_ranking(fields: Fields) -> RankingRules:
    """Return the order in which attempts are ranked."""
    f = competition.Ranking
    return RankingRules(keys=fields.get(f.keys), draw_seed=fields.get(f.draw_seed))


def read_collective(fields: Fields) -> CollectiveRules:
    """Return how units are ranked."""
    f = competition.Collective
    return CollectiveRules(
        measures=fields.get(f.measures),
        levels=fields.get(f.levels),
        terms=fields.groups(f.terms, _read_term) or (),
        conditions=fields.groups(f.conditions, _read_condition) or (),
        least_headcount=fields.get(f.least_headcount),
        headcount_kind=fields.get(f.headcount_kind),
        decimals=fields.get(f.decimals),
    )


def _read_term(fields: Fields) -> Term:
    f = competition.Term
    return Term(
        name=fields.get(f.name),
        measure=fields.get(f.measure),
        weight=fields.get(f.weight),
        against=fields.get(f.against),
        full=fields.get(f.full),
        cap_percent=fields.get(f.cap_percent),
        missing=fields.get(f.missing),
        best_n=fields.get(f.best_n),
    )


def _read_condition(fields: Fields) -> Condition:
    f = competition.Condition
    return Condition(measure=fields.get(f.measure), at_least=fields.get(f.at_least))


def read_prizes(fields: Fields) -> Prizes:
    """Return every group of prizes."""
    f = prizes.Prizes
    return Prizes(
        groups=fields.groups(f.groups, _read_prize_group) or (),
        most_per_person=fields.get(f.most_per_person),
        certificates=fields.group(f.certificates, _read_certificates),
    )


def _read_certificates(fields: Fields) -> PassCertificate:
    f = prizes.Certificates
    return PassCertificate(
        name=fields.get(f.name), pass_percent=fields.get(f.pass_percent), per=fields.get(f.per)
    )


def _read_prize_group(fields: Fields) -> PrizeGroup:
    f = prizes.PrizeGroup
    division = fields.get(f.division)
    return PrizeGroup(
        id=PrizeGroupId(fields.get(f.id)),
        name=fields.get(f.name),
        to=fields.get(f.to),
        per=fields.get(f.per),
        prizes=fields.groups(f.prizes, _read_prize) or (),
        division=DivisionId(division) if division else None,
        block=fields.get(f.block),
        merit=fields.get(f.merit),
        pass_percent=fields.get(f.pass_percent),
    )


def _read_prize(fields: Fields) -> Prize:
    f = prizes.Prize
    return Prize(
        name=fields.get(f.name),
        count=fields.get(f.count),
        value=fields.get(f.value),
        certificate=fields.get(f.certificate),
    )
