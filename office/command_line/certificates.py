"""Commands on certificates: print them, revoke one, write the standard template."""

from pathlib import Path
from typing import Annotated

import typer

from office.certificates.sheets import Wording
from office.command_line.messages import plain_errors, say
from office.command_line.options import ROOT, AtOption, ContestOption, project
from office.command_line.progress import steps_bar
from office.commands import certificate_register, certificates
from office.commands.certificates import Printing
from office.commands.project import read_day
from office.texts import text

app = typer.Typer(add_completion=False, invoke_without_command=True, rich_markup_mode=None)


@app.callback(invoke_without_command=True)
def print_command(
    context: typer.Context,
    *,
    contest: ContestOption = ROOT,
    scope: Annotated[
        str | None,
        typer.Option("--round", metavar="ID", help=text("command.help_certificates_round")),
    ] = None,
    each: Annotated[
        bool, typer.Option("--each", help=text("command.help_certificates_each"))
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FOLDER", help=text("command.help_certificates_out")),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(
            "--template", metavar="FILE", help=text("command.help_certificates_template_option")
        ),
    ] = None,
    decision: Annotated[
        str,
        typer.Option(
            "--decision",
            metavar="TEXT",
            help=text("command.help_certificates_decision"),
            show_default=False,
        ),
    ] = "",
    signed_on: Annotated[
        str | None,
        typer.Option(
            "--signed-on",
            metavar="DATE",
            help=text("command.help_certificates_signed_on"),
        ),
    ] = None,
    issuer: Annotated[
        str,
        typer.Option(
            "--issuer",
            metavar="TEXT",
            help=text("command.help_certificates_issuer"),
            show_default=False,
        ),
    ] = "",
    reissue: Annotated[
        list[str] | None,
        typer.Option("--reissue", metavar="CODE", help=text("command.help_certificates_reissue")),
    ] = None,
    signer: Annotated[
        list[str] | None,
        typer.Option("--signer", metavar="TEXT", help=text("command.help_certificates_signer")),
    ] = None,
    site: Annotated[
        str,
        typer.Option(
            "--site",
            metavar="URL",
            help=text("command.help_certificates_site"),
            show_default=False,
        ),
    ] = "",
    at: AtOption = None,
) -> None:
    """Print the certificates that the results give."""
    if context.invoked_subcommand is not None:
        return
    with plain_errors():
        wording = Wording(
            decision=" ".join(decision.split()),
            signed_on=None if signed_on is None else read_day(signed_on),
            issuer=" ".join(issuer.split()),
            signers=tuple(signer or ()),
            site=site,
        )
        printing = Printing(
            scope=scope,
            each=each,
            out=out,
            template=template,
            wording=wording,
            reissue=tuple(reissue or ()),
        )
        with steps_bar() as steps:
            told = certificates.print_certificates(project(contest, at), printing, steps)
        for line in told:
            say(line)


@app.command("revoke", help=text("command.help_certificates_revoke"))
def revoke_command(
    code: Annotated[
        str, typer.Argument(metavar="CODE", help=text("command.help_certificates_code"))
    ],
    reason: Annotated[
        str,
        typer.Option("--reason", metavar="TEXT", help=text("command.help_certificates_reason")),
    ],
    contest: ContestOption = ROOT,
) -> None:
    """Mark a certificate as revoked; the check page then says so."""
    with plain_errors():
        say(certificate_register.revoke_certificate(project(contest), code, reason))


@app.command("template", help=text("command.help_certificates_template"))
def template_command(
    out: Annotated[
        Path,
        typer.Option("--out", metavar="FILE", help=text("command.help_certificates_template_out")),
    ],
) -> None:
    """Write the standard template into a new file, to change it there."""
    with plain_errors():
        say(certificates.write_template(out))
