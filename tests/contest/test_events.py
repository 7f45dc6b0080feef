"""The record of what organizers did: a gap or a changed event shows."""

from dataclasses import replace

import pytest

from chalicelib.contest.errors import BrokenRecordError
from chalicelib.contest.events import Event, EventKind, check_chain


def chain(count: int) -> list[Event]:
    events: list[Event] = []
    for number in range(1, count + 1):
        events.append(
            Event(
                number=number,
                kind=EventKind.EXTRA_TIME,
                at=number,
                by="Nguyễn Văn Thử",
                reason=f"Lý do {number}",
                details={"round": "r", "extra_ms": 60_000},
                previous=events[-1].digest() if events else None,
            )
        )
    return events


def test_an_unbroken_record_is_returned_as_it_is() -> None:
    assert check_chain([]) == ()
    assert check_chain(chain(4)) == tuple(chain(4))


@pytest.mark.parametrize("place", [0, 1, 2])
def test_an_event_that_was_changed_later_shows_at_the_one_after_it(place: int) -> None:
    events = chain(4)
    events[place] = replace(events[place], details={"round": "r", "extra_ms": 61_000})

    with pytest.raises(BrokenRecordError) as refused:
        check_chain(events)

    assert refused.value.details == {"number": place + 2}


@pytest.mark.parametrize("place", [0, 1, 2])
def test_an_event_that_is_missing_shows_at_its_number(place: int) -> None:
    events = chain(4)
    del events[place]

    with pytest.raises(BrokenRecordError) as refused:
        check_chain(events)

    assert refused.value.details == {"number": place + 1}


def test_two_events_that_changed_places_show() -> None:
    first, second, third = chain(3)

    with pytest.raises(BrokenRecordError) as refused:
        check_chain([first, third, second])

    assert refused.value.details == {"number": 2}
