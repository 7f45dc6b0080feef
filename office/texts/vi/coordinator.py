"""Vietnamese texts: coordinator."""

TEXTS: dict[str, str] = {}
