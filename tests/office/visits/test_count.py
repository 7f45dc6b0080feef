"""Visits from logs: what a view is, what a visit is, and that nobody is kept."""

import gzip
import json
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.visits import (
    DamagedLogError,
    Period,
    VisitCounter,
    WrongVisitsError,
    read_log,
    read_visits,
)
from office.visits.files import LONGEST_LINE

KEY = b"k" * 32
PHONE = "Mozilla/5.0 (Linux; Android 11) Chrome/96.0 Mobile"


def line(
    moment: str = "13/Dec/2021:08:30:00 +0700",
    *,
    address: str = "203.0.113.7",
    request: str = "GET /the-le/ HTTP/1.1",
    status: int = 200,
    agent: str = PHONE,
) -> str:
    return f'{address} - - [{moment}] "{request}" {status} 5120 "-" "{agent}"'


def at(hour: int, minute: int = 0, **more: Any) -> str:
    return line(f"13/Dec/2021:{hour:02d}:{minute:02d}:00 +0700", **more)


def counted(*lines: str | None, key: bytes = KEY, period: Period | None = None) -> dict[str, Any]:
    counter = VisitCounter(key, period)
    counter.count_log("access.log", lines)
    return counter.value()


def visits_of(*lines: str) -> tuple[int, int]:
    value = counted(*lines)
    return value["visits"], value["page_views"]


def test_views_at_most_half_an_hour_apart_are_one_visit() -> None:
    assert visits_of(at(8), at(8, 30), at(9)) == (1, 3)
    assert visits_of(at(8), line("13/Dec/2021:08:30:01 +0700")) == (2, 2)


def test_another_address_or_agent_is_another_visit() -> None:
    assert visits_of(at(8), at(8, address="203.0.113.8"), at(8, agent="Firefox/95.0")) == (3, 3)


def test_midnight_in_viet_nam_begins_another_visit_and_another_day() -> None:
    value = counted(
        line("13/Dec/2021:23:59:00 +0700"),
        # 00:01 of the 14th in Việt Nam, logged in UTC.
        line("13/Dec/2021:17:01:00 +0000"),
    )

    assert value["by_day"] == [
        {"day": "2021-12-13", "visits": 1, "page_views": 1},
        {"day": "2021-12-14", "visits": 1, "page_views": 1},
    ]


@pytest.mark.parametrize(
    "other",
    [
        at(8, request="POST /the-le/ HTTP/1.1"),
        at(8, request="GET /assets/site.css HTTP/1.1"),
        at(8, request="GET /api/rounds HTTP/1.1"),
        at(8, request="GET /data/tuan-1.html HTTP/1.1"),
        at(8, request=r"\x16\x03\x01"),
        at(8, request="-", status=408),
        at(8, request=""),
        at(8, request="GET /x y HTTP/1.1", status=400),
        at(8, status=404),
        at(8, status=301),
    ],
)
def test_what_shows_no_page_is_no_view(other: str) -> None:
    value = counted(other)

    assert (value["page_views"], value["not_pages"], value["lines"]) == (0, 1, 1)


def test_pages_are_told_apart_without_their_query() -> None:
    value = counted(
        at(8, request="GET / HTTP/1.1"),
        at(8, request="GET /index.html?utm=1 HTTP/2.0"),
        at(8, request="GET /the-le/ HTTP/1.1", status=304),
    )

    assert value["by_page"] == [
        {"page": "/", "page_views": 2},
        {"page": "/the-le/", "page_views": 1},
    ]


@pytest.mark.parametrize(
    "agent",
    ["-", "", "Mozilla/5.0 (compatible; Googlebot/2.1)", "curl/8.1", "python-requests/2.31"],
)
def test_programs_that_say_so_are_left_out(agent: str) -> None:
    assert counted(at(8, agent=agent))["bots"] == 1


def test_a_cubot_is_a_phone() -> None:
    assert visits_of(at(8, agent="Mozilla/5.0 (Linux; Android 11; CUBOT P40)")) == (1, 1)


CLOUDFRONT = (
    "#Version: 1.0",
    "#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status "
    "cs(Referer) cs(User-Agent)",
    "2021-12-13\t01:30:00\tHKG1\t99\t203.0.113.7\tGET\td1.cloudfront.net\t/the-le/\t200\t-\t"
    "Mozilla/5.0%20(Linux;%20Android%2011)%20Chrome/96.0%20Mobile",
)


def test_cloudfront_is_read_by_the_names_of_its_fields() -> None:
    counter = VisitCounter(KEY)
    counter.count_log("cloudfront", CLOUDFRONT)
    counter.count_log("access.log", [at(8, 45)])

    value = counter.value()

    # The same visitor in both logs: 08:30 and 08:45 of the same day.
    assert (value["visits"], value["page_views"], value["lines"]) == (1, 2, 2)


def test_fields_that_lack_what_is_needed_make_every_line_malformed() -> None:
    value = counted("#Fields: date time", CLOUDFRONT[2])

    assert (value["malformed"], value["page_views"]) == (2, 0)


def test_malformed_lines_are_counted_and_the_first_ones_named() -> None:
    broken = ["x", line("31/Feb/2021:08:00:00 +0700"), "\x00\x01\udcff", None, "a", "b", "c"]

    value = counted(at(8), "", *broken)

    assert (value["malformed"], value["lines"], value["page_views"]) == (7, 8, 1)
    assert value["first_malformed"] == [
        {"file": "access.log", "line": number} for number in range(3, 8)
    ]


