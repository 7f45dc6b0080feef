"""Staging: results go into the archive under their digests, and the digests into the state.

A restart computes the same bytes; where it does not, it halts and overwrites nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO

from chalicelib.contest.acts import RoundState, RoundStatus
from chalicelib.contest.canonical import canonical_json, digest_of
from chalicelib.contest.corrected import attempts_that_stand, corrected_scheme
from chalicelib.contest.corrections import corrections_digest
from chalicelib.contest.errors import DigestMismatchError, NotPreparedError
from chalicelib.contest.extra_time import extra_time_value
from chalicelib.contest.grading import Markscheme, Score, grade_shard, make_markscheme
from chalicelib.contest.ids import (
    BankSlot,
    ContestId,
    Digest,
    DivisionId,
    Pid,
    RoundId,
    bank_slot,
)
from chalicelib.contest.question_statistics import AnswerTally
from chalicelib.contest.questions import AnswerKeys, QuestionBank
from chalicelib.contest.redaction import redact
from chalicelib.contest.results import Results
from chalicelib.contest.results_files import rows_value, summary_value
from chalicelib.contest.results_page import results_html
from chalicelib.contest.rules import Contest
from chalicelib.contest.standings import Provenance, provenance_value, standings_json
from chalicelib.ports import (
    Archive,
    AttemptStore,
    BankStore,
    Clock,
    ContestStore,
    KeyStore,
    PeopleStore,
    Release,
    Sealer,
)
from chalicelib.use_cases.decoding import decode_lines
from chalicelib.use_cases.in_force import RulesInForce

OWN_RESULTS = "own.jsonl"
"""How the archive's name for everybody's own results ends."""


@dataclass(slots=True, kw_only=True)
class CloseDesk:
    """Everything that a close needs: it reads keys and people, and writes only to the archive."""

    contest_id: ContestId
    clock: Clock
    contests: ContestStore
    attempts: AttemptStore
    people: PeopleStore
    banks: BankStore
    keys: KeyStore
    archive: Archive
    sealer: Sealer
    rules: RulesInForce = field(init=False)

    def __post_init__(self) -> None:
        """Set up what is read once and kept."""
        self.rules = RulesInForce(self.contest_id, self.contests, self.clock)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The release that one close goes by from its beginning to its end."""

    release: Release
    contest: Contest

    @classmethod
    def of(cls, desk: CloseDesk) -> "Basis":
        """Return what is in force now; what comes into force later is for the next close."""
        release = desk.rules.release()
        return cls(release=release, contest=desk.rules.contest())

    def bank(self, slot: BankSlot) -> Digest:
        """Return the bank of a slot."""
        digest = self.release.banks.get(slot)
        if digest is None:
            raise NotPreparedError(what="bank")
        return digest

    def slots(self, rounds: Sequence[RoundId]) -> list[BankSlot]:
        """Return the slots of some rounds, in the contest's order."""
        divisions = self.contest.division_ids()
        return [bank_slot(round_id, division) for round_id in rounds for division in divisions]


def lines_name(contest: ContestId, round_id: RoundId, digest: Digest) -> str:
    """Return the archive's name for a round's attempt lines."""
    return f"{contest}/{round_id}/attempts-{digest}.jsonl"


def results_name(contest: ContestId, round_id: RoundId, digest: Digest, suffix: str) -> str:
    """Return the archive's name for public results, or for what is published beside them.

    The suffix is ``json`` or ``html``, or such as ``statistics.json``.
    """
    return f"{contest}/{round_id}/results-{digest}.{suffix}"


def standings_name(contest: ContestId, round_id: RoundId, digest: Digest) -> str:
    """Return the archive's name for standings."""
    return f"{contest}/{round_id}/standings-{digest}.json"


def grade_lines(
    desk: CloseDesk,
    basis: Basis,
    round_id: RoundId,
    lines: bytes,
    births: Mapping[Pid, date],
    *,
    tally: AnswerTally | None = None,
) -> Iterable[Score]:
    """Return the scores of a round's attempt lines; a tally counts the answers as they pass."""
    schemes = markschemes(desk, basis, round_id)
    attempts = attempts_that_stand(
        decode_lines(BytesIO(lines)), basis.release.corrections, round_id
    )
    return grade_shard(tally.watch(attempts) if tally else attempts, schemes, births)


def markschemes(
    desk: CloseDesk, basis: Basis, round_id: RoundId
) -> dict[DivisionId | None, Markscheme]:
    """Return how a round's attempts are graded, by division."""
    schemes: dict[DivisionId | None, Markscheme] = {}
    for division in basis.contest.division_ids():
        digest = basis.bank(bank_slot(round_id, division))
        scheme = make_markscheme(
            read_bank(desk, digest),
            read_keys(desk, digest),
            basis.contest.marks,
            only_if_all_answered=basis.contest.paper_of(division).only_if_all_answered,
        )
        schemes[division] = corrected_scheme(scheme, basis.release.corrections, round_id, digest)
    return schemes


