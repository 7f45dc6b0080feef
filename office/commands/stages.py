"""``build.py storage``, ``prepare`` and ``front-key``: setting up where a contest is deployed."""

import json

from chalicelib.store.clients import Clients
from chalicelib.store.keys import Table
from chalicelib.store.schema import create_storage
from chalicelib.use_cases.door import front_key
from chalicelib.use_cases.receipts import PUBLIC_KEY_FILE
from office.commands.project import CommandError, Project
from office.commands.stage import Stage
from office.commands.status import facts_in, next_of
from office.texts import text


def make_storage(project: Project) -> str:
    """Make the stage's tables and buckets where they are missing; return what to tell."""
    settings = _stage(project, "storage").settings
    create_storage(Clients(settings), production=True)
    return text(
        "stage.storage_made",
        tables=len(Table),
        prefix=settings.table_prefix,
        archive=settings.archive_bucket,
        public=settings.public_bucket,
    )


def prepare(project: Project) -> list[str]:
    """Put the folder's rules, banks and exclusions in force; return what to tell.

    Raises CommandError where they are frozen.
    """
    contest = project.contest
    with project.opened() as workshop:
        before = workshop.backend.contests.get_release(contest.id)
        release = project.prepare(workshop)
        key = workshop.backend.public.get(PUBLIC_KEY_FILE)
        then = next_of(project, facts_in(project, workshop))
    done = "stage.prepared_before" if release == before else "stage.prepared"
    told = [
        text(done, contest=contest.name),
        text("stage.rules", digest=release.rules),
        *(text("stage.bank", slot=slot, digest=bank) for slot, bank in release.banks.items()),
    ]
    if key is not None:
        told.append(text("stage.key", public_key=json.loads(key)["public_key"]))
    return [*told, then]


def show_front_key(project: Project) -> str:
    """Return the key by which the interface knows the stage's front."""
    return front_key(_stage(project, "front-key").workshop().desks.entry)


def _stage(project: Project, command: str) -> Stage:
    if project.stage is None:
        raise CommandError(text("stage.stage_only", command=command))
    return project.stage
