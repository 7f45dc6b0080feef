"""``build.py poster``: a page to hang up."""

from pathlib import Path

from office.certificates.files import write_files
from office.commands.project import CommandError, Project
from office.pictures.poster import poster
from office.reasons import reason_of
from office.texts import text

DEFAULT_FILE = Path("ap-phich.pdf")


def make_poster(project: Project, out: Path | None, site: str) -> str:
    """Write the poster; return what to tell.  Raises CommandError."""
    address = (site or project.contest.portal).strip().rstrip("/")
    if not address:
        raise CommandError(text("poster.no_site"))
    if not address.startswith(("https://", "http://")):
        raise CommandError(text("poster.bad_site", address=address))
    file = out or DEFAULT_FILE
    try:
        write_files(file.parent, {file.name: poster(project.contest, address)})
    except OSError as error:
        reason = reason_of(error)
        raise CommandError(text("poster.cannot_write", file=file, reason=reason)) from None
    return text("poster.written", file=file, address=address)
