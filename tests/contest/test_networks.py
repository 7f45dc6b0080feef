"""Prints of networks: equal for one line, other ones in another round, sealed in each attempt."""

from dataclasses import replace

from builders import make_round
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.contest.networks import (
    KEPT_DAYS,
    Caller,
    NetworkKey,
    Print,
    add_print,
    fades_at,
    read_prints,
)
from chalicelib.contest.times import DAY_MS

KEY = NetworkKey(secret=b"k" * 32, fades_at=0)
OTHER_ROUND = replace(KEY, secret=b"l" * 32)
ONE, TWO = "hoi-dap/tuan-1/p1/1", "hoi-dap/tuan-1/p2/1"

addresses = st.ip_addresses().map(str)


def prints_of(
    attempt_id: str, *given_addresses: str, key: NetworkKey = KEY, browser: str = "b"
) -> tuple[Print, ...]:
    sealed = ""
    for address in given_addresses:
        sealed = add_print(sealed, Caller(address, browser), key, attempt_id)
    return read_prints(sealed, key, attempt_id)


@given(st.lists(addresses, max_size=4))
def test_the_same_network_has_the_same_print_in_every_attempt_of_a_round(
    given_addresses: list[str],
) -> None:
    assert prints_of(ONE, *given_addresses) == prints_of(TWO, *given_addresses)


@given(st.ip_addresses(v=4).map(str), st.ip_addresses(v=4).map(str))
def test_two_lines_have_two_prints_and_one_has_one(one: str, two: str) -> None:
    (first,), (second,) = prints_of(ONE, one), prints_of(TWO, two)

    assert (first.network == second.network) == (one == two)


def test_an_address_of_the_same_ipv6_line_has_the_same_print() -> None:
    assert prints_of(ONE, "2001:db8:1:2:3:4:5:6") == prints_of(TWO, "2001:db8:1:2::9")
    assert prints_of(ONE, "2001:db8:1:2:3:4:5:6") != prints_of(TWO, "2001:db8:1:3::9")


@given(addresses)
def test_what_is_stored_tells_nothing_without_the_key(address: str) -> None:
    sealed = add_print("", Caller(address), KEY, ONE)

    assert len(sealed) == 24
    assert sealed != add_print("", Caller(address), KEY, TWO)
    assert sealed != add_print("", Caller(address), OTHER_ROUND, ONE)
    assert read_prints(sealed, KEY, ONE) != read_prints(sealed, OTHER_ROUND, ONE)
    assert prints_of(ONE, address) != prints_of(ONE, address, key=OTHER_ROUND)


@given(addresses, st.text(), st.text())
def test_devices_on_one_line_are_told_apart_by_their_browser_alone(
    address: str, one: str, other: str
) -> None:
    (first,), (second,) = (prints_of(ONE, address, browser=each) for each in (one, other))

    assert first.network == second.network
    assert (first.device == second.device) == (one == other)


def test_the_same_browser_on_another_line_is_another_device() -> None:
    (one,), (two,) = prints_of(ONE, "203.0.113.7"), prints_of(ONE, "203.0.113.8")

    assert (one.network == two.network, one.device == two.device) == (False, False)


def test_without_an_address_there_is_no_print() -> None:
    assert read_prints("", KEY, ONE) == ()


def test_they_fade_a_month_after_the_results_are_public() -> None:
    assert fades_at(make_round(publishes_at=1_000)) == 1_000 + KEPT_DAYS * DAY_MS
