"""Lists as offices send them, and a contest's folder that goes by a roster."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.office.contest_file.contest_folders import CONTEST_YML, write_folder
from tests.office.tables.made_files import workbook

BY_ROSTER = (
    CONTEST_YML.replace("mode: open", "mode: roster")
    .replace("- {name: Nhất, count: 1, value: 1000}", "- {name: Nhất, count: 1, value: 0}")
    .replace("total: 2500", "total: 500")
    .replace("most_per_person: 1", "most_per_person: 2")
)
HEADINGS = ("STT", "Số định danh", "Họ và tên", "Ngày sinh", "Đơn vị", "Số điện thoại")
PEOPLE = (
    (1, "019099009001", "Lê Mẫu", "28/02/1990", "Phường 1", "0912345678"),
    (2, "019099009002", "Trần Thị Thử", "1985-03-01", "phuong-2", None),
)
ROSTER_CSV = """\
identifier,name,birth_date,unit,division,phone
019099009001,Lê Mẫu,1990-02-28,phuong-1,,0912345678
019099009002,Trần Thị Thử,1985-03-01,phuong-2,,
"""


def contest_folder(folder: Path, **files: str) -> Path:
    """Write a contest that goes by a roster; ``roster_csv`` is the file ``roster.csv``."""
    named = {name.replace("_", "."): content for name, content in files.items()}
    return write_folder(folder, {"contest.yml": BY_ROSTER, **named})


def people_list(path: Path, rows: Sequence[Sequence[Any]] = PEOPLE, **options: Any) -> Path:
    """Write a list of people below its headings."""
    return workbook(path, [HEADINGS, *rows], **options)