def provenance_of(
    desk: CloseDesk, basis: Basis, rounds: Sequence[RoundId], attempts: Digest
) -> Provenance:
    """Return the digests that results of some rounds follow from.

    Where there is one bank its own digest stands, else the digest over all of them in order.
    """
    banks = [basis.bank(slot) for slot in basis.slots(rounds)]
    return Provenance(
        rules=basis.release.rules,
        bank=_digest_over(banks),
        keys=_digest_over([read_keys(desk, bank).digest() for bank in banks]),
        attempts=attempts,
        corrections=corrections_digest(basis.release.corrections, rounds),
    )


def stage_results(
    desk: CloseDesk,
    basis: Basis,
    state: RoundState,
    results: Results,
    *,
    provenance: Provenance,
    names: Mapping[Pid, str],
    beside: Mapping[str, bytes],
    own: bytes = b"",
) -> RoundState:
    """Stage standings and public results; return the state CLOSED with their digests.

    ``beside`` are the files that are published with the results, by name; ``own`` those with
    everybody's own result, one a line (see ``own_results``).

    Raises DigestMismatchError where ``state`` has other digests on record.
    """
    standings = standings_json(results, provenance)
    standings_digest = same_digest(state.standings, standings)
    public = redact(basis.contest, results, provenance, names).value
    extra_time = extra_time_value(basis.release.credits, state.round)
    if extra_time is not None:
        public["extra_time"] = extra_time
    public["digests"] = {
        **provenance_value(provenance),
        "standings": standings_digest,
        **{name: digest_of(data) for name, data in beside.items()},
        **({"own": digest_of(own)} if own else {}),
    }
    document = canonical_json(public)
    results_digest = same_digest(state.results, document)
    name = standings_name(desk.contest_id, state.round, standings_digest)
    desk.archive.put_if_absent(name, standings)
    for suffix, data in (
        ("json", document),
        ("html", results_html(public).encode()),
        ("summary.json", canonical_json(summary_value(public))),
        ("rows.json", canonical_json(rows_value(public))),
        *((f"{name}.json", data) for name, data in beside.items()),
        *(((OWN_RESULTS, own),) if own else ()),
    ):
        name = results_name(desk.contest_id, state.round, results_digest, suffix)
        desk.archive.put_if_absent(name, data)
    return RoundState(
        round=state.round,
        status=RoundStatus.CLOSED,
        attempts=provenance.attempts,
        standings=standings_digest,
        results=results_digest,
    )


def same_digest(recorded: Digest | None, data: bytes) -> Digest:
    """Return the digest of the bytes; raise DigestMismatchError where another is on record."""
    computed = digest_of(data)
    if recorded is not None and recorded != computed:
        raise DigestMismatchError(recorded=recorded, computed=computed)
    return computed


def record_state(desk: CloseDesk, seen: RoundState | None, state: RoundState) -> RoundState:
    """Record a state over the one seen; another closer that got there first must agree.

    A status never goes back: where the other one is as far or further, its record stands.
    """
    if state == seen:
        return state
    _, stored = desk.contests.put_state(desk.contest_id, state, seen)
    if stored is None:
        raise NotPreparedError(what="state")
    for recorded, computed in (
        (stored.attempts, state.attempts),
        (stored.standings, state.standings),
        (stored.results, state.results),
    ):
        if recorded is not None and computed is not None and recorded != computed:
            raise DigestMismatchError(recorded=recorded, computed=computed)
    if stored.status is RoundStatus.CLOSING and state.status is RoundStatus.CLOSED:
        # Another closer is a step behind; what both computed is the same.
        return record_state(desk, stored, state)
    return stored


def read_bank(desk: CloseDesk, digest: Digest) -> QuestionBank:
    """Return the questions of a bank; raise NotPreparedError where they are missing."""
    bank = desk.banks.get_bank(desk.contest_id, digest)
    if bank is None:
        raise NotPreparedError(what="bank")
    return bank


def read_keys(desk: CloseDesk, bank: Digest) -> AnswerKeys:
    """Return the keys of a bank; raise NotPreparedError where they are missing."""
    keys = desk.keys.get_keys(desk.contest_id, bank)
    if keys is None:
        raise NotPreparedError(what="keys")
    return keys


def _digest_over(digests: Sequence[Digest]) -> Digest:
    return digests[0] if len(digests) == 1 else digest_of("".join(digests).encode())
