"""The contest's own words on pages of another language: marked as Vietnamese (WCAG 3.1.2).

What the contest file says stays as it says it.  Before the pages are made, each of its sentences
and titles is put between two signs that no text has; they pass through sentences, tables and
Markdown like letters.  In the page that was made they become an element with ``lang``, or go
where none can stand: in attributes, titles, options and data.  Names of people, units and prizes
come from results too, which name prizes by their very letters: templates mark these where they put
them out (``own``).
"""

import re
from dataclasses import replace

from chalicelib.contest.rules import Announced, Contest, Edition, LegalDocument, PaperRules, Round
from sitegen.language import BEGINS, ENDS

_SIGNS = str.maketrans("", "", BEGINS + ENDS)
_NO_ELEMENT = re.compile(
    r"<(script|title|textarea|option)\b[^>]*>.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE
)


def marked(contest: Contest) -> Contest:
    """Return the contest with its own words marked."""
    entry = contest.entry
    return replace(
        contest,
        name=_mark(contest.name),
        short_name=_mark(contest.short_name),
        organizer=_mark(contest.organizer),
        place=_mark(contest.place),
        contact=_mark(contest.contact),
        purposes=_all(contest.purposes),
        set_by_us=_all(contest.set_by_us),
        legal_basis=tuple(map(_document, contest.legal_basis)),
        study_documents=tuple(map(_document, contest.study_documents)),
        announced=_announced(contest.announced),
        rounds=tuple(map(_round, contest.rounds)),
        paper=_paper(contest.paper),
        entry=replace(
            entry,
            who=_all(entry.who),
            excluded=_all(entry.excluded),
            identifier_label=_mark(entry.identifier_label),
            identifier_hint=_mark(entry.identifier_hint),
            unit_hint=_mark(entry.unit_hint),
            consent=replace(entry.consent, text=_mark(entry.consent.text)),
        ),
        divisions=tuple(
            replace(
                division,
                name=_mark(division.name),
                who=_all(division.who),
                paper=division.paper and _paper(division.paper),
            )
            for division in contest.divisions
        ),
        collective=replace(
            contest.collective, headcount_kind=_mark(contest.collective.headcount_kind)
        ),
        prizes=replace(
            contest.prizes,
            groups=tuple(replace(group, name=_mark(group.name)) for group in contest.prizes.groups),
        ),
        complaints=contest.complaints
        and replace(
            contest.complaints,
            how=_mark(contest.complaints.how),
            decided_before=_mark(contest.complaints.decided_before),
        ),
        ceremony=contest.ceremony
        and replace(contest.ceremony, place=_mark(contest.ceremony.place)),
        clip_criteria=tuple(
            replace(criterion, name=_mark(criterion.name)) for criterion in contest.clip_criteria
        ),
        labels=tuple(replace(label, name=_mark(label.name)) for label in contest.labels),
        last_edition=contest.last_edition and _edition(contest.last_edition),
        earlier_editions=tuple(map(_edition, contest.earlier_editions)),
    )


def with_language(page: str) -> str:
    """Return a page in which what was marked is said to be Vietnamese.

    >>> with_language('<p title="\ue000Vòng 1\ue001">\ue000Vòng 1\ue001 is open</p>')
    '<p title="Vòng 1"><span lang="vi">Vòng 1</span> is open</p>'
    """
    if BEGINS not in page:
        return page
    parts, last = [], 0
    for found in _NO_ELEMENT.finditer(page):
        parts += [_elements(page[last : found.start()]), found[0].translate(_SIGNS)]
        last = found.end()
    return "".join([*parts, _elements(page[last:])])


def _elements(said: str) -> str:
    return said.replace(BEGINS, '<span lang="vi">').replace(ENDS, "</span>")


def _mark(said: str) -> str:
    return f"{BEGINS}{said}{ENDS}" if said else said


def _all(said: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(_mark, said))


def _document(document: LegalDocument) -> LegalDocument:
    return replace(
        document,
        number=_mark(document.number),
        issuer=_mark(document.issuer),
        title=_mark(document.title),
        note=_mark(document.note),
        replaced_by=_mark(document.replaced_by),
    )


def _paper(paper: PaperRules) -> PaperRules:
    asked = paper.prediction
    return replace(paper, prediction=asked and replace(asked, text=_mark(asked.text)))


def _announced(announced: Announced) -> Announced:
    return replace(announced, source=_mark(announced.source))


def _round(round_: Round) -> Round:
    return replace(
        round_,
        name=_mark(round_.name),
        topics=_mark(round_.topics),
        history=tuple(replace(former, reason=_mark(former.reason)) for former in round_.history),
    )


def _edition(edition: Edition) -> Edition:
    return replace(edition, name=_mark(edition.name))
