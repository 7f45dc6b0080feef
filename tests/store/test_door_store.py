"""The contract of what is remembered at the door."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from builders import CONTEST, OPENS_AT, ROUND, make_digest, make_person

from chalicelib.contest.ids import ContestId, RoundId
from chalicelib.contest.networks import NetworkKey
from chalicelib.contest.tries import Tries
from chalicelib.store import keys
from chalicelib.store.clients import Clients
from chalicelib.store.door import DoorTable
from chalicelib.store.schema import create_storage

OTHER = ContestId("another")
TAG = make_digest("tag")[:32]
WHO = make_digest("who")[:32]
NETWORK_KEY = NetworkKey(secret=b"n" * 32, fades_at=OPENS_AT)
TRIES = Tries(count=1, last_at=OPENS_AT, forgotten_at=OPENS_AT + 3_600_000)


def test_a_challenge_is_used_once_in_each_contest(stores):
    assert stores.door.use_challenge(CONTEST, TAG, OPENS_AT)
    assert not stores.door.use_challenge(CONTEST, TAG, OPENS_AT + 1)
    assert stores.door.use_challenge(CONTEST, make_digest("another")[:32], OPENS_AT)
    assert stores.door.use_challenge(OTHER, TAG, OPENS_AT)


def test_of_32_uses_of_a_challenge_at_once_exactly_one_counts(stores):
    with ThreadPoolExecutor(32) as threads:
        used = list(
            threads.map(lambda _: stores.door.use_challenge(CONTEST, TAG, OPENS_AT), range(32))
        )
    assert sorted(used) == [False] * 31 + [True]


def test_tries_are_read_back_as_put_and_belong_to_one_contest(stores):
    assert stores.door.get_tries(CONTEST, WHO) is None
    assert stores.door.put_tries(CONTEST, WHO, TRIES, None)
    assert stores.door.get_tries(CONTEST, WHO) == TRIES
    assert stores.door.get_tries(OTHER, WHO) is None
    assert stores.door.get_tries(CONTEST, TAG) is None


def test_tries_are_put_only_where_those_seen_are_still_there(stores):
    second = replace(TRIES, count=2, last_at=OPENS_AT + 5)
    assert not stores.door.put_tries(CONTEST, WHO, second, TRIES)
    assert stores.door.put_tries(CONTEST, WHO, TRIES, None)
    assert not stores.door.put_tries(CONTEST, WHO, second, None)
    for seen in (
        replace(TRIES, count=7),
        replace(TRIES, last_at=OPENS_AT + 1),
        replace(TRIES, forgotten_at=OPENS_AT),
    ):
        assert not stores.door.put_tries(CONTEST, WHO, second, seen)
    assert stores.door.get_tries(CONTEST, WHO) == TRIES
    assert stores.door.put_tries(CONTEST, WHO, second, TRIES)
    assert stores.door.get_tries(CONTEST, WHO) == second


def test_of_32_tries_at_once_exactly_one_is_put(stores):
    with ThreadPoolExecutor(32) as threads:
        put = list(
            threads.map(
                lambda number: stores.door.put_tries(
                    CONTEST, WHO, replace(TRIES, count=number + 1), None
                ),
                range(32),
            )
        )
    assert sorted(put) == [False] * 31 + [True]


def test_the_key_of_a_round_s_networks_is_put_where_the_one_seen_is_still_there(stores):
    later = replace(NETWORK_KEY, fades_at=OPENS_AT + 1)
    assert stores.door.get_network_key(CONTEST, ROUND) is None
    assert not stores.door.put_network_key(CONTEST, ROUND, later, NETWORK_KEY)
    assert stores.door.put_network_key(CONTEST, ROUND, NETWORK_KEY, None)
    assert not stores.door.put_network_key(CONTEST, ROUND, later, None)
    for seen in (replace(NETWORK_KEY, secret=b"m" * 32), later):
        assert not stores.door.put_network_key(CONTEST, ROUND, later, seen)
    assert stores.door.get_network_key(CONTEST, ROUND) == NETWORK_KEY
    assert stores.door.get_network_key(OTHER, ROUND) is None
    assert stores.door.get_network_key(CONTEST, RoundId("tuan-2")) is None
    assert stores.door.put_network_key(CONTEST, ROUND, later, NETWORK_KEY)
    assert stores.door.get_network_key(CONTEST, ROUND) == later


def test_what_is_kept_at_the_door_is_no_person(stores):
    person = stores.people.put_person(CONTEST, make_person())
    stores.door.use_challenge(CONTEST, TAG, OPENS_AT)
    stores.door.put_tries(CONTEST, WHO, TRIES, None)
    assert list(stores.people.people(CONTEST)) == [person]


def test_every_item_says_from_which_second_on_it_may_be_removed(clients):
    door = DoorTable(clients)
    door.use_challenge(CONTEST, TAG, OPENS_AT + 1)
    door.put_tries(CONTEST, WHO, TRIES, None)
    door.put_network_key(CONTEST, ROUND, NETWORK_KEY, None)
    stored = clients.dynamodb.scan(TableName=clients.settings.table_prefix + "people")["Items"]
    ends = {item[keys.SORT]["S"]: int(item[keys.EXPIRES]["N"]) for item in stored}
    assert ends == {
        TAG: OPENS_AT // 1_000 + 1,
        WHO: OPENS_AT // 1_000 + 3_600,
        ROUND: OPENS_AT // 1_000,
    }


def test_in_production_dynamodb_removes_them_and_is_told_so_once(engine):
    settings = replace(
        engine.settings(), table_prefix="ttl-", archive_bucket="ttl-a", public_bucket="ttl-p"
    )
    clients = Clients(settings, transport=engine.transport)
    for _ in range(2):
        create_storage(clients, production=True)
    described = {
        table: clients.dynamodb.describe_time_to_live(TableName=f"ttl-{table}")[
            "TimeToLiveDescription"
        ]
        for table in ("people", "attempts")
    }
    assert described == {
        "people": {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires"},
        "attempts": {"TimeToLiveStatus": "DISABLED"},
    }
