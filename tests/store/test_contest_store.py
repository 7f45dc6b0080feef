from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from builders import CONTEST, ROUND, make_contest, make_digest, make_weeks

from chalicelib.contest.acts import RoundState, RoundStatus
from chalicelib.contest.canonical import digest_of
from chalicelib.contest.corrections import Correction, CorrectionKind
from chalicelib.contest.errors import DigestMismatchError
from chalicelib.contest.extra_time import Credit
from chalicelib.contest.ids import ContestId, Pid, RoundId
from chalicelib.contest.units import Unit
from chalicelib.ports import Release
from chalicelib.store import items, keys
from chalicelib.store.contests import ContestTable
from chalicelib.store.dynamodb import ItemTable

OTHER = ContestId("another")
CLOSING = RoundState(round=ROUND, status=RoundStatus.CLOSING)


def test_rules_are_read_back_under_the_digest_of_their_canonical_json(stores):
    contest = make_contest(rounds=make_weeks(3))
    digest = stores.contests.put_rules(contest)
    assert digest == digest_of(items.rules_bytes(contest))
    assert stores.contests.get_rules(CONTEST, digest) == contest


def test_the_rules_of_a_province_with_5000_units_fit(stores):
    units = tuple(
        Unit(id=f"don-vi-{number}", name=f"Đơn vị số {number} của tỉnh", level="co-quan")
        for number in range(5_000)
    )
    contest = make_contest(units=units)
    assert stores.contests.get_rules(CONTEST, stores.contests.put_rules(contest)) == contest


def test_rules_that_were_not_put_are_none(stores):
    digest = stores.contests.put_rules(make_contest())
    assert stores.contests.get_rules(CONTEST, make_digest("other")) is None
    assert stores.contests.get_rules(OTHER, digest) is None


def test_rules_that_are_not_those_named_are_refused(clients):
    contests, table = ContestTable(clients), ItemTable(clients, keys.Table.CONTESTS)
    _, item = items.rules_item(make_contest())
    table.put(item | keys.rules_key(CONTEST, make_digest("other")))
    with pytest.raises(DigestMismatchError):
        contests.get_rules(CONTEST, make_digest("other"))


def test_the_last_release_is_in_force(stores):
    assert stores.contests.get_release(CONTEST) is None
    first = Release(contest=CONTEST, rules=make_digest("rules"), banks={})
    second = replace(first, banks={ROUND: make_digest("bank"), RoundId("tuan-2"): make_digest(2)})
    stores.contests.put_release(first)
    assert stores.contests.get_release(CONTEST) == first
    stores.contests.put_release(second)
    assert stores.contests.get_release(CONTEST) == second
    assert stores.contests.get_release(OTHER) is None


def test_a_round_has_no_state_until_one_is_recorded(stores):
    assert stores.contests.get_states(CONTEST) == {}
    assert stores.contests.put_state(CONTEST, CLOSING, None) == (True, CLOSING)
    assert stores.contests.get_states(CONTEST) == {ROUND: CLOSING}
    assert stores.contests.get_states(OTHER) == {}


def test_a_state_is_recorded_only_over_the_one_seen(stores):
    closed = replace(
        CLOSING,
        status=RoundStatus.CLOSED,
        attempts=make_digest("attempts"),
        standings=make_digest("standings"),
        results=make_digest("results"),
    )
    stores.contests.put_state(CONTEST, CLOSING, None)
    assert stores.contests.put_state(CONTEST, closed, None) == (False, CLOSING)
    assert stores.contests.put_state(CONTEST, closed, CLOSING) == (True, closed)
    assert stores.contests.put_state(CONTEST, CLOSING, CLOSING) == (False, closed)
    assert stores.contests.get_states(CONTEST) == {ROUND: closed}


@pytest.mark.parametrize("field", ["attempts", "standings", "results"])
def test_a_state_seen_without_a_digest_is_another_state_than_one_with_it(stores, field):
    stored = replace(CLOSING, **{field: make_digest(field)})
    stores.contests.put_state(CONTEST, stored, None)
    assert stores.contests.put_state(CONTEST, CLOSING, CLOSING) == (False, stored)
    other = replace(CLOSING, **{field: make_digest("other")})
    assert stores.contests.put_state(CONTEST, CLOSING, other) == (False, stored)


def test_a_digest_can_be_taken_back(stores):
    staged = replace(CLOSING, attempts=make_digest("attempts"))
    stores.contests.put_state(CONTEST, staged, None)
    assert stores.contests.put_state(CONTEST, CLOSING, staged) == (True, CLOSING)
    assert stores.contests.get_states(CONTEST) == {ROUND: CLOSING}


def test_a_state_seen_where_none_is_recorded_is_refused(stores):
    assert stores.contests.put_state(CONTEST, CLOSING, CLOSING) == (False, None)
    assert stores.contests.get_states(CONTEST) == {}


def test_of_16_closes_at_once_exactly_one_begins(stores):
    states = [replace(CLOSING, attempts=make_digest(number)) for number in range(16)]
    with ThreadPoolExecutor(16) as threads:
        replies = list(
            threads.map(lambda state: stores.contests.put_state(CONTEST, state, None), states)
        )
    stored = stores.contests.get_states(CONTEST)[ROUND]
    assert [reply for reply in replies if reply[0]] == [(True, stored)]
    assert [reply for reply in replies if not reply[0]] == [(False, stored)] * 15


def test_a_release_keeps_its_corrections(stores):
    corrected = Release(
        contest=CONTEST,
        rules=make_digest("rules"),
        banks={},
        corrections=(
            Correction(
                kind=CorrectionKind.ACCEPT_KEY,
                round=ROUND,
                target="c1",
                bank=make_digest("bank"),
                answer="b",
                proposal=make_digest("proposal"),
            ),
            Correction(kind=CorrectionKind.WITHDRAW_PRIZE, round=ROUND, target="p", group="g"),
        ),
    )

    stores.contests.put_release(corrected)

    assert stores.contests.get_release(CONTEST) == corrected


def test_a_release_keeps_its_extra_time(stores):
    given = (
        Credit(round=ROUND, pid=None, extra_ms=60_000, at=5, reason="Mất điện"),
        Credit(round=ROUND, pid=Pid("p"), extra_ms=1, at=6),
    )
    credited = Release(contest=CONTEST, rules=make_digest("rules"), banks={}, credits=given)

    stores.contests.put_release(credited)

    assert stores.contests.get_release(CONTEST) == credited


def test_a_release_without_events_has_no_room_for_them():
    plain = Release(contest=CONTEST, rules=make_digest("rules"), banks={})

    assert {"credits", "corrections"} & items.release_item(plain).keys() == set()
