"""Vietnamese texts: rehearsal."""

TEXTS: dict[str, str] = {}
