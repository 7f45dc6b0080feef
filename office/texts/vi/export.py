"""Vietnamese texts: export."""

TEXTS: dict[str, str] = {}
