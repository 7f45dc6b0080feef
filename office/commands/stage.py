"""The deployed contest as the place that commands work on, instead of this computer's state.

1. What it is made of is read from ``functions/.chalice/config.json``, as the functions read it.
2. No command puts rules in force there by the way, as it does on this computer: ``prepare`` does,
   and the others refuse where other rules hold than those of the folder.
3. The account's own permissions decide what may be done; time is this computer's, unshifted.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from chalicelib.contest.ids import ContestId
from chalicelib.contest.rules import Contest
from chalicelib.store.clients import StoreSettings
from office.local.deployed import deployed_settings, deployed_workshop
from office.local.workshop import Workshop
from office.texts import text

CONFIG = Path("functions") / ".chalice" / "config.json"


class StageError(Exception):
    """A stage cannot be worked on; the message is for the person who named it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One deployed stage: its name, where its parts are, and of which contest it is."""

    name: str
    contest: ContestId
    settings: StoreSettings

    def workshop(self) -> Workshop:
        """Return the desks of the deployed contest; nothing is asked of the account yet."""
        return deployed_workshop(self.settings, self.contest)


def read_stage(root: Path, name: str, environment: Mapping[str, str], contest: Contest) -> Stage:
    """Return a stage of the configuration; raise StageError where it is not this contest's."""
    file = root / CONFIG
    try:
        stages = json.loads(file.read_text(encoding="utf-8"))["stages"]
    except (OSError, ValueError, KeyError):
        raise StageError(text("stage.no_config", file=file)) from None
    if name not in stages:
        raise StageError(text("stage.unknown", stage=name, file=file, known=", ".join(stages)))
    stated: dict[str, str] = stages[name].get("environment_variables", {})
    region = environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION")
    if not region:
        raise StageError(text("stage.no_region"))
    try:
        settings = deployed_settings({**environment, **stated, "AWS_REGION": region})
        deployed = stated["CONTEST_ID"]
    except KeyError as missing:
        raise StageError(text("stage.missing", name=missing.args[0], stage=name)) from None
    if deployed != contest.id:
        raise StageError(text("stage.other_contest", stage=name, there=deployed, here=contest.id))
    return Stage(name=name, contest=contest.id, settings=settings)


def check_in_force(stage: Stage, workshop: Workshop, contest: Contest) -> None:
    """Raise StageError where the stage goes by other rules than the folder's."""
    release = workshop.backend.contests.get_release(contest.id)
    if release is None:
        raise StageError(text("stage.nothing_prepared", stage=stage.name))
    if workshop.backend.contests.get_rules(contest.id, release.rules) != contest:
        raise StageError(text("stage.other_rules", stage=stage.name))


def account_reason(error: BaseException) -> str | None:
    """Return what AWS's library says went wrong; None where the error is not one of its own."""
    of_library = type(error).__module__.partition(".")[0] in {"botocore", "boto3"}
    return (str(error).strip() or type(error).__name__) if of_library else None
