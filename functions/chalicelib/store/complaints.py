"""Complaints and their answers in DynamoDB, beside the people: they go with them."""

from collections.abc import Iterator

from chalicelib.contest.complaints import (
    Complaint,
    ComplaintAnswer,
    ComplaintKey,
    ComplaintSubject,
)
from chalicelib.contest.ids import ContestId, Pid, QuestionId, RoundId
from chalicelib.store import items, keys
from chalicelib.store.clients import Clients
from chalicelib.store.dynamodb import ItemTable


class ComplaintTable:
    """The ComplaintStore port on DynamoDB."""

    def __init__(self, clients: Clients) -> None:
        """Use the people's table; nothing is called yet."""
        self._table = ItemTable(clients, keys.Table.PEOPLE)

    def put_complaint(self, contest: ContestId, complaint: Complaint) -> Complaint:
        """Put the complaint if its key is absent; return what is stored then."""
        return _complaint_of(self._table.put_if_absent(_complaint_item(contest, complaint)))

    def get_complaint(self, contest: ContestId, key: ComplaintKey) -> Complaint | None:
        """Return the complaint, if there is one."""
        item = self._table.get(keys.complaint_key(contest, key.holder, key.ordinal))
        return None if item is None else _complaint_of(item)

    def complaints(self, contest: ContestId) -> Iterator[Complaint]:
        """Yield every complaint of the contest."""
        yield from map(_complaint_of, self._items(contest, answers=False))

    def put_answer(self, contest: ContestId, answer: ComplaintAnswer) -> ComplaintAnswer:
        """Put the answer if its complaint has none of its number; return what is stored then."""
        return _answer_of(self._table.put_if_absent(_answer_item(contest, answer)))

    def get_answer(
        self, contest: ContestId, key: ComplaintKey, number: int
    ) -> ComplaintAnswer | None:
        """Return a complaint's answer of that number, if there is one."""
        item = self._table.get(keys.complaint_answer_key(contest, key.holder, key.ordinal, number))
        return None if item is None else _answer_of(item)

    def answers(self, contest: ContestId) -> Iterator[ComplaintAnswer]:
        """Yield every answer to a complaint of the contest."""
        yield from map(_answer_of, self._items(contest, answers=True))

    def _items(self, contest: ContestId, *, answers: bool) -> Iterator[items.Item]:
        for shard in keys.SHARD_NAMES:
            for item in self._table.query(keys.complaints_partition(contest, shard)):
                if ("number" in item) is answers:
                    yield item


def _complaint_item(contest: ContestId, complaint: Complaint) -> items.Item:
    item = keys.complaint_key(contest, complaint.key.holder, complaint.key.ordinal) | {
        "ordinal": items.number(complaint.key.ordinal),
        "pid": items.text(complaint.pid),
        "id": items.text(complaint.complaint_id),
        "code": items.text(complaint.code),
        "round": items.text(complaint.round),
        "subject": items.text(complaint.subject),
        "received": items.number(complaint.received_at),
        "sealed": items.text(complaint.sealed),
    }
    if complaint.question is not None:
        item["question"] = items.text(complaint.question)
    return item


def _complaint_of(item: items.Item) -> Complaint:
    return Complaint(
        key=_key_of(item),
        pid=Pid(item["pid"]["S"]),
        complaint_id=item["id"]["S"],
        code=item["code"]["S"],
        round=RoundId(item["round"]["S"]),
        subject=ComplaintSubject(item["subject"]["S"]),
        question=QuestionId(item["question"]["S"]) if "question" in item else None,
        received_at=int(item["received"]["N"]),
        sealed=item["sealed"]["S"],
    )


def _answer_item(contest: ContestId, answer: ComplaintAnswer) -> items.Item:
    key = answer.key
    return keys.complaint_answer_key(contest, key.holder, key.ordinal, answer.number) | {
        "ordinal": items.number(key.ordinal),
        "number": items.number(answer.number),
        "pid": items.text(answer.pid),
        "answered": items.number(answer.answered_at),
        "sealed": items.text(answer.sealed),
    }


def _answer_of(item: items.Item) -> ComplaintAnswer:
    return ComplaintAnswer(
        key=_key_of(item),
        number=int(item["number"]["N"]),
        pid=Pid(item["pid"]["S"]),
        answered_at=int(item["answered"]["N"]),
        sealed=item["sealed"]["S"],
    )


def _key_of(item: items.Item) -> ComplaintKey:
    holder = item[keys.SORT]["S"].partition("/")[0]
    return ComplaintKey(holder=holder, ordinal=int(item["ordinal"]["N"]))
