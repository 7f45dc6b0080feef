"""Standings as a canonical JSON value, without any name: what the digest covers.

Marks are exact: a whole number or a fraction such as ``20/3``, as text.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from chalicelib.contest.canonical import (
    canonical_items,
    canonical_json,
    canonical_members,
)
from chalicelib.contest.ids import Digest
from chalicelib.contest.prizes import Award
from chalicelib.contest.results import Figures, PersonRow, Results, UnitRow


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
    head: dict[str, object] = {
        "schema": 2,
        "round": results.round,
        **provenance_value(provenance),
        "figures": figures_value(results.figures),
        "units": [_unit_value(row) for row in results.units],
    }
    return canonical_members(
        {
            **{name: [canonical_json(value)] for name, value in head.items()},
            "persons": canonical_items(_person_rows(results.persons)),
        }
    )


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


def _person_rows(rows: Iterable[PersonRow]) -> Iterator[str]:
    """Yield each person's row as canonical JSON: members in the order of their names, no blanks.

    Written out, as a round has a hundred thousand of them and a value of each would cost more than
    their ranking.  Pids and receipt codes are letters, digits and hyphens: JSON has them as they
    are.
    """
    names = _Written({None: "null"})
    before, marks = Fraction(0), "0"
    for (rank, score), value, awards in rows:
        if value is not before:
            # Who has the same marks stands side by side.
            before, marks = value, str(value)
        given = (
            canonical_json([award_value(award) for award in awards]).decode() if awards else "[]"
        )
        yield (
            f'{{"awards":{given},"division":{names[score.division]},"marks":"{marks}"'
            f',"pid":"{score.pid}","rank":{rank},"receipt":"{score.receipt_code}"'
            f',"submitted_at":{score.submitted_at},"time_used_ms":{score.time_used_ms}'
            f',"unit":{names[score.unit]}}}'
        )


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
