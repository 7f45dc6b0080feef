"""Who is due a certificate, from standings: pure functions.

1. An award that is decided and comes with a certificate gives one.  One that waits for the board,
   or comes without a certificate, gives none, and is reported with the reason.
2. Where the rules promise a certificate to whoever passes, everybody whose attempt that counts
   reaches the share gets one: for each round, or once over the contest.
3. The order is that of the rules (groups, prizes) and then of the standings; those who passed come
   by unit in the contest's order, then by name.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from chalicelib.contest.grading import Score
from chalicelib.contest.ids import Pid, RoundId
from chalicelib.contest.name_order import vietnamese_order
from chalicelib.contest.rules import Contest, PassCertificate, PrizeFor, PrizeGroup


class Why(StrEnum):
    """Why somebody gets no certificate although there is an award or a pass."""

    UNDECIDED = "undecided"
    NO_CERTIFICATE = "no_certificate"
    NO_NAME = "no_name"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One certificate that is due."""

    scope: RoundId
    """The round, or WHOLE_CONTEST."""
    to: PrizeFor
    holder: str
    """The person's pid, or the unit's id."""
    name: str
    """In full, as it is printed."""
    unit: str = ""
    """The name of the person's unit."""
    certificate: str
    """What the rules call it."""
    group: PrizeGroup | None = None
    """The group of prizes; None where it is for having passed."""
    prize: str = ""
    share: Fraction | None = None
    """The share of the full marks reached, where it is for having passed."""

    def identity(self) -> tuple[str, ...]:
        """Return what makes it this certificate and no other one, however names are spelled."""
        award = ("prize", self.group.id, self.prize) if self.group else ("passed",)
        return (self.scope, self.to.value, self.holder, *award)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Somebody who gets no certificate, and why."""

    name: str
    prize: str
    why: Why


def award_claims(
    contest: Contest,
    scope: RoundId,
    standings: Mapping[str, Any],
    names: Mapping[Pid, str],
) -> tuple[list[Claim], list[Skipped]]:
    """Return the certificates that the awards of some standings give, and who gets none."""
    units = {unit.id: unit.name for unit in contest.units}
    claims: list[Claim] = []
    skipped: list[Skipped] = []
    for group in contest.prizes.groups:
        persons = group.to is PrizeFor.PERSONS
        for row, award in _awards_of(group, standings["persons" if persons else "units"]):
            holder = row["pid"] if persons else row["unit"]
            name = names.get(holder, "") if persons else units[holder]
            why = _why_not(award, name)
            if why is not None:
                shown = name or row.get("receipt", "")
                skipped.append(Skipped(name=shown, prize=award["prize"], why=why))
                continue
            claims.append(
                Claim(
                    scope=scope,
                    to=group.to,
                    holder=holder,
                    name=name,
                    unit=units.get(row["unit"], "") if persons else "",
                    certificate=award["certificate"],
                    group=group,
                    prize=award["prize"],
                )
            )
    return claims, skipped


def pass_claims(
    contest: Contest,
    promise: PassCertificate,
    scope: RoundId,
    counting: Iterable[Score],
    names: Mapping[Pid, str],
) -> tuple[list[Claim], list[Skipped]]:
    """Return the certificates of those who passed, one for each person by the best share.

    ``counting`` are the attempts that count, of one round or of all of them.
    """
    best: dict[Pid, Score] = {}
    for score in counting:
        if promise.is_earned(score.marks, score.full_marks):
            other = best.get(score.pid)
            if other is None or score.share() > other.share():
                best[score.pid] = score
    order = {unit.id: place for place, unit in enumerate(contest.units)}
    units = {unit.id: unit.name for unit in contest.units}
    claims = [
        Claim(
            scope=scope,
            to=PrizeFor.PERSONS,
            holder=score.pid,
            name=names[score.pid],
            unit=units.get(score.unit, "") if score.unit is not None else "",
            certificate=promise.name,
            share=score.share(),
        )
        for score in sorted(
            (score for pid, score in best.items() if names.get(pid)),
            key=lambda score: (
                order[score.unit] if score.unit in order else len(order),
                vietnamese_order(names[score.pid]),
                score.pid,
            ),
        )
    ]
    nameless = [
        Skipped(name=score.receipt_code, prize=promise.name, why=Why.NO_NAME)
        for pid, score in best.items()
        if not names.get(pid)
    ]
    return claims, nameless


def _awards_of(
    group: PrizeGroup, rows: Sequence[Mapping[str, Any]]
) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Return a group's awards with their rows, best prize first, else as in the standings."""
    places = [prize.name for prize in group.prizes]
    taken = [(row, award) for row in rows for award in row["awards"] if award["group"] == group.id]
    return sorted(taken, key=lambda pair: places.index(pair[1]["prize"]))


def _why_not(award: Mapping[str, Any], name: str) -> Why | None:
    if not award["decided"]:
        return Why.UNDECIDED
    if not award["certificate"]:
        return Why.NO_CERTIFICATE
    return None if name else Why.NO_NAME
