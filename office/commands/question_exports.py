"""``build.py export questions``: how the questions of closed rounds were answered."""

from pathlib import Path

from chalicelib.contest.attempt_lines import read_lines
from chalicelib.contest.errors import NotPreparedError
from chalicelib.contest.grading import make_markscheme
from chalicelib.contest.ids import Digest, RoundId, bank_slot
from chalicelib.contest.question_statistics import question_figures
from chalicelib.contest.rules import Contest
from chalicelib.use_cases.staging import lines_name, same_digest
from office.commands.project import CommandError, Project
from office.exports.question_sheets import AskedBank, question_sheet
from office.reasons import reason_of
from office.report.collect import Stores
from office.tables.write import write_xlsx
from office.texts import text

_FILE = "cau-hoi-{round}.xlsx"


def export_questions(project: Project, out: Path | None, round_id: str | None) -> list[str]:
    """Write a workbook for one closed round, or for each; return what to tell.

    Raises CommandError where nothing is closed or a file cannot be written.
    """
    contest = project.contest
    chosen = [project.round(round_id)] if round_id is not None else list(contest.rounds)
    folder = out or project.root / ".build" / "exports" / contest.id
    told: list[str] = []
    with project.opened() as workshop:
        for round_ in chosen:
            asked = read_asked(workshop.backend, contest, round_.id)
            if not asked:
                continue
            path = folder / _FILE.format(round=round_.id)
            sheets = [question_sheet(contest, round_.id, each) for each in asked]
            try:
                write_xlsx(path, sheets)
            except OSError as error:
                reason = reason_of(error)
                raise CommandError(text("export.cannot_write", path=path, reason=reason)) from error
            rows = sum(len(sheet.rows) for sheet in sheets)
            told.append(text("export.written", file=path, rows=rows))
    if not told:
        raise CommandError(text("export.nothing_closed"))
    return told


def read_asked(stores: Stores, contest: Contest, round_id: RoundId) -> list[AskedBank]:
    """Return the banks of a round as they were asked; nothing where it is not closed.

    Raises NotPreparedError where the stores lack what the state names.
    """
    state = stores.contests.get_states(contest.id).get(round_id)
    release = stores.contests.get_release(contest.id)
    if state is None or state.attempts is None or state.results is None or release is None:
        return []
    lines = stores.archive.get(lines_name(contest.id, round_id, state.attempts))
    if lines is None:
        raise NotPreparedError(what=f"attempts of {round_id}")
    same_digest(state.attempts, lines)
    asked = []
    for division in contest.division_ids():
        digest = release.banks.get(bank_slot(round_id, division), Digest(""))
        bank = stores.banks.get_bank(contest.id, digest)
        keys = stores.keys.get_keys(contest.id, digest)
        if bank is None or keys is None:
            raise NotPreparedError(what=f"bank of {round_id}")
        scheme = make_markscheme(bank, keys, contest.marks, only_if_all_answered=False)
        attempts = [
            attempt
            for attempt in read_lines(lines)
            if attempt.bank == digest and attempt.division == division
        ]
        figures = question_figures(attempts, scheme)
        papers = sum(bool(each.answers.keys() & set(each.question_ids)) for each in attempts)
        asked.append(
            AskedBank(division=division, bank=bank, keys=keys, papers=papers, figures=figures)
        )
    return asked
