"""The English catalogue."""

from chalicelib.contest.texts.en import (
    corrections,
    errors,
    pages,
    practice,
    published,
    quiz,
    rules_page,
    site,
)

TEXTS: dict[str, str] = {
    **errors.TEXTS,
    **corrections.TEXTS,
    **quiz.TEXTS,
    **site.TEXTS,
    **pages.TEXTS,
    **practice.TEXTS,
    **rules_page.TEXTS,
    **published.TEXTS,
}
