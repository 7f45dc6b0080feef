"""The Vietnamese catalogue."""

from chalicelib.contest.texts.vi import errors, pages, practice, published, quiz, rules_page, site

TEXTS: dict[str, str] = {
    **errors.TEXTS,
    **quiz.TEXTS,
    **site.TEXTS,
    **pages.TEXTS,
    **practice.TEXTS,
    **rules_page.TEXTS,
    **published.TEXTS,
}
