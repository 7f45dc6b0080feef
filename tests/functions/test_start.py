"""What a function has imported and made when its first event comes: no more, and no less."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FUNCTIONS = Path(__file__).parents[2] / "functions"

MODULES = {
    "": "backends chance clock composition",
    "api": "addresses replies requests routes shapes",
    "contest": (
        "acts attempts canonical challenges corrections errors extra_time identity ids links names "
        "networks papers questions receipts times tokens tries units"
    ),
    "contest.rules": "collective contest entry papers practice prizes ranking",
    "ports": "attempts complaints contests files outside people secrets",
    "store": (
        "attempts banks clients contests door dynamodb erasing invoker items keys links objects "
        "people seal secrets service_data signing"
    ),
    "use_cases": "answer door entry in_force networks receipts register rounds start",
}
"""All of ours that are imported before the first request, by package.

Each makes every cold start longer.  What only an act needs is imported by its desk in
``composition.Desks``; what only some requests need, where it is needed.
"""


def started(program: str, **variables: str) -> object:
    """Import the functions in a fresh interpreter; return what the program says, read as JSON."""
    config = json.loads((FUNCTIONS / ".chalice" / "config.json").read_text())
    done = subprocess.run(
        [sys.executable, "-c", f"import app, gc, json, sys\nprint(json.dumps({program}))"],
        check=True,
        capture_output=True,
        text=True,
        env={
            **config["stages"]["production"]["environment_variables"],
            "PYTHONPATH": str(FUNCTIONS),
            "AWS_REGION": "ap-southeast-1",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
            **variables,
        },
    )
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def imported() -> set[str]:
    """Return every module that a started function has imported."""
    named = started("sorted(sys.modules)", AWS_LAMBDA_FUNCTION_NAME="contest-production")
    assert isinstance(named, list)
    return set(named)


def test_a_function_starts_with_these_modules_of_ours_and_no_other(imported: set[str]) -> None:
    modules = {
        ".".join(filter(None, ("chalicelib", package, name)))
        for package, names in MODULES.items()
        for name in names.split()
    }
    packages = {".".join(filter(None, ("chalicelib", package))) for package in MODULES}

    ours = {name for name in imported if name.split(".")[0] == "chalicelib"}

    assert ours == modules | packages


def test_a_function_starts_without_what_it_may_never_need(imported: set[str]) -> None:
    heavy = {"asyncio", "boto3", "chalice.cli", "cryptography", "multiprocessing", "office"}

    assert heavy & imported == set()


def test_a_started_function_has_its_client_and_the_collector_runs() -> None:
    """Nobody listens at the endpoint: whatever connected would fail."""
    state = started(
        "['botocore.client' in sys.modules, app.clients.cache_info().currsize, gc.isenabled(),"
        " gc.get_freeze_count() > 0]",
        AWS_LAMBDA_FUNCTION_NAME="contest-production",
        STORE_ENDPOINT="http://127.0.0.1:9",
    )

    assert state == [True, 1, True, True]


def test_where_it_is_merely_imported_nothing_is_made() -> None:
    state = started("['botocore' in sys.modules, app.clients.cache_info().currsize]")

    assert state == [False, 0]
