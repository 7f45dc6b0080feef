"""What a publication refuses, and what it leaves alone."""

import pytest
from builders import PUBLISHES_AT, ROUND
from watched import Watched

from chalicelib.contest.acts import RoundState, RoundStatus
from chalicelib.contest.errors import NotPreparedError


@pytest.fixture
def watched() -> Watched:
    """Return a round that is closed, at the hour of its publication."""
    watched = Watched()
    watched.desks().close_round(ROUND)
    watched.scene.clock.set(PUBLISHES_AT)
    watched.calls.clear()
    return watched


def refusal_of(watched: Watched) -> object:
    with pytest.raises(NotPreparedError) as refusal:
        watched.desks().publish_results(ROUND)
    return refusal.value.details


def test_a_round_that_is_still_closing_is_not_published() -> None:
    watched = Watched()
    watched.record(RoundState(round=ROUND, status=RoundStatus.CLOSING))
    watched.scene.clock.set(PUBLISHES_AT)

    assert refusal_of(watched) == {"what": "results"}


def test_a_file_that_is_gone_from_the_archive_halts_a_publication(watched: Watched) -> None:
    watched.instead["archive.get"] = None

    assert refusal_of(watched) == {"what": "results"}
    assert [call for call in watched.calls if ".put" in call] == []


def test_a_record_that_is_gone_is_not_taken_for_published(watched: Watched) -> None:
    watched.instead["contests.put_state"] = (False, None)

    assert refusal_of(watched) == {"what": "results"}


def test_what_is_published_already_is_not_recorded_again(watched: Watched) -> None:
    first = watched.desks().publish_results(ROUND)
    watched.calls.clear()

    again = watched.desks().publish_results(ROUND)

    assert again == first
    assert [call for call in watched.calls if call == "contests.put_state"] == []


def test_readers_without_script_get_a_page_of_its_own(watched: Watched) -> None:
    watched.desks().publish_results(ROUND)

    page = watched.scene.desks.backend.public.get(f"data/{ROUND}.html")

    assert page is not None
    assert page.startswith(b"<!doctype html>")
