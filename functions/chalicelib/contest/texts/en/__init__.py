"""The English catalogue."""

from chalicelib.contest.texts.en import (
    complaint,
    corrections,
    errors,
    pages,
    practice,
    published,
    quiz,
    results,
    rules_page,
    site,
)

TEXTS: dict[str, str] = {
    **errors.TEXTS,
    **corrections.TEXTS,
    **complaint.TEXTS,
    **quiz.TEXTS,
    **site.TEXTS,
    **results.TEXTS,
    **pages.TEXTS,
    **practice.TEXTS,
    **rules_page.TEXTS,
    **published.TEXTS,
}
