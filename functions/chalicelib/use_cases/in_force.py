"""What is in force: the contest's rules and banks, read by digest and kept in memory.

Rules and banks never change under their digest, so they are read once.  Which digests are in force
is asked again after ``FRESH_MS``: a rescheduled round reaches every function within that time.
The papers asked for last are kept too: a device saves several times within minutes.
"""

from functools import lru_cache

from chalicelib.contest.errors import NotPreparedError
from chalicelib.contest.extra_time import with_credits
from chalicelib.contest.ids import BankSlot, ContestId, Digest, RoundId
from chalicelib.contest.papers import Paper, derive_paper, round_secret
from chalicelib.contest.questions import QuestionBank
from chalicelib.contest.rules import Contest, PaperRules
from chalicelib.ports import BankStore, Clock, ContestStore, EntrySecrets, Release, Secrets

FRESH_MS = 5_000

PAPERS_KEPT = 1_024
"""Some 5 MB where a paper has 20 questions."""


class RulesInForce:
    """The rules of one contest, as they are in force now."""

    def __init__(self, contest_id: ContestId, contests: ContestStore, clock: Clock) -> None:
        """Remember where to read; nothing is read yet."""
        self.contest_id = contest_id
        self._contests = contests
        self._clock = clock
        self._release: Release | None = None
        self._read_at = 0
        self._rules: dict[Digest, Contest] = {}

    def release(self) -> Release:
        """Return the digests in force; raise NotPreparedError where the contest has none."""
        now = self._clock.now()
        # A clock that was set back must not keep an old release alive.
        if self._release is None or not 0 <= now - self._read_at < FRESH_MS:
            release = self._contests.get_release(self.contest_id)
            if release is None:
                raise NotPreparedError(what="release")
            self._release, self._read_at = release, now
        return self._release

    def contest(self) -> Contest:
        """Return the rules in force, with the extra time that rounds were given."""
        release = self.release()
        return with_credits(self.rules_of(release.rules), release.credits)

    def rules_of(self, digest: Digest) -> Contest:
        """Return the rules of a digest; raise NotPreparedError where they are missing."""
        if digest not in self._rules:
            contest = self._contests.get_rules(self.contest_id, digest)
            if contest is None:
                raise NotPreparedError(what="rules")
            self._rules[digest] = contest
        return self._rules[digest]


class BanksInForce:
    """The banks of one contest and the secrets of its entry, read once, and the last papers."""

    def __init__(self, contest_id: ContestId, banks: BankStore, secrets: Secrets) -> None:
        """Remember where to read; nothing is read yet."""
        self._contest_id = contest_id
        self._banks = banks
        self._secrets = secrets
        self._by_digest: dict[Digest, QuestionBank] = {}
        self._entry_secrets: EntrySecrets | None = None
        self._last_papers = lru_cache(maxsize=PAPERS_KEPT)(self._derive)

    def bank(self, digest: Digest) -> QuestionBank:
        """Return the bank of a digest; raise NotPreparedError where it is missing."""
        if digest not in self._by_digest:
            bank = self._banks.get_bank(self._contest_id, digest)
            if bank is None:
                raise NotPreparedError(what="bank")
            self._by_digest[digest] = bank
        return self._by_digest[digest]

    def bank_of(self, release: Release, slot: BankSlot) -> Digest:
        """Return which bank is drawn from."""
        if slot not in release.banks:
            raise NotPreparedError(what="bank")
        return release.banks[slot]

    def paper(self, digest: Digest, rules: PaperRules, round_id: RoundId, attempt_id: str) -> Paper:
        """Return the paper of an attempt, which follows from these for ever."""
        return self._last_papers(digest, rules, round_id, attempt_id)

    def secrets(self) -> EntrySecrets:
        """Return the entry secrets."""
        if self._entry_secrets is None:
            self._entry_secrets = self._secrets.entry(self._contest_id)
        return self._entry_secrets

    def _derive(
        self, digest: Digest, rules: PaperRules, round_id: RoundId, attempt_id: str
    ) -> Paper:
        secret = round_secret(self.secrets().papers, round_id)
        return derive_paper(self.bank(digest), rules, secret=secret, attempt_id=attempt_id)
