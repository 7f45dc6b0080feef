"""A planted person goes through the whole contest over HTTP, on the local engine.

Afterwards every key, every value, every line of every log, every reply and every file is searched
for the person.  First a leak is planted in each of these places, to see that it would be found.
"""

import json
import logging
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from builders import CLOSES_AT, PUBLISHES_AT, ROUND
from privacy_scene import OVER_AT, WARD, identifier, make_kept_contest
from scene import START_ID, SUBMIT_ID, Scene, make_scene

from chalicelib.backends import aws_backend
from chalicelib.composition import Desks
from chalicelib.contest.acts import ActName, due_at
from chalicelib.contest.tries import FREE_TRIES
from chalicelib.store.clients import Clients
from chalicelib.store.schema import create_storage, describe_tables
from chalicelib.use_cases.participation import make_link
from office.commands.site import read_published
from office.local.engine import Engine
from office.local.server import serve_front
from office.privacy.desk import PrivacyDesk
from office.privacy.everybody import erase_everybody
from office.privacy.held import held_about
from office.privacy.one_person import erase_person, plan_person
from office.simulate.challenges import solve
from sitegen.build import build_site
from tests.leaks.test_leaks import texts_below

ROOT = Path(__file__).parents[2]
NAME = "Đặng Thị Dấu Vết"
SHORT = "Đặng T. D. Vết"
IDENTIFIER = "999777666555"
PHONE = "0999555123"
BIRTH_DATE = "1987-06-05"
ADDRESS = "203.0.113.77"
BROWSER = "CanaryBrowser/77"
QUIET = ("botocore", "boto3", "urllib3", "s3transfer", "moto", "werkzeug")
"""Libraries whose own debugging prints whole requests; nothing of ours ever turns that on."""


def spellings(word: str) -> set[str]:
    """Return a word as text, as JSON without other letters, and as Python shows it."""
    return {word, json.dumps(word)[1:-1], repr(word)[1:-1], repr(word.encode())[2:-1]}


@dataclass
class Trail:
    """All that a run leaves: in stores, logs, streams, replies and files."""

    keys: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    """Attributes of items and parameters by ``table.attribute``, joined."""
    logs: str = ""
    streams: str = ""
    refusals: list[str] = field(default_factory=list)
    replies: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def places_of(self, word: str) -> set[str]:
        """Return where a word is found, however it is spelled."""
        found = {
            place for place, text in self._texts() for spelled in spellings(word) if spelled in text
        }
        return {place.partition("#")[0] for place in found}

    def _texts(self) -> Iterator[tuple[str, str]]:
        yield from (("keys", key) for key in self.keys)
        yield from ((f"value {name}", text) for name, text in self.values.items())
        yield "logs", self.logs
        yield "streams", self.streams
        yield from (("refusals", text) for text in self.refusals)
        yield from ((f"reply {name}", text) for name, text in self.replies.items())
        yield from ((f"file {name}", text) for name, text in self.files.items())


class Browser:
    """Sends requests to the server that runs, from another network as the proxy would say."""

    def __init__(self, port: int, trail: Trail) -> None:
        self.port = port
        self.trail = trail

    def send(self, method: str, path: str, body: Any = None, token: str = "") -> Any:
        if path == "/registrations" and isinstance(body, dict):
            body = {**body, "solution": solve(self.send("GET", "/challenges"))}
        headers = {"content-type": "application/json", "x-forwarded-for": ADDRESS}
        headers["user-agent"] = BROWSER
        if token:
            headers["authorization"] = f"Bearer {token}"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            data = None if body is None else json.dumps(body).encode()
            connection.request(method, f"/api{path}", data, headers)
            reply = connection.getresponse()
            said = reply.read().decode() + str(reply.getheaders())
        finally:
            connection.close()
        if reply.status >= 400:
            self.trail.refusals.append(said)
        else:
            name = f"{method} {path}"
            self.trail.replies[name] = self.trail.replies.get(name, "") + said
        return json.loads(said.rpartition("[(")[0])


