"""Complaints and their answers in memory."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from threading import RLock

from chalicelib.contest.complaints import Complaint, ComplaintAnswer, ComplaintKey
from chalicelib.contest.ids import ContestId, Pid


class MemoryComplaints:
    """The ComplaintStore port in memory."""

    def __init__(self, lock: AbstractContextManager[object] | None = None) -> None:
        """Start empty, under the lock given or one of its own."""
        self._lock = lock or RLock()
        self._complaints: dict[tuple[ContestId, ComplaintKey], Complaint] = {}
        self._answers: dict[tuple[ContestId, ComplaintKey, int], ComplaintAnswer] = {}

    def put_complaint(self, contest: ContestId, complaint: Complaint) -> Complaint:
        """Put the complaint if its key is absent; return what is stored then."""
        with self._lock:
            return self._complaints.setdefault((contest, complaint.key), complaint)

    def get_complaint(self, contest: ContestId, key: ComplaintKey) -> Complaint | None:
        """Return the complaint, if there is one."""
        with self._lock:
            return self._complaints.get((contest, key))

    def complaints(self, contest: ContestId) -> Iterator[Complaint]:
        """Yield every complaint of the contest, as at the first one asked for."""
        with self._lock:
            found = [each for (owner, _), each in self._complaints.items() if owner == contest]
        yield from found

    def put_answer(self, contest: ContestId, answer: ComplaintAnswer) -> ComplaintAnswer:
        """Put the answer if its complaint has none of its number; return what is stored then."""
        with self._lock:
            return self._answers.setdefault((contest, answer.key, answer.number), answer)

    def get_answer(
        self, contest: ContestId, key: ComplaintKey, number: int
    ) -> ComplaintAnswer | None:
        """Return a complaint's answer of that number, if there is one."""
        with self._lock:
            return self._answers.get((contest, key, number))

    def answers(self, contest: ContestId) -> Iterator[ComplaintAnswer]:
        """Yield every answer to a complaint of the contest, as at the first one asked for."""
        with self._lock:
            found = [each for (owner, *_), each in self._answers.items() if owner == contest]
        yield from found

    def count(self, contest: ContestId) -> int:
        """Return how many complaints and answers there are."""
        return len([*self.complaints(contest), *self.answers(contest)])

    def delete(self, contest: ContestId, pid: Pid) -> None:
        """Delete a person's complaints and the answers to them."""
        with self._lock:
            self._keep(lambda owner, whose: (owner, whose) != (contest, pid))

    def clear(self, contest: ContestId) -> None:
        """Delete all complaints and answers of the contest."""
        with self._lock:
            self._keep(lambda owner, _whose: owner != contest)

    def _keep(self, stays: Callable[[ContestId, Pid], bool]) -> None:
        self._complaints = {k: v for k, v in self._complaints.items() if stays(k[0], v.pid)}
        self._answers = {k: v for k, v in self._answers.items() if stays(k[0], v.pid)}
