"""What is made of published results, and whether it was made of those that hold."""

from collections.abc import Iterator

from chalicelib.contest.acts import WHOLE_CONTEST, RoundStatus
from chalicelib.contest.ids import RoundId
from chalicelib.contest.rules import Contest, PrizePer
from office.status.facts import Facts
from office.status.findings import Finding, Kind
from office.status.outputs import Sources
from office.status.typed import command

_CLOSED = {RoundStatus.CLOSED, RoundStatus.PUBLISHED}


def findings_of_outputs(facts: Facts) -> Iterator[Finding]:
    """Yield what there is to say of report, certificates and site, in the order of the week."""
    published = _published(facts)
    if not published:
        return
    yield _of_report(facts, published[-1])
    promised = [scope for scope in published if promises_certificates(facts.contest, scope)]
    due = [scope for scope in promised if not _is_printed(facts, scope)]
    for scope in promised:
        yield _of_certificates(facts, scope, due)
    built = bool(facts.outputs.site) and facts.outputs.site == facts.site_shows
    yield Finding(
        kind=Kind.DONE if built else Kind.DUE,
        code="site_built" if built else "site",
        command=() if built else command(facts, "site", from_at=facts.now),
    )


def promises_certificates(contest: Contest, scope: RoundId) -> bool:
    """Tell whether a round, or the contest as a whole, has prizes or certificates of its own."""
    per = PrizePer.CONTEST if scope == WHOLE_CONTEST else PrizePer.ROUND
    promised = contest.prizes.certificates
    return any(group.per is per for group in contest.prizes.groups) or (
        promised is not None and promised.per is per
    )


def sources_of(facts: Facts, last: RoundId) -> Sources:
    """Return the digests on which a report up to a round has to rest."""
    found: dict[RoundId, tuple[str, str]] = {}
    for scope in (*(round_.id for round_ in facts.contest.rounds), WHOLE_CONTEST):
        state = facts.states.get(scope)
        if state is not None and state.status in _CLOSED:
            found[scope] = (str(state.attempts), str(state.standings))
        if scope == last:
            break
    return found


def _published(facts: Facts) -> list[RoundId]:
    """Return what is public, in order: the rounds before which none is missing, then the whole."""
    found: list[RoundId] = []
    for scope in (*(round_.id for round_ in facts.contest.rounds), WHOLE_CONTEST):
        if not facts.is_published(scope):
            break
        found.append(scope)
    return found


def _of_report(facts: Facts, last: RoundId) -> Finding:
    wanted = sources_of(facts, last)
    if wanted in (facts.public_report, facts.outputs.report):
        return Finding(kind=Kind.DONE, code="report_made", about=last)
    before = facts.public_report or facts.outputs.report
    stale = any(wanted.get(scope, digests) != digests for scope, digests in before.items())
    typed = command(
        facts,
        "report",
        round_id=None if last == WHOLE_CONTEST else last,
        flags=("--page",),
        from_at=facts.now,
    )
    code = "report_stale" if stale else "report"
    return Finding(kind=Kind.DUE, code=code, about=last, command=typed)


def _is_printed(facts: Facts, scope: RoundId) -> bool:
    return facts.outputs.certificates.get(scope) == str(facts.states[scope].standings)


def _of_certificates(facts: Facts, scope: RoundId, due: list[RoundId]) -> Finding:
    """Return what there is to say of a scope; one command prints all that are due."""
    if scope not in due:
        return Finding(kind=Kind.DONE, code="certificates_printed", about=scope)
    before = facts.outputs.certificates.get(scope)
    return Finding(
        kind=Kind.DUE,
        code="certificates" if before is None else "certificates_stale",
        about=scope,
        command=command(
            facts,
            "certificates",
            round_id=scope if len(due) == 1 else None,
            from_at=facts.now,
        ),
    )
