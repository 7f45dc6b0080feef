"""The Vietnamese catalogue."""

from chalicelib.contest.texts.vi import errors, practice, quiz, rules_page, site

TEXTS: dict[str, str] = {
    **errors.TEXTS,
    **quiz.TEXTS,
    **site.TEXTS,
    **practice.TEXTS,
    **rules_page.TEXTS,
}
