"""Vietnamese texts: people."""

TEXTS: dict[str, str] = {}
