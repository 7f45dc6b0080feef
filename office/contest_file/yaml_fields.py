"""YAML with positions: the fields of a mapping read by name, every finding at its line and column.

1. A mapping may hold the fields of its layout: anything else is an unknown field.
2. A missing field that an unknown one nearly spells is not reported twice.
3. Scalars are read as typed: 08 is not an octal and ``no`` is not false.
"""

from collections.abc import Callable
from typing import TypeVar

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from office.contest_file import scalars
from office.contest_file.codes import Code
from office.contest_file.findings import Findings, Place
from office.contest_file.layout.groups import Group, Groups
from office.contest_file.layout.kinds import Layout, Readable
from office.contest_file.scalars import Scalar

T = TypeVar("T")

_NULLS = {"~", "null", "Null", "NULL"}


def parse_yaml(text: str, shown: str, findings: Findings, layout: type[Layout]) -> "Fields | None":
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
    return Fields(root, Place(path=shown), layout, findings)


class Fields:
    """The fields of one mapping; what is wrong with them goes to the findings."""

    def __init__(
        self, node: MappingNode, place: Place, layout: type[Layout], findings: Findings
    ) -> None:
        """Index the mapping's fields; one that stands twice is a finding and the first counts."""
        self.place = place
        self._layout = layout
        self._node = node
        self.findings = findings
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
        """Tell whether a field is there with a value."""
        node = self._nodes.get(name)
        return node is not None and not _is_null(node)

    def lay_out(self, layout: type[Layout]) -> None:
        """Hold the mapping to another layout: what is in a file may depend on one of its fields."""
        self._layout = layout

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

    def get(self, field: Readable[T]) -> T:
        """Return a field's value, its default, or a stand-in after a finding."""
        return field.read(self)

    def group(self, field: Group, read: Callable[["Fields"], T]) -> T | None:
        """Return what ``read`` makes of a mapping below; None where that has errors or is not."""
        if not field.required and not self.has(field.name):
            return None
        node = self._value(field.name, MappingNode, "group")
        return self._read(node, field.layout, read) if node else None

    def groups(self, field: Groups, read: Callable[["Fields"], T]) -> tuple[T, ...] | None:
        """Return what ``read`` makes of every item of a list of mappings; None on any error."""
        if not field.required and not self.has(field.name):
            return ()
        node = self._value(field.name, SequenceNode, "groups")
        if node is None:
            return None
        if field.required and not node.value:
            self.findings.add(Code.EMPTY, _place(node, self.place.path), field=field.name)
            return None
        values: list[T] = []
        for item in node.value:
            if isinstance(item, MappingNode):
                value = self._read(item, field.layout, read)
                if value is not None:
                    values.append(value)
            else:
                self._wrong_type(field.name, item, "group")
        return tuple(values) if len(values) == len(node.value) else None

    def scalar(self, name: str, *, required: bool) -> Scalar | None:
        """Return a field's scalar; None where it is left out or after a finding."""
        if not required and not self.has(name):
            return None
        node = self._value(name, ScalarNode, "text")
        return self._as_scalar(name, node) if node else None

    def scalars(self, name: str, *, required: bool) -> list[Scalar]:
        """Return the scalars of a list; a required one that is empty is a finding."""
        if not required and not self.has(name):
            return []
        node = self._value(name, SequenceNode, "texts")
        if node is None:
            return []
        if required and not node.value:
            self.findings.add(Code.EMPTY, _place(node, self.place.path), field=name)
        read = (self._item(name, item) for item in node.value)
        return [scalar for scalar in read if scalar is not None]

    def pairs(self, name: str) -> list[tuple[Scalar, Scalar]]:
        """Return the names and scalars of an optional mapping whose names are free."""
        node = self._value(name, MappingNode, "pairs") if self.has(name) else None
        if node is None:
            return []
        read = [(self._as_scalar(name, key), self._item(name, value)) for key, value in node.value]
        typed = [key.text for key, _ in read]
        for index, (key, _) in enumerate(read):
            if key.text in typed[:index]:
                self.findings.add(Code.DUPLICATE_FIELD, key.place, field=key.text)
        return [(key, value) for key, value in read if value is not None]

    def finish(self) -> None:
        """Report the fields that the layout lacks and those that were asked for in vain."""
        known = self._layout.names()
        meant = set()
        for name, place in self._keys.items():
            if name not in known:
                meant.add(scalars.nearest_of(name, known))
                hint = scalars.hint_for(name, known)
                self.findings.add(Code.UNKNOWN_FIELD, place, field=name, hint=hint)
        for name in self._missing:
            if name not in meant:
                self.findings.add(Code.MISSING_FIELD, self.place, field=name)

    def _read(
        self, node: MappingNode, layout: type[Layout], read: Callable[["Fields"], T]
    ) -> T | None:
        errors = self.findings.errors()
        fields = Fields(node, _place(node, self.place.path), layout, self.findings)
        value = read(fields)
        fields.finish()
        return value if self.findings.errors() == errors else None

    def _value(self, name: str, kind: type[T], wanted: str) -> T | None:
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

    def _item(self, name: str, node: Node) -> Scalar | None:
        if not isinstance(node, ScalarNode):
            self._wrong_type(name, node, "text")
        elif _is_null(node):
            self.findings.add(Code.EMPTY, _place(node, self.place.path), field=name)
        else:
            return self._as_scalar(name, node)
        return None

    def _as_scalar(self, name: str, node: Node) -> Scalar:
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
