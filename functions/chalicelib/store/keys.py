"""The only place that spells a key or the name of a table, a parameter or a function.

1. A partition is named ``contest/kind/...``; no part contains a slash, so no two can be confused.
2. Attempts and people are spread over 16 partitions by the first hex digit of their keyed hash.
3. A list that is frozen under a digest has one item for each entry and a head that is written last.
"""

from enum import StrEnum
from typing import Any

from chalicelib.contest.acts import ActName
from chalicelib.contest.attempts import AttemptKey
from chalicelib.contest.ids import ContestId, Digest, Pid, RoundId, UnitId
from chalicelib.ports import SHARDS

PARTITION = "pk"
SORT = "sk"
EXPIRES = "expires"
"""The attribute with the epoch second after which DynamoDB may remove an item."""

HEAD = "head"
SHARD_NAMES = tuple(f"{shard:x}" for shard in range(SHARDS))

Key = dict[str, Any]
"""A primary key in DynamoDB's attribute format."""


class Table(StrEnum):
    """The tables, one for each thing that another set of functions may touch."""

    PEOPLE = "people"
    ATTEMPTS = "attempts"
    QUESTIONS = "questions"
    KEYS = "keys"
    CONTESTS = "contests"


def table_name(prefix: str, table: Table) -> str:
    """Return a table's full name.

    >>> table_name("contest-", Table.KEYS)
    'contest-keys'
    """
    return prefix + table.value


def function_name(prefix: str, act: ActName) -> str:
    """Return the full name of the function in which an act runs."""
    return prefix + act.value


def secrets_name(prefix: str, contest: ContestId) -> str:
    """Return the name of the parameter that holds a contest's entry secrets."""
    return f"{prefix}/{_joined(contest, 'entry')}"


def kept_secrets_name(prefix: str, contest: ContestId) -> str:
    """Return the name of the parameter that holds the secrets left after an erasure."""
    return f"{prefix}/{_joined(contest, 'entry-without-people')}"


def attempt_key(key: AttemptKey) -> Key:
    """Return the key of an attempt."""
    return _key(
        attempts_partition(key.contest, key.scope, shard_of(key.pid)),
        _joined(key.pid, str(key.ordinal)),
    )


def attempts_partition(contest: ContestId, scope: RoundId, shard: str) -> str:
    """Return the partition that holds one shard of a scope's attempts."""
    return _joined(contest, scope, shard)


def read_attempt_key(key: Key) -> AttemptKey:
    """Return the attempt's key that was spelled so."""
    contest, scope, _ = key[PARTITION]["S"].split("/")
    pid, ordinal = key[SORT]["S"].split("/")
    return AttemptKey(
        contest=ContestId(contest), scope=RoundId(scope), pid=Pid(pid), ordinal=int(ordinal)
    )


def person_key(contest: ContestId, pid: Pid) -> Key:
    """Return the key of a person."""
    return _key(people_partition(contest, shard_of(pid)), _joined(pid))


def people_partition(contest: ContestId, shard: str) -> str:
    """Return the partition that holds one shard of a contest's people."""
    return _joined(contest, "person", shard)


def code_key(contest: ContestId, code_hash: str) -> Key:
    """Return the key under which a personal code's owner is found."""
    return _key(codes_partition(contest, shard_of(code_hash)), _joined(code_hash))


def codes_partition(contest: ContestId, shard: str) -> str:
    """Return the partition that holds one shard of a contest's codes."""
    return _joined(contest, "code", shard)


def exclusion_key(contest: ContestId, pid: Pid) -> Key:
    """Return the key under which a person's exclusion is found."""
    return _key(exclusions_partition(contest, shard_of(pid)), _joined(pid))


def exclusions_partition(contest: ContestId, shard: str) -> str:
    """Return the partition that holds one shard of a contest's exclusions."""
    return _joined(contest, "excluded", shard)


def challenge_key(contest: ContestId, tag: str) -> Key:
    """Return the key under which a solved challenge is remembered as used."""
    return _key(challenges_partition(contest, shard_of(tag)), _joined(tag))


def challenges_partition(contest: ContestId, shard: str) -> str:
    """Return the partition that holds one shard of a contest's used challenges."""
    return _joined(contest, "challenge", shard)


