"""Faults of the roster: each person with a unit, a division and a birth date that can be."""

from office.contest_file.codes import Code
from tests.office.contest_file.spoiled import ROSTER, UNITS, YML, Case

_BY_ROSTER = (YML, "mode: open", "mode: roster")
_SAME_NAME = (
    UNITS,
    "phuong-1,",
    "huyen,Huyện,huyen,,,false\nphuong-2-huyen,Phường 2,phuong,huyen,9,true\nphuong-1,",
)
_DIVISION = (
    (YML, "attempts:\n", "divisions:\n  - {id: can-bo, name: Cán bộ, ages: AGES}\nattempts:\n"),
    (YML, "AGES", "{on: 2021-10-11, least: 32, most: 60}"),
    (YML, "to: persons", "to: persons\n      division: can-bo"),
    (ROSTER, "PHƯỜNG 2,,", "PHƯỜNG 2,CÁN BỘ,"),
)


def _case(code: Code, old: str, new: str, at: str, *more: tuple[str, str, str]) -> Case:
    return Case(code, ROSTER, old, new, at, more=(_BY_ROSTER, *more))


CASES = [
    _case(Code.MISSING_FIELD, ",birth_date,", ",note,", "identifier"),
    _case(Code.UNKNOWN_FIELD, ",phone", ",điện thoại", "điện thoại"),
    _case(Code.EMPTY, "019099009002,", ",", "Thử"),
    _case(Code.EMPTY, "PHƯỜNG 2", "", "Thử"),
    _case(Code.BAD_IDENTIFIER, "019099009001", "019", "019,"),
    _case(Code.DUPLICATE_IDENTIFIER, "019099009002", "019-099 009.001", "019-099"),
    _case(Code.EXCLUDED_ENTRANT, "019099009001", "019-099-001.234", "019-099"),
    _case(Code.BAD_PERSON_NAME, "Lê Mẫu", "Lê Mẫu 2", "Mẫu 2"),
    _case(Code.BAD_DATE, "1990-02-28", "28/02/1990", "28/02/1990"),
    _case(Code.BAD_BIRTH_DATE, "1990-02-28", "2021-10-11", "2021-10-11"),
    _case(Code.BAD_BIRTH_DATE, "1990-02-28", "1899-12-31", "1899"),
    _case(Code.BAD_PHONE, "0912345678", "0912 ba bốn", "ba bốn"),
    _case(Code.UNKNOWN_UNIT, "PHƯỜNG 2", "Phường 22", "Phường 22"),
    _case(Code.UNKNOWN_UNIT, "PHƯỜNG 2", "Thành phố", "Thành phố"),
    _case(Code.AMBIGUOUS_UNIT, "PHƯỜNG 2", "phường 2", "phường 2", _SAME_NAME),
    _case(Code.EMPTY, "phuong-1,,", "phuong-1,,", "Lê Mẫu", *_DIVISION),
    _case(Code.UNKNOWN_DIVISION, "phuong-1,,", "phuong-1,dan,", "Lê Mẫu", *_DIVISION),
    _case(Code.NOT_OF_AGE, "phuong-1,,", "phuong-1,can-bo,", "Lê Mẫu", *_DIVISION),
]