PARTICULARS = {
    "identifier": " 999-777 666.555",
    "birth_date": BIRTH_DATE,
    "name": NAME,
    "unit": "phuong-1",
    "phone": PHONE,
    "eligible": True,
    "consent_version": 1,
}


def take_part(browser: Browser) -> list[str]:
    """Do everything that a person can do, right and wrong; return every personal code."""
    codes = [browser.send("POST", "/registrations", PARTICULARS)["code"]]
    for wrong in (
        {"birth_date": "1987-06-06"},
        {"phone": [PHONE]},
        {"phone": f"{PHONE}x"},
        {"name": NAME * 40},
        {"identifier": f"{IDENTIFIER}#"},
        {"unit": "phuong-99"},
        {"birth_date": f"{BIRTH_DATE}T00:00"},
        {"eligible": False},
        {"consent_version": 7},
    ):
        browser.send("POST", "/registrations", {**PARTICULARS, **wrong})
    codes.append(browser.send("POST", "/registrations", PARTICULARS)["code"])
    browser.send("POST", "/codes", {"code": codes[0]})
    browser.send("POST", "/codes", {"code": codes[1]})
    started = browser.send("POST", "/attempts", {"code": codes[1], "start_id": START_ID})
    for _ in range(FREE_TRIES + 2):
        takeover = {"code": codes[1], "birth_date": "1999-01-01", "start_id": START_ID}
        browser.send("POST", "/attempts/resume", takeover)
    token, paper = started["attempt"]["token"], started["paper"]
    answers = {question["id"]: question["options"][0]["id"] for question in paper}
    browser.send("PUT", "/attempts/answers", {"revision": 1, "answers": answers}, token)
    browser.send("PUT", "/attempts/answers", {"revision": 1, "answers": {"x": NAME}}, token)
    browser.send("PUT", "/attempts/answers", {"revision": 2, "answers": answers}, f"{token}x")
    body = {"submit_id": SUBMIT_ID, "revision": 2, "answers": answers}
    browser.send("POST", "/attempts/submission", body, token)
    browser.send("GET", "/attempts/receipt", token=token)
    browser.send("GET", f"/nowhere/{IDENTIFIER}")
    return codes


class Broken:
    """A store that is out of reach, in the middle of a request."""

    def __getattr__(self, name: str) -> Any:
        raise OSError("the network is gone")


def break_down(browser: Browser, desks: Desks, code: str) -> None:
    """Let requests meet errors that nobody foresaw."""
    entry = desks.entry
    people, entry.people = entry.people, Broken()  # type: ignore[assignment]
    browser.send("POST", "/registrations", PARTICULARS)
    entry.people = people
    attempts, entry.attempts = entry.attempts, Broken()  # type: ignore[assignment]
    browser.send("POST", "/attempts", {"code": code, "start_id": "another-id-of-16-letters"})
    entry.attempts = attempts


def run_acts(scene: Scene, trail: Trail, public_dir: Path) -> None:
    """Close and publish, tell the unit, build the site."""
    desks, round_ = scene.desks, scene.contest.rounds[0]
    make_link(desks.participation, WARD)
    desks.publish_participation(ROUND)
    scene.clock.set(max(due_at(ActName.CLOSE, round_), CLOSES_AT))
    desks.close_round(ROUND)
    scene.clock.set(PUBLISHES_AT)
    desks.publish_results(ROUND)
    build_site(scene.contest, read_published(scene.contest, desks.backend.public), ROOT, public_dir)
    trail.files |= {f"site/{name}": text for name, text in texts_below(public_dir)}


def collect(clients: Clients, trail: Trail) -> None:
    """Add what the stores hold."""
    settings = clients.settings
    for table in describe_tables(settings, production=False):
        for item in clients.dynamodb.scan(TableName=table["TableName"])["Items"]:
            trail.keys += [item["pk"]["S"], item["sk"]["S"]]
            for name in item.keys() - {"pk", "sk"}:
                place = f"{table['TableName'].rpartition('-')[2]}.{name}"
                trail.values[place] = trail.values.get(place, "") + str(item[name])
    for bucket in (settings.archive_bucket, settings.public_bucket):
        for each in clients.s3.list_objects_v2(Bucket=bucket).get("Contents", ()):
            body = clients.s3.get_object(Bucket=bucket, Key=each["Key"])["Body"].read()
            trail.keys.append(each["Key"])
            trail.files[f"{bucket}/{each['Key']}"] = body.decode("utf-8", "replace")
    found = clients.ssm.get_parameters_by_path(Path="/", Recursive=True)
    trail.keys += [each["Name"] for each in found["Parameters"]]


