"""What killed commands left behind is removed after a day, and nothing else ever is."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from office.abandoned import remove_abandoned
from office.certificates.files import write_files
from office.people.writing import Staged
from office.tables.write import replace_file

DAY = 86_400
OURS = (
    ".danh-sach.xlsx.k3j_9a0z.part",
    ".people.csv.0123abcd.tmp",
    ".giay-a1b2c3d4",
    ".public-a1b2c3d4",
)
NOT_OURS = (
    "danh-sach.xlsx.k3j_9a0z.part",
    ".danh-sach.xlsx.K3J_9A0Z.part",
    ".danh-sach.xlsx.k3j_9a0.part",
    ".danh-sach.xlsx.k3j_9a0z.part.docx",
    ".people.csv.0123abcg.tmp",
    ".people.csv.0123abc.tmp",
    ".people.csv.tmp",
    ".0123abcd.tmp",
    ".~lock.people.csv#",
    ".giay-a1b2c3d",
    ".giay-a1b2c3d4e",
    "giay-a1b2c3d4",
    ".public-cu",
    ".git",
)


def write_stage(folder: Path) -> None:
    with Staged() as staged:
        staged.add(folder / "new", b"new", private=False)
        staged.commit()


WRITERS: dict[str, Callable[[Path], None]] = {
    "lists": write_stage,
    "sheets": lambda folder: replace_file(folder / "new", b"new"),
    "certificates": lambda folder: write_files(folder, {"new": b"new"}),
}


def make(folder: Path, name: str, *, age: int) -> Path:
    """Make what a killed command leaves under a name, so many seconds ago."""
    path = folder / name
    if name.endswith((".tmp", ".part", ".docx", "#")):
        path.write_bytes(b"half")
    else:
        path.mkdir()
        (path / "half.pdf").write_bytes(b"half")
    now = folder.stat().st_mtime
    os.utime(path, (now - age, now - age))
    return path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("writer", WRITERS)
def test_the_next_command_that_writes_there_removes_what_is_older_than_a_day(
    tmp_path: Path, writer: str
) -> None:
    for name in OURS:
        make(tmp_path, name, age=DAY + 60)

    WRITERS[writer](tmp_path)

    assert names(tmp_path) == {"new"}


@pytest.mark.parametrize("writer", WRITERS)
def test_what_another_command_may_still_be_writing_stays(tmp_path: Path, writer: str) -> None:
    for name in OURS:
        make(tmp_path, name, age=DAY - 60)

    WRITERS[writer](tmp_path)

    assert names(tmp_path) == {"new", *OURS}


def test_what_has_no_name_of_ours_stays_however_old_it_is(tmp_path: Path) -> None:
    for name in NOT_OURS:
        make(tmp_path, name, age=400 * DAY)

    remove_abandoned(tmp_path)

    assert names(tmp_path) == {*NOT_OURS}


def test_a_name_of_ours_on_what_we_never_make_stays(tmp_path: Path) -> None:
    aside = tmp_path / "aside"
    aside.mkdir()
    (aside / "list.csv").write_bytes(b"list")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / ".a.csv.0123abcd.tmp").mkdir()
    (folder / ".giay-a1b2c3d4").write_bytes(b"a file")
    (folder / ".b.csv.0123abcd.tmp").symlink_to(aside / "list.csv")
    (folder / ".giay-00000000").symlink_to(aside, target_is_directory=True)
    before = names(folder)
    for path in folder.iterdir():
        os.utime(path, (0, 0), follow_symlinks=False)

    remove_abandoned(folder)

    assert names(folder) == before
    assert (aside / "list.csv").read_bytes() == b"list"


def test_a_folder_that_is_not_there_is_no_error(tmp_path: Path) -> None:
    remove_abandoned(tmp_path / "nowhere")

    assert names(tmp_path) == set()


def test_what_a_killed_command_really_leaves_is_what_is_removed(tmp_path: Path) -> None:
    program = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from office.certificates.files import write_files\n"
        "from office.people.writing import Staged\n"
        "from office.tables.write import replace_file\n"
        "folder = Path(sys.argv[1])\n"
        "os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "class Files(dict):\n"
        "    def items(self):\n"
        "        yield 'a.pdf', b'half'\n"
        "        replace_file(folder / 'list.xlsx', b'half')\n"
        "Staged().add(folder / 'people.csv', b'half')\n"
        "write_files(folder, Files())\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False)
    left = names(tmp_path)
    for path in tmp_path.iterdir():
        os.utime(path, (0, 0))

    remove_abandoned(tmp_path)

    assert done.returncode == -signal.SIGKILL
    assert len(left) == 3
    assert names(tmp_path) == set()
