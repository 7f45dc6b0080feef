"""Raw records: what lies in the tables, the two buckets and the parameter store, and nothing else.

An item's attributes are taken out of the database's format and otherwise left as they are.
"""

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Item = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Records:
    """Everything that is on record of one contest."""

    contest: str
    items: dict[str, dict[str, list[Item]]] = field(default_factory=dict)
    """By table (``attempts``) and partition key, in the order of the sort keys."""
    archive: dict[str, bytes] = field(default_factory=dict)
    public: dict[str, bytes] = field(default_factory=dict)
    secrets: dict[str, bytes] = field(default_factory=dict)
    """By the name of the part, such as ``papers``; empty where the reader may not see them."""

    def put(self, table: str, items: Iterable[Item]) -> None:
        """Take in items in the database's format."""
        partitions = self.items.setdefault(table, {})
        touched = set()
        for item in items:
            plain = {name: _plain(value) for name, value in item.items()}
            if plain["pk"].partition("/")[0] == self.contest:
                partitions.setdefault(plain["pk"], []).append(plain)
                touched.add(plain["pk"])
        for partition in touched:
            partitions[partition].sort(key=lambda item: str(item["sk"]))

    def partition(self, table: str, *parts: str) -> list[Item]:
        """Return the items of a partition of the contest."""
        return self.items.get(table, {}).get("/".join((self.contest, *parts)), [])

    def partitions(self, table: str) -> Mapping[str, list[Item]]:
        """Return every partition of a table by its key without the contest."""
        return {name.partition("/")[2]: items for name, items in self.items.get(table, {}).items()}

    def read_secrets(self, value: str) -> None:
        """Take in the parameter that holds the secrets."""
        self.secrets = {name: base64.b64decode(part) for name, part in json.loads(value).items()}


def records_of_state(document: Mapping[str, Any], contest: str) -> Records:
    """Return the records of a saved local state (``state.json``), read without the engine."""
    state = document["state"]
    records = Records(contest=contest)
    for table, items in state["tables"].items():
        records.put(table.rpartition("-")[2], ({n: _saved(v) for n, v in i.items()} for i in items))
    for bucket, files in state["buckets"].items():
        kept = records.archive if bucket.endswith("archive") else records.public
        for name, file in files.items():
            kept[name] = base64.b64decode(file["Body"])
    for name in ("entry-without-people", "entry"):
        for parameter, stored in state["parameters"].items():
            if parameter.endswith(f"/{contest}/{name}"):
                records.read_secrets(stored["Value"])
    return records


def _saved(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return an attribute of a saved state: JSON holds bytes as base64."""
    if "B" in value:
        return {"B": base64.b64decode(value["B"])}
    if "M" in value:
        return {"M": {name: _saved(member) for name, member in value["M"].items()}}
    return value


def _plain(value: Mapping[str, Any]) -> Any:
    """Return an attribute's value: text, a whole number, bytes or a mapping of those."""
    [(kind, held)] = value.items()
    if kind == "N":
        return int(held)
    if kind == "M":
        return {name: _plain(member) for name, member in held.items()}
    return held
