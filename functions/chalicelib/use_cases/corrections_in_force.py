"""Bringing approved corrections into force: staged anew, recorded, published, the pointer last.

All of it follows from the record of events and from archived attempts: doing it again is harmless,
and completes what was broken off.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from chalicelib.contest.acts import WHOLE_CONTEST, RoundState, RoundStatus
from chalicelib.contest.approvals import Proposal, approved, in_order
from chalicelib.contest.canonical import canonical_json
from chalicelib.contest.corrections_page import corrections_html, corrections_value
from chalicelib.contest.ids import Digest, QuestionId, RoundId
from chalicelib.use_cases.close import read_people, restage
from chalicelib.use_cases.collector import collector_paused
from chalicelib.use_cases.correction_desk import (
    CorrectionDesk,
    basis_with,
    closed_states,
    recorded,
)
from chalicelib.use_cases.publish import publish_again, publish_former
from chalicelib.use_cases.staging import Basis, CloseDesk, results_name

LIST_NAME = "data/corrections.json"
"""The public name of the list of corrections."""

PAGE_NAME = "data/corrections.html"
"""The public name of the page that tells them in words."""


def apply_corrections(desk: CorrectionDesk) -> tuple[RoundId, ...]:
    """Bring what is approved into force; return which results are other ones by it.

    Doing it again is harmless, and completes what was broken off.
    """
    _, proposals = recorded(desk)
    held = approved(proposals)
    contests = desk.close.contests
    release = contests.get_release(desk.contest_id)
    if release is not None and release.corrections != held:
        contests.put_release(replace(release, corrections=held))
    basis = basis_with(desk, held)
    changed: set[RoundId] = set()
    while True:
        states = closed_states(desk)
        with collector_paused():
            after = staged_anew(desk.close, basis, states)
        moved = [round_id for round_id, state in after.items() if state != states[round_id]]
        # Another act on a round that comes between is met again with what it recorded.
        if all(_record(desk, after[r], states[r], changed) for r in moved):
            break
    _publish_all(desk, proposals, after)
    return tuple(round_id for round_id in after if round_id in changed)


def _record(
    desk: CorrectionDesk, state: RoundState, seen: RoundState, changed: set[RoundId]
) -> bool:
    written, _ = desk.close.contests.put_state(desk.contest_id, state, seen)
    if written:
        changed.add(state.round)
    return written


def staged_anew(
    close: CloseDesk, basis: Basis, states: Mapping[RoundId, RoundState]
) -> dict[RoundId, RoundState]:
    """Stage every result on which a correction bears; return the states of all, the whole last."""
    contest, given = basis.contest, basis.release.corrections
    limited = contest.prizes.most_per_person is not None
    people = read_people(close)
    order = [*(round_.id for round_ in contest.rounds), WHOLE_CONTEST]
    after = {round_id: states[round_id] for round_id in order if round_id in states}
    for round_id in after if given else ():
        if limited or any(each.bears_on(round_id) for each in given):
            after[round_id] = restage(close, basis, after, round_id, people)
    return after


def are_in_force(desk: CorrectionDesk, proposals: tuple[Proposal, ...]) -> bool:
    """Tell whether the results of every round are those after the last approval."""
    states = closed_states(desk)
    last: dict[RoundId, str] = {}
    for each, _ in in_order(proposals):
        last |= {round_id: after for round_id, (_, after) in each.versions().items()}
    return all(states[round_id].results == digest for round_id, digest in last.items())


def _publish_all(
    desk: CorrectionDesk, proposals: tuple[Proposal, ...], states: Mapping[RoundId, RoundState]
) -> None:
    """Publish again what was published: former pages, then the list, then the new results."""
    held = [proposal for proposal, _ in in_order(proposals)]
    if not held:
        return
    former: dict[tuple[RoundId, str], str] = {}
    for each in held:
        for round_id, (before, _) in each.versions().items():
            address = publish_former(desk.publish, round_id, Digest(before))
            if address is not None:
                former[round_id, before] = address
    contest = desk.close.rules.contest()
    value = corrections_value(
        contest, held, _asked(desk, states), former, _summaries(desk, held, former)
    )
    for name, data, kind in (
        (LIST_NAME, canonical_json(value), "application/json"),
        (PAGE_NAME, corrections_html(value).encode(), "text/html; charset=utf-8"),
    ):
        desk.publish.public.put(name, data, content_type=kind, immutable=False)
    touched = {round_id for each in held for round_id in each.versions()}
    for round_id, state in states.items():
        if round_id in touched and state.status is RoundStatus.PUBLISHED:
            publish_again(desk.publish, state)


def _summaries(
    desk: CorrectionDesk, held: list[Proposal], former: Mapping[tuple[RoundId, str], str]
) -> dict[tuple[RoundId, str], Mapping[str, Any]]:
    """Return the summaries of the versions before and after, where the one before was published."""
    wanted = {
        (round_id, digest)
        for each in held
        for round_id, versions in each.versions().items()
        if (round_id, versions[0]) in former
        for digest in versions
    }
    found = {}
    for round_id, digest in wanted:
        name = results_name(desk.contest_id, round_id, Digest(digest), "summary.json")
        staged = desk.close.archive.get(name)
        if staged is not None:
            found[round_id, digest] = json.loads(staged)
    return found


def _asked(
    desk: CorrectionDesk, states: Mapping[RoundId, RoundState]
) -> dict[tuple[RoundId, QuestionId], Mapping[str, Any]]:
    """Return every question that is published."""
    found = {}
    for round_id, state in states.items():
        if state.status is not RoundStatus.PUBLISHED or state.results is None:
            continue
        name = results_name(desk.contest_id, round_id, state.results, "questions.json")
        staged = desk.close.archive.get(name)
        for question in json.loads(staged)["questions"] if staged else ():
            found[round_id, QuestionId(question["id"])] = question
    return found
