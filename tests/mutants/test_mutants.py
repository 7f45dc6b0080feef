"""Every clause of every condition and every step of the guards is missed where it is not there.

For each mutant of a module its tests run until the first one fails; a mutant with which all of them
pass has survived: a test is missing, or the clause is superfluous.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mutants.modules import MUTATED, NOT_MUTATED, OF_THE_CORE, OPEN, Target
from mutants.operators import mutants_of
from mutants.survivors import KNOWN

ROOT = Path(__file__).parents[2]
CHALICELIB = ROOT / "functions" / "chalicelib"
GUARDING = ("api", "store", "use_cases")
REDUCED = {
    "contest/attempts.py": "accepts_submission",
    "store/attempts.py": "AttemptTable.finalise: no clause",
    "store/door.py": "no clause",
}
"""What `make test` looks at: modules, and what a mutant's name holds."""


def play(module: str, names: list[str], *, again: bool) -> list[dict[str, Any]]:
    """Return what became of the module as it is and of its mutants of these names."""
    target: Target = MUTATED[module]
    choice = {
        "module": f"chalicelib/{module}",
        "tests": target.tests,
        "store": target.store,
        "named": names,
        "again": again,
    }
    done = subprocess.run(
        [sys.executable, "-m", "mutants.run_mutants"],
        input=json.dumps(choice),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={
            **{name: value for name, value in os.environ.items() if "PYTEST" not in name},
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "PYTHONPATH": str(ROOT / "tests"),
            "HYPOTHESIS_PROFILE": "mutant",
            "PROVE": "0",
        },
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def check(
    module: str, names: list[str], what: str, note: Callable[..., None], *, again: bool
) -> None:
    known = KNOWN.get(module, {})
    lines = play(module, [name for name in names if name not in known], again=again)
    assert [line["killed_by"] for line in lines if not line["name"]] == [""] * (1 + again)
    played = [line for line in lines if line["name"]]
    survived = [mutant["name"] for mutant in played if not mutant["killed_by"]]
    note(
        f"{what} of {module}",
        mutants=len(names),
        killed=len(played) - len(survived),
        survived=len(survived),
        without_effect=len(names) - len(played),
    )
    assert survived == []


@pytest.mark.prove
@pytest.mark.parametrize("module", MUTATED)
def test_every_mutant_is_killed(module: str, note: Callable[..., None]) -> None:
    names = [mutant.name for mutant in mutants_of(CHALICELIB / module)]
    check(module, names, "all", note, again=True)


@pytest.mark.parametrize("module", REDUCED)
def test_some_mutants_are_killed(module: str, note: Callable[..., None]) -> None:
    names = [mutant.name for mutant in mutants_of(CHALICELIB / module)]
    some = [name for name in names if REDUCED[module] in name]
    check(module, some, "some", note, again=False)


def test_the_mutants_said_to_have_no_effect_are_still_there() -> None:
    there = {
        module: {mutant.name for mutant in mutants_of(CHALICELIB / module)} for module in KNOWN
    }

    assert {module: KNOWN[module].keys() - there[module] for module in KNOWN} == {
        module: set() for module in KNOWN
    }


def test_a_new_module_is_mutated_or_it_is_said_why_not() -> None:
    there = {
        f"{package}/{path.name}"
        for package in GUARDING
        for path in (CHALICELIB / package).glob("*.py")
        if path.name != "__init__.py"
    }

    assert {*MUTATED, *OPEN, *NOT_MUTATED} == there | OF_THE_CORE
    assert all(
        (ROOT / test).is_file() for target in (MUTATED | OPEN).values() for test in target.tests
    )
