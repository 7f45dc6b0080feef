"""``build.py close`` and ``publish``: the organizer's acts, when they are due."""

import json

from chalicelib.contest.acts import ActName, RoundState, RoundStatus, due_at
from chalicelib.contest.ids import RoundId
from chalicelib.contest.rules import Round
from chalicelib.contest.times import MINUTE_MS, format_second, to_local
from chalicelib.use_cases.staging import standings_name
from office.commands.project import CommandError, Project
from office.local.workshop import Workshop
from office.texts import text

_DONE = {
    ActName.CLOSE: {RoundStatus.CLOSED, RoundStatus.PUBLISHED},
    ActName.PUBLISH: {RoundStatus.PUBLISHED},
}


def run_act(project: Project, act: ActName, round_id: str | None) -> list[str]:
    """Close or publish one round, or every round for which that is due; return what to tell.

    Raises CommandError where the round named is not due, or not closed yet.
    """
    named = project.round(round_id) if round_id else None
    with project.workshop() as workshop:
        states = workshop.desks.backend.contests.get_states(project.contest.id)
        rounds = [named] if named else _due_rounds(project, act, states, workshop.clock.now())
        told: list[str] = []
        if project.at is None and project.stage is None:
            told.append(text("command.by_clock", moment=format_second(workshop.clock.now())))
        for round_ in rounds:
            told += _run(project, workshop, act, round_, states.get(round_.id))
        return told if rounds else [*told, _what_comes_next(project, states)]


def _due_rounds(
    project: Project, act: ActName, states: dict[RoundId, RoundState], now: int
) -> list[Round]:
    return [
        round_
        for round_ in project.contest.rounds
        if now >= due_at(act, round_)
        and _status(states, round_) not in _DONE[act]
        and (act is ActName.CLOSE or _status(states, round_) is RoundStatus.CLOSED)
    ]


def _run(
    project: Project, workshop: Workshop, act: ActName, round_: Round, seen: RoundState | None
) -> list[str]:
    earliest = due_at(act, round_)
    if workshop.clock.now() < earliest:
        raise CommandError(
            text(
                "command.not_due",
                act=text(f"command.act_{act.value}"),
                round=round_.name,
                moment=format_second(earliest),
                example=f"{to_local(earliest + MINUTE_MS):%Y-%m-%d %H:%M}",
            )
        )
    if act is ActName.CLOSE:
        return _told_of_close(project, workshop, workshop.desks.close_round(round_.id), round_)
    if seen is None or seen.results is None:
        raise CommandError(
            text("command.not_closed", round=round_.name, id=round_.id, folder=project.folder)
        )
    state = workshop.desks.publish_results(round_.id)
    return [text("command.published", round=round_.name, digest=state.results)]


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


def _what_comes_next(project: Project, states: dict[RoundId, RoundState]) -> str:
    for round_ in project.contest.rounds:
        for act, done in _DONE.items():
            if _status(states, round_) not in done:
                return text(
                    "command.nothing_due",
                    act=text(f"command.act_{act.value}"),
                    round=round_.name,
                    moment=format_second(due_at(act, round_)),
                )
    return text("command.nothing_left")


def _status(states: dict[RoundId, RoundState], round_: Round) -> RoundStatus:
    return states.get(round_.id, RoundState(round=round_.id)).status
