"""What wrong tries cost: nothing at first, then a growing wait, never more than a minute."""

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.contest.ids import ContestId, Pid
from chalicelib.contest.tries import (
    FORGOTTEN_AFTER_MS,
    FREE_TRIES,
    LONGEST_DELAY_SECONDS,
    UNKNOWN_CODES,
    UNKNOWN_CODES_WITHIN_MS,
    Tries,
    after_try,
    after_unknown_code,
    delay_seconds,
    is_watched,
    network_of,
    seconds_to_wait,
    seconds_to_wait_with_codes,
    who_tries,
    whose_codes,
)

NOW = 1_633_827_600_000
INSTANTS = st.integers(0, 2**45)


def tried(times: int, now: int = NOW) -> Tries | None:
    tries = None
    for _ in range(times):
        tries = after_try(tries, now)
    return tries


def test_five_tries_are_free_and_the_sixth_waits_a_second() -> None:
    assert [seconds_to_wait(tried(times), NOW) for times in range(8)] == [0, 0, 0, 0, 0, 1, 2, 4]
    assert [is_watched(tried(times), NOW) for times in range(7)] == [False] * 5 + [True] * 2


def test_whoever_has_waited_longer_than_that_waits_no_more() -> None:
    assert [seconds_to_wait(tried(7), NOW + wait) for wait in (3_999, 4_000, 9_000)] == [1, 0, 0]


def test_after_an_hour_without_a_try_all_is_forgotten() -> None:
    forgotten_at = NOW + FORGOTTEN_AFTER_MS
    many = tried(40)

    assert is_watched(many, forgotten_at - 1)
    assert not is_watched(many, forgotten_at)
    assert after_try(many, forgotten_at) == Tries(
        count=1, last_at=forgotten_at, forgotten_at=forgotten_at + FORGOTTEN_AFTER_MS
    )


@given(st.integers(0, 10_000))
def test_the_delay_never_shrinks_and_never_passes_a_minute(count: int) -> None:
    assert 0 <= delay_seconds(count) <= delay_seconds(count + 1) <= LONGEST_DELAY_SECONDS == 60


@given(st.integers(1, 1_000), INSTANTS, st.integers(0, 100_000))
def test_whoever_waits_as_long_as_told_is_looked_at(count: int, now: int, later: int) -> None:
    tries = Tries(count=count, last_at=now, forgotten_at=now + FORGOTTEN_AFTER_MS)
    asked_at = now + later
    seconds = seconds_to_wait(tries, asked_at)

    assert seconds_to_wait(tries, asked_at + seconds * 1_000) == 0
    assert seconds <= LONGEST_DELAY_SECONDS
    if seconds:
        assert seconds_to_wait(tries, asked_at + (seconds - 1) * 1_000) == 1


def test_at_the_longest_delay_a_day_of_guessing_is_1440_guesses() -> None:
    tries, now, guesses = tried(FREE_TRIES + 7), NOW, 0
    while (now := now + seconds_to_wait(tries, now) * 1_000) < NOW + 86_400_000:
        tries, guesses = after_try(tries, now), guesses + 1

    assert guesses == 24 * 60 - 1


def test_unknown_codes_wait_for_the_end_of_the_minute_that_the_first_began() -> None:
    tries = None
    for place in range(UNKNOWN_CODES):
        assert seconds_to_wait_with_codes(tries, NOW + place) == 0
        tries = after_unknown_code(tries, NOW + place)

    ends_at = NOW + UNKNOWN_CODES_WITHIN_MS
    assert seconds_to_wait_with_codes(tries, NOW + 20_001) == 40
    assert seconds_to_wait_with_codes(tries, ends_at - 1) == 1
    assert seconds_to_wait_with_codes(tries, ends_at) == 0
    assert after_unknown_code(tries, ends_at) == Tries(
        count=1, last_at=ends_at, forgotten_at=ends_at + UNKNOWN_CODES_WITHIN_MS
    )


def test_one_line_is_one_network_however_many_addresses_it_has() -> None:
    line = {network_of(f"2001:db8:1:2:{number:x}::1") for number in range(100)}

    assert line == {"2001:db8:1:2::"}
    assert network_of("2001:db8:1:3::1") == "2001:db8:1:3::"
    assert [network_of(text) for text in ("", "unknown", "203.0.113.999")] == [
        "",
        "unknown",
        "203.0.113.999",
    ]


def test_what_is_kept_of_an_address_is_a_keyed_hash_of_32_digits() -> None:
    contest, pid = ContestId("c"), Pid("a" * 32)
    hashes = [
        who_tries(b"secret", contest, pid, "203.0.113.7"),
        who_tries(b"secret", contest, pid, "203.0.113.8"),
        who_tries(b"secret", contest, Pid("b" * 32), "203.0.113.7"),
        who_tries(b"another", contest, pid, "203.0.113.7"),
        whose_codes(b"secret", contest, "203.0.113.7"),
    ]

    assert len(set(hashes)) == 5
    assert {len(each) for each in hashes} == {32}
    assert "203" not in "".join(hashes)
