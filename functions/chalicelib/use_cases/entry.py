"""The desk at which contestants are served: the ports that register, start and answer share."""

from dataclasses import dataclass, field, replace

from chalicelib.contest.attempts import Attempt
from chalicelib.contest.errors import (
    ConsentError,
    ExcludedPersonError,
    UnknownCodeError,
)
from chalicelib.contest.identity import hash_of_code, hash_of_second_factor, read_code
from chalicelib.contest.ids import ContestId, Pid
from chalicelib.contest.receipts import Receipt
from chalicelib.ports import (
    AttemptStore,
    BankStore,
    Chance,
    Clock,
    ComplaintStore,
    ContestStore,
    DoorStore,
    PeopleStore,
    Person,
    Sealer,
    Secrets,
    Signer,
)
from chalicelib.use_cases.in_force import BanksInForce, RulesInForce
from chalicelib.use_cases.networks import NetworkKeys
from chalicelib.use_cases.receipts import issue_receipt


@dataclass(slots=True, kw_only=True)
class EntryDesk:
    """Everything that serving contestants needs; no key and no result is within its reach."""

    contest_id: ContestId
    clock: Clock
    chance: Chance
    people: PeopleStore
    door: DoorStore
    attempts: AttemptStore
    complaints: ComplaintStore
    contests: ContestStore
    bank_store: BankStore
    secret_store: Secrets
    sealer: Sealer
    signer: Signer
    trusted_proxies: int = 0
    """How many proxies of ours a request passes before the gateway."""
    rules: RulesInForce = field(init=False)
    banks: BanksInForce = field(init=False)
    networks: NetworkKeys = field(init=False)

    def __post_init__(self) -> None:
        """Set up what is read once and kept."""
        self.rules = RulesInForce(self.contest_id, self.contests, self.clock)
        self.banks = BanksInForce(self.contest_id, self.bank_store, self.secret_store)
        self.networks = NetworkKeys(self.contest_id, self.door)

    def person_of_code(self, typed_code: str) -> Person:
        """Return the person whose code in force this is; raise UnknownCodeError else."""
        code_hash = self.hash_code(read_code(typed_code))
        pid = self.people.get_code(self.contest_id, code_hash)
        person = self.people.get_person(self.contest_id, pid) if pid is not None else None
        if person is None or person.code_hash != code_hash:
            raise UnknownCodeError
        return person

    def check_not_excluded(self, pid: Pid) -> None:
        """Raise ExcludedPersonError (detail: role) for who is on the list of the excluded."""
        role = self.people.get_exclusion(self.contest_id, pid)
        if role is not None:
            raise ExcludedPersonError(role=role)

    def record_consent(self, person: Person, version: int | None) -> Person:
        """Return the person, who agrees to that version of the text now.

        Raises ConsentError (detail: version) unless it is the one in force, ExcludedPersonError.
        """
        in_force = self.rules.contest().entry.consent.version
        if version != in_force:
            raise ConsentError(version=in_force)
        self.check_not_excluded(person.pid)
        now = self.clock.now()
        while person.consent_version < in_force:
            # Where another request changed the person meanwhile, its change stays.
            agreed = replace(person, consent_version=in_force, consented_at=now)
            person = self.people.change_person(self.contest_id, person, agreed)
        return person

    def receipt_of(self, attempt: Attempt) -> Receipt:
        """Return the signed receipt of a final attempt; raise NotSubmittedError while it runs."""
        return issue_receipt(attempt, self.banks.secrets(), self.signer)

    def hash_code(self, code: str) -> str:
        """Return the keyed hash under which a personal code is kept."""
        return hash_of_code(self.banks.secrets().people, self.contest_id, code)

    def hash_second_factor(self, pid: Pid, birth_date: str) -> str:
        """Return the keyed hash of a second factor; the pid keeps equal dates apart."""
        return hash_of_second_factor(self.banks.secrets().people, pid, birth_date)
