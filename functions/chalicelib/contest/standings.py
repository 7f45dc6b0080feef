"""Standings as a canonical JSON value, without any name: what the digest covers.

Marks are exact: a whole number or a fraction such as ``20/3``, as text.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from chalicelib.contest.canonical import (
    canonical_items,
    canonical_json,
    canonical_members,
)
from chalicelib.contest.grading import Score
from chalicelib.contest.ids import Digest, Pid, RoundId
from chalicelib.contest.prizes import Award
from chalicelib.contest.results import Figures, PersonRow, Results, UnitRow

RowText = tuple[Pid, str, str]
"""A person, and what stands before and behind the rank in that person's row, but for the awards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """The digests of everything that results follow from."""

    rules: Digest
    bank: Digest
    keys: Digest
    attempts: Digest
    corrections: Digest | None = None
    """Over the corrections that bear on them; None where there are none."""


def standings_json(results: Results, provenance: Provenance) -> bytes:
    """Return the canonical bytes of the standings."""
    return canonical_members(
        standings_members(
            results.round, results.figures, results.units, provenance, _person_rows(results.persons)
        )
    )


def standings_members(
    round_id: RoundId | None,
    figures: Figures,
    units: Iterable[UnitRow],
    provenance: Provenance,
    persons: Iterable[str],
) -> dict[str, Iterable[bytes]]:
    """Return the members of the standings, each canonical; ``persons`` are their rows as text."""
    head: dict[str, object] = {
        "schema": 2,
        "round": round_id,
        **provenance_value(provenance),
        "figures": figures_value(figures),
        "units": [_unit_value(row) for row in units],
    }
    return {
        **{name: [canonical_json(value)] for name, value in head.items()},
        "persons": canonical_items(persons),
    }


def provenance_value(provenance: Provenance) -> dict[str, object]:
    """Return the JSON value of the digests that results follow from."""
    # What was never corrected keeps its bytes.
    corrected: dict[str, object] = (
        {"corrections": provenance.corrections} if provenance.corrections else {}
    )
    return corrected | {
        "rules": provenance.rules,
        "bank": provenance.bank,
        "keys": provenance.keys,
        "attempts": provenance.attempts,
    }


def figures_value(figures: Figures) -> dict[str, int]:
    """Return the JSON value of the sums."""
    return {
        "attempts": figures.attempts,
        "people": figures.people,
        "units": figures.units,
        "perfect_papers": figures.perfect_papers,
        "counting": figures.counting,
    }


def award_value(award: Award) -> dict[str, object]:
    """Return the JSON value of an award."""
    return {
        "group": award.group,
        "prize": award.prize,
        "value": award.value,
        "certificate": award.certificate,
        "decided": award.decided,
    }


def _person_rows(rows: Sequence[PersonRow]) -> Iterator[str]:
    scores = (standing.score for standing, _, _ in rows)
    values = (marks for _, marks, _ in rows)
    texts = row_texts(scores, values)
    for (_, head, tail), (standing, _, awards) in zip(texts, rows, strict=True):
        yield f"{awards_text(awards)}{head}{standing.rank}{tail}"


def row_texts(scores: Iterable[Score], values: Iterable[Fraction]) -> Iterator[RowText]:
    """Yield each person's row of the standings with gaps for the awards and the rank.

    A row is canonical JSON: members in the order of their names, no blanks.  It is written out, as
    a round has a hundred thousand of them and a value of each would cost more than their ranking.
    Pids and receipt codes are letters, digits and hyphens: JSON has them as they are.
    """
    names = _Written({None: "null"})
    before, marks = Fraction(0), "0"
    # Taken apart at once: by name it would take twice as long.
    for (
        (pid, _, receipt_code, _, unit, _, _, time_used_ms, _, submitted_at, division, _, _),
        value,
    ) in zip(scores, values, strict=True):
        if value is not before:
            # Who has the same marks stands side by side.
            before, marks = value, str(value)
        yield (
            pid,
            f',"division":{names[division]},"marks":"{marks}","pid":"{pid}","rank":',
            f',"receipt":"{receipt_code}","submitted_at":{submitted_at}'
            f',"time_used_ms":{time_used_ms},"unit":{names[unit]}}}',
        )


def awards_text(awards: Iterable[Award]) -> str:
    """Return how a person's row begins: with what the person takes."""
    if not awards:
        return '{"awards":[]'
    return '{"awards":' + canonical_json([award_value(award) for award in awards]).decode()


class _Written(dict[str | None, str]):
    """Names as canonical JSON has them, each written once."""

    def __missing__(self, name: str | None) -> str:
        self[name] = canonical_json(name).decode()
        return self[name]


def _unit_value(row: UnitRow) -> dict[str, object]:
    totals = row.standing.totals
    return {
        "rank": row.standing.rank,
        "unit": totals.unit,
        "attempts": totals.attempts,
        "people": totals.people,
        "counting": totals.counting,
        "total_marks": str(totals.total_marks),
        "perfect_papers": totals.perfect_papers,
        "time_used_ms": totals.time_used_ms,
        "rounds": totals.rounds,
        "headcount": totals.headcount,
        "clip_marks": _exact(totals.clip_marks),
        "score": _exact(row.standing.score),
        "awards": [award_value(award) for award in row.awards],
    }


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else str(value)
