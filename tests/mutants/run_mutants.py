"""One module's mutants, each in a process of its own: forked once all libraries are imported.

``python -m mutants.run_mutants CHOICE``, where CHOICE is JSON on the standard input; writes a line
of JSON for the module as it is and then one for each mutant: which test killed it, if one did.
"""

import importlib.util
import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from mutants.operators import mutants_of

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "functions"
IMPORTED = (
    "boto3",
    "botocore.session",
    "chalice.app",
    "cryptography.hazmat.primitives.asymmetric.ed25519",
    "greenlet",
    "hypothesis.stateful",
    "jinja2",
    "moto.core.base_backend",
    "moto.dynamodb.responses",
    "moto.s3.responses",
    "moto.ssm.responses",
    "msgspec",
    "waitress",
)
"""What all tests need and no mutant is part of."""
LONGEST_SECONDS = 1.5
"""Of the processor's time, for one test, beyond twice what the longest takes with the unmutated
module: who takes longer runs for ever, and is killed by that."""
HANGING_SECONDS = 300.0
"""Who is not done by then waits for ever."""
QUICK = (
    "-x",
    "-q",
    "--no-header",
    "--assert=plain",
    "-p",
    "no:cacheprovider",
    "--disable-warnings",
    "-m",
    "not prove",
)


class MutantFinder(MetaPathFinder):
    """Finds one module as its mutant."""

    def __init__(self, name: str, path: Path, code: CodeType) -> None:
        self.name, self.path, self.code = name, path, code

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> ModuleSpec | None:
        if fullname != self.name:
            return None
        loader = _MutantLoader(fullname, str(self.path))
        loader.code = self.code
        return importlib.util.spec_from_file_location(fullname, self.path, loader=loader)


class _MutantLoader(SourceFileLoader):
    code: CodeType

    def get_code(self, fullname: str) -> CodeType:
        return self.code


class FirstFailure:
    """Notes the test that fails first; of the contract's stores it takes one."""

    def __init__(self, store: str, seconds: float) -> None:
        self.test = ""
        self.longest = 0.0
        self.store = store
        self.seconds = seconds
        self.begun = 0.0

    def pytest_runtest_logstart(self) -> None:
        self.begun = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, self.seconds)

    def pytest_runtest_logfinish(self) -> None:
        self.longest = max(self.longest, time.process_time() - self.begun)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if self._store_of(item) in {None, self.store}]

    @staticmethod
    def _store_of(item: pytest.Item) -> object:
        called = getattr(item, "callspec", None)
        return called.params.get("stores") if called is not None else None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.test:
            self.test = report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed and not self.test:
            self.test = f"collecting {report.nodeid}"


def run(
    path: Path, code: CodeType | None, choice: dict[str, Any], seconds: float
) -> tuple[str, float]:
    """Return the test that fails with this code in the module's place, and the longest one's time.

    The first is empty where none does; no test may take more than so many seconds.
    """
    receives, sends = os.pipe()
    child = os.fork()
    if not child:
        os.close(receives)
        _run_in_child(path, code, choice, seconds, sends)
    os.close(sends)
    with os.fdopen(receives, encoding="utf-8") as answer:
        told = answer.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return f"signal {os.WTERMSIG(status)}", 0.0
    test, longest = json.loads(told)
    return test or ("" if status == 0 else f"exit {os.waitstatus_to_exitcode(status)}"), longest


def _run_in_child(
    path: Path, code: CodeType | None, choice: dict[str, Any], seconds: float, sends: int
) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    signal.setitimer(signal.ITIMER_REAL, HANGING_SECONDS)
    if code is not None:
        name = ".".join(path.relative_to(SOURCES).with_suffix("").parts)
        sys.meta_path.insert(0, MutantFinder(name, path, code))
    failure = FirstFailure(choice["store"], seconds)
    result = pytest.main([*QUICK, *choice["tests"]], plugins=[failure])
    os.write(sends, json.dumps([failure.test, failure.longest]).encode())
    os._exit(int(result))


def play(choice: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what became of the unmutated module and of its mutants.

    Where ``again`` is asked for, the former comes last once more: what kills mutants was not broken
    by something else meanwhile.

    ``choice``: module (below functions), tests, store (of the contract's), and of the mutants those
    ``named``, or each ``every``-th.
    """
    path = SOURCES / choice["module"]
    begun = time.perf_counter()
    killed_by, longest = run(path, None, choice, HANGING_SECONDS)
    yield {"name": "", "killed_by": killed_by, "seconds": time.perf_counter() - begun}
    if killed_by:
        return
    named = choice.get("named")
    for number, mutant in enumerate(mutants_of(path)):
        if mutant.name not in named if named is not None else number % choice.get("every", 1):
            continue
        begun = time.perf_counter()
        killed_by, _ = run(path, mutant.compiled(path), choice, LONGEST_SECONDS + 2 * longest)
        yield {
            "name": mutant.name,
            "killed_by": killed_by,
            "seconds": time.perf_counter() - begun,
        }
    if choice.get("again"):
        begun = time.perf_counter()
        killed_by, _ = run(path, None, choice, HANGING_SECONDS)
        yield {"name": "", "killed_by": killed_by, "seconds": time.perf_counter() - begun}


def main() -> None:
    for name in IMPORTED:
        importlib.import_module(name)
    if any(name.partition(".")[0] in {"chalicelib", "office"} for name in sys.modules):
        raise RuntimeError("a module of the project is imported before its mutant")
    for line in play(json.load(sys.stdin)):
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
