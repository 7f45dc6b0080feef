"""YAML with positions: the fields of a mapping read by name, every finding at its line and column.

1. What a reader asks for is what a mapping may hold: anything else is an unknown field.
2. A missing field that an unknown one nearly spells is not reported twice.
3. Scalars are read as typed: 08 is not an octal and ``no`` is not false.
"""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import TypeVar

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from office.contest_file import scalars
from office.contest_file.codes import Code
from office.contest_file.findings import Findings, Place
from office.contest_file.scalars import Scalar

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")

_NULLS = {"~", "null", "Null", "NULL"}


def parse_yaml(text: str, shown: str, findings: Findings) -> "Fields | None":
    """Return the fields of a YAML file whose top is a mapping, or None after a finding."""
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        place = Place(path=shown, line=line, column=column)
        findings.add(Code.YAML_SYNTAX, place, detail=str(error.problem or error.context))
        return None
    except (YAMLError, RecursionError, ValueError) as error:
        findings.add(Code.YAML_SYNTAX, Place(path=shown), detail=type(error).__name__)
        return None
    if root is None:
        findings.add(Code.EMPTY, Place(path=shown), field=shown)
        return None
    if not isinstance(root, MappingNode):
        scalars.wrong_type(
            Scalar(field=shown, text=_typed(root), place=_place(root, shown)), "group", findings
        )
        return None
    return Fields(root, Place(path=shown), findings)