def test_a_quoted_request_with_quotes_in_it_is_read() -> None:
    assert visits_of(at(8, agent=r"Mozilla/5.0 \"x\" \\ y")) == (1, 1)


def test_the_period_leaves_other_days_out_and_shows_empty_ones() -> None:
    period = Period(first=date(2021, 12, 12), last=date(2021, 12, 13))

    value = counted(at(8), line("14/Dec/2021:08:30:00 +0700"), period=period)

    assert (value["outside"], value["lines"]) == (1, 2)
    assert value["by_day"] == [
        {"day": "2021-12-12", "visits": 0, "page_views": 0},
        {"day": "2021-12-13", "visits": 1, "page_views": 1},
    ]


def test_nothing_in_what_is_counted_leads_to_a_visitor() -> None:
    value = counted(at(8, address="203.0.113.99", agent="Planted-Agent/1.0"))

    said = json.dumps(value)
    assert ("203.0.113.99" in said, "Planted-Agent" in said) == (False, False)
    assert set(value["by_day"][0]) == {"day", "visits", "page_views"}


HITS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(12, 14), st.integers(0, 1_439)), max_size=25
)


def by_hand(hits: Sequence[tuple[int, int, int]]) -> int:
    """Count the visits of (visitor, day, minute) one visitor and day after the other."""
    visits = 0
    for visitor in range(3):
        for day in (12, 13, 14):
            minutes = sorted(m for v, d, m in hits if (v, d) == (visitor, day))
            visits += sum(
                place == 0 or minute - minutes[place - 1] > 30
                for place, minute in enumerate(minutes)
            )
    return visits


@given(HITS, st.randoms(use_true_random=False), st.binary(min_size=16, max_size=64))
def test_neither_the_order_of_lines_nor_the_key_makes_a_difference(
    hits: list[tuple[int, int, int]], chance: Random, key: bytes
) -> None:
    lines = [
        line(f"{day}/Dec/2021:{minute // 60:02d}:{minute % 60:02d}:00 +0700", address=f"10.0.0.{v}")
        for v, day, minute in hits
    ]
    chance.shuffle(lines)

    value = counted(*lines, key=key)

    assert (value["visits"], value["page_views"]) == (by_hand(hits), len(hits))
    assert read_visits(json.dumps(value).encode()) == value


@pytest.mark.parametrize("key", [b"", b"short", b"x" * 65])
def test_a_key_that_is_none_is_refused(key: bytes) -> None:
    with pytest.raises(ValueError, match="key"):
        VisitCounter(key)


def test_a_compressed_log_gives_the_same_lines_as_a_plain_one(tmp_path: Path) -> None:
    plain, packed = tmp_path / "access.log", tmp_path / "access.log.1.gz"
    data = f"{at(8)}\r\n{at(9)}".encode()
    plain.write_bytes(data)
    packed.write_bytes(gzip.compress(data))

    assert list(read_log(plain)) == list(read_log(packed)) == [at(8), at(9)]


def test_a_log_that_breaks_off_is_refused(tmp_path: Path) -> None:
    packed = tmp_path / "access.log.gz"
    lines = "\n".join(at(8, address=f"10.0.{n // 250}.{n % 250}") for n in range(5_000))
    packed.write_bytes(gzip.compress(lines.encode())[:2_000])

    with pytest.raises(DamagedLogError):
        list(read_log(packed))


def test_a_line_longer_than_any_is_one_malformed_line(tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    log.write_bytes(b"x" * (3 * LONGEST_LINE) + b"\n" + b"\xff\x00\n" + at(8).encode())

    assert list(read_log(log)) == [None, "\udcff\x00", at(8)]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b'{"schema": 2}',
        b'{"schema": 1, "by_day": 3}',
        json.dumps({**counted(at(8)), "visits": 2}).encode(),
        json.dumps({**counted(at(8)), "page_views": 2}).encode(),
        json.dumps({**counted(at(8)), "lines": 5}).encode(),
    ],
)
def test_counts_that_are_not_ours_or_do_not_add_up_are_refused(data: bytes) -> None:
    with pytest.raises(WrongVisitsError):
        read_visits(data)


@pytest.mark.parametrize("piece", ["[", '"', "\\\\", " ", "a ", "[]", "- - [x] "])
def test_no_line_takes_long_however_it_is_made(piece: str) -> None:
    began = time.process_time()

    value = counted(piece * (LONGEST_LINE // len(piece)))

    assert value["page_views"] == 0
    assert time.process_time() - began < 1


@pytest.mark.prove
def test_a_million_lines_are_counted_within_a_minute(tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    with log.open("w", encoding="utf-8") as file:
        for number in range(1_000_000):
            minute = number // 700
            moment = f"13/Dec/2021:{minute // 60:02d}:{minute % 60:02d}:{number % 60:02d} +0700"
            file.write(line(moment, address=f"10.{number % 7}.{number % 250}.1") + "\n")
    began = time.process_time()

    counter = VisitCounter(KEY)
    counter.count_log("access.log", read_log(log))
    value = counter.value()

    assert (value["page_views"], value["malformed"]) == (1_000_000, 0)
    assert time.process_time() - began < 60
