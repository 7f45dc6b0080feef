"""What is staged and published beside a round's results, under the results' digest.

Results name the digests of these files, so that one digest covers everything that is published.
"""

from collections.abc import Mapping

from chalicelib.contest.canonical import canonical_json
from chalicelib.contest.corrections import accepted_answers, voided_questions
from chalicelib.contest.ids import DivisionId, RoundId, bank_slot
from chalicelib.contest.published_questions import ClosedBank, questions_value, rounds_after
from chalicelib.contest.question_statistics import AnswerTally
from chalicelib.contest.results import Results
from chalicelib.contest.statistics import statistics_value
from chalicelib.use_cases.staging import Basis, CloseDesk, read_bank, read_keys


def beside_round(
    desk: CloseDesk, basis: Basis, results: Results, tally: AnswerTally
) -> Mapping[str, bytes]:
    """Return the files beside a round's results by name, from its results and counted answers."""
    assert results.round is not None  # noqa: S101 - the whole contest has no questions of its own
    contest, round_id = basis.contest, results.round
    banks = [_closed_bank(desk, basis, round_id, division) for division in contest.division_ids()]
    later = {
        basis.bank(slot)
        for slot in basis.slots([round_.id for round_ in rounds_after(contest, round_id)])
    }
    questions = questions_value(
        contest, round_id, banks, tally, [read_bank(desk, digest) for digest in sorted(later)]
    )
    return {**beside_contest(basis, results), "questions": canonical_json(questions)}


def beside_contest(basis: Basis, results: Results) -> Mapping[str, bytes]:
    """Return the files beside the results of the whole contest by name."""
    return {"statistics": canonical_json(statistics_value(basis.contest, results))}


def _closed_bank(
    desk: CloseDesk, basis: Basis, round_id: RoundId, division: DivisionId | None
) -> ClosedBank:
    digest = basis.bank(bank_slot(round_id, division))
    given = basis.release.corrections
    return ClosedBank(
        division=division,
        bank=read_bank(desk, digest),
        keys=read_keys(desk, digest),
        voided=voided_questions(given, round_id, digest),
        also=accepted_answers(given, round_id, digest),
    )
