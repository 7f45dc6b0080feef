"""Why a file could not be read or written is said in Vietnamese, whatever the system says."""

import doctest
import errno
from pathlib import Path

import pytest

import office.reasons
from office.reasons import reason_of


def refused(act: str, path: Path) -> str:
    with pytest.raises(OSError, match=r".") as error:
        path.read_bytes() if act == "read" else path.write_bytes(b"")
    return reason_of(error.value)


def test_what_really_happens_to_files_has_a_reason(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    assert refused("read", tmp_path / "none") == "không có tệp hoặc thư mục này"
    assert refused("read", tmp_path) == "đó là một thư mục"
    assert refused("write", tmp_path / "file" / "below") == (
        "trên đường dẫn có tệp đứng chỗ của thư mục"
    )
    assert refused("write", tmp_path / ("x" * 300)) == "tên tệp dài quá"


@pytest.mark.parametrize("name", ["EACCES", "EPERM", "EROFS", "ENOSPC", "EFBIG", "EEXIST", "EIO"])
def test_none_of_them_is_told_in_english(name: str) -> None:
    assert reason_of(OSError(getattr(errno, name), "in English")) != "in English"


def test_what_is_not_known_is_told_in_the_system_s_words() -> None:
    assert reason_of(OSError(errno.EXDEV, "Invalid cross-device link")) == (
        "Invalid cross-device link"
    )


def test_every_example_gives_what_it_says() -> None:
    assert doctest.testmod(office.reasons).failed == 0