@dataclass
class Run:
    """A whole life of a contest: what was left before the erasure, and after it."""

    before: Trail
    after: Trail
    codes: list[str]
    clients: Clients
    scene: Scene


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            """Keep the line with its trace, as a log would have it."""
            lines.append(logging.Formatter("%(name)s %(message)s").format(record))

    root, keep = logging.getLogger(), Keep(logging.DEBUG)
    level = root.level
    root.addHandler(keep)
    root.setLevel(logging.DEBUG)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.INFO)
    trail, public_dir = Trail(), tmp_path_factory.mktemp("site") / "public"
    try:
        with Engine() as engine:
            clients = engine.clients()
            create_storage(clients, production=False)
            scene = make_scene(
                make_kept_contest(),
                backend=aws_backend(clients),
                excluded=[("888777666555", "Thành viên Ban Tổ chức")],
            )
            # As behind a proxy: the address that counts is the one that it states.
            scene.desks = Desks(
                scene.contest.id,
                scene.desks.backend,
                scene.clock,
                scene.desks._chance,
                trusted_proxies=1,
            )
            with serve_front(scene.desks, public_dir, 0) as port:
                browser = Browser(port, trail)
                codes = take_part(browser)
                break_down(browser, scene.desks, codes[1])
            for number in (1, 2):
                scene.register(number)
            run_acts(scene, trail, public_dir)
            desk = PrivacyDesk.of(scene.desks)
            assert held_about(desk, IDENTIFIER)["person"]["name"] == NAME
            erase_person(desk, plan_person(desk, identifier(1)), "Đơn ngày 01/11/2021")
            collect(clients, trail)
            scene.clock.set(OVER_AT)
            erase_everybody(desk, "Quyết định số 12/QĐ-BTC")
            after = Trail()
            collect(clients, after)
            trail.logs = after.logs = "\n".join(lines)
            yield Run(trail, after, codes, clients, scene)
    finally:
        root.removeHandler(keep)
        root.setLevel(level)


NEVER = (IDENTIFIER, PHONE, BIRTH_DATE, ADDRESS, BROWSER, "05/06/1987", "5/6/1987")


