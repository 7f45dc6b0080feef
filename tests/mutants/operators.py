"""Mutants of a module, derived from its source: each is the module with one decision made wrong.

A mutant is named by its place and by what is written there instead, without line numbers, so that
the list of known ones stays true when lines move.
"""

import ast
import copy
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import TypeVar

from mutants.conditions import condition_mutants

_OTHER: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_SHOWN = 90

T = TypeVar("T")
Instead = Iterator[tuple[str, ast.AST | None]]
"""What is done to a node, and what stands in its place (None: nothing)."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One wrong version of a module."""

    source: str
    name: str
    place: int
    """Of the node that is replaced, among those that run."""
    instead: ast.AST | None

    def tree(self) -> ast.Module:
        """Return the module with this one decision made wrong."""
        return _with(ast.parse(self.source), self.place, self.instead)

    def compiled(self, path: Path) -> CodeType:
        """Return its code, as that of a file."""
        return compile(self.tree(), path, "exec")


def mutants_of(path: Path) -> list[Mutant]:
    """Return every mutant of a module's source."""
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    found: list[Mutant] = []
    seen: Counter[str] = Counter()
    for place, (scope, node, parent) in enumerate(_nodes(tree)):
        of_node = _instead_of(node, parent, scope)
        for what, instead in [*of_node, *condition_mutants(node, tree, path)]:
            name = f"{scope or 'module'}: {what}"
            seen[name] += 1
            if seen[name] > 1:
                name += f" (again: {seen[name]})"
            found.append(Mutant(source, name, place, instead))
    return found


def _nodes(tree: ast.Module) -> list[tuple[str, ast.AST, ast.AST]]:
    """Return every node that is run, with its function and parent; always in the same order."""
    found: list[tuple[str, ast.AST, ast.AST]] = []

    def visit(node: ast.AST, parent: ast.AST, scope: str) -> None:
        found.append((scope, node, parent))
        for child in _run_parts(node):
            inner = scope
            if isinstance(child, ast.FunctionDef | ast.ClassDef):
                inner = f"{scope}.{child.name}".lstrip(".")
            visit(child, node, inner)

    visit(tree, tree, "")
    return found