def tries_key(contest: ContestId, who: str) -> Key:
    """Return the key under which wrong tries are counted."""
    return _key(tries_partition(contest, shard_of(who)), _joined(who))


def tries_partition(contest: ContestId, shard: str) -> str:
    """Return the partition that holds one shard of a contest's wrong tries."""
    return _joined(contest, "tries", shard)


def network_key_key(contest: ContestId, round_id: RoundId) -> Key:
    """Return the key under which the key of a round's networks is kept."""
    return _key(network_keys_partition(contest, SHARD_NAMES[0]), _joined(round_id))


def network_keys_partition(contest: ContestId, shard: str) -> str:
    """Return the partition that holds the keys of a contest's networks: the first shard does."""
    return _joined(contest, "networks", shard)


def complaint_key(contest: ContestId, holder: str, ordinal: int) -> Key:
    """Return the key of a complaint by its receipt's hash and its number."""
    return _key(complaints_partition(contest, shard_of(holder)), _joined(holder, str(ordinal)))


def complaint_answer_key(contest: ContestId, holder: str, ordinal: int, number: int) -> Key:
    """Return the key of an answer to a complaint, beside which it lies."""
    return _key(
        complaints_partition(contest, shard_of(holder)),
        _joined(holder, str(ordinal), "answer", str(number)),
    )


def complaints_partition(contest: ContestId, shard: str) -> str:
    """Return the partition that holds one shard of a contest's complaints and their answers."""
    return _joined(contest, "complaint", shard)


def frozen_partition(contest: ContestId, digest: Digest) -> str:
    """Return the partition of a list that is kept under a digest."""
    return _joined(contest, digest)


def head_key(partition: str) -> Key:
    """Return the key of a frozen list's head."""
    return _key(partition, HEAD)


def entry_key(partition: str, version: Digest, place: int) -> Key:
    """Return the key of one entry; keys sort as places do, below 100,000 of them."""
    return _key(partition, f"{entry_prefix(version)}{place:05d}")


def entry_prefix(version: Digest) -> str:
    """Return what the sort keys of a frozen list's entries begin with."""
    return f"{_joined(version)}/"


def rules_partition(contest: ContestId) -> str:
    """Return the partition of all compiled rules."""
    return _joined(contest, "rules")


def rules_key(contest: ContestId, digest: Digest) -> Key:
    """Return the key of compiled rules."""
    return _key(rules_partition(contest), _joined(digest))


def release_key(contest: ContestId) -> Key:
    """Return the key of what is in force."""
    return _key(_joined(contest, "release"), "current")


def states_partition(contest: ContestId) -> str:
    """Return the partition of the rounds' states."""
    return _joined(contest, "rounds")


def state_key(contest: ContestId, round_id: RoundId) -> Key:
    """Return the key of a round's state."""
    return _key(states_partition(contest), _joined(round_id))


def links_partition(contest: ContestId) -> str:
    """Return the partition of the units' private links."""
    return _joined(contest, "links")


def link_key(contest: ContestId, unit: UnitId) -> Key:
    """Return the key of a unit's private link."""
    return _key(links_partition(contest), _joined(unit))


def events_partition(contest: ContestId) -> str:
    """Return the partition of the record of events."""
    return _joined(contest, "events")


def event_key(contest: ContestId, number: int) -> Key:
    """Return the key of an event; keys sort as numbers do, below 100,000 of them."""
    return _key(events_partition(contest), f"{number:05d}")


def shard_of(keyed_hash: str) -> str:
    """Return the shard of a keyed hash; raise ValueError where it is not one in hex.

    >>> shard_of("c0ffee")
    'c'
    """
    shard = keyed_hash[:1]
    if shard not in SHARD_NAMES:
        raise ValueError(f"not a keyed hash in hex: {keyed_hash!r}")
    return shard


def _key(partition: str, sort: str) -> Key:
    return {PARTITION: {"S": partition}, SORT: {"S": sort}}


def _joined(*parts: str) -> str:
    for part in parts:
        if not part or "/" in part:
            raise ValueError(f"no part of a key: {part!r}")
    return "/".join(parts)