class Fields:
    """The fields of one mapping; what is wrong with them goes to the findings."""

    def __init__(self, node: MappingNode, place: Place, findings: Findings) -> None:
        """Index the mapping's fields; one that stands twice is a finding and the first counts."""
        self.place = place
        self._node = node
        self.findings = findings
        self._known: list[str] = []
        self._missing: list[str] = []
        self._keys: dict[str, Place] = {}
        self._nodes: dict[str, Node] = {}
        for key, value in node.value:
            name = _typed(key)
            if name in self._keys:
                findings.add(Code.DUPLICATE_FIELD, _place(key, place.path), field=name)
            else:
                self._keys[name] = _place(key, place.path)
                self._nodes[name] = value

    def has(self, name: str) -> bool:
        """Tell whether an optional field is there with a value."""
        self._known.append(name)
        node = self._nodes.get(name)
        return node is not None and not _is_null(node)

    def find(self, *steps: str | int) -> Place:
        """Return where a field or a list's item stands, or the nearest thing above it that does.

        A field whose value is a mapping or a list stands at its name, another one at its value.
        """
        node: Node | None = self._node
        place = self.place
        for step in steps:
            key, node = _step(node, step)
            if node is None:
                break
            at_name = key is not None and not isinstance(node, ScalarNode)
            place = _place(key if key is not None and at_name else node, place.path)
        return place

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text; a field with a default may be left out or empty."""
        scalar = self._scalar(name, required=default is None)
        return scalar.text if scalar else default or ""

    def slug(self, name: str) -> str:
        """Return an id."""
        scalar = self._scalar(name)
        return scalars.read_slug(scalar, self.findings) if scalar else ""

    def whole(self, name: str, least: int, default: int | None = None) -> int:
        """Return a whole number of at least ``least``."""
        scalar = self._scalar(name, required=default is None)
        return scalars.read_whole(scalar, least, self.findings) if scalar else default or 0

    def flag(self, name: str, default: bool) -> bool:
        """Return true or false."""
        scalar = self._scalar(name, required=False)
        return scalars.read_flag(scalar, self.findings) if scalar else default

    def moment(self, name: str) -> int:
        """Return a moment in milliseconds UTC."""
        scalar = self._scalar(name)
        return scalars.read_moment(scalar, self.findings) if scalar else 0

    def day(self, name: str) -> date:
        """Return a day."""
        scalar = self._scalar(name)
        return scalars.read_day(scalar, self.findings) if scalar else date.min

    def word(self, name: str, kind: type[E], default: E | None = None) -> E:
        """Return one of the words of an enumeration."""
        scalar = self._scalar(name, required=default is None)
        if scalar:
            return scalars.read_word(scalar, kind, self.findings)
        return default or next(iter(kind))

    def texts(self, name: str, *, required: bool = True) -> tuple[str, ...]:
        """Return a list of texts, not empty where it is required."""
        return tuple(scalar.text for scalar in self._scalars(name, required=required))

    def words(self, name: str, kind: type[E]) -> tuple[E, ...]:
        """Return a list of words of an enumeration, none of them twice."""
        found = self._scalars(name)
        for index, scalar in enumerate(found):
            if scalar.text in [earlier.text for earlier in found[:index]]:
                self.findings.add(Code.REPEATED_WORD, scalar.place, field=name, typed=scalar.text)
        return tuple(scalars.read_word(scalar, kind, self.findings) for scalar in found)

    def group(self, name: str, read: Callable[["Fields"], T]) -> T | None:
        """Return what ``read`` makes of a mapping below, or None where that has errors."""
        node = self._value(name, MappingNode, "group")
        return self._read(node, read) if node else None

    def groups(
        self, name: str, read: Callable[["Fields"], T], *, required: bool = True
    ) -> tuple[T, ...] | None:
        """Return what ``read`` makes of every item of a list of mappings; None on any error."""
        if not required and not self.has(name):
            return ()
        node = self._value(name, SequenceNode, "groups")
        if node is None:
            return None
        if required and not node.value:
            self.findings.add(Code.EMPTY, _place(node, self.place.path), field=name)
            return None
        values: list[T] = []
        for item in node.value:
            if isinstance(item, MappingNode):
                value = self._read(item, read)
                if value is not None:
                    values.append(value)
            else:
                self._wrong_type(name, item, "group")
        return tuple(values) if len(values) == len(node.value) else None

    def finish(self) -> None:
        """Report the fields that nobody asked for and those that were asked for in vain."""
        meant = set()
        for name, place in self._keys.items():
            if name not in self._known:
                hint = scalars.hint_for(name, dict.fromkeys(self._known))
                meant.add(scalars.nearest_of(name, self._known))
                self.findings.add(Code.UNKNOWN_FIELD, place, field=name, hint=hint)
        for name in self._missing:
            if name not in meant:
                self.findings.add(Code.MISSING_FIELD, self.place, field=name)

    def _read(self, node: MappingNode, read: Callable[["Fields"], T]) -> T | None:
        errors = self.findings.errors()
        fields = Fields(node, _place(node, self.place.path), self.findings)
        value = read(fields)
        fields.finish()
        return value if self.findings.errors() == errors else None

    def _value(self, name: str, kind: type[T], wanted: str) -> T | None:
        self._known.append(name)
        node = self._nodes.get(name)
        if node is None:
            self._missing.append(name)
        elif _is_null(node):
            self.findings.add(Code.EMPTY, self._keys.get(name, self.place), field=name)
        elif isinstance(node, kind):
            return node
        else:
            self._wrong_type(name, node, wanted)
        return None

    def _scalar(self, name: str, *, required: bool = True) -> Scalar | None:
        if not required and not self.has(name):
            return None
        node = self._value(name, ScalarNode, "text")
        return self._as_scalar(name, node) if node else None

    def _scalars(self, name: str, *, required: bool = True) -> list[Scalar]:
        if not required and not self.has(name):
            return []
        node = self._value(name, SequenceNode, "texts")
        if node is None:
            return []
        if required and not node.value:
            self.findings.add(Code.EMPTY, _place(node, self.place.path), field=name)
        found = []
        for item in node.value:
            if not isinstance(item, ScalarNode):
                self._wrong_type(name, item, "text")
            elif _is_null(item):
                self.findings.add(Code.EMPTY, _place(item, self.place.path), field=name)
            else:
                found.append(self._as_scalar(name, item))
        return found

    def _as_scalar(self, name: str, node: ScalarNode) -> Scalar:
        return Scalar(field=name, text=_typed(node), place=_place(node, self.place.path))

    def _wrong_type(self, name: str, node: Node, wanted: str) -> None:
        scalar = Scalar(field=name, text=_typed(node), place=_place(node, self.place.path))
        scalars.wrong_type(scalar, wanted, self.findings)


def _typed(node: Node) -> str:
    """Return a scalar's text, line by line without needless blanks; nothing for another node."""
    if not isinstance(node, ScalarNode):
        return ""
    return "\n".join(" ".join(line.split()) for line in node.value.strip().split("\n"))


def _step(node: Node | None, step: str | int) -> tuple[Node | None, Node | None]:
    """Return the key, if any, and the value one step below a node; no value where there is none."""
    if isinstance(node, MappingNode):
        return next(((key, value) for key, value in node.value if key.value == step), (None, None))
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None, None


def _is_null(node: Node) -> bool:
    if not isinstance(node, ScalarNode):
        return False
    return not node.value.strip() or (not node.style and node.value in _NULLS)


def _place(node: Node, path: str) -> Place:
    mark = node.start_mark
    return Place(path=path, line=mark.line + 1, column=mark.column + 1)
