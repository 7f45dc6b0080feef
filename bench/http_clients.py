"""Contestants in a process of their own: python -m bench.http_clients FOLDER.

Reads ``work.json``, takes one attempt for each code until the codes or the seconds are over, and
writes to ``done.json`` what the server accepted.  An attempt that has begun is taken to its end.
"""

import json
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

HOST = "127.0.0.1"
SAVES = 3
TIMEOUT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Accepted:
    """What the server accepted of one contestant."""

    code: str
    answers: dict[str, str]
    revision: int
    receipt_code: str


class Contestant:
    """One connection, as a browser keeps it, over which attempts are taken in turn."""

    def __init__(self, port: int) -> None:
        """Name the port; the first request connects."""
        self._connection = HTTPConnection(HOST, port, timeout=TIMEOUT_SECONDS)

    def take_attempt(self, code: str, number: int) -> Accepted:
        """Start, save three times and submit; raise AssertionError where one is refused."""
        started = self._send(
            "POST", "/api/attempts", {"code": code, "start_id": f"start-of-entrant-{number:08d}"}
        )
        token = started["attempt"]["token"]
        paper = started["paper"]
        answers: dict[str, str] = {}
        for save in range(1, SAVES + 1):
            for question in paper[: len(paper) * save // SAVES]:
                place = (number + save + len(question["id"])) % len(question["options"])
                answers[question["id"]] = question["options"][place]["id"]
            body = {"revision": save, "answers": answers}
            saved = self._send("PUT", "/api/attempts/answers", body, token)
            assert saved["revision"] == save, saved
        submission = {
            "submit_id": f"submit-of-entrant-{number:08d}",
            "revision": SAVES + 1,
            "answers": answers,
        }
        done = self._send("POST", "/api/attempts/submission", submission, token)
        assert done["receipt"]["answered"] == len(paper), done
        return Accepted(code, answers, SAVES + 1, started["attempt"]["receipt_code"])

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _send(self, method: str, path: str, body: object, token: str = "") -> dict[str, Any]:
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        self._connection.request(method, path, json.dumps(body).encode(), headers)
        reply = self._connection.getresponse()
        data = reply.read()
        assert reply.status == 200, (method, path, reply.status, data)
        value: dict[str, Any] = json.loads(data)
        return value


class Crowd:
    """Threads that share the codes."""

    def __init__(self, port: int, codes: list[str], seconds: float) -> None:
        """Set up; nobody is let in yet."""
        self._port = port
        self._seconds = seconds
        self._codes: Iterator[tuple[int, str]] = iter(enumerate(codes))
        self._lock = threading.Lock()
        self._ends_at = 0.0
        self.accepted: list[Accepted] = []
        self.failures: list[str] = []

    def run(self, threads: int) -> float:
        """Let all take attempts; return the seconds from the first start to the last end."""
        crowd = [threading.Thread(target=self._take_attempts) for _ in range(threads)]
        began = time.perf_counter()
        self._ends_at = began + self._seconds
        for thread in crowd:
            thread.start()
        for thread in crowd:
            thread.join()
        return time.perf_counter() - began

    def _take_attempts(self) -> None:
        contestant = Contestant(self._port)
        try:
            while (ticket := self._next()) is not None:
                number, code = ticket
                accepted = contestant.take_attempt(code, number)
                with self._lock:
                    self.accepted.append(accepted)
        except (AssertionError, OSError) as error:
            with self._lock:
                self.failures.append(repr(error))
        finally:
            contestant.close()

    def _next(self) -> tuple[int, str] | None:
        with self._lock:
            if self.failures or time.perf_counter() >= self._ends_at:
                return None
            return next(self._codes, None)


def main(folder: Path) -> None:
    """Do the work of ``work.json``; end with a message where anything was refused."""
    work = json.loads((folder / "work.json").read_text())
    crowd = Crowd(work["port"], work["codes"], work["seconds"])
    seconds = crowd.run(work["threads"])
    if crowd.failures:
        sys.exit("refused: " + crowd.failures[0])
    done = {"seconds": seconds, "accepted": [asdict(accepted) for accepted in crowd.accepted]}
    (folder / "done.json").write_text(json.dumps(done))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
