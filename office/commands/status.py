"""``build.py status``, and what every command of the week says at its end."""

from dataclasses import dataclass, replace
from pathlib import Path

from office.commands.project import Project
from office.local.clock import RunningClock
from office.local.state_folder import STATE_FILE, read_endpoint
from office.local.workshop import Workshop
from office.status.decide import findings_of
from office.status.facts import Facts, Typed
from office.status.findings import Kind
from office.status.outputs import Outputs, outputs_file, read_outputs, write_outputs
from office.status.read import read_facts
from office.status.words import as_json, next_line, told


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What there is to say of a contest at a moment."""

    lines: tuple[str, ...]
    value: dict[str, object]
    is_wrong: bool


def status(project: Project) -> Status:
    """Return what is wrong, due, to come and done; nothing is changed by looking."""
    facts = _facts(project)
    findings = findings_of(facts)
    return Status(
        lines=tuple(told(project.contest, findings, facts.now)),
        value=as_json(project.contest, findings, facts.now),
        is_wrong=any(each.kind is Kind.WRONG for each in findings),
    )


def facts_in(project: Project, workshop: Workshop) -> Facts:
    """Return what is known of a contest whose store is open."""
    served = project.stage is None and read_endpoint(project.state_folder) is not None
    return read_facts(
        workshop,
        project.contest,
        project.loaded.banks,
        typed=_typed(project),
        scheduled=served or project.stage is not None,
        outputs=noted(project),
    )


def next_of(project: Project, facts: Facts) -> str:
    """Return the line by which a command ends: what to do next, with what is made by now."""
    now_made = replace(facts, outputs=noted(project))
    return next_line(project.contest, findings_of(now_made))


def next_now(project: Project) -> str:
    """Return what to do next, by what is stored now: the last line of whoever changed something."""
    return next_of(project, _facts(project))


def noted(project: Project) -> Outputs:
    """Return what was made of the contest on this computer and is still there."""
    found = read_outputs(_file(project))
    if not (project.public_dir / "index.html").is_file():
        return replace(found, site="")
    return found


def note(project: Project, made: Outputs) -> None:
    """Note what was made.  Raises OSError."""
    write_outputs(_file(project), made)


def _facts(project: Project) -> Facts:
    if project.stage is None and not _is_stored(project):
        return typed_facts(project, (project.clock() or RunningClock()).now())
    with project.opened() as workshop:
        return facts_in(project, workshop)


def typed_facts(project: Project, now: int) -> Facts:
    """Return no more than how commands on the contest are typed, and when."""
    return Facts(contest=project.contest, now=now, typed=_typed(project))


def _is_stored(project: Project) -> bool:
    folder = project.state_folder
    return (folder / STATE_FILE).exists() or read_endpoint(folder) is not None


def _typed(project: Project) -> Typed:
    own = project.folder.resolve() == project.root.resolve()
    return Typed(
        folder="" if own else str(project.folder),
        stage=project.stage.name if project.stage else "",
        shifted=project.at is not None,
    )


def _file(project: Project) -> Path:
    stage = project.stage.name if project.stage else ""
    return outputs_file(project.root, project.contest.id, stage)
