"""Issuing: claims -> sheets to print, with their records in the register.

Printing again changes nothing: code and number stay, and what was revoked is not printed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.ids import Pid, RoundId
from chalicelib.contest.rules import Contest, PrizePer
from chalicelib.use_cases.staging import CloseDesk
from office.certificates.claims import Claim, Skipped, Why, award_claims, pass_claims
from office.certificates.closed import Closed, counting_scores
from office.certificates.codes import certificate_code
from office.certificates.register import Register
from office.certificates.sheets import Wording, make_record, make_sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One certificate to print: the claim, its number in the register and the template's value."""

    claim: Claim
    number: int
    value: Mapping[str, object]


def find_claims(
    desk: CloseDesk,
    chosen: Sequence[Closed],
    closed: Mapping[RoundId, Closed],
    names: Mapping[Pid, str],
) -> tuple[list[Claim], list[Skipped]]:
    """Return every certificate that is due from the chosen results, and who gets none.

    ``closed`` are all results there are: who passed over the contest is found in its rounds.
    """
    claims: list[Claim] = []
    skipped: list[Skipped] = []
    for results in chosen:
        found = award_claims(results.rules, results.scope, results.standings, names)
        claims += found[0]
        skipped += found[1]
        promise = results.rules.prizes.certificates
        whole = results.scope == WHOLE_CONTEST
        if promise is None or (promise.per is PrizePer.CONTEST) is not whole:
            continue
        rounds = [each for scope, each in closed.items() if scope != WHOLE_CONTEST]
        counting = [
            score
            for each in (rounds if whole else [results])
            for score in counting_scores(desk, each)
        ]
        found = pass_claims(results.rules, promise, results.scope, counting, names)
        claims += found[0]
        skipped += found[1]
    return claims, skipped


def issue(
    contest: Contest,
    claims: Iterable[Claim],
    register: Register,
    secret: bytes,
    wording: Wording,
) -> tuple[list[Sheet], list[Skipped]]:
    """Put every claim into the register and return what to print; the register is not saved yet.

    A certificate that was issued before keeps its number; one that was revoked is skipped.
    """
    sheets: list[Sheet] = []
    skipped: list[Skipped] = []
    for claim in claims:
        code = certificate_code(secret, contest.id, *claim.identity())
        before = register.find(code)
        if before is not None and before.revoked is not None:
            prize = claim.prize or claim.certificate
            skipped.append(Skipped(name=claim.name, prize=prize, why=Why.REVOKED))
            continue
        number = before.number if before else register.next_number(claim.scope)
        record = make_record(contest, claim, number, wording)
        if before is not None and not record.issued_on:
            # A date once recorded is not lost by printing again without one.
            record = replace(record, issued_on=before.issued_on)
        register.put(code, record)
        value = make_sheet(contest, claim, record, code, wording)
        sheets.append(Sheet(claim=claim, number=number, value=value))
    return sheets, skipped
