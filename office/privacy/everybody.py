"""Erasing everybody when the stated period is over: people go, the standings stay.

What goes: people, their codes, exclusions, what guarded the door, the records of private links and
what their files show, and the keys under which identifiers were hashed and contact details sealed.
What stays, byte for byte: attempts and standings under pids that nothing leads to any more, the
published results, and the key that proves receipts.

1. That it begins is recorded first, with what is there; that it is done, last.
2. The files of private links are overwritten while the secret that names them still exists.
3. The keys are destroyed last.  What somebody writes meanwhile is deleted in a second pass.
4. Broken off at any point and run again, it ends in the same state.
"""

from dataclasses import dataclass, replace

from chalicelib.contest.canonical import canonical_json
from chalicelib.contest.links import link_file, link_secret
from chalicelib.contest.participation import SCHEMA
from chalicelib.contest.retention import NotYet, not_yet
from chalicelib.ports import Census, EntrySecrets
from office.privacy.desk import PrivacyDesk
from office.privacy.records import Erasure, read_erasure, record_begun, record_done


class NotYetErasableError(Exception):
    """The people of the contest may not be erased yet."""

    def __init__(self, reason: NotYet) -> None:
        """Say why."""
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What erasing everybody would do now."""

    reason: NotYet | None
    """Why it may not be done yet; None where it may."""
    census: Census
    """What is there now."""
    before: Erasure | None
    """An erasure that was begun, or done, before."""


def plan_erasure(desk: PrivacyDesk) -> Plan:
    """Return what erasing everybody would do now; nothing is changed."""
    states = desk.stores.contests.get_states(desk.contest_id)
    return Plan(
        reason=not_yet(desk.contest, states, desk.clock.now()),
        census=desk.stores.eraser.census(desk.contest_id),
        before=read_erasure(desk.stores.archive, desk.contest_id),
    )


def erase_everybody(desk: PrivacyDesk, by: str) -> Erasure:
    """Erase everybody and return the record, which is that of the first time.

    ``by`` is who decided it.  Raises NotYetErasableError before the time.
    """
    plan = plan_erasure(desk)
    if plan.reason is not None:
        raise NotYetErasableError(plan.reason)
    stores, contest = desk.stores, desk.contest_id
    begun = plan.before
    if begun is None:
        begun = Erasure(begun_at=desk.clock.now(), by=by, census=plan.census)
        record_begun(stores.archive, contest, begun)
    secrets = stores.secrets.entry(contest)
    if not secrets.people_erased():
        _empty_private_files(desk, secrets)
        stores.eraser.erase_people(contest)
        stores.secrets.erase_people(contest)
    stores.eraser.erase_people(contest)
    if begun.done_at is not None:
        return begun
    done = replace(begun, done_at=desk.clock.now())
    record_done(stores.archive, contest, done)
    return done


def _empty_private_files(desk: PrivacyDesk, secrets: EntrySecrets) -> None:
    revoked = canonical_json({"schema": SCHEMA, "revoked": True})
    for link in desk.stores.links.get_links(desk.contest_id).values():
        secret = link_secret(desk.contest_id, link.unit, link.version, secrets.people)
        desk.stores.public.put(
            link_file(secret), revoked, content_type="application/json", immutable=False
        )
