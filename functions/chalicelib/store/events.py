"""The record of events in DynamoDB, beside the contest's rules."""

from collections.abc import Iterator

import msgspec

from chalicelib.contest.events import Event, event_value
from chalicelib.contest.ids import ContestId
from chalicelib.store import items, keys
from chalicelib.store.clients import Clients
from chalicelib.store.dynamodb import ItemTable


class EventTable:
    """The EventStore port on DynamoDB."""

    def __init__(self, clients: Clients) -> None:
        """Use the contests' table; nothing is called yet."""
        self._table = ItemTable(clients, keys.Table.CONTESTS)

    def append(self, contest: ContestId, event: Event) -> tuple[bool, Event]:
        """Record the event if its number is free; return whether it was, and what has it then."""
        item = keys.event_key(contest, event.number) | {"json": items.json_text(event_value(event))}
        stored = _event_of(self._table.put_if_absent(item))
        return stored == event, stored

    def events(self, contest: ContestId) -> Iterator[Event]:
        """Yield every event in the order of the numbers."""
        yield from map(_event_of, self._table.query(keys.events_partition(contest)))


def _event_of(item: items.Item) -> Event:
    return msgspec.json.decode(item["json"]["S"], type=Event)
