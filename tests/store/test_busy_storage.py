"""A storage that is too busy: asked again, for some seconds and no longer."""

import json

import pytest
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ClientError
from builders import make_attempt, make_save

from chalicelib.store.attempts import AttemptTable
from chalicelib.store.clients import TOTAL_ATTEMPTS, Clients
from chalicelib.store.dynamodb import BUSY_ROUNDS

ATTEMPT = make_attempt()


class RawBody:
    """The body of a reply, as the AWS library reads it."""

    def __init__(self, data):
        self.data = data

    def stream(self):
        yield self.data


class BusyTransport:
    """Refuses the next calls under a code, and lets the later ones through."""

    def __init__(self, transport):
        self.transport = transport
        self.refused = 0
        self.code = "ThrottlingException"
        self.calls = 0

    def __call__(self, request):
        self.calls += 1
        if self.calls > self.refused:
            return self.transport(request)
        body = json.dumps({"__type": f"com.amazonaws.dynamodb#{self.code}", "message": ""}).encode()
        headers = {"Content-Type": "application/x-amz-json-1.0"}
        status = 500 if self.code == "InternalServerError" else 400
        return AWSResponse(request.url, status, headers, RawBody(body))


@pytest.fixture
def busy(engine):
    return BusyTransport(engine.transport)


@pytest.fixture
def attempts(clients, busy):
    return AttemptTable(Clients(clients.settings, transport=busy))


@pytest.mark.parametrize(
    "code",
    [
        "ThrottlingException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "InternalServerError",
    ],
)
def test_a_write_gets_through_after_the_library_has_given_up_once(attempts, busy, code):
    attempts.put_attempt(ATTEMPT)
    busy.code, busy.calls, busy.refused = code, 0, TOTAL_ATTEMPTS

    written, stored = attempts.save(ATTEMPT.key, make_save(1))

    assert (written, busy.calls) == (True, TOTAL_ATTEMPTS + 1)
    assert attempts.get_attempt(ATTEMPT.key) == stored


@pytest.mark.prove
def test_after_the_last_try_the_refusal_comes_out_and_nothing_is_written(attempts, busy):
    attempts.put_attempt(ATTEMPT)
    busy.calls, busy.refused = 0, BUSY_ROUNDS * TOTAL_ATTEMPTS

    with pytest.raises(ClientError, match="ThrottlingException"):
        attempts.save(ATTEMPT.key, make_save(1))

    assert busy.calls == BUSY_ROUNDS * TOTAL_ATTEMPTS
    assert attempts.get_attempt(ATTEMPT.key) == ATTEMPT


def test_what_is_no_lack_of_capacity_is_not_asked_again(attempts, busy):
    busy.code, busy.refused = "ValidationException", 1

    with pytest.raises(ClientError, match="ValidationException"):
        attempts.get_attempt(ATTEMPT.key)

    assert busy.calls == 1
