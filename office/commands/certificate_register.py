"""``build.py certificates revoke``, and how commands read and write the register."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date

from chalicelib.contest.times import format_day, local_date
from chalicelib.ports import PublicFiles
from office.certificates.codes import MistypedCodeError, read_code
from office.certificates.register import (
    BusyRegisterError,
    DamagedRegisterError,
    Decided,
    Record,
    Register,
    Revocation,
    decide_and_save,
)
from office.commands.project import CommandError, Project
from office.local.state_folder import one_at_a_time
from office.local.workshop import Workshop
from office.texts import text


def register_held(project: Project) -> AbstractContextManager[None]:
    """Let one command of this computer at a time read and write the register.

    A served contest takes several commands at once, and the last to save would undo the others.
    Raises StateInUseError.
    """
    # Not in the state's folder: a contest that is deployed has none on this computer.
    return one_at_a_time(project.root / ".build" / "locks", f"{project.contest.id}.register")


def in_register(
    project: Project, public: PublicFiles, decide: Callable[[Register], Decided]
) -> Decided:
    """Return what is decided on the register, once that is saved; nothing of others' is lost.

    ``decide`` is asked again where another computer saved meanwhile.  Raises CommandError and
    StateInUseError.
    """
    with register_held(project):
        try:
            return decide_and_save(project.contest.id, public, decide)
        except DamagedRegisterError as error:
            raise CommandError(text("certificate.damaged", reason=error)) from error
        except BusyRegisterError as error:
            raise CommandError(text("certificate.register_busy")) from error


def revoke_certificate(project: Project, typed: str, reason: str) -> str:
    """Mark a certificate as revoked, with the reason; return what to tell.  Raises CommandError."""
    if not reason.strip():
        raise CommandError(text("certificate.no_reason"))
    code = read_codes([typed])[0]
    with project.opened() as workshop:
        return revoke_in(workshop, project, code, reason)


def read_codes(typed: Sequence[str]) -> list[str]:
    """Return codes in their canonical form; raise CommandError where one cannot be a code."""
    codes: list[str] = []
    for each in typed:
        try:
            codes.append(read_code(each))
        except MistypedCodeError:
            raise CommandError(text("certificate.mistyped", code=each)) from None
    return codes


def revoke_in(workshop: Workshop, project: Project, code: str, reason: str) -> str:
    """Mark the certificate of a code in its canonical form as revoked.  Raises CommandError."""
    today = local_date(workshop.clock.now()).isoformat()
    revocation = Revocation(reason=" ".join(reason.split()), on=today)

    def decide(register: Register) -> Record | None:
        found = register.find(code)
        if found is not None and found.revoked is None:
            register.put(code, replace(found, revoked=revocation))
        return found

    record = in_register(project, workshop.backend.public, decide)
    if record is None:
        raise CommandError(text("certificate.unknown", code=code))
    said = "revoked_before" if record.revoked else "revoked"
    revocation = record.revoked or revocation
    return text(
        f"certificate.{said}",
        title=record.title,
        serial=record.serial,
        name=record.name or text("certificate.name_hidden"),
        on=format_day(date.fromisoformat(revocation.on)),
        reason=revocation.reason,
    )
