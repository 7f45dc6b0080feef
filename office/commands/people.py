"""``people codes`` and ``people reset``: personal codes come into being, and are handed out once.

1. What is enrolled and what is written belong together: the files are made before the store is
   saved, and put in place after it.  Where a server runs, its store keeps what is enrolled at once.
2. No file is ever replaced: it may hold the only copy of somebody's code.
"""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from chalicelib.contest.errors import InvalidInputError, RosterEntryError, UnknownPersonError
from chalicelib.contest.identity import fold_identifier
from chalicelib.contest.rules import Contest, EntryMode
from chalicelib.contest.units import ancestors, index_units
from chalicelib.use_cases.enrol import FIXED, RosterEntry, enrol_people, reset_code
from office.commands.project import CommandError, Project
from office.commands.unit_named import unit_named
from office.contest_file.details import in_words
from office.contest_file.folder import in_repository
from office.contest_file.scalars import hint_for
from office.local.workshop import Workshop
from office.people.people_list import shown_identifier
from office.people.slips import Slip, UnitSlips, by_unit, merge_sheet, slips_pdf
from office.people.writing import Staged, make_private_folder
from office.reasons import reason_of
from office.tables.write import write_xlsx
from office.texts import text


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOut:
    """Where codes are written, how, and for whom: everybody, or the units named."""

    out: Path
    units: tuple[str, ...] = ()
    merge: bool = False
    renew: bool = False
    site: str = ""


def hand_out_codes(project: Project, wanted: HandOut, announce: Callable[[str], None]) -> list[str]:
    """Enrol the roster and write the codes that are new; return what to tell at the end.

    ``announce`` gets what to tell before, since a list of thousands takes its time.  Raises
    CommandError before anybody is enrolled where there is no roster, no such unit, or no place to
    write to.
    """
    contest = _with_address(project.contest, wanted.site)
    entries = _chosen(project, wanted)
    told: list[str] = [] if contest.portal else [text("people.no_portal")]
    _make_folder(wanted.out)
    announce(text("people.enrolling", count=len(entries)))
    try:
        with Staged() as staged:
            with project.workshop() as workshop:
                slips, said = _enrol(workshop, entries, renew=wanted.renew)
                groups = by_unit(contest, slips)
                made_at = workshop.clock.now()
                for group in groups:
                    name = f"{group.stem}.{'xlsx' if wanted.merge else 'pdf'}"
                    content = _content(contest, group, merge=wanted.merge, made_at=made_at)
                    staged.add(wanted.out / name, content, new=True)
            written = staged.commit()
    except OSError as error:
        hint = text("people.written_not_saved")
        raise CommandError(f"{_not_written(wanted.out, error)}\n{hint}") from None
    told += said
    told += [
        text("people.slips_written", file=path, count=len(group.slips))
        for path, group in zip(written, groups, strict=True)
    ]
    if groups:
        told.append(text("people.keep_secret"))
        if in_repository(wanted.out / "x"):
            told.append(text("people.in_repository", file=wanted.out))
    return told


def reset_one_code(project: Project, identifier: str) -> list[str]:
    """Give one person another code; return what to tell, the code among it."""
    try:
        folded = fold_identifier(identifier)
        with project.workshop() as workshop:
            code = reset_code(workshop.desks.enrol, folded)
    except (InvalidInputError, UnknownPersonError):
        raise CommandError(text("people.unknown_person", identifier=identifier)) from None
    names = [each.name for each in project.loaded.roster if each.identifier == folded]
    line = text("people.code_of", name=names[0], code=code) if names else ""
    return [line or text("people.code_is", code=code), text("people.shown_once")]


def _make_folder(folder: Path) -> None:
    """Make the folder before anybody is enrolled; raise CommandError where that cannot be."""
    try:
        make_private_folder(folder)
        with Staged() as trial:
            trial.add(folder / "trial", b"")
    except OSError as error:
        raise CommandError(_not_written(folder, error)) from None


def _not_written(folder: Path, error: OSError) -> str:
    return text("people.cannot_write", file=folder, reason=reason_of(error))


def _with_address(contest: Contest, address: str) -> Contest:
    """Return the contest with the address to print in the place of its portal."""
    if address and not address.startswith(("https://", "http://")):
        raise CommandError(text("people.not_an_address", address=address))
    return replace(contest, portal=address) if address else contest


def _chosen(project: Project, wanted: HandOut) -> Sequence[RosterEntry]:
    """Return who is to have a code: the roster, or those of one unit and the units below it."""
    contest = project.contest
    if contest.entry.mode is not EntryMode.ROSTER:
        raise CommandError(text("people.not_by_roster"))
    if not project.loaded.roster:
        raise CommandError(text("people.no_roster", folder=project.folder))
    if wanted.renew and not wanted.units:
        raise CommandError(text("people.renew_needs_unit"))
    if not wanted.units:
        return project.loaded.roster
    units = index_units(contest.units)
    named = set()
    for typed in wanted.units:
        unit = unit_named(contest.units, typed)
        if unit is None:
            hint = hint_for(typed, units)
            said = in_words(hint.key, dict(hint.details))
            raise CommandError(text("people.unknown_unit", unit=typed, hint=said))
        named.add(unit)
    chosen = [
        entry
        for entry in project.loaded.roster
        if entry.unit is not None and not named.isdisjoint(ancestors(entry.unit, units))
    ]
    if not chosen:
        raise CommandError(text("people.nobody_in_unit", unit=", ".join(wanted.units)))
    return chosen


def _enrol(
    workshop: Workshop, entries: Sequence[RosterEntry], *, renew: bool
) -> tuple[list[Slip], list[str]]:
    """Return the codes that this run made, and what to tell of it."""
    desk = workshop.desks.enrol
    try:
        enrolled = enrol_people(desk, entries)
    except RosterEntryError as error:
        raise CommandError(_why(error, entries)) from None
    slips = [Slip(entry=one.entry, code=one.code) for one in enrolled if one.code is not None]
    told = [text("people.enrolled", new=len(slips), before=len(enrolled) - len(slips))]
    if renew:
        before = [one.entry for one in enrolled if one.code is None]
        slips += [Slip(entry=each, code=reset_code(desk, each.identifier)) for each in before]
        told = [
            text("people.enrolled_only", new=len(enrolled) - len(before)),
            text("people.renewed", renewed=len(before)),
        ]
    elif not slips:
        told = [text("people.nothing_new")]
    corrected = sum(one.corrected for one in enrolled)
    return slips, [*told, *([text("people.corrected", count=corrected)] if corrected else [])]


def _why(error: RosterEntryError, entries: Sequence[RosterEntry]) -> str:
    """Return who cannot be enrolled and why, with the refusal's own sentence."""
    entry = entries[int(str(error.details["entry"])) - 1]
    field = text(f"field.{error.details['field']}")
    if error.details["reason"] == FIXED:
        reason = text("people.reason_fixed", field=field)
    else:
        details = {name: str(value) for name, value in error.details.items()}
        reason = text(f"error.{error.details['reason']}", **{**details, "field_name": field})
    shown = shown_identifier(entry.identifier)
    return text("people.cannot_enrol", name=entry.name, identifier=shown, reason=reason)


def _content(contest: Contest, group: UnitSlips, *, merge: bool, made_at: int) -> bytes:
    if not merge:
        return slips_pdf(contest, group, made_at=made_at)
    with tempfile.TemporaryDirectory() as private:
        path = Path(private) / "codes.xlsx"
        write_xlsx(path, [merge_sheet(contest, group)])
        return path.read_bytes()
