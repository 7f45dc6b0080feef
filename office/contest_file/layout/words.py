"""The forms of fields that hold words of an enumeration."""

from enum import StrEnum
from typing import TypeVar

from office.contest_file import scalars
from office.contest_file.codes import Code
from office.contest_file.layout.kinds import Readable, Schema, Source

E = TypeVar("E", bound=StrEnum)


class Word(Readable[E]):
    """One of the words of an enumeration."""

    form = "word"

    def __init__(self, kind: type[E], *, vi: str, en: str, default: E | None = None) -> None:
        """A word without default must be there."""
        super().__init__(
            vi=vi, en=en, required=default is None, default=default.value if default else None
        )
        self.kind = kind
        self._otherwise = default or next(iter(kind))

    def read(self, source: Source) -> E:
        """Return the word or its default."""
        scalar = source.scalar(self.name, required=self.required)
        if scalar is None:
            return self._otherwise
        return scalars.read_word(scalar, self.kind, source.findings)

    def value_schema(self) -> Schema:
        """Return the words."""
        return {"enum": list(self.choices())}

    def choices(self) -> tuple[str, ...]:
        """Return the words."""
        return tuple(word.value for word in self.kind)


class Words(Readable[tuple[E, ...]]):
    """A list of words of an enumeration, none of them twice."""

    form = "words"

    def __init__(self, kind: type[E], *, vi: str, en: str, required: bool = True) -> None:
        """A required list is not empty."""
        super().__init__(vi=vi, en=en, required=required)
        self.kind = kind

    def read(self, source: Source) -> tuple[E, ...]:
        """Return the words in the order in which they stand."""
        found = source.scalars(self.name, required=self.required)
        for index, scalar in enumerate(found):
            if scalar.text in [earlier.text for earlier in found[:index]]:
                source.findings.add(
                    Code.REPEATED_WORD, scalar.place, field=self.name, typed=scalar.text
                )
        return tuple(scalars.read_word(scalar, self.kind, source.findings) for scalar in found)

    def value_schema(self) -> Schema:
        """Return a list of the words."""
        items: Schema = {"enum": list(self.choices())}
        least = {"minItems": 1} if self.required else {}
        return {"type": "array", "items": items, "uniqueItems": True, **least}

    def choices(self) -> tuple[str, ...]:
        """Return the words."""
        return tuple(word.value for word in self.kind)
