"""A close waits longer than anything that was in time can take to be stored, by configuration."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from chalicelib.contest.acts import CLOSE_DELAY_MS
from chalicelib.contest.attempts import GRACE_MS, LONGEST_REQUEST_MS, SETTLED_AFTER_MS
from chalicelib.store.clients import (
    CONNECT_TIMEOUT_SECONDS,
    READ_TIMEOUT_SECONDS,
    TOTAL_ATTEMPTS,
)

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "functions" / ".chalice" / "config.json"
GATEWAY_MS = 29_000
"""The longest that API Gateway waits for a function; nobody is acknowledged anything later."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Whatever bounds the way of a request from its arrival to the store."""

    close_delay_ms: int
    grace_ms: int
    gateway_ms: int
    function_ms: int
    connect_ms: int
    read_ms: int
    attempts: int

    def storage_call_ms(self) -> int:
        """Return the longest storage call: every attempt times out, every pause is the longest.

        Before the second attempt botocore's standard mode pauses up to 1 s, then up to 2 s, 4 s ...
        """
        pauses = sum(1_000 * 2**number for number in range(self.attempts - 1))
        return self.attempts * (self.connect_ms + self.read_ms) + pauses

    def broken(self) -> list[str]:
        """Return what does not fit into what: each must end within the next."""
        broken = []
        if self.storage_call_ms() >= self.function_ms:
            broken.append("a storage call outlives its function")
        if self.function_ms >= self.gateway_ms:
            broken.append("a function outlives the gateway's patience")
        if self.grace_ms + max(self.gateway_ms, self.function_ms) >= self.close_delay_ms:
            broken.append("a request in time outlives the wait of the close")
        return broken


def limits_in_force(stage: str = "production") -> Limits:
    functions = json.loads(CONFIG.read_bytes())["stages"][stage]["lambda_functions"]
    return Limits(
        close_delay_ms=CLOSE_DELAY_MS,
        grace_ms=GRACE_MS,
        gateway_ms=GATEWAY_MS,
        function_ms=1_000 * functions["api_handler"]["lambda_timeout"],
        connect_ms=1_000 * CONNECT_TIMEOUT_SECONDS,
        read_ms=1_000 * READ_TIMEOUT_SECONDS,
        attempts=TOTAL_ATTEMPTS,
    )


def test_everything_in_time_ends_before_the_close_takes_the_last_reading() -> None:
    stages = json.loads(CONFIG.read_bytes())["stages"]

    assert {stage: limits_in_force(stage).broken() for stage in stages} == {"production": []}
    assert SETTLED_AFTER_MS == GRACE_MS + LONGEST_REQUEST_MS == CLOSE_DELAY_MS


@pytest.mark.parametrize(
    ("raised", "broken"),
    [
        ({"read_ms": 6_000}, ["a storage call outlives its function"]),
        ({"connect_ms": 3_000}, ["a storage call outlives its function"]),
        ({"attempts": 4}, ["a storage call outlives its function"]),
        ({"function_ms": 24_000}, ["a storage call outlives its function"]),
        ({"function_ms": 29_000}, ["a function outlives the gateway's patience"]),
        (
            {"function_ms": 30_000},
            [
                "a function outlives the gateway's patience",
                "a request in time outlives the wait of the close",
            ],
        ),
        ({"gateway_ms": 30_000}, ["a request in time outlives the wait of the close"]),
        ({"grace_ms": 6_000}, ["a request in time outlives the wait of the close"]),
        ({"close_delay_ms": 34_000}, ["a request in time outlives the wait of the close"]),
    ],
)
def test_whichever_limit_is_changed_alone_is_found(
    raised: dict[str, int], broken: list[str]
) -> None:
    assert replace(limits_in_force(), **raised).broken() == broken
