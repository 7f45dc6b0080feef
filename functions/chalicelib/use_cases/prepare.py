"""Preparing a contest: rules, banks, keys, exclusions and secrets go into the store.

The organizer's command line does this, never a function that is deployed.  Everything is kept under
its digest and the release is written last, so that a half-prepared contest is never in force.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chalicelib.contest.acts import RoundState, RoundStatus
from chalicelib.contest.errors import BankFrozenError
from chalicelib.contest.identity import pid_of
from chalicelib.contest.ids import BankSlot, Digest, bank_slot
from chalicelib.contest.questions import WrittenQuestion, split
from chalicelib.contest.rules import Contest, Round
from chalicelib.ports import (
    BankStore,
    Chance,
    Clock,
    ContestStore,
    EntrySecrets,
    KeyStore,
    PeopleStore,
    Release,
    Secrets,
)

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
    secrets: Secrets


def prepare_contest(
    desk: PrepareDesk,
    contest: Contest,
    written_banks: Mapping[BankSlot, Sequence[WrittenQuestion]],
    excluded: Sequence[tuple[str, str]] = (),
) -> Release:
    """Put a checked contest in force and return its release.

    ``excluded`` are pairs of identifier and role.  Repeating it changes nothing; new rules (a
    rescheduled round) come into force within seconds.  Raises BankFrozenError where the bank of a
    round that has opened would change.
    """
    secrets = _entry_secrets(desk, contest)
    before = desk.contests.get_release(contest.id)
    states = desk.contests.get_states(contest.id)
    banks: dict[BankSlot, Digest] = {}
    prepared = []
    for round_, slot in _slots(contest):
        bank, keys = split(written_banks[slot], secrets.papers)
        banks[slot] = bank.digest()
        opened = desk.clock.now() >= round_.opens_at or _has_begun(states.get(round_.id))
        if before and opened and before.banks.get(slot, banks[slot]) != bank.digest():
            raise BankFrozenError(round=round_.id)
        prepared.append((bank, keys))
    for bank, keys in prepared:
        desk.banks.put_bank(contest.id, bank)
        desk.keys.put_keys(contest.id, keys)
    for identifier, role in excluded:
        desk.people.put_exclusion(contest.id, pid_of(contest.id, identifier, secrets.people), role)
    release = Release(contest=contest.id, rules=desk.contests.put_rules(contest), banks=banks)
    if release != before:
        desk.contests.put_release(release)
    return release


def _slots(contest: Contest) -> Iterator[tuple[Round, BankSlot]]:
    for round_ in contest.rounds:
        for division in contest.division_ids():
            yield round_, bank_slot(round_.id, division)


def _has_begun(state: RoundState | None) -> bool:
    return state is not None and state.status is not RoundStatus.SCHEDULED


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
