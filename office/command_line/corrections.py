"""Commands on corrections: look, propose, approve, list, and the keys that sign."""

from pathlib import Path
from typing import Annotated

import typer

from chalicelib.contest.corrections import EVERY_ROUND, CorrectionKind
from office.command_line.messages import plain_errors, say
from office.command_line.options import ROOT, AtOption, ContestOption, new_app, project
from office.commands import corrections
from office.commands.corrections import Wish
from office.commands.keys import new_key, read_seed
from office.texts import text

app = new_app()
approve_app = new_app()
keys_app = new_app()

RoundArgument = Annotated[str, typer.Argument(metavar="ROUND", help=text("correction.help_round"))]
PrizeRoundArgument = Annotated[
    str, typer.Argument(metavar="ROUND", help=text("correction.help_round_or_contest"))
]
QuestionArgument = Annotated[
    str, typer.Argument(metavar="QUESTION", help=text("correction.help_question"))
]
DivisionOption = Annotated[
    str, typer.Option("--division", metavar="ID", help=text("correction.help_division"))
]
ReceiptOption = Annotated[
    str, typer.Option("--receipt", metavar="CODE", help=text("correction.help_receipt_holder"))
]
ProposeOption = Annotated[
    bool, typer.Option("--propose/--preview", help=text("correction.help_propose"))
]
ReasonOption = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help=text("correction.help_reason"))
]
KeyOption = Annotated[
    Path | None, typer.Option("--key", metavar="FILE", help=text("correction.help_key"))
]
OutOption = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help=text("correction.help_out"))
]


@app.command("void-question", help=text("correction.help_void_question"))
def void_question_command(
    round_id: RoundArgument,
    question: QuestionArgument,
    *,
    division: DivisionOption = "",
    propose: ProposeOption = False,
    reason: ReasonOption = "",
    key: KeyOption = None,
    out: OutOption = None,
    contest: ContestOption = ROOT,
    at: AtOption = None,
) -> None:
    """Let a question count for nobody."""
    wish = Wish(
        kind=CorrectionKind.VOID_QUESTION,
        round=round_id,
        question=question,
        division=division,
        reason=reason,
        propose=propose,
        out=out,
    )
    _correct(wish, key, contest, at)


@app.command("accept-key", help=text("correction.help_accept_key"))
def accept_key_command(
    round_id: RoundArgument,
    question: QuestionArgument,
    answer: Annotated[str, typer.Argument(metavar="ANSWER", help=text("correction.help_answer"))],
    *,
    division: DivisionOption = "",
    propose: ProposeOption = False,
    reason: ReasonOption = "",
    key: KeyOption = None,
    out: OutOption = None,
    contest: ContestOption = ROOT,
    at: AtOption = None,
) -> None:
    """Accept another answer as well."""
    wish = Wish(
        kind=CorrectionKind.ACCEPT_KEY,
        round=round_id,
        question=question,
        answer=answer,
        division=division,
        reason=reason,
        propose=propose,
        out=out,
    )
    _correct(wish, key, contest, at)


@app.command("void-attempt", help=text("correction.help_void_attempt"))
def void_attempt_command(
    round_id: RoundArgument,
    receipt: Annotated[str, typer.Argument(metavar="CODE", help=text("correction.help_receipt"))],
    *,
    propose: ProposeOption = False,
    reason: ReasonOption = "",
    key: KeyOption = None,
    out: OutOption = None,
    contest: ContestOption = ROOT,
    at: AtOption = None,
) -> None:
    """Void one attempt."""
    wish = Wish(
        kind=CorrectionKind.VOID_ATTEMPT,
        round=round_id,
        receipt=receipt,
        reason=reason,
        propose=propose,
        out=out,
    )
    _correct(wish, key, contest, at)


