"""The decision: from facts to findings, without a store, a clock or a screen.

1. Mend first: rules, banks, files and records that do not agree with each other.
2. Then each round in its order, then the contest as a whole: prepare, close, publish.
3. Then what is made of published results: report, certificates, site, in this order.
4. A schedule closes and publishes by itself; it is believed dead ``LATE_MS`` after it should have.
"""

from collections.abc import Iterator

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.changes import check_still_the_same
from chalicelib.contest.errors import RulesFrozenError
from chalicelib.contest.ids import BankSlot, bank_slot
from chalicelib.contest.rules import Round
from chalicelib.contest.times import DAY_MS
from office.status.facts import Facts
from office.status.findings import Finding, Kind, in_order
from office.status.made import findings_of_outputs
from office.status.rounds import findings_of_round, findings_of_whole
from office.status.typed import command

SOON_MS = DAY_MS
"""How long before its opening a round has to be prepared."""


def findings_of(facts: Facts) -> tuple[Finding, ...]:
    """Return everything that there is to say, what is wrong first."""
    if not _is_anything_here(facts):
        return (Finding(kind=Kind.NEXT, code="nothing_here", command=command(facts, "simulate")),)
    return in_order(
        [
            *_of_damage(facts),
            *_of_release(facts),
            *_of_record(facts),
            *(
                finding
                for round_ in facts.hours().rounds
                for finding in findings_of_round(facts, round_)
            ),
            *findings_of_whole(facts),
            *_of_proposals(facts),
            *findings_of_outputs(facts),
        ]
    )


def _is_anything_here(facts: Facts) -> bool:
    """Tell whether there is anything to close: this computer's state begins with the first act."""
    begun = any(facts.now >= round_.opens_at for round_ in facts.contest.rounds)
    return facts.release is not None or bool(facts.typed.stage) or not begun


def _of_damage(facts: Facts) -> Iterator[Finding]:
    for each in facts.damaged:
        typed: tuple[str, ...] = ()
        if each.what == "public":
            # Publishing copies the same bytes again.
            named = None if each.scope == WHOLE_CONTEST else each.scope
            typed = command(facts, "publish", round_id=named, from_at=facts.now)
        yield Finding(kind=Kind.WRONG, code=f"damaged_{each.what}", about=each.scope, command=typed)


def _of_release(facts: Facts) -> Iterator[Finding]:
    """Compare what is in force with the folder, and say what is missing for who comes next."""
    opened = [round_ for round_ in facts.contest.rounds if facts.now >= round_.opens_at]
    if facts.release is None:
        yield from _of_unprepared(facts, opened)
        return
    prepare = command(facts, "prepare")
    if facts.rules is None:
        yield Finding(kind=Kind.WRONG, code="rules_missing", command=prepare)
    elif facts.rules != facts.contest:
        yield _of_other_rules(facts, prepare, opened=bool(opened))
    for round_ in facts.contest.rounds:
        yield from _of_banks(facts, round_, prepare)


def _of_unprepared(facts: Facts, opened: list[Round]) -> Iterator[Finding]:
    prepare = command(facts, "prepare")
    if opened:
        yield Finding(kind=Kind.WRONG, code="open_unprepared", about=opened[0].id, command=prepare)
        return
    first = min(facts.contest.rounds, key=lambda round_: round_.opens_at)
    soon = first.opens_at - facts.now < SOON_MS
    yield Finding(
        kind=Kind.DUE if soon else Kind.NEXT,
        code="prepare_soon" if soon else "prepare",
        about=first.id,
        details={"opens_at": first.opens_at},
        command=prepare,
        at=None if soon else first.opens_at - SOON_MS,
    )


def _of_other_rules(facts: Facts, prepare: tuple[str, ...], *, opened: bool) -> Finding:
    assert facts.rules is not None  # noqa: S101 - the caller has looked
    try:
        if opened:
            check_still_the_same(facts.rules, facts.contest)
    except RulesFrozenError as error:
        what = str(error.details["what"])
        return Finding(kind=Kind.WRONG, code="rules_frozen", details={"what": what})
    return Finding(kind=Kind.WRONG, code="other_rules", command=prepare)


def _of_banks(facts: Facts, round_: Round, prepare: tuple[str, ...]) -> Iterator[Finding]:
    assert facts.release is not None  # noqa: S101 - the caller has looked
    in_force = facts.release.banks
    slots = [bank_slot(round_.id, each) for each in facts.contest.division_ids()]
    opened = facts.now >= round_.opens_at or round_.id in facts.states
    missing = [slot for slot in slots if slot not in in_force]
    other = [slot for slot in slots if slot in in_force and _differs(facts, slot)]
    if missing:
        soon = facts.now >= round_.opens_at - SOON_MS
        yield Finding(
            kind=Kind.WRONG if opened else Kind.DUE if soon else Kind.NEXT,
            code="open_without_bank" if opened else "bank_missing",
            about=round_.id,
            details={"opens_at": round_.opens_at},
            command=prepare,
            at=None if opened or soon else round_.opens_at - SOON_MS,
        )
    if other:
        code = "bank_frozen" if opened else "other_bank"
        yield Finding(
            kind=Kind.WRONG, code=code, about=round_.id, command=() if opened else prepare
        )


def _differs(facts: Facts, slot: BankSlot) -> bool:
    assert facts.release is not None  # noqa: S101 - the caller has looked
    return slot in facts.banks and facts.banks[slot] != facts.release.banks[slot]


def _of_record(facts: Facts) -> Iterator[Finding]:
    record = facts.record
    if record.broken_at is not None:
        yield Finding(kind=Kind.WRONG, code="record_broken", details={"number": record.broken_at})
    if not record.in_force:
        yield Finding(
            kind=Kind.WRONG,
            code="corrections_unfinished",
            command=command(facts, "correct", "apply", from_at=facts.now),
        )
    given = facts.release.credits if facts.release else ()
    if record.credits is not None and record.credits != given:
        for round_id in dict.fromkeys(credit.round for credit in record.credits[len(given) :]):
            yield Finding(
                kind=Kind.WRONG,
                code="credits_unfinished",
                about=round_id,
                command=command(facts, "extra-time", "apply", round_id, from_at=facts.now),
            )
    for each in record.complaints:
        late = facts.now >= each.due_at
        yield Finding(
            kind=Kind.WRONG if late else Kind.DUE,
            code="complaint_late" if late else "complaint",
            details={"code": each.code, "due_at": each.due_at},
            command=command(facts, "complaints", "show", each.code, from_at=facts.now),
        )


def _of_proposals(facts: Facts) -> Iterator[Finding]:
    for each in facts.record.waiting:
        yield Finding(
            kind=Kind.DUE,
            code="approve",
            details={"number": each.number, "by": each.by},
            command=command(
                facts, "approve", str(each.number), flags=("--key", "KHÓA.pem"), from_at=facts.now
            ),
        )
