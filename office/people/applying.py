"""A list takes the place of a table of the contest: what changes is told, then written whole."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from office.commands.project import CommandError
from office.people.canonical import Cells, read_canonical, table_text
from office.people.difference import Difference, compare
from office.people.files import Target
from office.people.writing import write_whole
from office.texts import text

MOST_TOLD = 30
"""Of many that are added, removed or changed some are told, the rest counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTable:
    """A table as it is and as it will be, its rows by their column ``key``.

    ``what`` is the word of the texts for its rows (``people``, ``units``), ``call`` what one of
    them is called, ``headings`` what its columns are called; a private one only its owner may read.
    """

    target: Target
    key: str
    columns: Sequence[str]
    before: Mapping[str, Cells]
    after: Mapping[str, Cells]
    what: str
    call: Callable[[str, Cells], str]
    headings: Mapping[str, str]
    private: bool

    def content(self) -> str:
        """Return the table as it will be written."""
        return table_text(self.columns, self.after.values())

    def difference(self) -> Difference[str]:
        """Return what changes."""
        return compare(self.before, self.after)

    def write(self) -> None:
        """Put the table in its place.

        Raises CommandError where it is no longer what was compared: somebody else's list would be
        lost without a word.
        """
        if read_canonical(self.target.path, self.key) != self.before:
            raise CommandError(text("people.changed_meanwhile", file=self.target.shown))
        write_whole(self.target.path, self.content().encode(), private=self.private)


def told_of(table: NewTable) -> list[str]:
    """Return what changes, in words."""
    difference = table.difference()
    told = [
        text(
            f"people.difference_{table.what}",
            count=len(table.after),
            added=len(difference.added),
            removed=len(difference.removed),
            changed=len(difference.changed),
            same=difference.same,
        )
    ]
    told += _some([f"  + {table.call(key, table.after[key])}" for key in difference.added])
    told += _some([f"  - {table.call(key, table.before[key])}" for key in difference.removed])
    told += _some(
        [
            f"  ~ {table.call(each.key, table.after[each.key])}: {_changes(table, each.columns)}"
            for each in difference.changed
        ]
    )
    return told


def _changes(table: NewTable, columns: Sequence[tuple[str, str, str]]) -> str:
    nothing = text("people.nothing")
    return "; ".join(
        text(
            "people.change",
            column=table.headings.get(column, column),
            before=before or nothing,
            after=after or nothing,
        )
        for column, before, after in columns
    )


def _some(lines: list[str]) -> list[str]:
    if len(lines) <= MOST_TOLD:
        return lines
    return [*lines[:MOST_TOLD], text("people.and_more", count=len(lines) - MOST_TOLD)]
