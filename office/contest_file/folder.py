"""The folder of a contest's files: where the contest file is, and how its other files are named."""

import posixpath
from dataclasses import dataclass
from pathlib import Path

from office.contest_file.codes import Code
from office.contest_file.findings import Findings, Place
from office.contest_file.layout.contest import Contest as ContestLayout
from office.contest_file.layout.heading import Use
from office.contest_file.text_file import read_text
from office.contest_file.yaml_fields import Fields, parse_yaml

CONTEST_FILE = "contest.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """The folder that was asked for, and below it the one that files are named from."""

    base: Path
    below: str = ""

    def shown(self, name: str) -> str:
        """Return the path of a file as findings print it."""
        return posixpath.normpath(posixpath.join(self.below, name))

    def path(self, name: str) -> Path:
        """Return where a file lies."""
        return self.base / self.shown(name)

    def read(self, name: str, mention: Place, findings: Findings) -> str | None:
        """Return a file's text, or None after a finding; ``mention`` is the place that names it."""
        shown = self.shown(name)
        return read_text(self.base / shown, shown, findings, mention)

    def in_repository(self, name: str) -> bool:
        """Tell whether a file lies in a git working copy, published or not."""
        return in_repository(self.path(name))


def in_repository(file: Path) -> bool:
    """Tell whether a file lies in a git working copy, published or not."""
    return any((parent / ".git").exists() for parent in file.resolve().parents)


def find_contest_file(where: Folder, findings: Findings) -> tuple[Folder, Fields] | None:
    """Return the fields of the contest file and the folder in which ``use`` found it.

    None after a finding, where there is no contest file to read.
    """
    seen: set[Path] = set()
    mention = Place(path=where.shown(CONTEST_FILE))
    while True:
        text = where.read(CONTEST_FILE, mention, findings)
        if text is None:
            return None
        file = where.path(CONTEST_FILE).resolve()
        if file in seen:
            findings.add(Code.USE_LOOP, mention, folder=where.below)
            return None
        seen.add(file)
        fields = parse_yaml(text, where.shown(CONTEST_FILE), findings, ContestLayout)
        if fields is None or not fields.has("use"):
            return None if fields is None else (where, fields)
        fields.lay_out(Use)
        folder = fields.get(Use.use)
        fields.finish()
        if findings.errors():
            return None
        mention = fields.find("use")
        where = Folder(base=where.base, below=where.shown(folder))
