import subprocess
import sys
from pathlib import Path

import pytest
from botocore.exceptions import ConnectionClosedError
from builders import make_attempt, make_save, make_submission

from chalicelib.contest.attempts import save_refusal, submission_refusal
from chalicelib.store.attempts import AttemptTable
from chalicelib.store.clients import Clients


class LossyTransport:
    """Applies every request, and loses the first reply after ``lose`` was called."""

    def __init__(self, transport):
        self.transport = transport
        self.losing = False

    def lose(self):
        self.losing = True

    def __call__(self, request):
        reply = self.transport(request)
        if self.losing:
            self.losing = False
            raise ConnectionClosedError(endpoint_url=request.url)
        return reply


@pytest.fixture
def lossy(clients, engine):
    return LossyTransport(engine.transport)


@pytest.fixture
def attempts(clients, lossy):
    return AttemptTable(Clients(clients.settings, transport=lossy))


def test_a_start_whose_reply_was_lost_gets_its_own_attempt(attempts, lossy):
    lossy.lose()
    assert attempts.put_attempt(make_attempt()) == make_attempt()


def test_a_save_whose_reply_was_lost_is_a_retry_to_the_core(attempts, lossy):
    attempts.put_attempt(make_attempt())
    lossy.lose()
    written, stored = attempts.save(make_attempt().key, make_save())
    assert (written, stored.revision) == (False, 1)
    assert save_refusal(stored, make_save()) is None


def test_a_submission_whose_reply_was_lost_is_a_retry_to_the_core(attempts, lossy):
    submission = make_submission()
    attempts.put_attempt(make_attempt())
    lossy.lose()
    written, stored = attempts.submit(make_attempt().key, submission)
    assert (written, stored.submit_id) == (False, "submit-1")
    assert submission_refusal(stored, submission) is None


def test_a_lost_reply_that_told_of_other_answers_delays_the_submission_and_changes_nothing(
    attempts, lossy
):
    submission = make_submission(saved_revision=make_submission().revision)
    attempts.put_attempt(make_attempt())
    lossy.lose()
    written, stored = attempts.submit(make_attempt().key, submission)
    assert (written, stored.submit_id) == (True, "submit-1")
    assert stored.changed_at == submission.arrived_at


def test_local_clients_ignore_this_computer_s_profile_keys_and_proxy(clients, engine, monkeypatch):
    monkeypatch.setenv("AWS_PROFILE", "no-such-profile")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "somebody")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    attempts = AttemptTable(Clients(clients.settings))
    assert attempts.put_attempt(make_attempt()) == make_attempt()


def test_importing_every_adapter_imports_neither_aws_nor_cryptography():
    program = (
        "import sys\n"
        "from chalicelib.store import ("
        "attempts, banks, contests, invoker, objects, people, schema, seal, secrets)\n"
        "print(sorted({'boto3', 'botocore', 'cryptography', 'moto'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(Path(__file__).parents[2] / "functions")},
    )
    assert done.stdout == "[]\n"
