"""What the checker says in English; the other tools speak Vietnamese."""

from office.texts.en import checker

TEXTS: dict[str, str] = {**checker.TEXTS}
