"""What one attempt costs in writes, counted at DynamoDB's own interface."""

import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from builders import make_attempt, make_save, make_submission

from bench.stubbed_tables import StubbedTables
from chalicelib.store.attempts import AttemptTable
from chalicelib.store.clients import Clients
from office.local.engine import local_settings

ATTEMPT = make_attempt()
ANSWERS = {"q1": "a", "q2": "b"}


class Counted(StubbedTables):
    """Tables that note which operations were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.operations: list[str] = []

    def __call__(self, request: AWSPreparedRequest) -> AWSResponse:
        target = request.headers["X-Amz-Target"]
        name = target.decode() if isinstance(target, bytes) else target
        self.operations.append(name.rpartition(".")[2])
        return super().__call__(request)


@pytest.fixture
def tables() -> Counted:
    return Counted()


def store(tables: Counted) -> AttemptTable:
    return AttemptTable(Clients(local_settings("http://127.0.0.1:9"), transport=tables))


def test_an_attempt_without_saves_is_two_writes(tables: Counted) -> None:
    attempts = store(tables)
    attempts.put_attempt(ATTEMPT)
    written, _ = attempts.submit(ATTEMPT.key, make_submission(1, answers=ANSWERS))

    assert (written, tables.operations) == (True, ["PutItem", "UpdateItem"])


def test_every_save_is_one_write_more_and_the_submission_that_repeats_it_still_one(
    tables: Counted,
) -> None:
    attempts = store(tables)
    attempts.put_attempt(ATTEMPT)
    for revision in (1, 2, 3):
        attempts.save(ATTEMPT.key, make_save(revision, answers={"q1": "abc"[revision - 1]}))
    last = make_submission(3, answers={"q1": "c"}, saved_revision=3)
    written, _ = attempts.submit(ATTEMPT.key, last)

    assert (written, tables.operations) == (True, ["PutItem", *["UpdateItem"] * 4])
