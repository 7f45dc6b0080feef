"""Units, levels, headcounts, clips and certificates in the closing report, spoilt one at a time."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from audited import close_all, copy_of, records_of, with_report
from close.small_examples import take_example
from rich_contest import make_rich_banks, make_rich_contest

from chalicelib.contest.rules import PassCertificate
from office.audit import Records, audit
from office.audit.canon import canonical
from tests.office.audit.test_rich_contests import played

NAME = "data/closing.report.json"


@cache
def example() -> Records:
    taken = take_example("song-cong-2021")
    close_all(taken.backend, taken.contest)
    return with_report(records_of(taken.backend, taken.contest), taken.backend, taken.contest)


@cache
def rich() -> Records:
    contest = make_rich_contest()
    certificate = PassCertificate(name="Giấy chứng nhận hoàn thành", pass_percent=50)
    contest = replace(contest, prizes=replace(contest.prizes, certificates=certificate))
    return played(contest, make_rich_banks(contest))


def value_of(records: Records) -> Any:
    return json.loads(records.public[NAME])


def found_after(records: Records, change: Callable[[Any], object]) -> list[tuple[str, ...]]:
    spoilt, value = copy_of(records), value_of(records)
    change(value)
    spoilt.public[NAME] = canonical(value)
    return [(f.kind, f.place, f.expected, f.found) for f in audit(spoilt).findings]


def more(value: Any, *path: str | int) -> None:
    """Add one to the number at the end of the path."""
    *way, last = path
    for step in way:
        value = value[step]
    value[last] += 1


PLACES: list[tuple[str, tuple[str | int, ...]]] = [
    ("units.{unit}.own.attempts", ("units", 1, "own", "attempts")),
    ("units.{unit}.all.people", ("units", 1, "all", "people")),
    ("units.{unit}.all.perfect.numerator", ("units", 1, "all", "perfect", "numerator")),
    ("levels.{level}.units.denominator", ("levels", 0, "units", "denominator")),
    ("levels.{level}.people", ("levels", 0, "people")),
    ("ranked_units[{ranked}].attempts", ("ranked_units", 0, "attempts")),
    ("busiest_units[{busiest}].rounds", ("busiest_units", 0, "rounds")),
]


@pytest.mark.parametrize(("place", "path"), PLACES)
def test_a_number_of_units_that_was_changed_is_named(
    place: str, path: tuple[str | int, ...]
) -> None:
    value = value_of(example())
    shown = place.format(
        unit=value["units"][1]["unit"],
        level=value["levels"][0]["level"],
        ranked=value["ranked_units"][0]["unit"],
        busiest=value["busiest_units"][0]["unit"],
    )
    number: Any = value
    for step in path:
        number = number[step]

    found = found_after(example(), lambda v: more(v, *path))

    assert found == [("report", f"{NAME} {shown}", str(number), str(number + 1))]


def test_a_unit_that_is_left_out_is_named() -> None:
    unit = value_of(example())["units"][2]["unit"]

    found = found_after(example(), lambda v: v["units"].pop(2))

    assert [(kind, place, said) for kind, place, _, said in found] == [
        ("report", f"{NAME} units.{unit}", "–")
    ]


def test_another_unit_at_the_head_of_the_list_is_named() -> None:
    def swap(value: Any) -> None:
        rows = value["ranked_units"]
        rows[0], rows[1] = rows[1], rows[0]

    kinds = [(kind, place) for kind, place, _, _ in found_after(example(), swap)]

    assert kinds == [("report", f"{NAME} ranked_units[#1]")]


def test_a_clip_too_many_is_named() -> None:
    clips = value_of(rich())["clips"]

    found = found_after(rich(), lambda v: more(v, "clips", "units_with_accepted"))

    accepted = clips["units_with_accepted"]
    assert found == [
        ("report", f"{NAME} clips.units_with_accepted", str(accepted), str(accepted + 1))
    ]


@pytest.mark.parametrize("number", ["earned", "people"])
def test_a_certificate_too_many_is_named(number: str) -> None:
    earned = value_of(rich())["awards"]["certificates"][number]

    found = found_after(rich(), lambda v: more(v, "awards", "certificates", number))

    place = f"{NAME} awards certificates.{number}"
    assert found == [("report_awards", place, str(earned), str(earned + 1))]
    assert earned > 0


def test_there_is_nothing_to_find_before() -> None:
    assert [audit(copy_of(records())).findings for records in (example, rich)] == [[], []]