def _run_parts(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the children that run: neither annotations nor decorators nor what types alone read."""
    left_out: tuple[object, ...] = ()
    if isinstance(node, ast.FunctionDef):
        left_out = (node.args, node.returns, *node.decorator_list)
    elif isinstance(node, ast.AnnAssign):
        left_out = (node.annotation,)
    elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    for child in ast.iter_child_nodes(node):
        if child not in left_out:
            yield child


def _with(tree: ast.Module, place: int, instead: ast.AST | None) -> ast.Module:
    """Return the tree, with another node at a place, or with none."""
    _, old, _ = _nodes(tree)[place]
    parent, field, index = _where(tree, old)
    if index is None:
        setattr(parent, field, instead)
    elif instead is None:
        getattr(parent, field).pop(index)
    else:
        getattr(parent, field)[index] = instead
    return ast.fix_missing_locations(tree)


def _where(tree: ast.Module, wanted: ast.AST) -> tuple[ast.AST, str, int | None]:
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if value is wanted:
                return parent, field, None
            if isinstance(value, list):
                for index, one in enumerate(value):
                    if one is wanted:
                        return parent, field, index
    raise LookupError(ast.dump(wanted))


def _instead_of(node: ast.AST, parent: ast.AST, scope: str) -> Instead:
    if not scope and not isinstance(node, ast.Set):
        return
    for operator in _OPERATORS:
        yield from operator(node)
    # Where a decision is dropped as a whole, its opposite is found by any test that meets it.
    if not isinstance(parent, ast.If | ast.IfExp | ast.BoolOp):
        yield from _opposites(node)
    if not (isinstance(parent, ast.If) and len(parent.body) == 1):
        yield from _raised(node)


def _guards(node: ast.AST) -> Instead:
    if isinstance(node, ast.If):
        mutated = copy.deepcopy(node)
        mutated.test = ast.Constant(value=False)
        yield f"never: if {_text(node.test)}", mutated


def _operands(node: ast.AST) -> Instead:
    if isinstance(node, ast.BoolOp):
        for place, operand in enumerate(node.values):
            rest = _without(node.values, place)
            left = rest[0] if len(rest) == 1 else ast.BoolOp(op=node.op, values=rest)
            yield f"{_text(node)} without {_text(operand)}", left


def _comparisons(node: ast.AST) -> Instead:
    if not isinstance(node, ast.Compare):
        return
    for place, operator in enumerate(node.ops):
        if not isinstance(operator, ast.Lt | ast.LtE | ast.Gt | ast.GtE):
            continue
        ops = [*node.ops]
        ops[place] = _OTHER[type(operator)]()
        other = ast.Compare(left=node.left, ops=ops, comparators=node.comparators)
        yield f"{_text(node)} -> {_text(other)}", other
    if len(node.ops) > 1:
        first = ast.Compare(left=node.left, ops=node.ops[:1], comparators=node.comparators[:1])
        last = ast.Compare(
            left=node.comparators[0], ops=node.ops[1:], comparators=node.comparators[1:]
        )
        for part in (first, last):
            yield f"{_text(node)} -> {_text(part)}", part


def _opposites(node: ast.AST) -> Instead:
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        operator = node.ops[0]
        if not isinstance(operator, ast.Lt | ast.LtE | ast.Gt | ast.GtE):
            other = ast.Compare(node.left, [_OTHER[type(operator)]()], node.comparators)
            yield f"{_text(node)} -> {_text(other)}", other
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield f"{_text(node)} -> {_text(node.operand)}", node.operand


def _choices(node: ast.AST) -> Instead:
    if isinstance(node, ast.IfExp):
        for one in (node.body, node.orelse):
            yield f"{_text(node)} -> {_text(one)}", one
    if isinstance(node, ast.Call) and _text(node.func) in {"min", "max"} and len(node.args) > 1:
        for one in node.args:
            yield f"{_text(node)} -> {_text(one)}", one


def _steps(node: ast.AST) -> Instead:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield f"no step: {_text(node)}", ast.Pass()


def _raised(node: ast.AST) -> Instead:
    if isinstance(node, ast.Raise):
        yield f"no step: {_text(node)}", ast.Pass()


def _replaced(node: ast.AST) -> Instead:
    """Yield a call of ``replace`` without each thing that it sets."""
    if isinstance(node, ast.Call) and _text(node.func) == "replace":
        for place, keyword in enumerate(node.keywords):
            left = ast.Call(func=node.func, args=node.args, keywords=_without(node.keywords, place))
            yield f"{_text(node)} without {keyword.arg}", left


def _sums(node: ast.AST) -> Instead:
    """Yield a sum or difference of instants without what is added."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        sides = (node.left, node.right)
        if not any(isinstance(side, ast.JoinedStr | ast.Constant | ast.Tuple) for side in sides):
            yield f"{_text(node)} -> {_text(node.left)}", node.left


def _filters(node: ast.AST) -> Instead:
    if isinstance(node, ast.comprehension):
        for place, test in enumerate(node.ifs):
            mutated = copy.deepcopy(node)
            mutated.ifs.pop(place)
            yield f"all of {_text(node.iter)}, not only if {_text(test)}", mutated
    if isinstance(node, ast.Set):
        for place, one in enumerate(node.elts):
            rest = _without(node.elts, place)
            empty = ast.Call(func=ast.Name(id="set", ctx=ast.Load()), args=[], keywords=[])
            left = ast.Set(elts=rest) if rest else empty
            yield f"{_text(node)} without {_text(one)}", left


def _without(values: Sequence[T], place: int) -> list[T]:
    return [value for number, value in enumerate(values) if number != place]


def _text(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "..."


_OPERATORS: tuple[Callable[[ast.AST], Instead], ...] = (
    _guards,
    _operands,
    _comparisons,
    _choices,
    _steps,
    _replaced,
    _sums,
    _filters,
)
