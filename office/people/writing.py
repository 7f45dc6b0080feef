"""Files that are written whole or not at all, and those that only their owner may read."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from office.abandoned import STAGED_SUFFIX, remove_abandoned

PRIVATE = 0o600
PRIVATE_FOLDER = 0o700


class Staged:
    """Files written beside their places under other names, then put in place together.

    Leaving the body without ``commit`` takes them away again.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._waiting: list[tuple[Path, Path, bool]] = []
        self._swept: set[Path] = set()

    def __enter__(self) -> "Staged":
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Take away what was not put in place."""
        for temporary, _path, _new in self._waiting:
            temporary.unlink(missing_ok=True)
        self._waiting.clear()

    def add(self, path: Path, data: bytes, *, new: bool = False, private: bool = True) -> None:
        """Write a file that will be at ``path``.

        A ``new`` one never takes the place of another file: it goes to the next free name.  One
        that is not private is as readable as the one that it replaces.
        """
        if path.parent not in self._swept:
            self._swept.add(path.parent)
            remove_abandoned(path.parent)
        temporary = _beside(path)
        self._waiting.append((temporary, path, new))
        _write(temporary, data)
        if not private:
            temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else _usual_mode())

    def commit(self) -> list[Path]:
        """Put all files in place and return where they are, in the order in which they came.

        From here on nothing is taken away again: what cannot be put in place stays beside it, for
        a day at least (``office.abandoned``).
        """
        waiting, self._waiting = self._waiting, []
        return [
            _place_new(temporary, path) if new else temporary.replace(path)
            for temporary, path, new in waiting
        ]


def write_whole(path: Path, data: bytes, *, private: bool) -> None:
    """Write one file whole or not at all."""
    with Staged() as staged:
        staged.add(path, data, private=private)
        staged.commit()


def write_new(path: Path, data: bytes, *, private: bool) -> None:
    """Write one file whole or not at all; raise FileExistsError where there is one already."""
    remove_abandoned(path.parent)
    temporary = _beside(path)
    try:
        _write(temporary, data)
        if not private:
            temporary.chmod(_usual_mode())
        _place(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def make_private_folder(folder: Path) -> None:
    """Make a folder, where it is not there, that only its owner may look into."""
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)


def _place_new(temporary: Path, path: Path) -> Path:
    """Give a file the first free name of ``slips.pdf``, ``slips-2.pdf``, ``slips-3.pdf``..."""
    number = 1
    while True:
        free = path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
        with suppress(FileExistsError):
            return _place(temporary, free)
        number += 1


def _place(temporary: Path, path: Path) -> Path:
    """Give a file its name; raise FileExistsError where another has it, and leave both alone."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:
        return _place_without_links(temporary, path)
    temporary.unlink()
    return path


def _place_without_links(temporary: Path, path: Path) -> Path:
    # Memory sticks and some network drives know no links: there the name is taken first.
    os.close(_create(path))
    try:
        return temporary.replace(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}{STAGED_SUFFIX}")


def _write(path: Path, data: bytes) -> None:
    with os.fdopen(_create(path), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _create(path: Path) -> int:
    return os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE)


def _usual_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
