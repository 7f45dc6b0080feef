"""Mutants of what the store asks DynamoDB for: conditions, values that are set, arguments of calls.

A clause is whatever is a ``Condition``: made on the spot, a constant of the module or of
``dynamodb``, or what a function annotated so returns.  Where conditions are made from a mapping's
entries, each entry is one.
"""

import ast
import copy
from collections.abc import Iterator
from pathlib import Path

_WEAKER = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "=": "<>", "<>": "="}
_IMPORTED = {"ABSENT"}
_ALWAYS = "Condition('none-such', '=', None)"
"""A clause that holds whatever is stored."""
Instead = Iterator[tuple[str, ast.AST | None]]


def condition_mutants(node: ast.AST, tree: ast.Module, path: Path) -> Instead:
    """Yield the mutants of one node of a module of the store; none elsewhere."""
    if path.parent.name != "store":
        return
    yield from _dropped_clauses(node, _clauses(tree))
    yield from _other_operators(node)
    yield from _generated_clauses(node, tree, path)
    yield from _dropped_values(node)
    yield from _dropped_arguments(node)


def _clauses(tree: ast.Module) -> set[str]:
    """Return the names and functions that stand for one condition in this module."""
    known = set(_IMPORTED)
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and _is_condition(statement.value, set()):
            known |= {ast.unparse(target) for target in statement.targets}
        if isinstance(statement, ast.FunctionDef) and _text(statement.returns) == "Condition":
            known.add(f"{statement.name}()")
    return known


def _text(node: ast.AST | None) -> str:
    return "" if node is None else ast.unparse(node)


def _is_condition(node: ast.AST, known: set[str]) -> bool:
    if isinstance(node, ast.Call):
        function = ast.unparse(node.func)
        return function == "Condition" or f"{function}()" in known
    return isinstance(node, ast.Name) and node.id in known


def _dropped_clauses(node: ast.AST, known: set[str]) -> Instead:
    field = {ast.Call: "args", ast.Tuple: "elts"}.get(type(node), "")
    parts: list[ast.AST] = getattr(node, field, [])
    for place, part in enumerate(parts):
        if _is_condition(part, known):
            mutated = copy.deepcopy(node)
            getattr(mutated, field)[place] = ast.parse(_ALWAYS, mode="eval").body
            yield f"no clause: {ast.unparse(part)}", mutated


def _other_operators(node: ast.AST) -> Instead:
    if not isinstance(node, ast.Call) or ast.unparse(node.func) != "Condition":
        return
    operator = node.args[1]
    kinds = (
        [operator.value]
        if isinstance(operator, ast.Constant)
        else [operator.body.value, operator.orelse.value]  # type: ignore[attr-defined]
    )
    for kind in kinds:
        mutated = copy.deepcopy(node)
        mutated.args[1] = ast.Constant(value=_WEAKER[kind])
        yield f"{ast.unparse(node)} with {_WEAKER[kind]}", mutated


def _generated_clauses(node: ast.AST, tree: ast.Module, path: Path) -> Instead:
    if not isinstance(node, ast.GeneratorExp) or not _is_condition(node.elt, set()):
        return
    comprehension = node.generators[0]
    call = comprehension.iter
    name = ast.unparse(call).removesuffix(".items()").partition("(")[0]
    for key in _keys_of(name, tree, path):
        mutated = copy.deepcopy(node)
        mutated.generators[0].ifs.append(ast.parse(f"name != {key!r}", mode="eval").body)
        yield f"no clause: {key} of {name}", mutated


def _keys_of(name: str, tree: ast.Module, path: Path) -> list[str]:
    module, _, function = name.rpartition(".")
    if module:
        tree = ast.parse((path.parent / f"{module}.py").read_text(encoding="utf-8"))
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef) and statement.name == function:
            return [
                key.value
                for part in ast.walk(statement)
                if isinstance(part, ast.Dict)
                for key in part.keys
                if isinstance(key, ast.Constant)
            ]
    raise LookupError(name)


def _dropped_values(node: ast.AST) -> Instead:
    if not isinstance(node, ast.Dict):
        return
    for place, key in enumerate(node.keys):
        if isinstance(key, ast.Constant | ast.Attribute):
            mutated = copy.deepcopy(node)
            mutated.keys.pop(place)
            mutated.values.pop(place)
            yield f"no value: {ast.unparse(key)}: {ast.unparse(node.values[place])}", mutated


def _dropped_arguments(node: ast.AST) -> Instead:
    """Yield the calls of AWS without each argument that has a default there."""
    if not isinstance(node, ast.Call) or ".dynamodb." not in f".{_client_of(node)}.":
        return
    for place, keyword in enumerate(node.keywords):
        if keyword.arg is not None:
            mutated = copy.deepcopy(node)
            mutated.keywords.pop(place)
            yield f"{ast.unparse(node.func)} without {keyword.arg}", mutated


def _client_of(call: ast.Call) -> str:
    function = ast.unparse(call.func)
    return "dynamodb" if function.startswith("client.") else function
