"""The forms that a field of the contest file may have: how each is read, described and documented.

A layout is a class whose attributes are the fields of one group, in the order of the documentation.
It is the one table behind the reader, the JSON Schema and the pages of the documentation.
"""

from abc import ABC, abstractmethod
from datetime import date
from typing import ClassVar, Generic, Protocol, TypeAlias, TypeVar

from office.contest_file import scalars
from office.contest_file.findings import Findings
from office.contest_file.scalars import Scalar
from office.texts import DEFAULT_LANGUAGE

T_co = TypeVar("T_co", covariant=True)

Schema: TypeAlias = dict[str, object]

_SCALARS = ["string", "number", "boolean"]


class Source(Protocol):
    """A mapping from which a field reads what was typed there."""

    findings: Findings

    def scalar(self, name: str, *, required: bool) -> Scalar | None:
        """Return a field's scalar; None where it is left out or after a finding."""

    def scalars(self, name: str, *, required: bool) -> list[Scalar]:
        """Return the scalars of a list; a required one that is empty is a finding."""

    def pairs(self, name: str) -> list[tuple[Scalar, Scalar]]:
        """Return the names and scalars of an optional mapping whose names are free."""


class Field(ABC):
    """One field: its name, whether it must be there, what it is when left out, what it means."""

    form: ClassVar[str]
    """Which form it has: ``office.form.<form>`` in the texts."""

    def __init__(self, *, vi: str, en: str, required: bool, default: object = None) -> None:
        """Keep what the documentation says; ``default`` None stands for nothing."""
        self.name = ""
        self.vi = vi
        self.en = en
        self.required = required
        self.default = default

    def __set_name__(self, owner: type, name: str) -> None:
        """Take the name that the field has in its layout."""
        self.name = name

    def meaning(self, language: str) -> str:
        """Return what the field means, in Vietnamese or else in English."""
        return self.vi if language == DEFAULT_LANGUAGE else self.en

    @abstractmethod
    def value_schema(self) -> Schema:
        """Return the JSON Schema of a value that is there."""

    def choices(self) -> tuple[str, ...]:
        """Return the words that the field allows, where it allows certain words alone."""
        return ()


class Layout:
    """The fields of one group."""

    @classmethod
    def fields(cls) -> tuple[Field, ...]:
        """Return the fields in their order."""
        return tuple(value for value in vars(cls).values() if isinstance(value, Field))

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the fields' names in their order."""
        return tuple(field.name for field in cls.fields())


class Readable(Field, Generic[T_co]):
    """A field that reads its own value."""

    @abstractmethod
    def read(self, source: Source) -> T_co:
        """Return the value, a default, or a stand-in after a finding."""


class Text(Readable[str]):
    """A text; every scalar is one."""

    form = "text"

    def __init__(self, *, vi: str, en: str, default: str | None = None) -> None:
        """A text without default must be there."""
        super().__init__(vi=vi, en=en, required=default is None, default=default or None)

    def read(self, source: Source) -> str:
        """Return the text; where it is left out the default, empty where there is none."""
        scalar = source.scalar(self.name, required=self.required)
        return scalar.text if scalar else str(self.default or "")

    def value_schema(self) -> Schema:
        """Return any scalar."""
        return {"type": _SCALARS}


class Slug(Text):
    """An id."""

    form = "slug"

    def read(self, source: Source) -> str:
        """Return the id, empty where it is left out."""
        scalar = source.scalar(self.name, required=self.required)
        return scalars.read_slug(scalar, source.findings) if scalar else ""

    def value_schema(self) -> Schema:
        """Return a text of the letters that an id may have."""
        return {
            "type": ["string", "integer"],
            "pattern": f"^{scalars.SLUG}$",
            "maxLength": scalars.LONGEST_SLUG,
        }


class MaybeWhole(Readable[int | None]):
    """A whole number, or nothing."""

    form = "whole"

    def __init__(self, least: int, *, vi: str, en: str) -> None:
        """The number is at least ``least``."""
        super().__init__(vi=vi, en=en, required=False)
        self.least = least

    def read(self, source: Source) -> int | None:
        """Return the number, or None where it is left out."""
        scalar = source.scalar(self.name, required=False)
        return scalars.read_whole(scalar, self.least, source.findings) if scalar else None

    def value_schema(self) -> Schema:
        """Return a number with its least value."""
        return {"type": "integer", "minimum": self.least}


class Whole(Readable[int]):
    """A whole number."""

    form = "whole"

    def __init__(
        self, least: int, most: int | None = None, *, vi: str, en: str, default: int | None = None
    ) -> None:
        """The number is between the two; one without default must be there."""
        super().__init__(vi=vi, en=en, required=default is None, default=default)
        self.least = least
        self.most = most
        self._otherwise = default or 0

    def read(self, source: Source) -> int:
        """Return the number or its default."""
        scalar = source.scalar(self.name, required=self.required)
        if scalar is None:
            return self._otherwise
        return scalars.read_whole(scalar, self.least, source.findings, self.most)

    def value_schema(self) -> Schema:
        """Return a number with its bounds."""
        schema: Schema = {"type": "integer", "minimum": self.least}
        return schema if self.most is None else schema | {"maximum": self.most}


class Flag(Readable[bool]):
    """True or false."""

    form = "flag"

    def __init__(self, *, vi: str, en: str, default: bool) -> None:
        """A flag has a default."""
        super().__init__(vi=vi, en=en, required=False, default=default)
        self._otherwise = default

    def read(self, source: Source) -> bool:
        """Return the flag or its default."""
        scalar = source.scalar(self.name, required=False)
        return scalars.read_flag(scalar, source.findings) if scalar else self._otherwise

    def value_schema(self) -> Schema:
        """Return a boolean."""
        return {"type": "boolean"}


class Moment(Readable[int]):
    """A moment in milliseconds UTC."""

    form = "moment"

    def __init__(self, *, vi: str, en: str) -> None:
        """A moment must be there."""
        super().__init__(vi=vi, en=en, required=True)

    def read(self, source: Source) -> int:
        """Return the moment."""
        scalar = source.scalar(self.name, required=True)
        return scalars.read_moment(scalar, source.findings) if scalar else 0

    def value_schema(self) -> Schema:
        """Return a text of day and hour."""
        return {"type": "string", "pattern": f"^{scalars.MOMENT}$"}


class Day(Readable[date]):
    """A day."""

    form = "day"

    def __init__(self, *, vi: str, en: str) -> None:
        """A day must be there."""
        super().__init__(vi=vi, en=en, required=True)

    def read(self, source: Source) -> date:
        """Return the day."""
        scalar = source.scalar(self.name, required=True)
        return scalars.read_day(scalar, source.findings) if scalar else date.min

    def value_schema(self) -> Schema:
        """Return a text of year, month and day."""
        return {"type": "string", "pattern": f"^{scalars.DAY}$"}


class MaybeDay(Readable[date | None]):
    """A day, or nothing."""

    form = "day"

    def __init__(self, *, vi: str, en: str) -> None:
        """The day may be left out."""
        super().__init__(vi=vi, en=en, required=False)

    def read(self, source: Source) -> date | None:
        """Return the day, or None where it is left out."""
        scalar = source.scalar(self.name, required=False)
        return scalars.read_day(scalar, source.findings) if scalar else None

    def value_schema(self) -> Schema:
        """Return a text of year, month and day."""
        return {"type": "string", "pattern": f"^{scalars.DAY}$"}
