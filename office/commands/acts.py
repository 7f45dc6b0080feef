"""``build.py close`` and ``publish``: the organizer's acts, when they are due."""

import json

from chalicelib.contest.acts import (
    WHOLE_CONTEST,
    ActName,
    RoundState,
    RoundStatus,
    due_at,
    whole_contest_act,
)
from chalicelib.contest.ids import RoundId
from chalicelib.contest.rules import Contest, Round
from chalicelib.contest.times import MINUTE_MS, format_second, to_local
from chalicelib.use_cases.close import close_round
from chalicelib.use_cases.publish import publish_results
from chalicelib.use_cases.staging import standings_name
from office.commands.project import CommandError, Project
from office.commands.status import facts_in, next_of, typed_facts
from office.commands.steps import Steps, no_steps
from office.commands.watched import watch_close, watch_publication
from office.local.workshop import Workshop
from office.status.typed import as_typed, command
from office.texts import text

_DONE = {
    ActName.CLOSE: {RoundStatus.CLOSED, RoundStatus.PUBLISHED},
    ActName.PUBLISH: {RoundStatus.PUBLISHED},
}


def run_act(
    project: Project, act: ActName, round_id: str | None, steps: Steps = no_steps
) -> list[str]:
    """Close or publish one round, or every round for which that is due; return what to tell.

    The last line is what to do next.  Where no round is named, results of the whole contest that an
    earlier command left undone are completed too.  Raises CommandError where the round named is not
    due, or not closed yet.
    """
    named = project.round(round_id) if round_id else None
    steps(text("progress.preparing"), 0, 0)
    with project.workshop() as workshop:
        states = workshop.desks.backend.contests.get_states(project.contest.id)
        hours = workshop.desks.closing.rules.contest()
        rounds = [hours.round(named.id)] if named else []
        if not named:
            rounds = _due_rounds(hours, act, states, workshop.clock.now())
        told: list[str] = []
        if project.at is None and project.stage is None:
            told.append(text("command.by_clock", moment=format_second(workshop.clock.now())))
        before = len(told)
        for round_ in rounds:
            told += _run(project, workshop, act, round_, steps)
        if not named:
            told += _whole(workshop, act)
        if len(told) == before:
            told.append(text("command.nothing_due"))
        steps(text("progress.looking"), 0, 0)
        return [*told, next_of(project, facts_in(project, workshop))]


def _whole(workshop: Workshop, act: ActName) -> list[str]:
    """Complete the results of the whole contest where an act on the last rounds broke off."""
    desks = workshop.desks
    contest = desks.closing.rules.contest()
    due = whole_contest_act(contest, desks.backend.contests.get_states(contest.id))
    if due is None or due.name is not act:
        return []
    if act is ActName.CLOSE:
        state = desks.close_round(WHOLE_CONTEST)
        return [text("command.whole_closed"), text("command.standings", digest=state.standings)]
    state = desks.publish_results(WHOLE_CONTEST)
    return [text("command.published", round=text("status.whole"), digest=state.results)]


def _due_rounds(
    contest: Contest, act: ActName, states: dict[RoundId, RoundState], now: int
) -> list[Round]:
    return [
        round_
        for round_ in contest.rounds
        if now >= due_at(act, round_)
        and _status(states, round_) not in _DONE[act]
        and (act is ActName.CLOSE or _status(states, round_) is RoundStatus.CLOSED)
    ]


def _run(
    project: Project, workshop: Workshop, act: ActName, round_: Round, steps: Steps
) -> list[str]:
    earliest = due_at(act, round_)
    states = workshop.desks.backend.contests.get_states(project.contest.id)
    facts = typed_facts(project, workshop.clock.now())
    if act is ActName.PUBLISH and _status(states, round_) not in _DONE[ActName.CLOSE]:
        typed = command(facts, "close", round_id=round_.id, from_at=due_at(ActName.CLOSE, round_))
        raise CommandError(text("command.not_closed", round=round_.name, command=as_typed(typed)))
    if workshop.clock.now() < earliest:
        key = "command.not_due" if project.stage is None else "command.not_due_there"
        raise CommandError(
            text(
                key,
                act=text(f"command.act_{act.value}"),
                round=round_.name,
                moment=format_second(earliest),
                example=f"{to_local(earliest + MINUTE_MS):%Y-%m-%d %H:%M}",
            )
        )
    done = _status(states, round_) in _DONE[act]
    if act is ActName.CLOSE:
        state = close_round(watch_close(workshop.desks.closing, round_.name, steps), round_.id)
        told = _told_of_close(project, workshop, state, round_)
        return [text("command.closed_before", round=round_.name), *told[1:]] if done else told
    desk = watch_publication(workshop.desks.publishing, round_.name, steps)
    state = publish_results(desk, round_.id)
    key = "command.published_again" if done else "command.published"
    return [text(key, round=round_.name, digest=state.results)]


def _told_of_close(
    project: Project, workshop: Workshop, state: RoundState, round_: Round
) -> list[str]:
    assert state.standings is not None  # noqa: S101 - a closed round has standings
    name = standings_name(project.contest.id, round_.id, state.standings)
    standings = workshop.backend.archive.get(name) or b"{}"
    figures = json.loads(standings)["figures"]
    return [
        text(
            "command.closed",
            round=round_.name,
            attempts=figures["attempts"],
            people=figures["people"],
            units=figures["units"],
            perfect=figures["perfect_papers"],
        ),
        text("command.standings", digest=state.standings),
    ]


def _status(states: dict[RoundId, RoundState], round_: Round) -> RoundStatus:
    return states.get(round_.id, RoundState(round=round_.id)).status
