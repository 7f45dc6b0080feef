"""A client that was written from the document alone, on a network that loses every third reply.

Nothing of the project is known to ``Client``: it reads the document from the server it talks to,
and takes addresses, refusals and how to go on from there.
"""

import hashlib
import http.client
import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from rich_contest import make_rich_banks, make_rich_contest
from roster_contest import code_of, make_roster_scene
from scene import make_scene

from office.local.server import serve_front

ANSWERS = {"single": "b", "multiple": "ca", "number": "63,0"}
PARTICULARS = {
    "identifier": "999 000 000 001",
    "birth_date": "1990-02-28",
    "name": "Trần Thị Ví Dụ",
    "unit": "phuong-1",
    "division": "can-bo",
    "phone": "0999000001",
    "eligible": True,
}


class RefusedError(Exception):
    def __init__(self, error: dict[str, Any], how: str) -> None:
        super().__init__(error["code"])
        self.code, self.details, self.how = error["code"], error["details"], how


class Client:
    """Takes the quiz; ``kept`` is all that outlives it, as a device's storage does."""

    def __init__(self, site: str, kept: dict[str, Any], waits: list[float]) -> None:
        self.site, self.kept, self.waits = site, kept, waits
        self.base, self.operations, self.how = "/api", {}, {}
        document = self.until_answered("GET", "/openapi.json")
        self.base = document["servers"][0]["url"]
        for path, item in document["paths"].items():
            for method, operation in item.items():
                self.operations[operation["operationId"]] = (method.upper(), path, operation)
        for schema in document["components"]["schemas"].values():
            if "x-retry" in schema:
                code = schema["properties"]["error"]["properties"]["code"]["const"]
                self.how[code] = schema["x-retry"]["how"]

    def call(self, operation: str, body: Any = None) -> Any:
        method, path, said = self.operations[operation]
        return self.until_answered(method, path, body, by_token=bool(said["security"]))

    def until_answered(
        self, method: str, path: str, body: Any = None, *, by_token: bool = False
    ) -> Any:
        """Send the same request until there is an answer, each time after a longer wait.

        A body that cannot be sent twice is made anew each time.
        """
        for repetition in range(12):
            sent = body() if callable(body) else body
            status, value = self.once(method, path, sent, by_token)
            if status in {200, 201}:
                return value
            if value is not None:
                error = value["error"]
                how = self.how.get(error["code"], "never")
                if how != "same":
                    raise RefusedError(error, how)
            # The time between is for a real network; this one needs none.
            self.waits.append(min(30, 2**repetition))
        raise AssertionError("no answer")

    def once(self, method: str, path: str, body: Any, by_token: bool) -> tuple[int, Any]:
        data = None if body is None else json.dumps(body).encode()
        headers = {} if body is None else {"Content-Type": "application/json"}
        if by_token:
            headers["Authorization"] = f"Bearer {self.kept['token']}"
        address = f"{self.site}{self.base}{path}"
        request = urllib.request.Request(address, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=20) as reply:
                return reply.status, json.load(reply)
        except urllib.error.HTTPError as error:
            with error:
                value = json.load(error)
            return error.code, value if "error" in value else None
        except (OSError, http.client.HTTPException, ValueError):
            return 0, None

    def solved(self) -> dict[str, Any]:
        asked = self.call("challenges")
        for number in range(asked["numbers"]):
            if hashlib.sha256(f"{asked['salt']}.{number}".encode()).hexdigest() == asked["digest"]:
                return {"salt": asked["salt"], "tag": asked["tag"], "number": number}
        raise AssertionError("no number solves it")

    def registration(self) -> dict[str, Any]:
        return {**self.kept["particulars"], "solution": self.solved()}

    def register(self, particulars: dict[str, Any]) -> None:
        self.kept["particulars"] = dict(particulars)
        while True:
            try:
                self.kept["code"] = self.call("registrations", self.registration)["code"]
                return
            except RefusedError as refusal:
                if refusal.code == "consent":  # Here the person reads the text and agrees.
                    self.kept["particulars"]["consent_version"] = refusal.details["version"]
                elif refusal.code not in {"challenge", "registered_at_once"}:
                    raise

    def start(self, start_id: str) -> Any:
        self.kept.setdefault("start_id", start_id)
        body = {"code": self.kept["code"], "start_id": self.kept["start_id"]}
        if self.call("codes", {"code": self.kept["code"]})["needs_consent"]:
            try:
                return self.begin(self.call("start", body))
            except RefusedError as refusal:
                if refusal.code != "consent":
                    raise
                body["consent_version"] = refusal.details["version"]
        return self.begin(self.call("start", body))

    def begin(self, started: Any) -> Any:
        attempt = started["attempt"]
        self.kept["token"] = attempt["token"]
        if self.kept.get("revision", 0) <= attempt["revision"]:
            self.kept |= {"answers": attempt["answers"], "revision": attempt["revision"]}
        self.kept.setdefault("saved", attempt["revision"])
        return started

    def answer(self, question: str, answer: str) -> None:
        self.kept["answers"][question] = answer
        self.kept["revision"] += 1
        while True:
            body = {"revision": self.kept["revision"], "answers": self.kept["answers"]}
            try:
                self.kept["saved"] = self.call("answers", body)["revision"]
                return
            except RefusedError as refusal:
                if refusal.code != "stale_revision":
                    raise
                self.kept["revision"] = refusal.details["revision"] + 1

    def submit(self, submit_id: str) -> Any:
        self.kept.setdefault("submit_id", submit_id)
        body = {
            "submit_id": self.kept["submit_id"],
            "revision": self.kept["revision"],
            "saved_revision": self.kept["saved"],
            "answers": self.kept["answers"],
        }
        try:
            self.kept["receipt"] = self.call("submission", body)["receipt"]
        except RefusedError as refusal:
            if refusal.code != "already_final":
                raise
            self.kept["receipt"] = refusal.details["receipt"]
        return self.kept["receipt"]

    def take_the_quiz(self, start_id: str, submit_id: str) -> Any:
        started = self.start(start_id)
        for question in started["paper"]:
            self.answer(question["id"], ANSWERS[question["kind"]])
        if started["prediction"]:
            self.answer("prediction", "1 250")
        return self.submit(submit_id)


