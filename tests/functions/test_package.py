"""What is deployed: one zip without secrets, tests or leftovers, and one narrow role a function."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from chalicelib.contest.acts import ActName
from chalicelib.store.keys import function_name
from office.deployment.archive import CALLED, bytecode_name

ROOT = Path(__file__).parents[2]
OURS = ("app.py", "chalicelib/")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Package a copy of the functions with leftovers planted, as an office's computer has them."""
    work = tmp_path_factory.mktemp("work")
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, work)
    for name in ("functions", "requirements"):
        shutil.copytree(ROOT / name, work / name)
    for name in (".venv", ".build/wheels"):
        (work / name).parent.mkdir(exist_ok=True)
        (work / name).symlink_to(ROOT / name)
    cache = work / "functions" / "chalicelib" / "__pycache__"
    cache.mkdir(exist_ok=True)
    (cache / "left.cpython-311.pyc").write_bytes(b"left over")
    done = subprocess.run(
        ["make", "--no-print-directory", "-o", "setup", "package"],
        cwd=work,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(work)},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return work / ".build" / "package"


@pytest.fixture(scope="module")
def files(package: Path) -> list[str]:
    with zipfile.ZipFile(package / "deployment.zip") as zipped:
        return zipped.namelist()


@pytest.fixture(scope="module")
def resources(package: Path) -> dict[str, Any]:
    resources: dict[str, Any] = json.loads((package / "sam.json").read_text())["Resources"]
    return resources


def actions_on(resources: dict[str, Any], role: str, kind: str) -> dict[str, list[str]]:
    """Return what a role may do to each resource of a kind, such as ``table/``."""
    granted: dict[str, list[str]] = {}
    for policy in resources[role]["Properties"]["Policies"]:
        for statement in policy["PolicyDocument"]["Statement"]:
            for arn in _listed(statement["Resource"]):
                if kind in arn:
                    granted[arn.rpartition(kind)[2]] = statement["Action"]
    return granted


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def test_packaging_needs_no_credentials_and_no_network(files: list[str]) -> None:
    assert [name for name in ("app.py", "chalicelib/ports/__init__.py") if name not in files] == []


def test_of_ours_only_source_files_and_the_interfaces_document_are_shipped(
    files: list[str],
) -> None:
    ours = [name for name in files if name.startswith(OURS) and not name.endswith(".pyc")]

    assert [name for name in ours if not name.endswith(".py")] == ["chalicelib/api/openapi.json"]


def test_every_source_file_has_its_bytecode_and_no_other_is_shipped(files: list[str]) -> None:
    sources = {bytecode_name(name) for name in files if name.endswith(".py")}

    assert sources == {name for name in files if name.endswith(".pyc")}


def test_of_services_that_no_function_calls_nothing_is_shipped(files: list[str]) -> None:
    described = {name.split("/")[2] for name in files if name.startswith("botocore/data/")}

    assert {name for name in described if not name.endswith(".json")} == CALLED


def test_a_function_starts_from_its_bytecode_and_makes_every_client(
    package: Path, tmp_path: Path
) -> None:
    """The sources are spoilt: whoever compiled one would fail."""
    # What is compiled for AWS need not run here.
    portable = (*OURS, bytecode_name("app.py"), "chalice/", "botocore/")
    with zipfile.ZipFile(package / "deployment.zip") as zipped:
        zipped.extractall(
            tmp_path, [name for name in zipped.namelist() if name.startswith(portable)]
        )
    for source in tmp_path.rglob("*.py"):
        source.write_text("not python")
    config = json.loads((ROOT / "functions" / ".chalice" / "config.json").read_text())
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import app, botocore\n"
            "made = app.clients()\n"
            "print(botocore.__file__)\n"
            "print([each.meta.service_model.service_name"
            " for each in (made.dynamodb, made.functions, made.s3, made.ssm)])\n",
        ],
        check=True,
        capture_output=True,
        text=True,
        env={
            **config["stages"]["production"]["environment_variables"],
            "PYTHONPATH": str(tmp_path),
            "AWS_REGION": "ap-southeast-1",
            "AWS_LAMBDA_FUNCTION_NAME": "contest-production",
            "AWS_EC2_METADATA_DISABLED": "true",
        },
    )

    assert done.stdout == (
        f"{tmp_path / 'botocore' / '__init__.py'}\n['dynamodb', 'lambda', 's3', 'ssm']\n"
    )


