"""The public list of corrections, as data and as one plain page in words, like results' own pages.

1. Named are the organizers who signed and the reason; of those whom a correction is about only
   what is published anyway: an attempt by its receipt code, a unit by its name, a person never.
2. A version that was published and then replaced stays readable under its own address.
3. Proposals that nobody has approved are not told.
4. Which prizes moved is told of published versions alone, by receipt code or unit.
"""

from collections.abc import Iterable, Mapping
from html import escape
from types import MappingProxyType
from typing import Any

from chalicelib.contest.approvals import Proposal, in_order
from chalicelib.contest.corrections import Correction, CorrectionKind
from chalicelib.contest.ids import QuestionId, RoundId
from chalicelib.contest.moved_prizes import moved_prizes
from chalicelib.contest.results_page import html_document
from chalicelib.contest.results_shown import number_shown
from chalicelib.contest.rules import Contest
from chalicelib.contest.texts import text
from chalicelib.contest.times import format_moment

Asked = Mapping[tuple[RoundId, QuestionId], Mapping[str, Any]]
"""The questions that are published, as their file has them."""

Versions = Mapping[tuple[RoundId, str], Mapping[str, Any]]
"""The summaries of results by round and digest."""

NO_VERSIONS: Versions = MappingProxyType({})


def corrections_value(
    contest: Contest,
    proposals: Iterable[Proposal],
    asked: Asked,
    former: Mapping[tuple[RoundId, str], str],
    versions: Versions = NO_VERSIONS,
) -> dict[str, object]:
    """Return the public value, the latest correction first.

    ``former`` has the address of every replaced version that was published, by round and digest;
    ``versions`` what is to be compared for prizes, where it is at hand.
    """
    units = {unit.id: unit.name for unit in contest.units}
    groups = {group.id: group.name for group in contest.prizes.groups}
    names = {round_.id: round_.name for round_ in contest.rounds}
    rows = []
    for each, approval in reversed(in_order(proposals)):
        correction = each.correction
        rows.append(
            {
                "number": approval.number,
                "at": approval.at,
                "kind": correction.kind.value,
                "round": correction.round,
                "round_name": names.get(correction.round, ""),
                **_about(correction, units, groups, asked),
                "reason": each.event.reason,
                "proposed_at": each.event.at,
                "proposed_by": each.event.by,
                "approved_by": approval.by,
                "ranks_moved": approval.details["ranks_moved"],
                "prizes_moved": approval.details["prizes_moved"],
                "former": [
                    {
                        "round": r,
                        "round_name": names.get(r, ""),
                        "page": former[r, before],
                        "after": former.get((r, after), ""),
                    }
                    for r, (before, after) in each.versions().items()
                    if (r, before) in former
                ],
                "prizes": [
                    {"round": r, "round_name": names.get(r, ""), **moved}
                    for r, (before, after) in each.versions().items()
                    if (r, before) in former and {(r, before), (r, after)} <= versions.keys()
                    for moved in moved_prizes(versions[r, before], versions[r, after])
                ],
            }
        )
    return {"schema": 1, "contest": contest.id, "corrections": rows}


def corrections_html(value: Mapping[str, Any]) -> str:
    """Return the page of the public value."""
    title = text("site.corrections.title")
    parts = [f"<h1>{escape(title)}</h1>", _paragraph(text("site.corrections.lead"))]
    for row in value["corrections"]:
        head = text("site.corrections.head", number=row["number"], at=format_moment(row["at"]))
        lines = [correction_words(row), *_moved_words(row)]
        parts += [
            f'<section>\n<h2 id="c{row["number"]}">{escape(head)}</h2>',
            *map(_paragraph, lines),
            *(_former(each) for each in row["former"]),
            "</section>",
        ]
    parts.append(f'<p><a href="/ket-qua/">{escape(text("site.results.title"))}</a></p>')
    return html_document(title, text("site.corrections.lead"), "\n".join(parts))


def correction_words(row: Mapping[str, Any]) -> str:
    """Return what was corrected, in a sentence or two."""
    answer = row.get("answer_words", "")
    said = text(
        f"site.corrections.{row['kind']}{'_named' if row['about'] else ''}",
        about=row["about"],
        answer=f"“{answer}”" if answer else row["answer"].upper(),
    )
    where = text("site.corrections.in", round=row["round_name"]) if row["round_name"] else ""
    return " ".join(filter(None, [where, said]))


def _about(
    correction: Correction,
    units: Mapping[Any, str],
    groups: Mapping[Any, str],
    asked: Asked,
) -> dict[str, str]:
    """Return what a correction is about, as the public may know it; empty where it may not."""
    kind, target = correction.kind, correction.target
    answer_words = ""
    if kind is CorrectionKind.VOID_ATTEMPT:
        about = target
    elif kind is CorrectionKind.WITHDRAW_PRIZE:
        holder = units.get(target, "")
        group = groups.get(correction.group, "")
        about = " – ".join(filter(None, [group, holder]))
    else:
        question = asked.get((correction.round, QuestionId(target)), {})
        about = question.get("text", "")
        answer_words = "; ".join(
            option["text"]
            for option in question.get("options", ())
            if option["id"] in correction.answer
        )
    return {"about": about, "answer": correction.answer, "answer_words": answer_words}


def _moved_words(row: Mapping[str, Any]) -> list[str]:
    return [
        text("site.corrections.reason", reason=row["reason"]),
        text(
            "site.corrections.moved",
            ranks=number_shown(row["ranks_moved"]),
            prizes=number_shown(row["prizes_moved"]),
        ),
        text(
            "site.corrections.signed",
            proposed=row["proposed_by"],
            approved=row["approved_by"],
        ),
    ]


def _former(each: Mapping[str, str]) -> str:
    name = each["round_name"] or text("site.results.contest_title")
    shown = escape(text("site.corrections.former", round=name))
    return f'<p><a href="{escape(each["page"])}">{shown}</a></p>'


def _paragraph(line: str) -> str:
    return f"<p>{escape(line)}</p>"


def _approved_at(proposal: Proposal) -> int:
    return proposal.approval.number if proposal.approval else 0
