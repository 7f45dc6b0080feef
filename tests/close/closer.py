"""A process that closes and publishes on somebody else's engine, in forks that can be killed.

``python -m close.closer ENDPOINT TOKEN CONTEST`` reads one order a line: what several forks, each
with its own connections, do at the same time.  A fork kills itself right before or right after one
of its requests to the store: SIGKILL, which nothing in it can notice.
"""

import json
import os
import signal
import sys
import traceback
from threading import Lock
from typing import TYPE_CHECKING, Any

from botocore.httpsession import URLLib3Session

from chalicelib.backends import aws_backend
from chalicelib.composition import Desks
from chalicelib.contest.errors import ContestError
from chalicelib.contest.ids import ContestId, RoundId
from chalicelib.store.clients import Clients
from office.local.engine import local_settings
from office.local.memory import ManualClock, SeededChance

if TYPE_CHECKING:
    from botocore.awsrequest import AWSPreparedRequest, AWSResponse


class Wire:
    """The way to the store: requests are counted, and at one of them the process dies."""

    def __init__(self, kill_at: int | None, side: str) -> None:
        self.session = URLLib3Session(timeout=30)
        self.kill_at, self.side = kill_at, side
        self.asked: list[str] = []
        self._lock = Lock()

    def __call__(self, request: "AWSPreparedRequest") -> "AWSResponse":
        target = request.headers.get("X-Amz-Target", b"")
        name = target.decode() if isinstance(target, bytes) else str(target)
        with self._lock:
            number = len(self.asked)
            self.asked.append(name.rpartition(".")[2] or str(request.method))
        if number == self.kill_at and self.side == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        reply: AWSResponse = self.session.send(request)  # type: ignore[no-untyped-call]
        if number == self.kill_at and self.side == "after":
            # Read to its last byte: the store has done what it was asked for.
            _ = reply.content
            os.kill(os.getpid(), signal.SIGKILL)
        return reply


def act(endpoint: str, token: str, contest: str, order: dict[str, Any]) -> dict[str, Any]:
    """Do what one fork is told; return how each act went and what was asked of the store."""
    wire = Wire(order.get("kill_at"), order.get("side", ""))
    clients = Clients(local_settings(endpoint, token), transport=wire)
    outcomes = []
    for at, name, round_id in order["acts"]:
        # Each event runs in a function of its own, which remembers nothing.
        desks = Desks(
            ContestId(contest), aws_backend(clients), ManualClock(at), SeededChance(b"closer")
        )
        try:
            if name == "close":
                desks.close_round(RoundId(round_id))
            elif name == "publish":
                desks.publish_results(RoundId(round_id))
            else:
                desks.publish_participation(RoundId(round_id))
            outcomes.append("done")
        except ContestError as error:
            outcomes.append(error.code)
    return {"outcomes": outcomes, "asked": wire.asked}


def fork(endpoint: str, token: str, contest: str, order: dict[str, Any]) -> tuple[int, int]:
    """Start a fork; return its id and where its report can be read."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading
    code = 1
    try:
        report = act(endpoint, token, contest, order)
        with os.fdopen(writing, "wb") as out:
            out.write(json.dumps(report).encode())
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def main(endpoint: str, token: str, contest: str) -> None:
    for line in sys.stdin:
        running = [fork(endpoint, token, contest, order) for order in json.loads(line)]
        told = []
        for pid, reading in running:
            with os.fdopen(reading, "rb") as report:
                text = report.read()
            _, status = os.waitpid(pid, 0)
            told.append({"ended": os.waitstatus_to_exitcode(status), **json.loads(text or "{}")})
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
