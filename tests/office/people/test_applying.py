"""A list that takes the place of a table."""

from dataclasses import replace
from pathlib import Path

import pytest

from office.commands.project import CommandError
from office.people.applying import NewTable
from office.people.files import Target

ONE = {"identifier": "0001", "name": "Nguyễn Mẫu"}
TWO = {"identifier": "0002", "name": "Trần Ví Dụ"}


def table(path: Path) -> NewTable:
    """A list of one person, where there was none."""
    return NewTable(
        target=Target(path=path, shown="roster.csv"),
        key="identifier",
        columns=("identifier", "name"),
        before={},
        after={"0001": ONE},
        what="people",
        call=lambda key, _: key,
        headings={},
        private=True,
    )


def test_a_list_does_not_take_the_place_of_one_written_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    mine = table(path)
    theirs = replace(mine, after={"0002": TWO})
    theirs.write()
    written = path.read_bytes()

    with pytest.raises(CommandError) as refused:
        mine.write()

    assert str(refused.value) == (
        "Tệp roster.csv vừa được người khác sửa trong lúc lệnh này đang chạy; chưa ghi gì. "
        "Hãy chạy lại lệnh này."
    )
    assert path.read_bytes() == written


def test_a_list_takes_the_place_of_the_one_that_it_was_compared_with(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    mine = table(path)
    mine.write()

    replace(mine, before={"0001": ONE}, after={"0001": ONE, "0002": TWO}).write()

    assert path.read_text(encoding="utf-8") == (
        "identifier,name\n0001,Nguyễn Mẫu\n0002,Trần Ví Dụ\n"
    )
