"""One small fault in a contest's folder, and what the checker must say of it."""

from dataclasses import dataclass

from office.contest_file.codes import Code
from tests.office.contest_file.contest_folders import FILES, bank_text

YML, UNITS, EXCLUDED, BANK = "contest.yml", "units.csv", "excluded.csv", "bank-1.txt"
ROSTER = "roster.csv"
PRACTICE = "practice.txt"
NEWS = "news/mo-cua.md"

CLIPS_CSV = """\
unit,accepted,reason,noi-dung,hinh-anh
phuong-1,yes,,50,30
phuong-2,no,Quá dài,,
"""
ROSTER_CSV = """\
identifier,name,birth_date,unit,division,phone
019099009001,Lê Mẫu,1990-02-28,phuong-1,,0912345678
019099009002,Trần Thị Thử,1985-03-01,PHƯỜNG 2,,
"""
NEWS_MD = """\
---
title: Mở đăng ký
date: 2021-10-01
summary: Từ hôm nay.
---

Mời xem [Thể lệ](/the-le/) hoặc <https://example.vn>; dấu `<b>` và 1 < 2 là chữ.
"""
OTHER_FILES = {
    "clips.csv": CLIPS_CSV,
    "roster.csv": ROSTER_CSV,
    "practice.txt": bank_text("t"),
    "news/mo-cua.md": NEWS_MD,
    "private/excluded.csv": FILES["excluded.csv"],
}
"""Files that only some folders have: an edit puts them there."""


@dataclass(frozen=True)
class Case:
    """``old`` of a file replaced by ``new`` gives ``code`` on the line that holds ``at``.

    ``elsewhere`` is the file of that line where it is another one; ``more`` are further edits, and
    ``again`` the texts of further lines with the same code.
    """

    code: Code
    file: str
    old: str
    new: str
    at: str
    elsewhere: str = ""
    more: tuple[tuple[str, str, str], ...] = ()
    again: tuple[str, ...] = ()

    def files(self) -> dict[str, str]:
        """Return the files of the folder after the edits."""
        files = dict(FILES)
        for file, old, new in ((self.file, self.old, self.new), *self.more):
            content = files.get(file, OTHER_FILES.get(file, ""))
            assert old in content
            files[file] = content.replace(old, new, 1)
        return files

    def expected(self) -> list[str]:
        """Return the findings as ``file:line CODE``."""
        file = self.elsewhere or self.file
        lines = self.files()[file].split("\n")
        return [
            f"{file}:{next(n for n, line in enumerate(lines, 1) if at in line)} {self.code.value}"
            for at in (self.at, *self.again)
        ]
