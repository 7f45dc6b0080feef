from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from builders import CONTEST, OPENS_AT

from chalicelib.contest.events import Event, EventKind
from chalicelib.contest.ids import ContestId

FIRST = Event(
    number=1,
    kind=EventKind.EXTRA_TIME,
    at=OPENS_AT,
    by="Trần Thị Ví Dụ",
    reason="Mất điện toàn phường",
    details={"round": "tuan-1", "extra_ms": 180_000},
)


def test_an_event_is_recorded_once_and_read_back(stores):
    second = replace(FIRST, number=2, previous=FIRST.digest())
    assert list(stores.events.events(CONTEST)) == []
    assert stores.events.append(CONTEST, FIRST) == (True, FIRST)
    assert stores.events.append(CONTEST, second) == (True, second)
    assert list(stores.events.events(CONTEST)) == [FIRST, second]
    assert list(stores.events.events(ContestId("another"))) == []


def test_a_number_that_is_taken_keeps_its_event(stores):
    other = replace(FIRST, reason="Một lý do khác")
    stores.events.append(CONTEST, FIRST)
    assert stores.events.append(CONTEST, other) == (False, FIRST)
    assert list(stores.events.events(CONTEST)) == [FIRST]


def test_the_same_event_again_is_recorded_as_before(stores):
    stores.events.append(CONTEST, FIRST)
    assert stores.events.append(CONTEST, FIRST) == (True, FIRST)


def test_events_come_in_the_order_of_their_numbers(stores):
    for number in (11, 2, 1, 10, 3):
        stores.events.append(CONTEST, replace(FIRST, number=number))
    assert [event.number for event in stores.events.events(CONTEST)] == [1, 2, 3, 10, 11]


def test_of_many_events_with_one_number_one_is_recorded(stores):
    offered = [replace(FIRST, reason=f"Lý do {number}") for number in range(16)]
    with ThreadPoolExecutor(16) as threads:
        replies = list(threads.map(lambda each: stores.events.append(CONTEST, each), offered))
    recorded = list(stores.events.events(CONTEST))
    assert [event for was, event in replies if was] == recorded
    assert {event for _, event in [(0, each.reason) for _, each in replies]} == {recorded[0].reason}


def test_events_do_not_mix_with_links_states_and_rules(stores):
    stores.events.append(CONTEST, FIRST)
    assert stores.links.get_links(CONTEST) == {}
    assert stores.contests.get_states(CONTEST) == {}
    assert stores.contests.get_release(CONTEST) is None
