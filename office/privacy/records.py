"""The record of an erasure: when, by whom, how much; nothing in it names a person who was erased.

It lies in the private archive, where nothing is ever overwritten: that an erasure began, and that
it came to its end.
"""

import json
from dataclasses import asdict, dataclass

from chalicelib.contest.canonical import canonical_json
from chalicelib.contest.ids import ContestId
from chalicelib.ports import Archive, Census


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """The erasure of everybody: when it began and by whom, and when it was done."""

    begun_at: int
    by: str
    census: Census
    """What was there when it began."""
    done_at: int | None = None


def read_erasure(archive: Archive, contest: ContestId) -> Erasure | None:
    """Return the erasure of everybody, begun or done; None where there was none."""
    begun = archive.get(_name(contest, "begun"))
    if begun is None:
        return None
    value = json.loads(begun)
    done = archive.get(_name(contest, "done"))
    return Erasure(
        begun_at=value["begun_at"],
        by=value["by"],
        census=Census(**value["census"]),
        done_at=None if done is None else json.loads(done)["done_at"],
    )


def record_begun(archive: Archive, contest: ContestId, erasure: Erasure) -> None:
    """Record that an erasure begins."""
    value = {"begun_at": erasure.begun_at, "by": erasure.by, "census": asdict(erasure.census)}
    archive.put_if_absent(_name(contest, "begun"), canonical_json(value))


def record_done(archive: Archive, contest: ContestId, erasure: Erasure) -> None:
    """Record that it came to its end."""
    archive.put_if_absent(_name(contest, "done"), canonical_json({"done_at": erasure.done_at}))


def record_person(archive: Archive, contest: ContestId, *, at: int, by: str) -> None:
    """Record that one person, who is not named, is erased on request."""
    name = f"{contest}/erasure/person-{at}.json"
    archive.put_if_absent(name, canonical_json({"erased_at": at, "by": by, "people": 1}))


def _name(contest: ContestId, step: str) -> str:
    return f"{contest}/erasure/{step}.json"