@pytest.mark.parametrize(
    "unwanted", ["/test", "/.", "left", "question_banks", ".csv", ".yml", ".yaml", ".pem"]
)
def test_no_test_leftover_dot_file_bank_or_key_is_shipped(files: list[str], unwanted: str) -> None:
    ours = [name for name in files if name.startswith(OURS)]

    assert [name for name in ours if unwanted in f"/{name}"] == []


def test_no_module_of_the_office_or_the_site_is_shipped(files: list[str]) -> None:
    assert [name for name in files if name.startswith(("office", "sitegen", "site/"))] == []


def test_the_function_that_takes_answers_has_no_way_to_a_key(resources: dict[str, Any]) -> None:
    tables = actions_on(resources, "ApiHandlerRole", "table/")

    assert tables == {
        "contest-people": ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"],
        "contest-attempts": ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"],
        "contest-questions": ["dynamodb:GetItem", "dynamodb:Query"],
        "contest-contests": ["dynamodb:GetItem", "dynamodb:Query"],
    }
    assert actions_on(resources, "ApiHandlerRole", "s3:::") == {}


def test_only_the_close_reads_keys_and_it_writes_no_person(resources: dict[str, Any]) -> None:
    tables = {
        role: actions_on(resources, role, "table/")
        for role in ("ApiHandlerRole", "TickRole", "CloseRole", "PublishRole", "ParticipationRole")
    }

    assert [role for role, granted in tables.items() if "contest-keys" in granted] == ["CloseRole"]
    assert tables["CloseRole"]["contest-keys"] == ["dynamodb:GetItem", "dynamodb:Query"]
    assert tables["CloseRole"]["contest-people"] == ["dynamodb:Query"]


def test_no_role_may_do_everything_or_touch_every_table(resources: dict[str, Any]) -> None:
    wide = [
        (name, statement["Sid"])
        for name, resource in resources.items()
        if resource["Type"] == "AWS::IAM::Role"
        for policy in resource["Properties"]["Policies"]
        for statement in policy["PolicyDocument"]["Statement"]
        for arn in _listed(statement["Resource"])
        if arn == "*"
        or arn.endswith("table/*")
        or [action for action in statement["Action"] if "*" in action]
    ]

    assert wide == []


def test_the_gateway_lets_a_rush_through_and_no_flood(resources: dict[str, Any]) -> None:
    """A rush is 300 requests a second, all of them registrations at the worst."""
    settings = {
        (each["HttpMethod"], each["ResourcePath"]): (
            each["ThrottlingRateLimit"],
            each["ThrottlingBurstLimit"],
        )
        for each in resources["RestAPI"]["Properties"]["MethodSettings"]
    }
    paths = resources["RestAPI"]["Properties"]["DefinitionBody"]["paths"]

    assert settings == {("*", "/*"): (1_000, 2_000), ("POST", "/~1registrations"): (300, 600)}
    assert "post" in paths["/registrations"]
    assert resources["RestAPI"]["Properties"]["StageName"] == "api"


def test_the_gateway_refuses_in_the_words_of_the_interface(resources: dict[str, Any]) -> None:
    written = json.loads((ROOT / "functions" / "sam-names.json").read_text())["Resources"]
    api = resources["RestAPI"]["Properties"]

    assert api["GatewayResponses"] == written["RestAPI"]["Properties"]["GatewayResponses"]
    assert "DefinitionBody" in api  # Without it there would be nothing to put them into.


def test_every_function_has_a_role_of_its_own(resources: dict[str, Any]) -> None:
    roles = {
        name: resource["Properties"]["Role"]["Fn::GetAtt"][0]
        for name, resource in resources.items()
        if resource["Type"] == "AWS::Serverless::Function"
    }

    assert roles == {
        "APIHandler": "ApiHandlerRole",
        "Tick": "TickRole",
        "Close": "CloseRole",
        "Publish": "PublishRole",
        "Participation": "ParticipationRole",
    }


def test_every_log_group_is_one_that_its_role_may_write(resources: dict[str, Any]) -> None:
    names = [
        resource["Properties"]["FunctionName"]
        for resource in resources.values()
        if resource["Type"] == "AWS::Serverless::Function"
    ]

    assert len(names) == 5
    assert [name for name in names if not f"{name}-".startswith("contest-")] == []


def test_the_acts_are_called_as_the_schedule_calls_them(resources: dict[str, Any]) -> None:
    prefix = resources["Tick"]["Properties"]["Environment"]["Variables"]["FUNCTION_PREFIX"]

    acts = {act: resources[act.value.title()]["Properties"]["FunctionName"] for act in ActName}
    assert acts == {act: function_name(prefix, act) for act in ActName}