@app.command("disqualify", help=text("correction.help_disqualify"))
def disqualify_command(
    *,
    identifier: Annotated[
        str, typer.Option("--identifier", metavar="ID", help=text("correction.help_identifier"))
    ] = "",
    receipt: ReceiptOption = "",
    round_id: Annotated[
        str,
        typer.Option(
            "--round", metavar="ID", help=text("correction.help_only_round"), show_default=False
        ),
    ] = EVERY_ROUND,
    propose: ProposeOption = False,
    reason: ReasonOption = "",
    key: KeyOption = None,
    out: OutOption = None,
    contest: ContestOption = ROOT,
    at: AtOption = None,
) -> None:
    """Void every attempt of one person, in all rounds or in one."""
    wish = Wish(
        kind=CorrectionKind.DISQUALIFY,
        round=round_id,
        identifier=identifier,
        receipt=receipt,
        reason=reason,
        propose=propose,
        out=out,
    )
    _correct(wish, key, contest, at)


@app.command("withdraw-prize", help=text("correction.help_withdraw_prize"))
def withdraw_prize_command(
    round_id: PrizeRoundArgument,
    group: Annotated[str, typer.Argument(metavar="GROUP", help=text("correction.help_group"))],
    *,
    receipt: ReceiptOption = "",
    unit: Annotated[
        str, typer.Option("--unit", metavar="ID", help=text("correction.help_unit"))
    ] = "",
    propose: ProposeOption = False,
    reason: ReasonOption = "",
    key: KeyOption = None,
    out: OutOption = None,
    contest: ContestOption = ROOT,
    at: AtOption = None,
) -> None:
    """Withdraw a prize, which goes down."""
    wish = Wish(
        kind=CorrectionKind.WITHDRAW_PRIZE,
        round=round_id,
        group=group,
        receipt=receipt,
        unit=unit,
        reason=reason,
        propose=propose,
        out=out,
    )
    _correct(wish, key, contest, at)


@app.command("apply", help=text("correction.help_apply"))
def apply_command(contest: ContestOption = ROOT, at: AtOption = None) -> None:
    """Bring into force once more what is approved."""
    with plain_errors():
        for line in corrections.apply(project(contest, at)):
            say(line)


@app.command("withdraw", help=text("correction.help_withdraw"))
def withdraw_command(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help=text("correction.help_number"))],
    *,
    key: Annotated[Path, typer.Option("--key", metavar="FILE", help=text("correction.help_key"))],
    reason: ReasonOption = "",
    contest: ContestOption = ROOT,
    at: AtOption = None,
) -> None:
    """Withdraw one's own proposal that nobody has approved."""
    with plain_errors():
        seed = read_seed(key, _ask)
        for line in corrections.withdraw_proposal(project(contest, at), number, reason, seed):
            say(line)


@app.command("list", help=text("correction.help_list"))
def list_command(contest: ContestOption = ROOT) -> None:
    """List every proposal and approval."""
    with plain_errors():
        for line in corrections.list_corrections(project(contest)):
            say(line)


@approve_app.command("approve", help=text("correction.help_approve"))
def approve_command(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help=text("correction.help_number"))],
    *,
    key: Annotated[Path, typer.Option("--key", metavar="FILE", help=text("correction.help_key"))],
    contest: ContestOption = ROOT,
    at: AtOption = None,
) -> None:
    """Approve what another organizer has proposed."""
    with plain_errors():
        seed = read_seed(key, _ask)
        for line in corrections.approve_proposal(project(contest, at), number, seed):
            say(line)


@keys_app.command("new", help=text("correction.key_help_new"))
def new_key_command(
    *,
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", help=text("correction.key_help_out"))
    ],
    passphrase: Annotated[
        bool, typer.Option("--passphrase", help=text("correction.key_help_passphrase"))
    ] = False,
) -> None:
    """Make a private key; print its public half."""
    with plain_errors():
        typed = (
            typer.prompt(
                text("correction.key_passphrase"), hide_input=True, confirmation_prompt=True
            )
            if passphrase
            else ""
        )
        public = new_key(ROOT, out, typed)
        say(text("correction.key_made", path=out))
        say(text("correction.key_public", public=public))


def _correct(wish: Wish, key: Path | None, contest: Path, at: str | None) -> None:
    with plain_errors():
        seed = None if key is None else read_seed(key, _ask)
        for line in corrections.correct(project(contest, at), wish, seed):
            say(line)


def _ask() -> str:
    typed: str = typer.prompt(text("correction.key_passphrase"), hide_input=True)
    return typed
