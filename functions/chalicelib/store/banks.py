"""Question banks and answer keys in DynamoDB: lists frozen under a digest, in tables of their own.

One item for each entry, and a head, written last, that names the version and its length.  A list
whose writing broke off has no head and is not there; writing it again completes it.
"""

from collections.abc import Sequence

import msgspec

from chalicelib.contest.canonical import canonical_json, digest_of
from chalicelib.contest.errors import DigestMismatchError
from chalicelib.contest.ids import ContestId, Digest
from chalicelib.contest.questions import AnswerKeys, QuestionBank
from chalicelib.store import items, keys
from chalicelib.store.clients import Clients
from chalicelib.store.dynamodb import ItemTable
from chalicelib.store.items import Item


class BankTable:
    """The BankStore port on DynamoDB."""

    def __init__(self, clients: Clients) -> None:
        """Use the questions' table; nothing is called yet."""
        self._lists = _FrozenLists(ItemTable(clients, keys.Table.QUESTIONS))

    def put_bank(self, contest: ContestId, bank: QuestionBank) -> Digest:
        """Keep the bank under its digest; the same bank again changes nothing."""
        digest = bank.digest()
        entries = [items.question_entry(question) for question in bank.questions]
        self._lists.put(keys.frozen_partition(contest, digest), digest, entries)
        return digest

    def get_bank(self, contest: ContestId, digest: Digest) -> QuestionBank | None:
        """Return the bank, with its questions in the bank's own order.

        Raises DigestMismatchError where the questions stored are not the bank's.
        """
        entries = self._lists.get(keys.frozen_partition(contest, digest))
        if entries is None:
            return None
        bank = QuestionBank(questions=tuple(map(items.question_of, entries)))
        if bank.digest() != digest:
            raise DigestMismatchError(what="bank", recorded=digest, computed=bank.digest())
        return bank


class KeyTable:
    """The KeyStore port on DynamoDB."""

    def __init__(self, clients: Clients) -> None:
        """Use the keys' table; nothing is called yet."""
        self._lists = _FrozenLists(ItemTable(clients, keys.Table.KEYS))

    def put_keys(self, contest: ContestId, answer_keys: AnswerKeys) -> None:
        """Keep the keys under their bank's digest; other keys of one bank replace them at once."""
        version = digest_of(canonical_json(msgspec.to_builtins(answer_keys)))
        entries = [items.answer_key_entry(key) for key in answer_keys.keys]
        self._lists.put(keys.frozen_partition(contest, answer_keys.bank), version, entries)

    def get_keys(self, contest: ContestId, bank: Digest) -> AnswerKeys | None:
        """Return the keys of a bank."""
        entries = self._lists.get(keys.frozen_partition(contest, bank))
        if entries is None:
            return None
        return AnswerKeys(bank=bank, keys=tuple(map(items.answer_key_of, entries)))


class _FrozenLists:
    """Lists of entries, each whole or not there."""

    def __init__(self, table: ItemTable) -> None:
        self._table = table

    def put(self, partition: str, version: Digest, entries: Sequence[Item]) -> None:
        """Write the entries of a version, then the head that makes it the one in force."""
        head = keys.head_key(partition) | {
            "version": items.digest(version),
            "entries": items.number(len(entries)),
        }
        if self._table.get(keys.head_key(partition)) == head:
            return
        self._table.put_all(
            [
                keys.entry_key(partition, version, place) | entry
                for place, entry in enumerate(entries)
            ]
        )
        self._table.put(head)

    def get(self, partition: str) -> list[Item] | None:
        """Return the entries in force, in their order.

        Raises DigestMismatchError where there are more or fewer than the head says.
        """
        head = self._table.get(keys.head_key(partition))
        if head is None:
            return None
        version = items.read_digest(head["version"])
        entries = list(self._table.query(partition, keys.entry_prefix(version)))
        if len(entries) != int(head["entries"]["N"]):
            raise DigestMismatchError(
                what=partition, recorded=int(head["entries"]["N"]), computed=len(entries)
            )
        return entries
