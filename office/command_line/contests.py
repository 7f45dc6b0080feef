"""Commands on a whole contest: check, build, run, close, publish, show."""

import sys
from typing import Annotated

import typer

from chalicelib.contest.acts import ActName
from office.command_line.messages import plain_errors, progress_bar, say
from office.command_line.next_step import say_next_of_files
from office.command_line.options import (
    ROOT,
    AtOption,
    ContestOption,
    EntrantsOption,
    LangOption,
    Language,
    OutOption,
    PortOption,
    RoundOption,
    SeedOption,
    new_app,
    project,
)
from office.command_line.progress import steps_bar
from office.commands import acts, demo, schema, serve, simulate, site
from office.commands.project import CommandError
from office.contest_file.load import load_contest
from office.contest_file.report import print_findings
from office.texts import text

app = new_app()


@app.command("check", help=text("command.help_check"))
def check_command(
    contest: ContestOption = ROOT,
    strict: Annotated[bool, typer.Option("--strict", help=text("command.help_strict"))] = False,
    lang: LangOption = Language.VI,
) -> None:
    """Check the contest file, the units and the question banks; change nothing."""
    with plain_errors():
        if not contest.is_dir():
            raise CommandError(text("command.no_contest", folder=contest))
        found = load_contest(contest).findings
        code = print_findings(found, strict=strict, language=lang.value)
        if lang is Language.VI:
            say_next_of_files(project(contest), code)
    raise typer.Exit(code)


@app.command("schema", help=text("command.help_schema"))
def schema_command(
    out: OutOption = None,
    lang: LangOption = Language.VI,
) -> None:
    """Print the JSON Schema of contest.yml, with which editors complete and check it."""
    with plain_errors():
        if out is None:
            sys.stdout.buffer.write(schema.schema_text(lang.value).encode())
        else:
            schema.write_schema(out, lang.value)


@app.command("site", help=text("command.help_site"))
def site_command(contest: ContestOption = ROOT, at: AtOption = None) -> None:
    """Build the public site into public/, with the results that are published."""
    with plain_errors():
        with steps_bar() as steps:
            told = site.build(project(contest, at), steps)
        for line in told:
            say(line)


@app.command("serve", help=text("command.help_serve"))
def serve_command(
    contest: ContestOption = ROOT, at: AtOption = None, port: PortOption = serve.DEFAULT_PORT
) -> None:
    """Serve site, functions and database at one local address, until Ctrl-C."""
    with plain_errors():
        serve.serve(project(contest, at, local=True), port, say)


@app.command("simulate", help=text("command.help_simulate"))
def simulate_command(
    contest: ContestOption = ROOT,
    round_id: RoundOption = None,
    entrants: EntrantsOption = 100,
    seed: SeedOption = 1,
    url: Annotated[
        str | None,
        typer.Option("--url", metavar="URL", help=text("command.help_url")),
    ] = None,
) -> None:
    """Let invented contestants take a round, or all rounds."""
    with plain_errors(), progress_bar(entrants) as bar:
        chosen = project(contest, local=True)
        if url is None:
            told = simulate.simulate_rounds(
                chosen, round_id, entrants=entrants, seed=seed, progress=bar
            )
        else:
            first = chosen.contest.rounds[0]
            told = simulate.simulate_over_http(
                chosen, url, entrants=entrants, seed=seed, done=bar(first)
            )
    for line in told:
        say(line)


@app.command("close", help=text("command.help_close"))
def close_command(
    contest: ContestOption = ROOT, round_id: RoundOption = None, at: AtOption = None
) -> None:
    """Close every round that is due, or one: compute its standings and stage its results."""
    with plain_errors():
        with steps_bar() as steps:
            told = acts.run_act(project(contest, at), ActName.CLOSE, round_id, steps)
        for line in told:
            say(line)


@app.command("publish", help=text("command.help_publish"))
def publish_command(
    contest: ContestOption = ROOT, round_id: RoundOption = None, at: AtOption = None
) -> None:
    """Publish the results of every closed round whose hour has come, or of one."""
    with plain_errors():
        with steps_bar() as steps:
            told = acts.run_act(project(contest, at), ActName.PUBLISH, round_id, steps)
        for line in told:
            say(line)


@app.command("demo", help=text("command.help_demo"))
def demo_command(
    contest: ContestOption = ROOT,
    port: PortOption = serve.DEFAULT_PORT,
    entrants: EntrantsOption = 120,
) -> None:
    """Show a whole contest: past rounds published, the last one open, closed at your word."""
    with plain_errors(), progress_bar(entrants) as bar:
        demo.run_demo(project(contest, local=True), port, entrants=entrants, say=say, progress=bar)
