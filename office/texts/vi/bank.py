"""Vietnamese texts: bank."""

TEXTS: dict[str, str] = {}
