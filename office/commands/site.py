"""``build.py site``: the public pages, with the results that are published."""

import json
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.ids import RoundId
from chalicelib.contest.rules import Contest
from chalicelib.ports import PublicFiles
from chalicelib.use_cases.publish import pointer_name
from office.certificates.register import register_files
from office.commands.project import CommandError, Project
from office.commands.reports import read_report
from office.local.workshop import open_workshop
from office.texts import text
from sitegen.build import SiteBuildError, build_site
from sitegen.settings import Published


def build(project: Project) -> str:
    """Build the site into the project's public folder; return what to tell."""
    with open_workshop(project.state_folder, project.contest.id) as workshop:
        published = read_published(project.contest, workshop.backend.public)
        certificates = register_files(workshop.backend.public)
    told = build_into(project, published, project.public_dir)
    write_data(project.public_dir, certificates)
    return told


def write_data(public_dir: Path, files: Mapping[str, bytes]) -> None:
    """Put public data that no page is made of beside the pages, for whoever copies the folder."""
    for name, data in files.items():
        target = public_dir / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def build_into(project: Project, published: Published, public_dir: Path) -> str:
    """Build the site into a folder; return what to tell.  Raises CommandError."""
    began = time.monotonic()
    loaded = project.loaded
    published = replace(published, practice=loaded.practice)
    try:
        build_site(project.contest, published, project.root, public_dir, loaded.attachments)
    except SiteBuildError as error:
        raise CommandError(text("command.site_failed", reason=error)) from error
    seconds = f"{time.monotonic() - began:.1f}".replace(".", ",")
    return text("command.site_built", folder=public_dir, seconds=seconds)


def read_published(contest: Contest, public: PublicFiles) -> Published:
    """Return the results that are public, found by their pointers as a page finds them."""
    rounds = {
        round_.id: results
        for round_ in contest.rounds
        if (results := _read(public, round_.id)) is not None
    }
    return Published(
        rounds=rounds,
        contest=_read(public, WHOLE_CONTEST),
        report=read_report(contest, public),
    )


def _read(public: PublicFiles, round_id: RoundId) -> dict[str, Any] | None:
    pointer = public.get(pointer_name(round_id))
    if pointer is None:
        return None
    document = public.get(str(json.loads(pointer)["results"]).removeprefix("/"))
    if document is None:
        return None
    results: dict[str, Any] = json.loads(document)
    return results
