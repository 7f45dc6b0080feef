"""Vietnamese texts of the office part."""

TEXTS: dict[str, str] = {}
