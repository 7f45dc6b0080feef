"""The Vietnamese catalogue."""

from chalicelib.contest.texts.vi import (
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
