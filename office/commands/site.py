"""``build.py site``: the public pages, with the results that are published."""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.ids import RoundId
from chalicelib.contest.rules import Contest
from chalicelib.ports import PublicFiles
from chalicelib.use_cases.corrections_in_force import LIST_NAME
from chalicelib.use_cases.publish import pointer_name
from office.abandoned import remove_abandoned
from office.certificates.register import register_files
from office.commands.project import CommandError, Project
from office.commands.reports import read_report
from office.commands.status import facts_in, next_of, note, noted
from office.commands.steps import Steps, no_steps
from office.people.writing import write_whole
from office.pictures import contest_pictures
from office.texts import text
from office.typeset import TypesetError
from sitegen.build import SiteBuildError, build_site
from sitegen.settings import Published

_STEPS = 2


def build(project: Project, steps: Steps = no_steps) -> list[str]:
    """Build the site into the project's public folder; return what to tell, last what is next."""
    steps(text("progress.published_files"), 0, _STEPS)
    with project.opened() as workshop:
        published = read_published(project.contest, workshop.backend.public)
        certificates = register_files(workshop.backend.public)
        facts = facts_in(project, workshop)
    steps(text("progress.pages"), 1, _STEPS)
    told = [build_into(project, published, project.public_dir)]
    write_data(project.public_dir, certificates)
    note(project, replace(noted(project), site=facts.site_shows))
    if project.stage is not None:
        told.append(text("status.copy_site"))
    return [*told, next_of(project, facts)]


def write_data(public_dir: Path, files: Mapping[str, bytes]) -> None:
    """Put public data that no page is made of beside the pages, for whoever copies the folder."""
    for name, data in files.items():
        target = public_dir / name
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, data, private=False)


def build_into(project: Project, published: Published, public_dir: Path) -> str:
    """Build the site into a folder; return what to tell.  Raises CommandError."""
    began = time.monotonic()
    loaded = project.loaded
    published = replace(published, practice=loaded.practice, news=loaded.news)
    try:
        build_site(
            project.contest,
            published,
            project.root,
            public_dir,
            loaded.attachments,
            pictures=contest_pictures(project.contest),
        )
    except (SiteBuildError, TypesetError) as error:
        raise CommandError(text("command.site_failed", reason=error)) from error
    remove_abandoned(public_dir.parent)
    seconds = f"{time.monotonic() - began:.1f}".replace(".", ",")
    return text("command.site_built", folder=public_dir, seconds=seconds)


def read_published(contest: Contest, public: PublicFiles) -> Published:
    """Return the results that are public, found by their pointers as a page finds them."""
    names = [*(round_.id for round_ in contest.rounds), WHOLE_CONTEST]
    results = _read_all(public, names, "results")
    whole = results.pop(WHOLE_CONTEST, None)
    return Published(
        rounds=results,
        contest=whole,
        statistics=_read_all(public, names, "statistics"),
        questions=_read_all(public, names, "questions"),
        corrections=json.loads(public.get(LIST_NAME) or b"null"),
        report=read_report(contest, public),
    )


def _read_all(
    public: PublicFiles, names: Sequence[RoundId], part: str
) -> dict[RoundId, dict[str, Any]]:
    found = {name: _read(public, name, part) for name in names}
    return {name: value for name, value in found.items() if value is not None}


def _read(public: PublicFiles, round_id: RoundId, part: str) -> dict[str, Any] | None:
    pointer = json.loads(public.get(pointer_name(round_id)) or b"{}")
    document = public.get(str(pointer[part]).removeprefix("/")) if part in pointer else None
    if document is None:
        return None
    value: dict[str, Any] = json.loads(document)
    return value
