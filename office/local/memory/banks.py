"""Question banks and answer keys in memory, apart from each other."""

from contextlib import AbstractContextManager
from threading import RLock

from chalicelib.contest.ids import ContestId, Digest
from chalicelib.contest.questions import AnswerKeys, QuestionBank


class MemoryBanks:
    """The BankStore port in memory."""

    def __init__(self, lock: AbstractContextManager[object] | None = None) -> None:
        """Start empty, under the lock given or one of its own."""
        self._lock = lock or RLock()
        self._banks: dict[tuple[ContestId, Digest], QuestionBank] = {}

    def put_bank(self, contest: ContestId, bank: QuestionBank) -> Digest:
        """Keep the bank under its digest; the same bank again changes nothing."""
        digest = bank.digest()
        with self._lock:
            self._banks.setdefault((contest, digest), bank)
        return digest

    def get_bank(self, contest: ContestId, digest: Digest) -> QuestionBank | None:
        """Return the bank, with its questions in the bank's own order."""
        with self._lock:
            return self._banks.get((contest, digest))


class MemoryKeys:
    """The KeyStore port in memory."""

    def __init__(self, lock: AbstractContextManager[object] | None = None) -> None:
        """Start empty, under the lock given or one of its own."""
        self._lock = lock or RLock()
        self._keys: dict[tuple[ContestId, Digest], AnswerKeys] = {}

    def put_keys(self, contest: ContestId, keys: AnswerKeys) -> None:
        """Keep the keys under their bank's digest; other keys of that bank replace them."""
        with self._lock:
            self._keys[contest, keys.bank] = keys

    def get_keys(self, contest: ContestId, bank: Digest) -> AnswerKeys | None:
        """Return the keys of a bank."""
        with self._lock:
            return self._keys.get((contest, bank))
