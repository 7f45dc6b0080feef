"""What commands that were killed left beside the files that they wrote.

Whatever is written whole or not at all is first written beside its place, under a name of one of
the forms below.  A command that ends by itself takes it away; one that is killed cannot.
"""

import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

SHEETS_PREFIX = ".giay-"
SITE_PREFIX = ".public-"
STAGED_SUFFIX = ".tmp"
BESIDE_SUFFIX = ".part"

_DAY_SECONDS = 86_400
# Eight letters as the standard library's tempfile draws them, or eight hex digits.
_FILE = re.compile(rf"\..+\.(?:[0-9a-f]{{8}}\{STAGED_SUFFIX}|[0-9a-z_]{{8}}\{BESIDE_SUFFIX})")
_FOLDER = re.compile(rf"(?:\{SHEETS_PREFIX}|\{SITE_PREFIX})[0-9a-z_]{{8}}")


def remove_abandoned(folder: Path) -> None:
    """Remove from a folder what commands left half written there more than a day ago.

    What is younger may be another command's at work.  What cannot be removed stays: whoever comes
    to write is not to fail for it.
    """
    with suppress(OSError):
        found = list(_candidates(folder))
        if not found:
            return
        now = _time_of(folder)
        for path, changed in found:
            if now - changed <= _DAY_SECONDS:
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def _candidates(folder: Path) -> Iterator[tuple[Path, float]]:
    """Yield what has a name of ours, and when it was changed; no link is followed."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.startswith("."):
                continue
            mode = entry.stat(follow_symlinks=False).st_mode
            form = _FILE if stat.S_ISREG(mode) else _FOLDER if stat.S_ISDIR(mode) else None
            if form is not None and form.fullmatch(entry.name):
                yield Path(entry.path), entry.stat(follow_symlinks=False).st_mtime


def _time_of(folder: Path) -> float:
    """Return what time it is by the folder's own clock: a network drive's may be another one."""
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".x.", suffix=BESIDE_SUFFIX) as probe:
        return Path(probe.name).stat().st_mtime
