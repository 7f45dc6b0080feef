"""The closing report of a rehearsal, made as the office makes it of a real contest."""

import json
import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.attempt_lines import read_lines
from chalicelib.contest.ids import RoundId
from chalicelib.contest.rules import Contest
from chalicelib.contest.times import local_date
from office.rehearse.run import Act, Rehearsal
from office.report import ClipTally, Recorded, RoundData, make_report
from office.report.document import make_document
from office.report.pdf import report_pdf
from office.report.word import report_docx


def report_of(rehearsal: Rehearsal, clips: Sequence[ClipTally] | None) -> dict[str, object]:
    """Return the report as a JSON value, made on the day of the last publication.

    Raises UnbalancedError where a sum is not what its parts give.
    """
    backend = rehearsal.stage.desks.backend
    contest = rehearsal.contest
    people = list(backend.people.people(contest.id))
    release = backend.contests.get_release(contest.id)
    digests = set(release.banks.values()) if release else set()
    found = {digest: backend.banks.get_bank(contest.id, digest) for digest in digests}
    banks = {digest: bank for digest, bank in found.items() if bank is not None}
    keys = {
        digest: written
        for digest in digests
        if (written := backend.keys.get_keys(contest.id, digest)) is not None
    }
    return make_report(
        contest,
        {
            name: RoundData(attempts=read_lines(rehearsal.lines(name)), banks=banks, keys=keys)
            for name in rehearsal.rounds
        },
        made_on=_made_on(rehearsal),
        births={p.pid: p.born_on for p in people if p.born_on is not None},
        registered=len(people),
        clips=clips,
        recorded=_recorded({**rehearsal.rounds, WHOLE_CONTEST: rehearsal.whole}),
    )


def write_reports(
    folder: Path, contest: Contest, report: Mapping[str, object], summary: Sequence[str]
) -> list[Path]:
    """Write the report as JSON, PDF and Word, and the summary, each whole or not at all."""
    document = make_document(contest, report)
    written = {
        "report.json": (json.dumps(report, ensure_ascii=False, indent=2) + "\n").encode(),
        "bao-cao.pdf": report_pdf(document),
        "bao-cao.docx": report_docx(document),
        "tom-tat.txt": ("\n".join(summary) + "\n").encode(),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in written.items():
        beside = folder / f".{name}.{os.getpid()}"
        beside.write_bytes(data)
        beside.replace(folder / name)
    return [folder / name for name in written]


def _made_on(rehearsal: Rehearsal) -> date:
    return local_date(max(round_.publishes_at for round_ in rehearsal.contest.rounds))


def _recorded(acts: Mapping[RoundId, Act]) -> dict[RoundId, Recorded]:
    recorded = {}
    for name, act in acts.items():
        assert act.state.attempts is not None  # noqa: S101 - a closed round has both digests
        assert act.state.standings is not None  # noqa: S101
        decided = _decided(act.standings)
        recorded[name] = Recorded(
            attempts=act.state.attempts,
            standings=act.state.standings,
            figures=act.standings["figures"],
            decided=len(decided),
            value=sum(award["value"] for award in decided),
        )
    return recorded


def _decided(standings: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows = [*standings["persons"], *standings["units"]]
    return [award for row in rows for award in row["awards"] if award["decided"]]
