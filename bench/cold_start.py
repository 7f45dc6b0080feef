"""What a fresh entry function costs, beside the least that a function like it must import.

Each takes turns in a fresh interpreter and says its own CPU, the interpreter's start not counted.
Both read bytecode from one folder, written by a first turn that does not count, so that neither
compiles and no compiled file falls into what is packaged.  Ours is started as Lambda starts it:
with the stage's variables, down to the client that every request needs.

What a start leaves to the first request is a figure of its own: nothing is gained by waiting.
"""

import json
import os
import tempfile
from dataclasses import replace

from bench.invented_person import register
from bench.measure import ROOT, Figure, run_child
from bench.synthetic import example
from chalicelib.backends import aws_backend
from chalicelib.chance import SystemChance
from chalicelib.clock import SystemClock
from chalicelib.composition import Desks
from chalicelib.contest.rules import Contest
from chalicelib.contest.times import MINUTE_MS
from chalicelib.store.schema import create_storage
from chalicelib.use_cases.prepare import prepare_contest
from office.local.engine import Engine

TURNS = 15
REQUESTS = 5
BAR = 1.05

_OURS = """
import app
app.desks()
client = app.clients().dynamodb
acts = {"tick", "close", "publish", "participation"}
assert acts <= app.app.handler_map.keys(), app.app.handler_map
assert len(app.app.routes) == 11, app.app.routes
"""
_LEAST = """
import chalice, boto3
client = boto3.client("dynamodb", region_name=os.environ["AWS_REGION"])
"""
_FRAME = """
import os, time
before = time.process_time()
{body}
spent = time.process_time() - before
assert client.meta.service_model.service_name == "dynamodb"
print(spent)
"""
_FIRST_REQUEST = """
import json, os, time
import app
event = json.loads(os.environ["FIRST_EVENT"])
before = time.process_time()
reply = app.app(event, None)
spent = time.process_time() - before
assert reply["statusCode"] == 200, reply
print(spent)
"""


def measure(turns: int = TURNS, requests: int = REQUESTS) -> list[Figure]:
    """Return the ratio of both, the two figures, and what the first requests cost after that."""
    ours: list[float] = []
    least: list[float] = []
    with tempfile.TemporaryDirectory(prefix="bench-bytecode-") as bytecode:
        environment = _environment(bytecode)
        for _ in range(1 + turns):
            ours.append(_cpu_of(_FRAME.format(body=_OURS), environment))
            least.append(_cpu_of(_FRAME.format(body=_LEAST), environment))
        asked, started = _first_requests(requests, environment)
    mine, other = min(ours[1:]), min(least[1:])
    return [
        Figure(
            name="start of the entry function over imports of chalice and boto3 alone",
            value=mine / other,
            unit="",
            limit=BAR,
        ),
        Figure(name="start of the entry function: CPU", value=mine * 1e3, unit="ms"),
        Figure(name="imports of chalice and boto3 alone: CPU", value=other * 1e3, unit="ms"),
        Figure(name="first request, the rounds: CPU", value=asked * 1e3, unit="ms"),
        Figure(name="first request, a start: CPU", value=started * 1e3, unit="ms"),
    ]


def _cpu_of(program: str, environment: dict[str, str]) -> float:
    return float(run_child(["-c", program], environment).said)


def _environment(bytecode: str) -> dict[str, str]:
    config = json.loads((ROOT / "functions" / ".chalice" / "config.json").read_text())
    return {
        **config["stages"]["production"]["environment_variables"],
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": str(ROOT / "functions"),
        "PYTHONPYCACHEPREFIX": bytecode,
        "AWS_LAMBDA_FUNCTION_NAME": "contest-production",
        "AWS_REGION": "ap-southeast-1",
        # Credentials as in a function: from the environment, so that nobody is asked for any.
        "AWS_ACCESS_KEY_ID": "measured",
        "AWS_SECRET_ACCESS_KEY": "measured",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def _first_requests(turns: int, environment: dict[str, str]) -> tuple[float, float]:
    """Return the least CPU of the first request of a started function: the rounds, and a start.

    The storage is the local engine, in this process: what it costs is not counted.
    """
    with Engine() as engine:
        clients = engine.clients()
        create_storage(clients, production=False)
        loaded = example()
        contest = _open_now(loaded.contest)
        desks = Desks(contest.id, aws_backend(clients), SystemClock(), SystemChance())
        prepare_contest(desks.prepare, contest, loaded.banks)
        settings = engine.settings()
        environment = environment | {
            "CONTEST_ID": contest.id,
            "STORE_ENDPOINT": engine.endpoint_url,
            "TABLE_PREFIX": settings.table_prefix,
            "PARAMETER_PREFIX": settings.parameter_prefix,
        }
        asked = [_turn("GET", "/rounds", {}, environment) for _ in range(1 + turns)]
        started = []
        for number in range(1 + turns):
            body = {"code": register(desks, number).code, "start_id": f"start-{number:012d}"}
            started.append(_turn("POST", "/attempts", body, environment))
    return min(asked[1:]), min(started[1:])


def _turn(method: str, path: str, body: dict[str, str], environment: dict[str, str]) -> float:
    event = {
        "requestContext": {"httpMethod": method, "resourcePath": path, "identity": {}},
        "headers": {"content-type": "application/json", "host": "contest.invalid"},
        "multiValueQueryStringParameters": None,
        "pathParameters": None,
        "stageVariables": None,
        "body": json.dumps(body),
        "isBase64Encoded": False,
    }
    return _cpu_of(_FIRST_REQUEST, environment | {"FIRST_EVENT": json.dumps(event)})


def _open_now(contest: Contest) -> Contest:
    """Return the contest with its times moved: the first round opened a minute ago."""
    by = SystemClock().now() - MINUTE_MS - contest.rounds[0].opens_at
    return replace(
        contest,
        rounds=tuple(
            replace(
                each,
                opens_at=each.opens_at + by,
                closes_at=each.closes_at + by,
                publishes_at=each.publishes_at + by,
            )
            for each in contest.rounds
        ),
    )
