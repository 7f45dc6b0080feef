"""Everybody's own result of a round, sealed while it closes: one private file of many public ones.

Each line of it is a public file byte for byte, so that publishing copies and builds nothing.  It is
a pure function of the attempts' lines, the keys and the results: a restart makes the same bytes.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO

import msgspec

from chalicelib.contest.attempt_lines import FinalAttempt
from chalicelib.contest.corrections import voided_questions
from chalicelib.contest.grading import scaled, values_of
from chalicelib.contest.ids import DivisionId, Pid, QuestionId, RoundId, bank_slot
from chalicelib.contest.own_results import (
    address_of,
    outcomes_of,
    own_value,
    padded,
    write_files,
)
from chalicelib.contest.published_questions import rounds_after, text_compared
from chalicelib.contest.redaction import full_marks_shown
from chalicelib.contest.results import PersonRow, Results
from chalicelib.contest.rules import Contest
from chalicelib.use_cases.decoding import decode_lines
from chalicelib.use_cases.staging import Basis, CloseDesk, markschemes, read_bank

_encode = msgspec.json.Encoder(order="deterministic").encode


def seal_own_results(
    desk: CloseDesk, basis: Basis, round_id: RoundId, lines: bytes, results: Results
) -> bytes:
    """Return the files of a round, one a line; empty where no attempt began with a key."""
    schemes = markschemes(desk, basis, round_id)
    untold, voided = _untold(desk, basis, round_id), _voided(basis, round_id)
    places = _Places.of(basis.contest, results)
    keys, values = [], []
    for attempt in decode_lines(BytesIO(lines)):
        if not attempt.result_key:
            continue
        division = attempt.division
        scheme = schemes[division]
        outcomes = outcomes_of(
            attempt, scheme.right, untold[division], also=scheme.also, voided=voided[division]
        )
        keys.append(attempt.result_key)
        values.append(_encode(own_value(attempt, outcomes, places.of_attempt(attempt))))
    return b"".join(line + b"\n" for line in write_files(_sealed(desk, keys, values)))


def _sealed(desk: CloseDesk, keys: list[str], values: list[bytes]) -> Iterator[tuple[str, str]]:
    for key, value in zip(keys, padded(values), strict=True):
        address = address_of(key)
        yield address.name, desk.sealer.seal_same(value, address.key)


def _voided(basis: Basis, round_id: RoundId) -> Mapping[DivisionId | None, AbstractSet[QuestionId]]:
    """Return the questions of each division's bank that corrections made count for nobody."""
    given = basis.release.corrections
    return {
        division: voided_questions(given, round_id, basis.bank(bank_slot(round_id, division)))
        for division in basis.contest.division_ids()
    }


def _untold(
    desk: CloseDesk, basis: Basis, round_id: RoundId
) -> Mapping[DivisionId | None, frozenset[QuestionId]]:
    """Return the questions of each division's bank that a later round may ask again."""
    later = {
        basis.bank(slot)
        for slot in basis.slots([round_.id for round_ in rounds_after(basis.contest, round_id)])
    }
    secret = {
        text_compared(question.text)
        for digest in later
        for question in read_bank(desk, digest).questions
    }
    return {
        division: frozenset(
            question.id
            for question in read_bank(desk, basis.bank(bank_slot(round_id, division))).questions
            if text_compared(question.text) in secret
        )
        for division in basis.contest.division_ids()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Places:
    """What each attempt has come to: its marks, and a rank where it is the one that counts."""

    full_marks: str
    division_names: Mapping[DivisionId, str]
    marks: Mapping[tuple[Pid, int], str]
    rows: Mapping[tuple[Pid, int], PersonRow]
    ranked: Mapping[DivisionId | None, int]

    @classmethod
    def of(cls, contest: Contest, results: Results) -> "_Places":
        """Read the results once."""
        shown: dict[Fraction, str] = {}
        marks: dict[tuple[Pid, int], str] = {}
        valid = results.valid
        for score, value in zip(valid, values_of(valid, contest.marks), strict=True):
            if value not in shown:
                shown[value] = scaled(value, contest.marks)
            marks[score.pid, score.ordinal] = shown[value]
        rows = {
            (row.standing.score.pid, row.standing.score.ordinal): row for row in results.persons
        }
        return cls(
            full_marks=full_marks_shown(contest, results),
            division_names={division.id: division.name for division in contest.divisions},
            marks=marks,
            rows=rows,
            ranked=Counter(row.standing.score.division for row in results.persons),
        )

    def of_attempt(self, attempt: FinalAttempt) -> dict[str, object]:
        """Return rank, marks, time and prizes; no rank where another attempt counts, or none."""
        which = (attempt.pid, attempt.ordinal)
        row, division = self.rows.get(which), attempt.division
        return {
            "marks": self.marks.get(which),
            "full_marks": self.full_marks,
            "rank": row.standing.rank if row else None,
            "of": self.ranked[division] if row else None,
            "division": division,
            "division_name": self.division_names[division] if division is not None else "",
            "time_used_ms": attempt.time_used_ms(),
            "awards": [award.prize for award in row.awards if award.decided] if row else [],
        }
