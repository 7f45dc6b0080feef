"""Files are written whole or not at all, and no file takes the place of one that holds codes."""

import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import cast

import pytest

from office.people.writing import Staged, _place_without_links, write_new, write_whole


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_files_are_in_place_only_once_all_are_written(tmp_path: Path) -> None:
    with Staged() as staged:
        staged.add(tmp_path / "a.pdf", b"a")
        staged.add(tmp_path / "b.pdf", b"b")
        assert not (tmp_path / "a.pdf").exists()
        placed = staged.commit()

    assert placed == [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    assert content(tmp_path) == {"a.pdf": b"a", "b.pdf": b"b"}


def test_nothing_is_left_of_files_that_were_not_put_in_place(tmp_path: Path) -> None:
    def fail() -> None:
        with Staged() as staged:
            staged.add(tmp_path / "a.pdf", b"a")
            raise KeyError("typesetting")

    with pytest.raises(KeyError, match="typesetting"):
        fail()

    assert content(tmp_path) == {}


def test_a_new_file_goes_to_the_next_free_name(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"first")
    for data in (b"second", b"third"):
        with Staged() as staged:
            staged.add(tmp_path / "a.pdf", data, new=True)
            staged.commit()

    assert content(tmp_path) == {"a.pdf": b"first", "a-2.pdf": b"second", "a-3.pdf": b"third"}


def test_what_cannot_be_put_in_place_stays_beside_it(tmp_path: Path) -> None:
    def place() -> None:
        with Staged() as staged:
            staged.add(tmp_path / "a.pdf", b"a")
            staged.add(tmp_path / "b.pdf", b"b")
            (tmp_path / "a.pdf").mkdir()
            staged.commit()

    with pytest.raises(OSError, match="directory"):
        place()

    kept = [path.read_bytes() for path in sorted(tmp_path.iterdir()) if path.is_file()]
    assert kept == [b"a", b"b"]


def test_a_public_file_keeps_the_permissions_that_it_had(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_bytes(b"before")
    path.chmod(0o640)

    write_whole(path, b"after", private=False)
    write_whole(tmp_path / "roster.csv", b"people", private=True)

    assert content(tmp_path) == {"units.csv": b"after", "roster.csv": b"people"}
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert stat.S_IMODE((tmp_path / "roster.csv").stat().st_mode) == 0o600


def test_a_new_file_is_written_once_and_never_over_another(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    write_new(path, b"first", private=True)

    with pytest.raises(FileExistsError):
        write_new(path, b"second", private=True)

    assert content(tmp_path) == {"key.pem": b"first"}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.stat().st_nlink == 1


def test_a_new_file_that_is_not_private_is_as_readable_as_any_other(tmp_path: Path) -> None:
    write_new(tmp_path / "mau.typ", b"template", private=False)
    (tmp_path / "usual").touch()

    modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert len(modes) == 1


def test_where_there_are_no_links_a_name_is_taken_all_the_same_and_nothing_overwritten(
    tmp_path: Path,
) -> None:
    beside, path = tmp_path / "beside", tmp_path / "key.pem"
    for data in (b"first", b"second"):
        beside.write_bytes(data)
        if path.exists():
            with pytest.raises(FileExistsError):
                _place_without_links(beside, path)
        else:
            _place_without_links(beside, path)

    assert content(tmp_path) == {"key.pem": b"first", "beside": b"second"}


def test_where_a_file_cannot_be_put_in_place_its_name_stays_free(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        _place_without_links(tmp_path / "nothing", tmp_path / "key.pem")

    assert content(tmp_path) == {}


def test_nothing_is_left_of_a_new_file_that_could_not_be_written(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        write_new(tmp_path / "key.pem", cast(bytes, None), private=True)

    assert content(tmp_path) == {}


DYING = """
import resource, signal, sys
from pathlib import Path
from office.people.writing import write_new

def interrupt(*_):
    raise KeyboardInterrupt

signal.signal(signal.SIGXFSZ, interrupt if sys.argv[2] == "interrupt" else signal.SIG_DFL)
resource.setrlimit(resource.RLIMIT_FSIZE, (3, resource.RLIM_INFINITY))
write_new(Path(sys.argv[1]), b"0123456789" * 10_000, private=True)
"""


@pytest.mark.parametrize("how", ["interrupt", "kill"])
def test_whoever_is_stopped_while_writing_a_new_file_leaves_its_name_free(
    tmp_path: Path, how: str
) -> None:
    path = tmp_path / "key.pem"

    done = subprocess.run(
        [sys.executable, "-c", DYING, str(path), how],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        check=False,
    )

    assert done.returncode == (-signal.SIGXFSZ if how == "kill" else -signal.SIGINT)
    assert not path.exists()
    write_new(path, b"again", private=True)
    assert path.read_bytes() == b"again"
