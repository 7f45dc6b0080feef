"""Vietnamese texts: report."""

TEXTS: dict[str, str] = {}
