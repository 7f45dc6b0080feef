"""Prizes in the closing report spoilt one at a time, each named exactly."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from audited import close_all, copy_of, records_of, with_report
from close.small_examples import take_example

from office.audit import Records, audit
from office.audit.canon import canonical

NAME = "data/closing.report.json"


@cache
def reported() -> Records:
    taken = take_example("song-cong-2021")
    close_all(taken.backend, taken.contest)
    return with_report(records_of(taken.backend, taken.contest), taken.backend, taken.contest)


@pytest.mark.parametrize(
    ("change", "place", "expected", "found"),
    [
        (lambda v: v.update(awarded=25), "awarded", "24", "25"),
        (lambda v: v.update(people_awarded=1), "people_awarded", "11", "1"),
        (lambda v: v.update(units_awarded=9), "units_awarded", "8", "9"),
        (
            lambda v: v["groups"][0]["prizes"][1].update(awarded=2),
            "groups.tuan-1/ca-nhan.prizes[1].awarded",
            "1",
            "2",
        ),
        (
            lambda v: v["groups"][2].update(awarded_value=1),
            "groups.contest/tap-the.awarded_value",
            "8500000",
            "1",
        ),
    ],
)
def test_prizes_in_the_report_that_were_changed(
    change: Callable[[Any], None], place: str, expected: str, found: str
) -> None:
    records = copy_of(reported())
    value = json.loads(records.public[NAME])
    change(value["awards"])
    records.public[NAME] = canonical(value)

    assert [(f.kind, f.place, f.expected, f.found) for f in audit(records).findings] == [
        (
            "report_awards",
            f"{NAME} awards {place}",
            expected,
            found,
        )
    ]