class LosingEveryThirdReply(BaseHTTPRequestHandler):
    """Passes requests on; of three replies one never comes back, though all were carried out."""

    upstream = 0
    passed: list[str]

    def do(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        link = http.client.HTTPConnection("127.0.0.1", self.upstream, timeout=20)
        link.request(self.command, self.path, body, dict(self.headers))
        reply = link.getresponse()
        data = reply.read()
        link.close()
        type(self).passed.append(f"{self.command} {self.path}")
        if len(self.passed) % 3 == 0:
            self.close_connection = True
            return
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.headers["Content-Type"])
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PUT = do  # noqa: N815 - the standard library calls them so

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def bad_network(upstream: int) -> Iterator[tuple[str, list[str]]]:
    """Yield an address behind which every third reply is lost, and what was asked there."""
    passed: list[str] = []
    handler = type("Losing", (LosingEveryThirdReply,), {"upstream": upstream, "passed": passed})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as proxy:
        thread = threading.Thread(target=proxy.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{proxy.server_port}", passed
        proxy.shutdown()
        thread.join()


@pytest.mark.parametrize("lost_before", [0, 1, 2])
def test_with_only_the_document_a_client_loses_nothing_to_a_bad_network(
    tmp_path: Path, lost_before: int
) -> None:
    contest = make_rich_contest()
    scene = make_scene(contest, banks=make_rich_banks(contest))
    kept: dict[str, Any] = {}
    waits: list[float] = []
    with serve_front(scene.desks, tmp_path, 21_000) as port, bad_network(port) as (site, passed):
        passed.extend(["before"] * lost_before)  # Other replies are lost then.
        client = Client(site, kept, waits)
        client.register({**PARTICULARS, "consent_version": 0})
        receipt = client.take_the_quiz("start-" + "a" * 16, "submit-" + "b" * 16)
        own = client.call("receipt")["receipt"]

    (stored,) = scene.desks.backend.attempts.attempts(contest.id, contest.rounds[0].id)
    prefix = "tuan-1-can-bo"
    assert stored.answers == {
        f"{prefix}-mot": "b",
        f"{prefix}-nhieu": "ac",
        f"{prefix}-so": "63",
        "prediction": "1250",
    }
    assert (stored.submit_id, stored.start_id) == (kept["submit_id"], kept["start_id"])
    assert receipt == own == kept["receipt"]
    assert (receipt["state"], receipt["answered"], receipt["code"]) == (
        "submitted",
        3,
        stored.receipt_code,
    )
    answers = json.dumps(
        dict(stored.answers), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    proof = hashlib.sha256(bytes.fromhex(receipt["nonce"]) + answers.encode()).hexdigest()
    assert receipt["commitment"] == proof
    assert len(waits) == len(passed) // 3


def test_after_a_crash_the_same_ids_lead_back_to_the_same_attempt(tmp_path: Path) -> None:
    contest = make_rich_contest()
    scene = make_scene(contest, banks=make_rich_banks(contest))
    kept: dict[str, Any] = {}
    with serve_front(scene.desks, tmp_path, 21_100) as port, bad_network(port) as (site, _):
        first = Client(site, kept, [])
        first.register({**PARTICULARS, "consent_version": 1})
        paper = first.start("start-" + "a" * 16)["paper"]
        kept["answers"][paper[0]["id"]] = "a"  # Answered without a network, then the battery dies.
        kept["revision"] += 1

        again = Client(site, kept, []).take_the_quiz("never-used-" + "c" * 16, "s-" + "b" * 16)

    (stored,) = scene.desks.backend.attempts.attempts(contest.id, contest.rounds[0].id)
    assert stored.start_id == "start-" + "a" * 16
    assert (again["code"], stored.revision) == (stored.receipt_code, 5)


def test_in_a_contest_by_roster_the_consent_comes_with_the_start(tmp_path: Path) -> None:
    scene = make_roster_scene()
    kept: dict[str, Any] = {"code": code_of(scene)}
    with serve_front(scene.desks, tmp_path, 21_200) as port, bad_network(port) as (site, _):
        receipt = Client(site, kept, []).take_the_quiz("start-" + "a" * 16, "s-" + "b" * 16)

    (stored,) = scene.desks.backend.attempts.attempts(scene.contest.id, scene.contest.rounds[0].id)
    (person,) = scene.desks.backend.people.people(scene.contest.id)
    assert (receipt["code"], receipt["answered"]) == (stored.receipt_code, 3)
    assert person.consent_version == 1


def test_the_client_knows_nothing_of_the_project() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    own = source[source.index("class RefusedError") : source.index("class LosingEveryThirdReply")]

    assert [name for name in ("chalicelib", "office", "scene") if name in own] == []
