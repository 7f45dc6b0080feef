"""Where complaints and the answers to them are kept, as a protocol."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from chalicelib.contest.ids import ContestId

if TYPE_CHECKING:
    from chalicelib.contest.complaints import Complaint, ComplaintAnswer, ComplaintKey


class ComplaintStore(Protocol):
    """Complaints, each under its receipt's hash and a number, and their answers."""

    def put_complaint(self, contest: ContestId, complaint: "Complaint") -> "Complaint":
        """Put the complaint if its key is absent; return what is stored then."""

    def get_complaint(self, contest: ContestId, key: "ComplaintKey") -> "Complaint | None":
        """Return the complaint, if there is one."""

    def complaints(self, contest: ContestId) -> Iterator["Complaint"]:
        """Yield every complaint of the contest, in no stated order."""

    def put_answer(self, contest: ContestId, answer: "ComplaintAnswer") -> "ComplaintAnswer":
        """Put the answer if its complaint has none of its number; return what is stored then."""

    def get_answer(
        self, contest: ContestId, key: "ComplaintKey", number: int
    ) -> "ComplaintAnswer | None":
        """Return a complaint's answer of that number, from 1, if there is one."""

    def answers(self, contest: ContestId) -> Iterator["ComplaintAnswer"]:
        """Yield every answer to a complaint of the contest, in no stated order."""