def test_a_leak_that_is_planted_in_any_place_is_found(
    run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    planted = Trail()
    prefix = run.clients.settings.table_prefix
    canary = {"pk": {"S": f"canary/{IDENTIFIER}"}, "sk": {"S": "x"}, "name": {"S": NAME}}
    run.clients.dynamodb.put_item(TableName=f"{prefix}people", Item=canary)
    run.clients.s3.put_object(
        Bucket=run.clients.settings.public_bucket, Key="data/canary.json", Body=json.dumps(PHONE)
    )
    collect(run.clients, planted)
    run.clients.dynamodb.delete_item(
        TableName=f"{prefix}people", Key={key: canary[key] for key in ("pk", "sk")}
    )
    run.clients.s3.delete_object(Bucket=run.clients.settings.public_bucket, Key="data/canary.json")
    print(json.dumps({"name": NAME}))
    print(BIRTH_DATE, file=sys.stderr)
    out, err = capfd.readouterr()
    planted.streams = out + err
    planted.logs = f"failed for {ADDRESS} with {BROWSER}"
    planted.refusals = [f"{{'message': '{IDENTIFIER}'}}"]

    assert planted.places_of(IDENTIFIER) == {"keys", "refusals"}
    names = {place for place in planted.places_of(NAME) if not place.startswith("file ")}
    assert names == {"value people.name", "streams"}
    assert [place.rpartition("/")[2] for place in planted.places_of(PHONE)] == ["canary.json"]
    assert planted.places_of(BIRTH_DATE) == {"streams"}
    assert planted.places_of(ADDRESS) == planted.places_of(BROWSER) == {"logs"}


def test_the_run_left_traces_in_every_place_that_is_searched(run: Run) -> None:
    kinds = {key.split("/")[1] for key in run.before.keys if key.count("/") == 2}
    sent = {name.partition(" ")[2] for name in run.before.replies}

    assert {"person", "code", "excluded", "challenge", "tries"} <= kinds
    assert run.before.logs.count("OSError: the network is gone") == 2
    assert len(run.before.refusals) > 15
    assert sent == {
        "/challenges",
        "/registrations",
        "/codes",
        "/attempts",
        "/attempts/answers",
        "/attempts/submission",
        "/attempts/receipt",
    }
    assert [name for name in run.before.files if name.startswith("site/quyen-rieng-tu")] != []
    assert "sealed" in str(run.before.values.keys())


@pytest.mark.parametrize("word", NEVER)
def test_identifier_phone_birth_date_and_address_are_nowhere(run: Run, word: str) -> None:
    assert run.before.places_of(word) == set()


def test_the_network_is_kept_sealed_in_the_attempt_alone_and_fades_with_its_key(run: Run) -> None:
    (attempt,) = (
        each
        for each in run.scene.desks.backend.attempts.attempts(run.scene.contest.id, ROUND)
        if each.networks
    )
    kinds = [{key.split("/")[1] for key in t.keys if "/" in key} for t in (run.before, run.after)]
    own = repr(bytes.fromhex(attempt.networks))

    assert run.before.places_of(attempt.networks) == set()
    assert own in run.before.values["attempts.net"]
    assert ["networks" in kind for kind in kinds] == [True, False]


def test_a_personal_code_is_in_the_reply_that_gives_it_and_nowhere_else(run: Run) -> None:
    for code in run.codes:
        assert run.before.places_of(code) == {"reply POST /registrations"}
        assert run.before.places_of(code.replace("-", "")) == set()


def test_the_name_is_in_its_record_in_replies_to_its_owner_and_in_results(run: Run) -> None:
    places = run.before.places_of(NAME) | run.before.places_of(SHORT)

    allowed = ("value people.name", "reply POST /", "file ")
    assert [place for place in places if not place.startswith(allowed)] == []
    files = [place for place in places if place.startswith("file ")]
    published = (
        "/results-",
        f"data/{ROUND}",
        "data/contest",
        "site/index.html",
        "site/ket-qua/",
        "site/don-vi/",
        "site/tim-kiem/",
    )
    assert files != []
    assert [name for name in files if not any(part in name for part in published)] == []


def test_after_the_erasure_the_name_is_in_published_results_alone(run: Run) -> None:
    places = run.after.places_of(NAME) | run.after.places_of(SHORT)

    assert [place for place in places if not place.startswith("file ")] == []
    assert run.after.places_of("Trần Thị Ví Dụ") == set()


def test_no_key_is_made_of_anything_personal(run: Run) -> None:
    words = [*NEVER, NAME, SHORT, *run.codes]

    assert [
        (word, key)
        for word in words
        for key in run.before.keys
        for s in spellings(word)
        if s in key
    ] == []


def policies() -> Mapping[str, Any]:
    folder = ROOT / "functions" / ".chalice"
    return {path.name: json.loads(path.read_text()) for path in folder.glob("policy-*.json")}


def test_no_deployed_function_may_delete_anything() -> None:
    allowed = [
        action
        for policy in policies().values()
        for statement in policy["Statement"]
        for action in statement["Action"]
    ]

    assert len(policies()) >= 5
    assert [each for each in allowed if "elete" in each or "*" in each] == []


def test_nothing_of_ours_turns_on_the_debugging_of_libraries() -> None:
    sources = [*(ROOT / "functions").rglob("*.py"), *(ROOT / "office").rglob("*.py")]
    texts = {path: path.read_text(encoding="utf-8") for path in sources}

    assert [p for p, text in texts.items() if "set_stream_logger" in text] == []
    assert [p for p, text in texts.items() if "setLevel(logging.DEBUG" in text] == []
