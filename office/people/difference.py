"""What a list changes: who or what comes in, goes out, or is changed in which columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

K = TypeVar("K")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed(Generic[K]):
    """Something on both lists, with the columns that differ: before and after."""

    key: K
    columns: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference(Generic[K]):
    """The difference between a list as it was and as it will be, each in its list's order."""

    added: tuple[K, ...]
    removed: tuple[K, ...]
    changed: tuple[Changed[K], ...]
    same: int

    def __bool__(self) -> bool:
        """Tell whether there is a difference."""
        return bool(self.added or self.removed or self.changed)


def compare(
    before: Mapping[K, Mapping[str, str]], after: Mapping[K, Mapping[str, str]]
) -> Difference[K]:
    """Return what changes from one list to the other; a cell left out is an empty one.

    >>> compare({"a": {"name": "A"}, "b": {}}, {"a": {"name": "Á"}, "c": {}})
    ... # doctest: +NORMALIZE_WHITESPACE
    Difference(added=('c',), removed=('b',),
               changed=(Changed(key='a', columns=(('name', 'A', 'Á'),)),), same=0)
    """
    changed = [
        Changed(key=key, columns=columns)
        for key, row in after.items()
        if key in before and (columns := _columns(before[key], row))
    ]
    both = sum(key in before for key in after)
    return Difference(
        added=tuple(key for key in after if key not in before),
        removed=tuple(key for key in before if key not in after),
        changed=tuple(changed),
        same=both - len(changed),
    )


def _columns(
    before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[tuple[str, str, str], ...]:
    names = dict.fromkeys([*before, *after])
    cells = ((name, before.get(name, ""), after.get(name, "")) for name in names)
    return tuple(cell for cell in cells if cell[1] != cell[2])
