"""``build.py answers-file``: what a file of unsent answers says beside what is stored."""

from dataclasses import dataclass
from pathlib import Path

from chalicelib.contest.times import format_second
from office.commands.project import CommandError, Project
from office.receipts.answers_file import Judged, judge, read_answers_file
from office.receipts.proof import BadFileError
from office.texts import text


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What to tell, and whether the stored answers are those of the file."""

    told: tuple[str, ...]
    same: bool


def compare_answers_file(project: Project, path: Path) -> Compared:
    """Say whose the file is and how its answers differ from the stored ones; nothing is changed.

    Raises CommandError where the file is none of this contest's.
    """
    try:
        file = read_answers_file(path)
        with project.opened() as workshop:
            judged = judge(workshop.desks.entry, file, path)
    except BadFileError as error:
        raise CommandError(str(error)) from error
    differing = judged.differing()
    told = [*_about(project, judged), text(f"answers_file.{'differs' if differing else 'same'}")]
    number_of: dict[str, int] = {
        question: at for at, question in enumerate(judged.paper.question_ids(), start=1)
    }
    told += [
        text(
            "answers_file.question",
            number=number_of.get(question, question),
            file=judged.answers.get(question) or text("answers_file.nothing"),
            stored=judged.attempt.answers.get(question) or text("answers_file.nothing"),
        )
        for question in differing
    ]
    if differing:
        told.append(text("answers_file.decide"))
    return Compared(told=tuple(told), same=not differing)


def _about(project: Project, judged: Judged) -> list[str]:
    file, attempt, person = judged.file, judged.attempt, judged.person
    units = {unit.id: unit.name for unit in project.contest.units}
    unit = units.get(attempt.unit, "") if attempt.unit else ""
    told = [
        text(
            "answers_file.about",
            name=person.name if person else text("answers_file.no_name"),
            unit=f" ({unit})" if unit else "",
            round=attempt.round_id,
            code=attempt.receipt_code,
        ),
        text(
            "answers_file.written",
            at=format_second(file.written_at),
            revision=file.revision,
            saved=file.saved_revision,
            count=len(judged.answers),
        ),
        text(
            f"answers_file.stored_{attempt.state}",
            at=format_second(attempt.started_at + attempt.time_used_ms()),
            changed=format_second(attempt.changed_at),
            revision=attempt.revision,
            count=len(attempt.answers),
        ),
    ]
    if judged.epoch != attempt.device_epoch:
        told.append(text("answers_file.other_device"))
    if file.written_at > attempt.deadline_at:
        told.append(text("answers_file.after", deadline=format_second(attempt.deadline_at)))
    return told
