"""Compiled rules, releases and round states in memory."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from threading import RLock

from chalicelib.contest.acts import RoundState
from chalicelib.contest.canonical import digest_of
from chalicelib.contest.ids import ContestId, Digest, RoundId
from chalicelib.contest.rules import Contest
from chalicelib.ports import Release
from chalicelib.store.items import rules_bytes


class MemoryContests:
    """The ContestStore port in memory."""

    def __init__(self, lock: AbstractContextManager[object] | None = None) -> None:
        """Start empty, under the lock given or one of its own."""
        self._lock = lock or RLock()
        self._rules: dict[tuple[ContestId, Digest], Contest] = {}
        self._releases: dict[ContestId, Release] = {}
        self._states: dict[ContestId, dict[RoundId, RoundState]] = {}

    def put_rules(self, contest: Contest) -> Digest:
        """Keep the compiled rules under the digest of their canonical JSON; return it."""
        digest = digest_of(rules_bytes(contest))
        with self._lock:
            self._rules[contest.id, digest] = contest
        return digest

    def get_rules(self, contest: ContestId, digest: Digest) -> Contest | None:
        """Return compiled rules."""
        with self._lock:
            return self._rules.get((contest, digest))

    def all_rules(self, contest: ContestId) -> Iterator[tuple[Digest, Contest]]:
        """Yield all rules ever compiled for the contest with their digest, sorted by it."""
        with self._lock:
            mine = [(key[1], one) for key, one in self._rules.items() if key[0] == contest]
        yield from sorted(mine, key=lambda pair: pair[0])

    def put_release(self, release: Release) -> None:
        """Make these rules and banks the ones in force."""
        with self._lock:
            self._releases[release.contest] = replace(release, banks=dict(release.banks))

    def get_release(self, contest: ContestId) -> Release | None:
        """Return what is in force."""
        with self._lock:
            return self._releases.get(contest)

    def get_states(self, contest: ContestId) -> dict[RoundId, RoundState]:
        """Return the recorded state of every round that has one."""
        with self._lock:
            return dict(self._states.get(contest, {}))

    def put_state(
        self, contest: ContestId, state: RoundState, seen: RoundState | None
    ) -> tuple[bool, RoundState | None]:
        """Record a round's state if the stored one is still the one seen (None: absent)."""
        with self._lock:
            states = self._states.setdefault(contest, {})
            stored = states.get(state.round)
            if stored != seen:
                return False, stored
            states[state.round] = state
            return True, state
