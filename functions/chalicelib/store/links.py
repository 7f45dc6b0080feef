"""The records of units' private links in DynamoDB, beside the contest's rules."""

from collections.abc import Mapping
from typing import Any

from chalicelib.contest.ids import ContestId, UnitId
from chalicelib.contest.links import UnitLink
from chalicelib.store import items, keys
from chalicelib.store.clients import Clients
from chalicelib.store.dynamodb import ABSENT, Condition, ItemTable


class LinkTable:
    """The LinkStore port on DynamoDB."""

    def __init__(self, clients: Clients) -> None:
        """Use the contests' table; nothing is called yet."""
        self._table = ItemTable(clients, keys.Table.CONTESTS)

    def get_links(self, contest: ContestId) -> dict[UnitId, UnitLink]:
        """Return the link of every unit that has one."""
        links = map(_link_of, self._table.query(keys.links_partition(contest)))
        return {link.unit: link for link in links}

    def put_link(
        self, contest: ContestId, link: UnitLink, seen: UnitLink | None
    ) -> tuple[bool, UnitLink | None]:
        """Record a unit's link if the stored one is still the one seen (None: absent)."""
        conditions = (
            (ABSENT,)
            if seen is None
            else tuple(Condition(name, "=", value) for name, value in _link_values(seen).items())
        )
        written, item = self._table.put_if(_link_item(contest, link), conditions)
        return written, None if item is None else _link_of(item)


def _link_values(link: UnitLink) -> dict[str, Mapping[str, Any] | None]:
    return {
        "version": items.number(link.version),
        "made_at": items.number(link.made_at),
        "revoked_at": None if link.revoked_at is None else items.number(link.revoked_at),
        "reason": items.text(link.reason) if link.reason else None,
    }


def _link_item(contest: ContestId, link: UnitLink) -> items.Item:
    values = {name: value for name, value in _link_values(link).items() if value is not None}
    return keys.link_key(contest, link.unit) | values


def _link_of(item: items.Item) -> UnitLink:
    return UnitLink(
        unit=UnitId(item[keys.SORT]["S"]),
        version=int(item["version"]["N"]),
        made_at=int(item["made_at"]["N"]),
        revoked_at=int(item["revoked_at"]["N"]) if "revoked_at" in item else None,
        reason=item["reason"]["S"] if "reason" in item else "",
    )
