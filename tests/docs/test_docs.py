"""The documents say what the program does: each list in them is compared with the thing itself."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import typer

import build
from app import app as functions
from chalicelib.contest.acts import ActName
from chalicelib.contest.attempts import AttemptKey
from chalicelib.contest.ids import ContestId, Digest, Pid, RoundId, UnitId
from chalicelib.store import keys

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
ARCHITECTURE = ROOT / "ARCHITECTURE.md"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
DEPLOY = ROOT / "docs" / "deploy.md"
CHALICE = ROOT / "functions" / ".chalice"

DOCUMENTS = sorted(
    [
        *ROOT.glob("*.md"),
        *(
            path
            for folder in ("docs", "question_banks", "requirements", "bench", "examples")
            for path in (ROOT / folder).rglob("*.md")
            # Posts of a contest lead to pages of its site.
            if path.parent.name != "news"
        ),
    ]
)
PID, HASH, DIGEST = "a" * 32, "a" * 31 + "b", "d" * 64


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def table(path: Path, first_head: str) -> list[list[str]]:
    """Return the cells of every table whose first column is called so, without their heads."""
    rows: list[list[str]] = []
    inside = False
    for line in read(path).splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        if not line.startswith("|"):
            inside = False
        elif cells[0] == first_head:
            inside = True
        elif inside and not line.startswith("| ---"):
            rows.append(cells)
    return rows


def quoted(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def options_of(command: Any) -> set[str]:
    named = {each for parameter in command.params for each in parameter.opts if each[0] == "-"}
    return named - {"--help"}


def commands_of(group: Any, before: str = "") -> dict[str, Any]:
    """Return every command by what is typed, groups opened: `bank import`.

    A group that does something without a command of its own is a command too.
    """
    found: dict[str, Any] = {}
    for name, command in group.commands.items():
        typed = f"{before}{name}"
        is_group = hasattr(command, "commands")
        if not is_group or command.invoke_without_command:
            found[typed] = command
        if is_group:
            found |= commands_of(command, f"{typed} ")
    return found


COMMANDS: dict[str, Any] = commands_of(typer.main.get_command(build.app))


def test_the_readme_lists_every_command_with_its_options() -> None:
    documented = {
        quoted(name)[0]: set(quoted(options))
        for name, options, _ in table(README, "Command")
        if quoted(name)
    }

    assert documented == {name: options_of(command) for name, command in COMMANDS.items()}


def test_the_readme_explains_every_option() -> None:
    explained = {name for row in table(README, "Option") for name in quoted(row[0])}

    assert explained == set().union(*map(options_of, COMMANDS.values()))


def test_the_two_commands_for_a_fresh_machine_stand_at_the_top_of_the_readme() -> None:
    top = read(README).splitlines()[:40]
    first_words = [" ".join(line.split()[:2]) for line in top]

    assert [each for each in first_words if each in {"make demo", "make test"}] == [
        "make demo",
        "make test",
    ]


def test_the_uv_version_for_windows_is_the_one_that_the_makefile_takes() -> None:
    pinned = re.findall(r"^uv==(\S+)", read(ROOT / "requirements" / "dev.in"), re.MULTILINE)

    assert re.findall(r"uv==([\d.]+)", read(README)) == pinned


def test_the_contributing_page_lists_what_make_offers() -> None:
    offered = re.findall(r"@echo 'make (\S+)", read(ROOT / "Makefile"))
    documented = [quoted(row[0])[0].removeprefix("make ") for row in table(CONTRIBUTING, "Command")]

    assert sorted(documented) == sorted(offered)


def test_the_architecture_page_lists_every_route() -> None:
    documented = {quoted(row[0])[0] for row in table(ARCHITECTURE, "Route")}

    assert documented == {
        f"{method} /api{path}" for path, methods in functions.routes.items() for method in methods
    }


def documented_keys() -> set[tuple[str, str, str]]:
    rows = table(ARCHITECTURE, "Table")
    return {(quoted(name)[0], quoted(pk)[0], quoted(sk)[0]) for name, pk, sk, _ in rows}


def spelled(where: keys.Table, key: keys.Key) -> tuple[str, str, str]:
    """Return a key as the documents write it."""
    texts = []
    for part in (keys.PARTITION, keys.SORT):
        text = key[part]["S"].replace(DIGEST, "DIGEST").replace(PID, "PID").replace(HASH, "HASH")
        texts.append(re.sub(r"/a$", "/S", text))
    return keys.table_name("contest-", where), texts[0], texts[1]


def test_the_architecture_page_lists_every_table() -> None:
    documented = {name for name, _, _ in documented_keys()}

    assert documented == {keys.table_name("contest-", where) for where in keys.Table}


def test_the_architecture_page_spells_the_keys_as_the_store_does() -> None:
    contest, round_id, digest = ContestId("CONTEST"), RoundId("ROUND"), Digest(DIGEST)
    attempt = AttemptKey(contest=contest, scope=round_id, pid=Pid(PID))
    frozen = keys.frozen_partition(contest, digest)
    lists = (keys.head_key(frozen), keys.entry_key(frozen, digest, 0))

    assert documented_keys() == {
        spelled(keys.Table.PEOPLE, keys.person_key(contest, Pid(PID))),
        spelled(keys.Table.PEOPLE, keys.code_key(contest, HASH)),
        spelled(keys.Table.PEOPLE, keys.exclusion_key(contest, Pid(PID))),
        spelled(keys.Table.PEOPLE, keys.challenge_key(contest, HASH)),
        spelled(keys.Table.PEOPLE, keys.tries_key(contest, HASH)),
        spelled(keys.Table.PEOPLE, keys.network_key_key(contest, round_id)),
        spelled(keys.Table.PEOPLE, keys.complaint_key(contest, HASH, 1)),
        spelled(keys.Table.PEOPLE, keys.complaint_answer_key(contest, HASH, 1, 1)),
        spelled(keys.Table.ATTEMPTS, keys.attempt_key(attempt)),
        *(spelled(keys.Table.QUESTIONS, key) for key in lists),
        *(spelled(keys.Table.KEYS, key) for key in lists),
        spelled(keys.Table.CONTESTS, keys.rules_key(contest, digest)),
        spelled(keys.Table.CONTESTS, keys.release_key(contest)),
        spelled(keys.Table.CONTESTS, keys.state_key(contest, round_id)),
        spelled(keys.Table.CONTESTS, keys.link_key(contest, UnitId("UNIT"))),
        spelled(keys.Table.CONTESTS, keys.event_key(contest, 1)),
    }


COLUMNS = ("people", "attempts", "questions", "keys", "contests", "archive", "public", "secrets")


def granted(policy: Path) -> dict[str, str]:
    """Return what a policy allows on each table, bucket and on the secrets, as the page says it."""
    allowed: dict[str, set[str]] = {column: set() for column in COLUMNS}
    for statement in json.loads(read(policy))["Statement"]:
        named = statement["Resource"]
        for resource in [named] if isinstance(named, str) else named:
            for column in COLUMNS:
                thing = "parameter/contest/" if column == "secrets" else f"contest-{column}"
                if re.search(rf"{thing}(\b|\*)", resource):
                    allowed[column] |= {
                        re.sub("Item|Object|Parameter|Bucket", "", action.partition(":")[2]).lower()
                        for action in statement["Action"]
                    }
    return {column: ", ".join(sorted(actions)) or "–" for column, actions in allowed.items()}


def test_the_architecture_page_says_what_each_function_may_do() -> None:
    documented = {
        quoted(name)[0]: dict(zip(COLUMNS, cells, strict=True))
        for name, *cells in table(ARCHITECTURE, "Function")
    }

    assert documented == {
        path.stem.removeprefix("policy-"): granted(path) for path in CHALICE.glob("policy-*.json")
    }


def test_the_deployment_page_explains_every_variable_of_the_stage() -> None:
    stage = json.loads(read(CHALICE / "config.json"))["stages"]["production"]
    documented = [quoted(row[0])[0] for row in table(DEPLOY, "Variable")]

    assert documented == list(stage["environment_variables"])


def test_the_deployment_page_names_the_functions_as_the_schedule_calls_them() -> None:
    stage = json.loads(read(CHALICE / "config.json"))["stages"]["production"]
    prefix = stage["environment_variables"]["FUNCTION_PREFIX"]
    documented = [quoted(row[0])[0] for row in table(DEPLOY, "Function")]

    assert documented == [
        "APIHandler",
        f"{prefix}tick",
        *(keys.function_name(prefix, act) for act in ActName),
    ]


@pytest.mark.parametrize(
    "script", re.findall(r"<<'PY'\n(.*?)\nPY\n", read(README) + read(DEPLOY), re.DOTALL)
)
def test_what_the_documents_scripts_import_exists(script: str) -> None:
    imports = [line for line in script.splitlines() if line.startswith(("import ", "from "))]

    names: dict[str, object] = {}
    exec("\n".join(imports), names)  # noqa: S102 - our own documents

    compile(script, "a script in the documents", "exec")
    assert names.keys() - {"__builtins__"} == {
        name.strip()
        for line in imports
        for name in re.sub(r"^(from \S+ )?import ", "", line).split(",")
    }


def anchors(path: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", read(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?://|mailto:)([^)\s]+)\)", read(document))
    broken = []
    for link in links:
        name, _, anchor = link.partition("#")
        target = (document.parent / name).resolve() if name else document
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)

    assert broken == []
