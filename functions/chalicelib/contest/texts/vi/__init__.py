"""The Vietnamese catalogue."""

from chalicelib.contest.texts.vi import command, errors, office, quiz, rules_page, site

TEXTS: dict[str, str] = {
    **command.TEXTS,
    **errors.TEXTS,
    **quiz.TEXTS,
    **site.TEXTS,
    **rules_page.TEXTS,
    **office.TEXTS,
}
