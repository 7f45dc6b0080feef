"""Frozen lists in DynamoDB: what is written once, and what is missed."""

from typing import Any

import pytest
from builders import CONTEST, make_bank, make_keys

from chalicelib.contest.errors import DigestMismatchError
from chalicelib.store import keys
from chalicelib.store.banks import BankTable, KeyTable
from chalicelib.store.clients import Clients
from chalicelib.store.dynamodb import ItemTable


class Counting:
    """Notes which operations were asked for."""

    def __init__(self, transport: Any) -> None:
        self.transport = transport
        self.operations: list[str] = []

    def __call__(self, request: Any) -> Any:
        self.operations.append(request.headers["X-Amz-Target"].decode().rpartition(".")[2])
        return self.transport(request)


def test_a_bank_that_is_there_is_not_written_again(clients: Clients, engine: Any) -> None:
    counting = Counting(engine.transport)
    banks = BankTable(Clients(clients.settings, transport=counting))

    banks.put_bank(CONTEST, make_bank())
    first = [*counting.operations]
    banks.put_bank(CONTEST, make_bank())

    assert first == ["GetItem", "BatchWriteItem", "PutItem"]
    assert counting.operations == [*first, "GetItem"]


def test_keys_of_which_one_is_missing_are_refused(clients: Clients) -> None:
    table, stored = KeyTable(clients), make_keys(make_bank(5))
    table.put_keys(CONTEST, stored)
    raw = ItemTable(clients, keys.Table.KEYS)
    partition = keys.frozen_partition(CONTEST, stored.bank)
    last = max(raw.query(partition), key=lambda item: item[keys.SORT]["S"].rpartition("/")[2])
    # The head has no place in its key, and letters come after digits.
    entries = [item for item in raw.query(partition) if "/" in item[keys.SORT]["S"]]
    assert (len(entries), last[keys.SORT]["S"]) == (5, "head")
    raw.delete_all(entries[-1:])

    with pytest.raises(DigestMismatchError) as refusal:
        table.get_keys(CONTEST, stored.bank)

    assert refusal.value.details == {"what": partition, "recorded": 5, "computed": 4}
