"""Files are written whole or not at all, and no file takes the place of one that holds codes."""

import stat
from pathlib import Path

import pytest

from office.people.writing import Staged, write_whole


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
