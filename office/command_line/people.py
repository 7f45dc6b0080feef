"""Commands on people and units: lists read in, personal codes handed out."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from office.command_line.messages import plain_errors, say
from office.command_line.next_step import say_next, say_next_of_files
from office.command_line.options import ROOT, ContestOption, new_app, project
from office.commands import lists, people, sheets
from office.commands.project import CommandError, read_day
from office.contest_file.load import load_contest
from office.contest_file.report import print_findings
from office.people.columns import ListKind
from office.texts import text

app = new_app()
units_app = new_app()

ListsArgument = Annotated[
    list[Path] | None, typer.Argument(metavar="FILE...", help=text("people.help_lists"))
]
ListArgument = Annotated[Path | None, typer.Argument(metavar="FILE", help=text("people.help_list"))]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help=text("people.help_dry_run"))]
TemplateOption = Annotated[
    Path | None,
    typer.Option("--template", metavar="FILE", help=text("people.help_template")),
]


@app.command("import", help=text("people.help_import"))
def import_command(
    files: ListsArgument = None,
    contest: ContestOption = ROOT,
    add: Annotated[bool, typer.Option("--add", help=text("people.help_add"))] = False,
    dry_run: DryRunOption = False,
    template: TemplateOption = None,
) -> None:
    """Read lists of people into the roster, whole or not at all."""
    _read_in(
        contest,
        ListKind.PEOPLE,
        files or [],
        template,
        lambda paths: lists.import_people(contest, paths, add=add, dry_run=dry_run),
        dry_run=dry_run,
    )


@app.command("exclude", help=text("people.help_exclude"))
def exclude_command(
    files: ListsArgument = None,
    contest: ContestOption = ROOT,
    dry_run: DryRunOption = False,
    template: TemplateOption = None,
) -> None:
    """Read lists of people who may not enter, whole or not at all."""
    _read_in(
        contest,
        ListKind.EXCLUDED,
        files or [],
        template,
        lambda paths: lists.exclude_people(contest, paths, dry_run=dry_run),
        dry_run=dry_run,
    )


@app.command("codes", help=text("people.help_codes"))
def codes_command(
    *,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help=text("people.help_out"))],
    contest: ContestOption = ROOT,
    unit: Annotated[
        list[str] | None, typer.Option("--unit", metavar="ID", help=text("people.help_unit"))
    ] = None,
    merge: Annotated[bool, typer.Option("--merge", help=text("people.help_merge"))] = False,
    renew: Annotated[bool, typer.Option("--renew", help=text("people.help_renew"))] = False,
    site: Annotated[str, typer.Option("--site", metavar="URL", help=text("people.help_site"))] = "",
) -> None:
    """Enrol the roster; write the codes that are new, once."""
    wanted = people.HandOut(out=out, units=tuple(unit or ()), merge=merge, renew=renew, site=site)
    with plain_errors():
        chosen = project(contest)
        for line in people.hand_out_codes(chosen, wanted, say):
            say(line)
        say_next(chosen)


@app.command("reset", help=text("people.help_reset"))
def reset_command(
    identifier: Annotated[str, typer.Argument(metavar="ID", help=text("people.help_identifier"))],
    contest: ContestOption = ROOT,
) -> None:
    """Give one person another code."""
    with plain_errors():
        chosen = project(contest)
        for line in people.reset_one_code(chosen, identifier):
            say(line)
        say_next(chosen)


@units_app.command("import", help=text("people.help_import_units"))
def import_units_command(
    file: ListArgument = None,
    contest: ContestOption = ROOT,
    dry_run: DryRunOption = False,
    template: TemplateOption = None,
) -> None:
    """Read a list of all units, whole or not at all."""
    _read_in(
        contest,
        ListKind.UNITS,
        [file] if file else [],
        template,
        lambda paths: lists.import_units(contest, paths[0], dry_run=dry_run),
        dry_run=dry_run,
    )


@units_app.command("headcounts", help=text("people.help_headcounts"))
def headcounts_command(
    *,
    file: ListArgument = None,
    contest: ContestOption = ROOT,
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help=text("people.help_kind"))
    ] = "",
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help=text("people.help_on"))
    ] = None,
    dry_run: DryRunOption = False,
    template: TemplateOption = None,
) -> None:
    """Read headcounts of a kind on a day, whole or not at all."""
    _read_in(
        contest,
        ListKind.HEADCOUNTS,
        [file] if file else [],
        template,
        lambda paths: lists.import_headcounts(
            contest,
            paths[0],
            kind=kind,
            on=None if on is None else read_day(on),
            dry_run=dry_run,
        ),
        dry_run=dry_run,
    )


@units_app.command("export", help=text("people.help_export_units"))
def export_units_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=text("people.help_export_file"))],
    contest: ContestOption = ROOT,
) -> None:
    """Write the units into a workbook, to be changed and read in again."""
    with plain_errors():
        say(sheets.export_units(contest, file))


def _read_in(
    contest: Path,
    kind: ListKind,
    files: list[Path],
    template: Path | None,
    read: Callable[[list[Path]], list[str]],
    *,
    dry_run: bool,
) -> None:
    """Write a template where one is asked for, else read the lists in and check the contest."""
    with plain_errors():
        if template is not None:
            say(sheets.write_template(contest, kind, template))
            return
        if not files:
            raise CommandError(text("people.no_list"))
        for line in read(files):
            say(line)
        if not dry_run:
            code = print_findings(load_contest(contest).findings)
            say_next_of_files(project(contest), code)
