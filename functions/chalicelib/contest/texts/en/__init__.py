"""The English catalogue: what the office's tools print; readers' pages are Vietnamese."""

from chalicelib.contest.texts.en import office

TEXTS: dict[str, str] = {**office.TEXTS}
