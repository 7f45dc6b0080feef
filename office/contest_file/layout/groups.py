"""The forms of fields that hold several values: lists of texts, pairs, groups of fields."""

from office.contest_file import scalars
from office.contest_file.layout.kinds import Field, Layout, Readable, Schema, Source


class Texts(Readable[tuple[str, ...]]):
    """A list of texts."""

    form = "texts"

    def __init__(self, *, vi: str, en: str, required: bool = True) -> None:
        """A required list is not empty."""
        super().__init__(vi=vi, en=en, required=required)

    def read(self, source: Source) -> tuple[str, ...]:
        """Return the texts in the order in which they stand."""
        return tuple(item.text for item in source.scalars(self.name, required=self.required))

    def value_schema(self) -> Schema:
        """Return a list of scalars."""
        items: Schema = {"type": ["string", "number", "boolean"]}
        return {"type": "array", "items": items, **({"minItems": 1} if self.required else {})}


class TextPairs(Readable[tuple[tuple[str, str], ...]]):
    """Texts by names that the organizer chooses."""

    form = "text_pairs"

    def __init__(self, *, vi: str, en: str) -> None:
        """Pairs may be left out."""
        super().__init__(vi=vi, en=en, required=False)

    def read(self, source: Source) -> tuple[tuple[str, str], ...]:
        """Return names and texts in the order in which they stand."""
        return tuple((name.text, value.text) for name, value in source.pairs(self.name))

    def value_schema(self) -> Schema:
        """Return a mapping to scalars."""
        return {"type": "object", "additionalProperties": {"type": ["string", "number"]}}


class WholePairs(Readable[tuple[tuple[str, int], ...]]):
    """Whole numbers by names that the organizer chooses."""

    form = "whole_pairs"

    def __init__(self, *, vi: str, en: str) -> None:
        """Pairs may be left out."""
        super().__init__(vi=vi, en=en, required=False)

    def read(self, source: Source) -> tuple[tuple[str, int], ...]:
        """Return names and numbers in the order in which they stand."""
        return tuple(
            (name.text, scalars.read_whole(value, 0, source.findings))
            for name, value in source.pairs(self.name)
        )

    def value_schema(self) -> Schema:
        """Return a mapping to numbers."""
        return {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}}


class SlugNames(Readable[tuple[tuple[str, str], ...]]):
    """Texts by slugs that the organizer chooses."""

    form = "slug_names"

    def __init__(self, *, vi: str, en: str) -> None:
        """Pairs may be left out."""
        super().__init__(vi=vi, en=en, required=False)

    def read(self, source: Source) -> tuple[tuple[str, str], ...]:
        """Return slugs and texts in the order in which they stand."""
        return tuple(
            (scalars.read_slug(slug, source.findings), text.text)
            for slug, text in source.pairs(self.name)
        )

    def value_schema(self) -> Schema:
        """Return a mapping of slugs to texts."""
        return {
            "type": "object",
            "propertyNames": {"pattern": f"^{scalars.SLUG}$"},
            "additionalProperties": {"type": "string"},
        }


class Group(Field):
    """A group of fields."""

    form = "group"

    def __init__(self, layout: type[Layout], *, vi: str, en: str, required: bool = True) -> None:
        """The group has the fields of the layout."""
        super().__init__(vi=vi, en=en, required=required)
        self.layout = layout

    def value_schema(self) -> Schema:
        """Return the layout's own schema by its name."""
        return {"$ref": f"#/$defs/{self.layout.__name__}"}


class Groups(Field):
    """A list of groups of fields."""

    form = "groups"

    def __init__(self, layout: type[Layout], *, vi: str, en: str, required: bool = True) -> None:
        """Each group has the fields of the layout; a required list is not empty."""
        super().__init__(vi=vi, en=en, required=required)
        self.layout = layout

    def value_schema(self) -> Schema:
        """Return a list of what follows the layout's own schema."""
        items = {"$ref": f"#/$defs/{self.layout.__name__}"}
        return {"type": "array", "items": items, **({"minItems": 1} if self.required else {})}
