"""Issuing: claims -> sheets to print, with their records in the register.

Printing again changes nothing: code and number stay.  What was revoked is printed only where that
is asked for, as another certificate with a code and a number of its own.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.ids import ContestId, Pid, RoundId
from chalicelib.contest.rules import Contest, PrizePer
from chalicelib.use_cases.staging import CloseDesk
from office.certificates.claims import Claim, Skipped, Why, award_claims, pass_claims
from office.certificates.closed import Closed, counting_scores
from office.certificates.codes import certificate_code
from office.certificates.register import Record, Register
from office.certificates.sheets import Wording, make_record, make_sheet


class NoReissue(StrEnum):
    """Why no other certificate is issued in a certificate's place."""

    UNKNOWN = "unknown"
    NOT_REVOKED = "not_revoked"
    NOT_DUE = "not_due"
    """The chosen results give nobody what it certified."""


class NoReissueError(Exception):
    """A certificate that was to be issued anew cannot be."""

    def __init__(self, code: str, why: NoReissue) -> None:
        super().__init__(code, why)
        self.code = code
        self.why = why


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
    *,
    reissue: Collection[str] = (),
) -> tuple[list[Sheet], list[Skipped]]:
    """Put every claim into the register and return what to print; the register is not saved yet.

    A certificate that was issued before keeps its number.  One that was revoked is skipped, unless
    its code is among those to ``reissue`` or it was issued anew before.  Raises NoReissueError
    where one of those is not revoked, or is no certificate of these claims.
    """
    for code in reissue:
        asked = register.find(code)
        if asked is None or asked.revoked is None:
            why = NoReissue.UNKNOWN if asked is None else NoReissue.NOT_REVOKED
            raise NoReissueError(code, why)
    not_due = dict.fromkeys(reissue)
    sheets: list[Sheet] = []
    skipped: list[Skipped] = []
    for claim in claims:
        copies = list(_copies(register, contest.id, secret, claim))
        for each, _ in copies:
            not_due.pop(each, None)
        found = _newest(copies, reissue)
        if found is None:
            prize = claim.prize or claim.certificate
            skipped.append(Skipped(name=claim.name, prize=prize, why=Why.REVOKED))
            continue
        code, before = found
        number = before.number if before else register.next_number(claim.scope)
        record = make_record(contest, claim, number, wording)
        if before is not None and not record.issued_on:
            # A date once recorded is not lost by printing again without one.
            record = replace(record, issued_on=before.issued_on)
        register.put(code, record)
        value = make_sheet(contest, claim, record, code, wording)
        sheets.append(Sheet(claim=claim, number=number, value=value))
    for code in not_due:
        raise NoReissueError(code, NoReissue.NOT_DUE)
    return sheets, skipped


def _copies(
    register: Register, contest: ContestId, secret: bytes, claim: Claim
) -> Iterator[tuple[str, Record | None]]:
    """Yield the codes of a claim's copies with their records, up to the first that holds.

    That is one that was issued and not revoked, or one that was not issued yet (None).
    """
    for copy in count(1):
        parts = () if copy == 1 else (f"copy {copy}",)
        code = certificate_code(secret, contest, *claim.identity(), *parts)
        record = register.find(code)
        yield code, record
        if record is None or record.revoked is None:
            return


def _newest(
    copies: Sequence[tuple[str, Record | None]], reissue: Collection[str]
) -> tuple[str, Record | None] | None:
    """Return the code of the copy that holds, and its record if it was issued; None: revoked."""
    code, record = copies[-1]
    if record is None and len(copies) > 1 and copies[-2][0] not in reissue:
        return None
    return code, record
