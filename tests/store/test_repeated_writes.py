"""A write that was applied and whose answer was lost is repeated by the library, and counts once.

The repeat meets what the first call wrote: whoever called must get the answer of a write that went
through, and whoever comes next that of one that was too late.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from botocore.exceptions import ReadTimeoutError
from builders import CONTEST, OPENS_AT, ROUND, make_attempt, make_digest, make_person

from chalicelib.contest.acts import RoundState, RoundStatus
from chalicelib.contest.ids import UnitId
from chalicelib.contest.links import UnitLink
from chalicelib.contest.tries import Tries
from chalicelib.store.attempts import AttemptTable
from chalicelib.store.clients import Clients
from chalicelib.store.contests import ContestTable
from chalicelib.store.door import DoorTable
from chalicelib.store.links import LinkTable
from chalicelib.store.people import PeopleTable

TAG = make_digest("tag")[:32]
WHO = make_digest("who")[:32]
FIRST = Tries(count=1, last_at=OPENS_AT, forgotten_at=OPENS_AT + 3_600_000)
SECOND = replace(FIRST, count=2, last_at=OPENS_AT + 5)
LINK = UnitLink(unit=UnitId("phuong-1"), version=1, made_at=OPENS_AT)
REVOKED = replace(LINK, revoked_at=OPENS_AT + 1, reason="lộ liên kết")
CLOSING = RoundState(round=ROUND, status=RoundStatus.CLOSING)


class LosesAnswers:
    """Applies the next write and loses its answer, so that the library sends it again."""

    def __init__(self, transport: Callable[[Any], Any]) -> None:
        self.transport = transport
        self.loses = 0
        self.writes = 0

    def __call__(self, request: Any) -> Any:
        answer = self.transport(request)
        if request.headers.get("X-Amz-Target", b"").endswith((b"PutItem", b"UpdateItem")):
            self.writes += 1
            if self.loses:
                self.loses -= 1
                raise ReadTimeoutError(endpoint_url=request.url)
        return answer


@pytest.fixture
def wire(engine: Any, clients: Clients) -> tuple[LosesAnswers, Clients]:
    losing = LosesAnswers(engine.transport)
    return losing, Clients(clients.settings, transport=losing)


def repeated(losing: LosesAnswers, write: Callable[[], Any]) -> Any:
    losing.loses, losing.writes = 1, 0
    answer = write()
    assert losing.writes == 2
    return answer


def test_a_challenge_is_used_by_the_request_whose_first_answer_was_lost(wire: Any) -> None:
    losing, clients = wire
    door = DoorTable(clients)

    assert repeated(losing, lambda: door.use_challenge(CONTEST, TAG, OPENS_AT)) is True
    assert door.use_challenge(CONTEST, TAG, OPENS_AT) is False


def test_tries_are_put_once_though_the_first_answer_was_lost(wire: Any) -> None:
    losing, clients = wire
    door = DoorTable(clients)

    assert repeated(losing, lambda: door.put_tries(CONTEST, WHO, FIRST, None)) is True
    assert repeated(losing, lambda: door.put_tries(CONTEST, WHO, SECOND, FIRST)) is True
    assert door.get_tries(CONTEST, WHO) == SECOND


def test_equal_tries_of_two_requests_at_one_instant_are_put_by_one(wire: Any) -> None:
    """Else of many tries at one millisecond every one would be judged."""
    losing, clients = wire
    door = DoorTable(clients)

    assert repeated(losing, lambda: door.put_tries(CONTEST, WHO, FIRST, None)) is True
    assert door.put_tries(CONTEST, WHO, FIRST, None) is False


def test_what_was_written_meanwhile_by_another_is_not_ours(wire: Any) -> None:
    _, clients = wire
    door = DoorTable(clients)
    door.put_tries(CONTEST, WHO, FIRST, None)
    door.put_tries(CONTEST, WHO, SECOND, FIRST)

    assert door.put_tries(CONTEST, WHO, SECOND, FIRST) is False


def test_a_link_a_state_an_attempt_and_a_person_come_back_as_they_were_written(wire: Any) -> None:
    losing, clients = wire
    links, contests = LinkTable(clients), ContestTable(clients)
    attempt, person = make_attempt(), make_person()
    people = PeopleTable(clients)

    # Whoever called compares what is stored with what was to be written.
    assert repeated(losing, lambda: links.put_link(CONTEST, LINK, None)) == (False, LINK)
    assert repeated(losing, lambda: links.put_link(CONTEST, REVOKED, LINK)) == (False, REVOKED)
    assert repeated(losing, lambda: contests.put_state(CONTEST, CLOSING, None)) == (False, CLOSING)
    assert repeated(losing, lambda: AttemptTable(clients).put_attempt(attempt)) == attempt
    assert repeated(losing, lambda: people.put_person(CONTEST, person)) == person
    replaced = replace(person, code_hash="new", replaced_codes=1)
    assert repeated(losing, lambda: people.replace_code(CONTEST, person, "new")) == replaced
    agreed = replace(replaced, consent_version=2, consented_at=7)
    assert repeated(losing, lambda: people.change_person(CONTEST, replaced, agreed)) == agreed
