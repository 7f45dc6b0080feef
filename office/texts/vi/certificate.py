"""Vietnamese texts: certificate."""

TEXTS: dict[str, str] = {}
