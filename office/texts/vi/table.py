"""Vietnamese texts: table."""

TEXTS: dict[str, str] = {}
