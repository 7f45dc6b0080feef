"""What the entry function's imports cost, beside the least that a function like it must import.

Each takes turns in a fresh interpreter and says its own CPU, the interpreter's start not counted.
Both read bytecode from one folder, written by a first turn that does not count, so that neither
compiles and no compiled file falls into what is packaged.
"""

import json
import os
import tempfile

from bench.measure import ROOT, Figure, run_child

TURNS = 15
BAR = 1.05

_OURS = """
import app
from chalicelib.composition import settings_from
from chalicelib.store.clients import Clients
app.desks()
client = Clients(settings_from(os.environ)).dynamodb
acts = {"tick", "close", "publish", "participation"}
assert acts <= app.app.handler_map.keys(), app.app.handler_map
assert len(app.app.routes) == 10, app.app.routes
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


def measure(turns: int = TURNS) -> list[Figure]:
    """Return the ratio of both, and the two figures."""
    ours: list[float] = []
    least: list[float] = []
    with tempfile.TemporaryDirectory(prefix="bench-bytecode-") as bytecode:
        environment = _environment(bytecode)
        for _ in range(1 + turns):
            ours.append(_cpu_of(_OURS, environment))
            least.append(_cpu_of(_LEAST, environment))
    mine, other = min(ours[1:]), min(least[1:])
    return [
        Figure(
            name="imports of the entry function over chalice and boto3 alone",
            value=mine / other,
            unit="",
            limit=BAR,
        ),
        Figure(name="imports of the entry function: CPU", value=mine * 1e3, unit="ms"),
        Figure(name="imports of chalice and boto3 alone: CPU", value=other * 1e3, unit="ms"),
    ]


def _cpu_of(body: str, environment: dict[str, str]) -> float:
    return float(run_child(["-c", _FRAME.format(body=body)], environment).said)


def _environment(bytecode: str) -> dict[str, str]:
    config = json.loads((ROOT / "functions" / ".chalice" / "config.json").read_text())
    return {
        **config["stages"]["production"]["environment_variables"],
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": str(ROOT / "functions"),
        "PYTHONPYCACHEPREFIX": bytecode,
        "AWS_REGION": "ap-southeast-1",
        # Credentials as in a function: from the environment, so that nobody is asked for any.
        "AWS_ACCESS_KEY_ID": "measured",
        "AWS_SECRET_ACCESS_KEY": "measured",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }
