"""Papers: the quotas add up, and a prediction question is asked where it is compared."""

from collections.abc import Iterator

from chalicelib.contest.rules import PaperRules, RankingKey
from office.banks.text_format import DIFFICULTIES
from office.contest_file.codes import Code
from office.contest_file.draft import Draft
from office.contest_file.findings import Findings


def check_papers(draft: Draft, findings: Findings) -> None:
    """Check the contest's paper and those of the divisions."""
    compared = draft.ranking is not None and RankingKey.PREDICTION_ERROR in draft.ranking.keys
    for steps, paper in papers_of(draft):
        _check_quotas(draft, steps, paper, findings)
        if draft.ranking is None:
            continue
        if paper.prediction is not None and not compared:
            findings.add(Code.PREDICTION_UNUSED, draft.fields.find(*steps, "prediction"))
        if paper.prediction is None and compared:
            findings.add(Code.PREDICTION_NOT_ASKED, draft.fields.find(*steps))


def papers_of(draft: Draft) -> Iterator[tuple[tuple[str | int, ...], PaperRules]]:
    """Yield every paper that is in use, and where it stands."""
    divisions = draft.divisions or ()
    if draft.paper is not None and not (divisions and all(each.paper for each in divisions)):
        yield ("paper",), draft.paper
    for index, division in enumerate(divisions):
        if division.paper is not None:
            yield ("divisions", index, "paper"), division.paper


def _check_quotas(
    draft: Draft, steps: tuple[str | int, ...], paper: PaperRules, findings: Findings
) -> None:
    total = sum(quota.count for quota in paper.quotas)
    if paper.quotas and total != paper.questions:
        place = draft.fields.find(*steps, "quotas")
        findings.add(Code.QUOTAS_SUM, place, total=total, questions=paper.questions)
    for index, quota in enumerate(paper.quotas):
        if quota.difficulty and quota.difficulty not in DIFFICULTIES:
            place = draft.fields.find(*steps, "quotas", index, "difficulty")
            findings.add(Code.UNKNOWN_DIFFICULTY, place, typed=quota.difficulty)
