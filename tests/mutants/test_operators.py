"""What is made of a piece of source, by hand."""

import ast
from pathlib import Path

import pytest
from mutants.operators import mutants_of

GUARD = """
def guard(a, b):
    check(a)
    if a < b and not b.done:
        raise Late
    return max(a, b + a)
"""
WRITE = """
def write(table, seen):
    table.update_if({"state": 1, "rev": 2}, Condition("rev", "<", seen))
"""


def names_of(folder: Path, source: str) -> list[str]:
    file = folder / "module.py"
    file.write_text(source, encoding="utf-8")
    mutants = mutants_of(file)
    unmutated = ast.unparse(ast.parse(source))
    for mutant in mutants:
        assert ast.unparse(mutant.tree()) != unmutated
        mutant.compiled(file)
    return [mutant.name for mutant in mutants]


def test_a_guard_is_dropped_weakened_and_moved(tmp_path: Path) -> None:
    assert sorted(names_of(tmp_path, GUARD)) == [
        "guard: a < b -> a <= b",
        "guard: a < b and (not b.done) without a < b",
        "guard: a < b and (not b.done) without not b.done",
        "guard: b + a -> b",
        "guard: max(a, b + a) -> a",
        "guard: max(a, b + a) -> b + a",
        "guard: never: if a < b and (not b.done)",
        "guard: no step: check(a)",
    ]


def test_a_write_loses_each_clause_and_each_value(tmp_path: Path) -> None:
    store = tmp_path / "store"
    store.mkdir()

    assert sorted(names_of(store, WRITE)) == [
        "write: Condition('rev', '<', seen) with <=",
        "write: no clause: Condition('rev', '<', seen)",
        "write: no step: table.update_if({'state': 1, 'rev': 2}, Condition('rev', '<', seen))",
        "write: no value: 'rev': 2",
        "write: no value: 'state': 1",
    ]


@pytest.mark.parametrize("source", ["", "A = 1\n", "def f() -> int:\n    return 1\n"])
def test_where_nothing_is_decided_there_is_no_mutant(tmp_path: Path, source: str) -> None:
    assert names_of(tmp_path, source) == []
