"""A device's older writes come between the tries of a newer one."""

from typing import Any

import pytest
from builders import make_attempt, make_save

from chalicelib.store.attempts import TRIES, AttemptTable, OvertakenError
from chalicelib.store.clients import Clients

OURS, THEIRS = {"q1": "a"}, {"q1": "b"}
OUR_REVISION = 50


class Overtaking:
    """Before each of our writes has older ones stored, which make its guess a wrong one."""

    def __init__(self, transport: Any, other: AttemptTable, times: int) -> None:
        self.transport, self.other, self.times = transport, other, times
        self.asked = 0

    def __call__(self, request: Any) -> Any:
        if request.headers["X-Amz-Target"].endswith(b"UpdateItem"):
            if self.asked < self.times:
                answers = THEIRS if self.asked % 2 else OURS
                save = make_save(self.asked + 1, answers=answers)
                assert self.other.save(make_attempt().key, save)[0]
            self.asked += 1
        return self.transport(request)


def overtaken(clients: Clients, engine: Any, times: int) -> tuple[AttemptTable, Overtaking]:
    other = AttemptTable(clients)
    other.put_attempt(make_attempt())
    wire = Overtaking(engine.transport, other, times)
    return AttemptTable(Clients(clients.settings, transport=wire)), wire


@pytest.mark.parametrize("times", range(TRIES))
def test_a_newer_save_is_written_though_older_ones_came_between(
    clients: Clients, engine: Any, times: int
) -> None:
    attempts, wire = overtaken(clients, engine, times)

    written, stored = attempts.save(make_attempt().key, make_save(OUR_REVISION, answers=OURS))

    assert stored is not None
    assert (written, stored.revision, stored.answers) == (True, OUR_REVISION, OURS)
    assert wire.asked == times + 1


def test_whoever_is_always_overtaken_is_told_so_and_has_written_nothing(
    clients: Clients, engine: Any
) -> None:
    attempts, wire = overtaken(clients, engine, TRIES)

    with pytest.raises(OvertakenError) as told:
        attempts.save(make_attempt().key, make_save(OUR_REVISION, answers=OURS))

    stored = attempts.get_attempt(make_attempt().key)
    assert stored is not None
    assert (str(told.value), wire.asked, stored.revision) == ("revision 50", TRIES, TRIES)
