"""What one attempt costs in writes, counted on the way to the database, refused ones included."""

import pytest
from builders import make_attempt, make_save, make_submission

from chalicelib.store.attempts import AttemptTable
from chalicelib.store.clients import Clients

ATTEMPT = make_attempt()
ANSWERS = {"q1": "a", "q2": "b"}


class CountingTransport:
    """Notes which operations were asked for."""

    def __init__(self, transport):
        self.transport = transport
        self.operations = []

    def __call__(self, request):
        target = request.headers["X-Amz-Target"]
        name = target.decode() if isinstance(target, bytes) else target
        self.operations.append(name.rpartition(".")[2])
        return self.transport(request)


@pytest.fixture
def counting(clients, engine):
    return CountingTransport(engine.transport)


@pytest.fixture
def attempts(clients, counting):
    return AttemptTable(Clients(clients.settings, transport=counting))


def test_an_attempt_without_saves_is_two_writes(attempts, counting):
    attempts.put_attempt(ATTEMPT)
    written, _ = attempts.submit(ATTEMPT.key, make_submission(1, answers=ANSWERS))

    assert (written, counting.operations) == (True, ["PutItem", "UpdateItem"])


def test_every_save_is_one_write_more_and_the_submission_that_repeats_it_still_one(
    attempts, counting
):
    attempts.put_attempt(ATTEMPT)
    for revision in (1, 2, 3):
        attempts.save(ATTEMPT.key, make_save(revision, answers={"q1": "abc"[revision - 1]}))
    last = make_submission(3, answers={"q1": "c"}, saved_revision=3)
    written, _ = attempts.submit(ATTEMPT.key, last)

    assert (written, counting.operations) == (True, ["PutItem", *["UpdateItem"] * 4])


def test_only_a_wrong_hint_costs_one_write_more(attempts, counting):
    attempts.put_attempt(ATTEMPT)
    attempts.save(ATTEMPT.key, make_save(1, answers=ANSWERS))
    written, _ = attempts.submit(ATTEMPT.key, make_submission(2, answers=ANSWERS))

    assert (written, counting.operations) == (True, ["PutItem", *["UpdateItem"] * 3])
