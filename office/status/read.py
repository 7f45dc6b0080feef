"""The facts of a contest, read from its stores and from what was made of it on this computer."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from chalicelib.contest.acts import WHOLE_CONTEST, RoundState, RoundStatus
from chalicelib.contest.approvals import proposals_of
from chalicelib.contest.canonical import canonical_json, digest_of
from chalicelib.contest.errors import BrokenRecordError, ContestError, NotPreparedError
from chalicelib.contest.events import check_chain, credits_of
from chalicelib.contest.ids import BankSlot, Digest, RoundId
from chalicelib.contest.live import live_name
from chalicelib.contest.questions import WrittenQuestion, split
from chalicelib.contest.rules import Contest
from chalicelib.ports import PublicFiles, Release
from chalicelib.use_cases.complaint_answers import held_complaints
from chalicelib.use_cases.corrections_in_force import are_in_force
from chalicelib.use_cases.publish import document_name, pointer_name
from chalicelib.use_cases.staging import lines_name, results_name, standings_name
from office.certificates.register import INDEX
from office.local.workshop import Workshop
from office.status.facts import Damage, Facts, Record, Typed, Unanswered, Waiting
from office.status.outputs import Outputs, Sources
from sitegen.report_page import REPORT_FILE

Written = Mapping[BankSlot, Sequence[WrittenQuestion]]
"""The questions of every bank, as they were written."""

_CLOSED = {RoundStatus.CLOSED, RoundStatus.PUBLISHED}


def read_facts(
    workshop: Workshop,
    contest: Contest,
    written: Written,
    *,
    typed: Typed,
    scheduled: bool,
    outputs: Outputs,
) -> Facts:
    """Return what is known of a contest now; what is damaged is a fact, never an error.

    ``contest`` and ``written`` are the rules and the banks of the folder.
    """
    backend = workshop.backend
    release = backend.contests.get_release(contest.id)
    states = backend.contests.get_states(contest.id)
    return Facts(
        contest=contest,
        now=workshop.clock.now(),
        typed=typed,
        scheduled=scheduled,
        release=release,
        rules=_rules(workshop, contest, release),
        banks=_banks(workshop, written),
        states=states,
        damaged=tuple(_damaged(workshop, contest, states)),
        record=_record(workshop, contest) if release is not None else Record(),
        live_at=dict(_live(backend.public, contest)),
        public_report=_public_report(backend.public),
        outputs=outputs,
        site_shows=site_digest(contest, backend.public),
    )


def site_digest(contest: Contest, public: PublicFiles) -> str:
    """Return a digest over everything published that pages are made of."""
    names = [
        *(pointer_name(scope) for scope in _scopes(contest)),
        REPORT_FILE,
        INDEX,
    ]
    held = {name: digest_of(data) for name in names if (data := public.get(name)) is not None}
    return digest_of(canonical_json(held))


def report_sources(value: Mapping[str, Any]) -> Sources:
    """Return the digests on which a report rests, as its value names them."""
    return {
        RoundId(row["round"]): (str(row["attempts"]), str(row["standings"]))
        for row in value["sources"]
    }


def _scopes(contest: Contest) -> list[RoundId]:
    return [*(round_.id for round_ in contest.rounds), WHOLE_CONTEST]


def _rules(workshop: Workshop, contest: Contest, release: Release | None) -> Contest | None:
    if release is None:
        return None
    try:
        return workshop.backend.contests.get_rules(contest.id, release.rules)
    except ContestError:
        return None


def _banks(workshop: Workshop, written: Written) -> dict[BankSlot, Digest]:
    """Return the digests that the folder's banks would have; none before there are secrets."""
    try:
        secret = workshop.backend.secrets.entry(workshop.desks.contest_id).papers
    except NotPreparedError:
        return {}
    return {slot: split(questions, secret)[0].digest() for slot, questions in written.items()}


def _damaged(
    workshop: Workshop, contest: Contest, states: Mapping[RoundId, RoundState]
) -> Iterator[Damage]:
    archive, public = workshop.backend.archive, workshop.backend.public
    for scope in _scopes(contest):
        state = states.get(scope)
        if state is None or state.status not in _CLOSED:
            continue
        for what, digest, name in _archived(contest, state):
            data = archive.get(name)
            if data is None or digest_of(data) != digest:
                yield Damage(scope=scope, what=what)
        if state.status is RoundStatus.PUBLISHED and not _is_public(public, state):
            yield Damage(scope=scope, what="public")


def _archived(contest: Contest, state: RoundState) -> Iterator[tuple[str, Digest, str]]:
    """Yield what is archived of a closed round: what it is, its digest and its name."""
    scope = state.round
    if state.attempts and scope != WHOLE_CONTEST:  # The whole rests on the lines of the rounds.
        yield "attempts", state.attempts, lines_name(contest.id, scope, state.attempts)
    if state.standings:
        yield "standings", state.standings, standings_name(contest.id, scope, state.standings)
    if state.results:
        yield "results", state.results, results_name(contest.id, scope, state.results, "json")


def _is_public(public: PublicFiles, state: RoundState) -> bool:
    """Tell whether the public reads the results that are on record, byte for byte."""
    assert state.results is not None  # noqa: S101 - published results are on record
    pointer = public.get(pointer_name(state.round))
    document = public.get(document_name(state.round, state.results))
    try:
        named = json.loads(pointer or b"{}").get("digest")
    except (ValueError, AttributeError):
        return False
    return named == state.results and document is not None and digest_of(document) == named


def _record(workshop: Workshop, contest: Contest) -> Record:
    desk = workshop.desks.corrections
    try:
        chain = check_chain(desk.events.events(contest.id))
        proposals = proposals_of(contest.id, chain, contest.organizers, desk.verifies)
    except BrokenRecordError as error:
        broken_at = int(str(error.details["number"]))
        return Record(broken_at=broken_at, complaints=tuple(_unanswered(workshop)))
    try:
        in_force = are_in_force(desk, proposals)
    except KeyError:  # An approval names results that are on record no more.
        in_force = False
    return Record(
        waiting=tuple(
            Waiting(number=each.event.number, by=each.event.by)
            for each in proposals
            if each.waits()
        ),
        in_force=in_force,
        complaints=tuple(_unanswered(workshop)),
        credits=credits_of(chain),
    )


def _unanswered(workshop: Workshop) -> Iterator[Unanswered]:
    """Yield the complaints without an answer; none where nobody can read them any more."""
    if workshop.backend.secrets.entry(workshop.desks.contest_id).people_erased():
        return
    for held in held_complaints(workshop.desks.complaints):
        if not held.answers:
            yield Unanswered(code=held.complaint.code, due_at=held.window.closes_at)


def _live(public: PublicFiles, contest: Contest) -> Iterator[tuple[RoundId, int]]:
    for round_ in contest.rounds:
        data = public.get(live_name(round_.id))
        if data is not None:
            yield round_.id, int(json.loads(data)["made_at"])


def _public_report(public: PublicFiles) -> Sources:
    data = public.get(REPORT_FILE)
    try:
        return {} if data is None else report_sources(json.loads(data))
    except (ValueError, KeyError, TypeError):
        return {}
