"""Levels, blocks and topics whose slug no reader should see: what they are called must be known."""

from collections.abc import Iterator

from chalicelib.contest.units import Unit
from office.contest_file.codes import Code
from office.contest_file.draft import Draft
from office.contest_file.findings import Findings, Place
from office.texts import CATALOGUES, DEFAULT_LANGUAGE


def check_names(draft: Draft, units: tuple[Unit, ...] | None, findings: Findings) -> None:
    """Point out each slug that neither the catalogue nor the contest's labels put into words."""
    if draft.heading is None:
        return
    known = {label.slug for label in draft.heading.labels}
    for kind, slug, place in _shown(draft, units or ()):
        if slug in known or f"site.{kind}.{slug}" in CATALOGUES[DEFAULT_LANGUAGE]:
            continue
        known.add(slug)
        shown = slug.replace("-", " ").capitalize()
        findings.add(Code.UNNAMED_SLUG, place, slug=slug, shown=shown)


def _shown(draft: Draft, units: tuple[Unit, ...]) -> Iterator[tuple[str, str, Place]]:
    """Yield kind, slug and place of all that pages put into words."""
    fields = draft.fields
    for unit in units:
        yield "level", unit.level, fields.find("units")
    for index, group in enumerate(draft.prizes.groups if draft.prizes else ()):
        if group.block:
            yield "level", group.block, fields.find("prizes", "groups", index, "block")
    for index, quota in enumerate(draft.paper.quotas if draft.paper else ()):
        if quota.topic:
            yield "topic", quota.topic, fields.find("paper", "quotas", index, "topic")
    for index, document in enumerate(draft.study_documents or ()):
        if document.topic:
            yield "topic", document.topic, fields.find("study_documents", index, "topic")
