"""The columns of every list that an office sends: how they may be called, what they hold.

The first heading of a column is the one that templates and exports write; the names of the
canonical tables (``identifier``, ``level``) are understood too, so that a ``units.csv`` or a
``roster.csv`` of another contest can be read in as it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from office.contest_file.units_file import HEADCOUNT
from office.tables.columns import Column, ColumnKind, fold_heading

NUMBER = Column(key="number", headers=("STT", "Số TT", "TT"), kind=ColumnKind.TEXT)
NOTE = Column(key="note", headers=("Ghi chú", "note"))
IGNORED = frozenset({"number", "note"})
"""A row that has nothing but these was numbered in advance and is empty."""


class ListKind(StrEnum):
    """What a list is of."""

    PEOPLE = "people"
    UNITS = "units"
    HEADCOUNTS = "headcounts"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the contest calls an identifier, and which columns it cannot do without."""

    identifier_label: str = ""
    unit_required: bool = False
    has_divisions: bool = False


def people_columns(asked: Asked) -> tuple[Column, ...]:
    """Return the columns of a list of people who are to get a code."""
    return _apart(
        (
            _identifier(asked.identifier_label),
            Column(key="name", headers=("Họ và tên", "Họ tên", "name"), required=True),
            Column(
                key="birth_date",
                headers=("Ngày sinh", "Ngày tháng năm sinh", "birth_date"),
                required=True,
                kind=ColumnKind.DATE,
            ),
            Column(
                key="unit",
                headers=("Đơn vị", "Mã đơn vị", "Tên đơn vị", "Đơn vị công tác", "unit"),
                required=asked.unit_required,
            ),
            Column(
                key="division",
                headers=("Bảng", "Bảng thi", "Đối tượng", "division"),
                required=asked.has_divisions,
            ),
            Column(
                key="phone",
                headers=("Số điện thoại", "Điện thoại", "SĐT", "phone"),
                kind=ColumnKind.CODE,
            ),
            NOTE,
            NUMBER,
        )
    )


def excluded_columns(asked: Asked) -> tuple[Column, ...]:
    """Return the columns of a list of people who may not enter."""
    return _apart(
        (
            _identifier(asked.identifier_label),
            Column(
                key="role",
                headers=("Diện không được dự thi", "Diện", "Vai trò", "role"),
                required=True,
            ),
            Column(key="name", headers=("Họ và tên", "Họ tên", "name")),
            NOTE,
            NUMBER,
        )
    )


def units_columns(headcounts: Sequence[str] = ()) -> tuple[Column, ...]:
    """Return the columns of a list of units, with those of the headcounts named."""
    return (
        Column(key="id", headers=("Mã đơn vị", "Mã", "id"), kind=ColumnKind.CODE),
        Column(key="name", headers=("Tên đơn vị", "Đơn vị", "name"), required=True),
        Column(key="level", headers=("Cấp", "Cấp đơn vị", "Loại đơn vị", "level"), required=True),
        Column(
            key="parent",
            headers=("Mã đơn vị cấp trên", "Đơn vị cấp trên", "Trực thuộc", "Thuộc", "parent"),
        ),
        Column(key="block", headers=("Khối", "block")),
        Column(key="aliases", headers=("Tên gọi khác", "aliases")),
        Column(key="headcount", headers=("Số người", "headcount"), kind=ColumnKind.WHOLE),
        *(Column(key=name, headers=(name,), kind=ColumnKind.WHOLE) for name in headcounts),
        Column(
            key="selectable",
            headers=("Được chọn", "selectable"),
            kind=ColumnKind.FLAG,
        ),
        NOTE,
        NUMBER,
    )


def headcount_columns() -> tuple[Column, ...]:
    """Return the columns of a list of headcounts."""
    return (
        Column(key="unit", headers=("Đơn vị", "Mã đơn vị", "Tên đơn vị", "unit"), required=True),
        Column(
            key="count",
            headers=("Số người", "Số lượng", "Tổng số", "Biên chế", "headcount"),
            required=True,
            kind=ColumnKind.WHOLE,
        ),
        NOTE,
        NUMBER,
    )


def is_headcount(heading: str) -> bool:
    """Tell whether a heading is that of a headcount of some kind, such as ``headcount:CBCCVC``."""
    return heading.startswith(HEADCOUNT)


def _identifier(label: str) -> Column:
    names = ("Mã định danh", "Số định danh cá nhân", "Số CCCD", "CCCD", "Căn cước công dân")
    distinct = {fold_heading(name): name for name in ("identifier", *reversed(names), label)}
    return Column(
        key="identifier",
        headers=tuple(name for folded, name in reversed(distinct.items()) if folded),
        required=True,
        kind=ColumnKind.CODE,
    )


def _apart(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Return the columns without the headings that one before them has.

    A contest may call its identifier whatever it likes, "Số điện thoại" say.
    """
    taken: set[str] = set()
    kept: list[Column] = []
    for column in columns:
        headers = tuple(each for each in column.headers if fold_heading(each) not in taken)
        taken |= {fold_heading(each) for each in headers}
        kept.append(
            Column(
                key=column.key,
                headers=headers or (column.key,),
                required=column.required,
                kind=column.kind,
            )
        )
    return tuple(kept)
