"""Study documents as their page shows them: by topic, each with a place of its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.contest.rules import Contest, DocumentStatus, LegalDocument
from chalicelib.contest.times import local_date
from sitegen import wording
from sitegen.language import text
from sitegen.search_index import fold
from sitegen.shown import format_day


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTopic:
    """The documents of one topic, under its name."""

    id: str
    name: str
    documents: tuple[tuple[str, LegalDocument], ...]
    """Each with the id of its place on the page."""


def by_topic(contest: Contest) -> tuple[DocumentTopic, ...]:
    """Return the documents by topic, both in the order in which the contest lists them."""
    topics: dict[str, list[tuple[str, LegalDocument]]] = {}
    places: set[str] = set()
    for document in contest.study_documents:
        place = _place(document.number, places)
        places.add(place)
        topics.setdefault(document.topic, []).append((place, document))
    names = contest.names_of_slugs()
    return tuple(
        DocumentTopic(
            id=f"chu-de-{topic or 'khac'}",
            name=wording.topic_name(topic, names) or text("site.documents.topic_other"),
            documents=tuple(documents),
        )
        for topic, documents in sorted(topics.items(), key=lambda item: not item[0])
    )


def status_words(document: LegalDocument) -> str:
    """Return whether a document is in force, in words; empty where the contest does not say."""
    if document.status is DocumentStatus.UNSTATED:
        return ""
    if document.status is DocumentStatus.REPLACED and document.replaced_by:
        return text("site.documents.status.replaced_by", number=document.replaced_by)
    return text(f"site.documents.status.{document.status}")


def status_note(contest: Contest) -> str:
    """Return the day as of which the page says what is in force; empty where it says nothing."""
    documents: Sequence[LegalDocument] = contest.study_documents
    if all(document.status is DocumentStatus.UNSTATED for document in documents):
        return ""
    opens_at = min(round_.opens_at for round_ in contest.rounds)
    return text("site.documents.status_note", day=format_day(local_date(opens_at)))


def _place(number: str, taken: set[str]) -> str:
    """Return an id made of a document's number.

    >>> _place("76/NQ-CP", set()), _place("76/NQ-CP", {"vb-76-nq-cp"})
    ('vb-76-nq-cp', 'vb-76-nq-cp-2')
    """
    plain = "vb-" + "-".join(re.findall(r"[a-z0-9]+", fold(number)))
    place, count = plain, 1
    while place in taken:
        count += 1
        place = f"{plain}-{count}"
    return place
