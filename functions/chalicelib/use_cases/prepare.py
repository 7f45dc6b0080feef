"""Preparing a contest: rules, banks, keys, exclusions and secrets go into the store.

The organizer's command line does this, never a function that is deployed.  Everything is kept under
its digest and the release is written last, so that a half-prepared contest is never in force.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.changes import check_hours, check_still_the_same
from chalicelib.contest.errors import BankFrozenError, RulesFrozenError
from chalicelib.contest.identity import pid_of
from chalicelib.contest.ids import BankSlot, Digest, RoundId, bank_slot
from chalicelib.contest.questions import WrittenQuestion, split
from chalicelib.contest.rules import AttemptsPer, Contest, Round
from chalicelib.ports import (
    Archive,
    AttemptStore,
    BankStore,
    Chance,
    Clock,
    ContestStore,
    DoorStore,
    EntrySecrets,
    KeyStore,
    PeopleStore,
    PublicFiles,
    Release,
    Secrets,
    Signer,
)
from chalicelib.use_cases.complaint_answers import publish_empty_list
from chalicelib.use_cases.networks import make_network_keys
from chalicelib.use_cases.receipts import publish_receipt_key

_SECRET_BITS = 256


@dataclass(slots=True, kw_only=True)
class PrepareDesk:
    """Everything that preparing needs."""

    clock: Clock
    chance: Chance
    contests: ContestStore
    banks: BankStore
    keys: KeyStore
    people: PeopleStore
    door: DoorStore
    attempts: AttemptStore
    secrets: Secrets
    signer: Signer
    public: PublicFiles
    archive: Archive


def prepare_contest(
    desk: PrepareDesk,
    contest: Contest,
    written_banks: Mapping[BankSlot, Sequence[WrittenQuestion]],
    excluded: Sequence[tuple[str, str]] = (),
) -> Release:
    """Put a checked contest in force and return its release.

    ``excluded`` are pairs of identifier and role; whoever is not on that list may enter.

    Repeating it changes nothing; new rules (a rescheduled round) come into force within seconds.
    Once a round has opened, by the clock or by an attempt, its bank and the rules of the
    competition stay as they are: raises BankFrozenError and RulesFrozenError (detail: what).  So
    does the consent text of a version to which somebody has agreed.  Where the people were erased,
    nobody is excluded any more: nobody can enter.
    """
    secrets = _entry_secrets(desk, contest)
    before = desk.contests.get_release(contest.id)
    former = desk.contests.get_rules(contest.id, before.rules) if before else None
    if former is not None:
        _check_consent_text(desk, former, contest)
    now = desk.clock.now()
    opened = _opened_rounds(desk, former, now) if former else frozenset()
    if former is not None and opened:
        check_still_the_same(former, contest)
        check_hours(former, contest, opened, frozenset(desk.contests.get_states(contest.id)), now)
    banks: dict[BankSlot, Digest] = {}
    prepared = []
    for round_, slot in _slots(contest):
        bank, keys = split(written_banks[slot], secrets.papers)
        banks[slot] = bank.digest()
        frozen = before.banks.get(slot) if before and round_.id in opened else None
        if frozen is not None and desk.keys.get_keys(contest.id, frozen) != keys:
            raise BankFrozenError(round=round_.id)
        prepared.append((bank, keys))
    for bank, keys in prepared:
        desk.banks.put_bank(contest.id, bank)
        desk.keys.put_keys(contest.id, keys)
    if not secrets.people_erased():
        _exclude(desk, contest, secrets, excluded)
        make_network_keys(desk.door, desk.chance, contest, now)
    publish_receipt_key(contest.id, secrets, desk.signer, desk.public, desk.archive)
    if contest.complaints is not None:
        publish_empty_list(contest.id, desk.public)
    release = Release(
        contest=contest.id,
        rules=desk.contests.put_rules(contest),
        banks=banks,
        credits=before.credits if before else (),
        corrections=before.corrections if before else (),
    )
    if release != before:
        desk.contests.put_release(release)
    return release


def _check_consent_text(desk: PrepareDesk, former: Contest, contest: Contest) -> None:
    """Raise RulesFrozenError where people agreed to another text, or to be kept less long.

    A record holds the version alone: each version must stand for one text for ever.
    """
    before, now = former.entry.consent, contest.entry.consent
    if now == before or now.version > before.version:
        return
    same_text = (now.version, now.text) == (before.version, before.text)
    promised = before.keep_days
    longer = promised is not None and (now.keep_days is None or now.keep_days > promised)
    if same_text and not longer:
        return
    if any(person.consent_version for person in desk.people.people(contest.id)):
        raise RulesFrozenError(what="entry.consent")


def _exclude(
    desk: PrepareDesk, contest: Contest, secrets: EntrySecrets, excluded: Sequence[tuple[str, str]]
) -> None:
    """Exclude who is on the list, and nobody else any more."""
    listed = {pid_of(contest.id, identifier, secrets.people): role for identifier, role in excluded}
    recorded = dict(desk.people.exclusions(contest.id))
    for pid, role in listed.items():
        if recorded.get(pid) != role:
            desk.people.put_exclusion(contest.id, pid, role)
    for pid in recorded.keys() - listed.keys():
        desk.people.put_exclusion(contest.id, pid, "")


def _slots(contest: Contest) -> Iterator[tuple[Round, BankSlot]]:
    for round_ in contest.rounds:
        for division in contest.division_ids():
            yield round_, bank_slot(round_.id, division)


def _opened_rounds(desk: PrepareDesk, contest: Contest, now: int) -> frozenset[RoundId]:
    """Return the rounds that have opened by the clock, or have an attempt or a state already."""
    states = desk.contests.get_states(contest.id)
    per_contest = contest.attempts.per is AttemptsPer.CONTEST
    return frozenset(
        round_.id
        for round_ in contest.rounds
        if now >= round_.opens_at
        or round_.id in states
        or any(
            attempt.round_id == round_.id
            for attempt in desk.attempts.attempts(
                contest.id, WHOLE_CONTEST if per_contest else round_.id
            )
        )
    )


def _entry_secrets(desk: PrepareDesk, contest: Contest) -> EntrySecrets:
    def fresh() -> bytes:
        return desk.chance.bits(_SECRET_BITS).to_bytes(_SECRET_BITS // 8, "big")

    desk.secrets.put_entry_if_absent(
        contest.id,
        EntrySecrets(
            people=fresh(), papers=fresh(), tokens=fresh(), receipts=fresh(), seal=fresh()
        ),
    )
    return desk.secrets.entry(contest.id)
