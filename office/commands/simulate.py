"""``build.py simulate``: invented contestants take a round, in simulated time or over HTTP."""

from collections.abc import Callable, Iterable
from urllib.error import URLError

from chalicelib.contest.attempts import open_round
from chalicelib.contest.errors import NoOpenRoundError, NotPreparedError
from chalicelib.contest.ids import QuestionId
from chalicelib.contest.results_shown import number_shown
from chalicelib.contest.rules import EntryMode, Round
from office.commands.project import CommandError, Project
from office.commands.status import facts_in, next_of
from office.local.memory import ManualClock
from office.local.workshop import Workshop
from office.simulate.enrolment import enrol_invented
from office.simulate.entrants import invent_entrants
from office.simulate.ledger import Ledger
from office.simulate.over_http import (
    NotThisComputerError,
    RefusedError,
    check_loopback,
    play_over_http,
)
from office.simulate.play import Played, play_round
from office.texts import text

MOST_ENTRANTS = 100_000
MOST_OVER_HTTP = 5_000


def simulate_rounds(
    project: Project,
    round_id: str | None,
    *,
    entrants: int,
    seed: int,
    progress: Callable[[Round], Callable[[], None]],
) -> list[str]:
    """Let invented contestants take one round, or all of them; return what to tell.

    ``progress`` is given a round and returns what is called after each of its entrants.
    """
    _check_count(entrants, MOST_ENTRANTS)
    rounds = (project.round(round_id),) if round_id else project.contest.rounds
    with project.workshop() as workshop:
        _check_open(project, workshop, rounds)
        told = [
            _tell(
                round_,
                simulate(workshop, round_, entrants=entrants, seed=seed, done=progress(round_)),
            )
            for round_ in rounds
        ]
        then = next_of(project, facts_in(project, workshop))
    if project.contest.entry.mode is EntryMode.ROSTER and project.loaded.roster:
        told.append(text("command.simulated_beside_roster", folder=project.state_folder))
    return [*told, then]


def simulate(
    workshop: Workshop,
    round_: Round,
    *,
    entrants: int,
    seed: int,
    done: Callable[[], None],
    before: int | None = None,
) -> Played:
    """Let invented contestants take a round through the use cases.

    ``before`` leaves out those who would start at that instant or later.
    """
    clock = ManualClock()
    desks = workshop.desks_by(clock)
    return play_round(
        desks.entry,
        clock,
        round_id=round_.id,
        right=_right_answers(workshop, round_),
        count=entrants,
        seed=seed,
        done=done,
        before=before,
        enrol=desks.enrol,
    )


def simulate_over_http(
    project: Project, url: str, *, entrants: int, seed: int, done: Callable[[], None]
) -> list[str]:
    """Let invented contestants take the round that is open now at a local server."""
    _check_count(entrants, MOST_OVER_HTTP)
    try:
        check_loopback(url)
    except NotThisComputerError:
        raise CommandError(text("command.not_this_computer", url=url)) from None
    with project.workshop() as workshop:
        try:
            round_ = open_round(project.contest, workshop.clock.now())
        except NoOpenRoundError:
            raise CommandError(text("error.no_open_round")) from None
        invented = list(invent_entrants(project.contest, round_, entrants, seed))
        ledger = Ledger()
        if project.contest.entry.mode is EntryMode.ROSTER:
            people = [entrant.person for entrant in invented]
            enrol_invented(workshop.desks.enrol, people, ledger)
    try:
        played = play_over_http(project.contest, invented, url, codes=ledger.codes, done=done)
    except RefusedError as error:
        raise CommandError(text("command.refused", reason=error)) from error
    except URLError:
        raise CommandError(text("command.unreachable", url=url)) from None
    return [_tell(round_, played)]


def _right_answers(workshop: Workshop, round_: Round) -> dict[QuestionId, str]:
    """Return what is right in every bank of a round."""
    contest_id = workshop.desks.contest_id
    release = workshop.backend.contests.get_release(contest_id)
    right: dict[QuestionId, str] = {}
    for slot, bank in (release.banks if release else {}).items():
        if slot.split("/")[0] == round_.id:
            keys = workshop.backend.keys.get_keys(contest_id, bank)
            right |= {key.question: key.right for key in (keys.keys if keys else ())}
    if not right:
        raise NotPreparedError(what="keys")
    return right


def _check_open(project: Project, workshop: Workshop, rounds: Iterable[Round]) -> None:
    """Raise CommandError where a round has begun to close: its attempts are on record."""
    states = workshop.backend.contests.get_states(project.contest.id)
    for round_ in rounds:
        if round_.id in states:
            raise CommandError(
                text("command.round_closed", round=round_.name, folder=project.state_folder)
            )


def _check_count(entrants: int, most: int) -> None:
    if not 1 <= entrants <= most:
        raise CommandError(text("command.bad_entrants", most=number_shown(most)))


def _tell(round_: Round, played: Played) -> str:
    return text(
        "command.simulated",
        round=round_.name,
        entrants=played.entrants,
        submitted=played.submitted,
    )
