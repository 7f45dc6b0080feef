"""``build.py visits``: count visits from the server's logs."""

import json
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from chalicelib.contest.rules import Contest
from chalicelib.contest.times import local_date
from office.commands.project import CommandError
from office.reasons import reason_of
from office.tables.write import replace_file
from office.texts import text
from office.visits import DamagedLogError, Period, VisitCounter, read_log

_KEY_BYTES = 32


def count_visits(logs: Sequence[Path], contest: Contest | None) -> dict[str, Any]:
    """Return the counts of all logs together, of the contest's days alone where one is given.

    Raises CommandError where a log cannot be read, or is none; then nothing is counted.
    """
    counter = VisitCounter(secrets.token_bytes(_KEY_BYTES), _period(contest))
    for log in logs:
        try:
            readable = counter.count_log(log.name, read_log(log))
        except FileNotFoundError:
            raise CommandError(text("report.no_file", path=log)) from None
        except OSError as error:
            reason = reason_of(error)
            raise CommandError(text("report.cannot_read", path=log, reason=reason)) from error
        except DamagedLogError:
            raise CommandError(text("report.visits_damaged", path=log)) from None
        if not readable:
            raise CommandError(text("report.visits_no_log", path=log))
    return counter.value()


def write_visits(value: dict[str, Any], out: Path) -> None:
    """Write the counts into a file; raise CommandError where that fails."""
    try:
        replace_file(out, visits_text(value).encode())
    except OSError as error:
        reason = reason_of(error)
        raise CommandError(text("report.cannot_write", path=out, reason=reason)) from error


def visits_text(value: dict[str, Any]) -> str:
    """Return the counts as JSON that people can read."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def tell(value: dict[str, Any]) -> list[str]:
    """Return what to tell of the counts."""
    told = [
        text(
            "report.visits_told",
            visits=value["visits"],
            views=value["page_views"],
            lines=value["lines"],
            bots=value["bots"],
        )
    ]
    if value["outside"]:
        told.append(text("report.visits_outside", outside=value["outside"]))
    if value["malformed"]:
        first = ", ".join(
            text("report.visits_line", file=each["file"], line=each["line"])
            for each in value["first_malformed"]
        )
        told.append(text("report.visits_malformed", malformed=value["malformed"], first=first))
    return told


def _period(contest: Contest | None) -> Period | None:
    """Return the days from the first opening to the last publication."""
    if contest is None:
        return None
    return Period(
        first=local_date(min(round_.opens_at for round_ in contest.rounds)),
        last=local_date(max(round_.publishes_at for round_ in contest.rounds)),
    )
