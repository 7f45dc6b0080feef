"""Decoding attempt lines: nothing but what was written, and no collector in the way."""

import gc
from dataclasses import replace

import msgspec
import pytest
from builders import make_attempt

from chalicelib.contest.attempt_lines import write_lines
from chalicelib.use_cases.collector import collector_paused
from chalicelib.use_cases.decoding import decode_lines


def test_a_line_says_what_its_attempt_says() -> None:
    attempt = make_attempt(1, answers={"q1": "a", "prediction": "12.5"})
    submitted = replace(attempt, submitted_at=attempt.started_at + 61_000)

    for each in (attempt, submitted):
        (line,) = decode_lines(write_lines([each]).splitlines())
        assert (line.pid, line.ordinal, line.receipt_code) == (
            each.pid,
            each.ordinal,
            each.receipt_code,
        )
        assert (line.round_id, line.unit, line.division) == (
            each.round_id,
            each.unit,
            each.division,
        )
        assert (line.bank, line.question_ids, line.answers) == (
            each.bank,
            each.question_ids,
            each.answers,
        )
        assert (line.time_used_ms(), line.time_to_last_change_ms()) == (
            each.time_used_ms(),
            each.time_to_last_change_ms(),
        )


@pytest.mark.parametrize("line", [b"", b"{}", b'{"pid":1}', write_lines([make_attempt(1)])[:-9]])
def test_a_damaged_line_is_an_error_and_never_skipped(line: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        list(decode_lines([line]))


def test_the_collector_comes_back_whatever_happens() -> None:
    seen = []

    def fail() -> None:
        seen.append(gc.isenabled())
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), collector_paused():
        fail()

    assert (seen, gc.isenabled()) == ([False], True)


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with collector_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
