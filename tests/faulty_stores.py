"""Stores behind a gate: whatever a use case asks of a store passes it, and there it can go wrong.

A gate is handed the call's place (``attempts.save``) and the call itself.  It may let it through,
fail it as the adapters fail, apply it and lose the answer, repeat it as the AWS library does, wait,
or switch to somebody else: whatever can happen on the way to a database happens there.
"""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any

from botocore.exceptions import ClientError, ReadTimeoutError

from chalicelib.backends import Backend

Gate = Callable[[str, Callable[[], Any]], Any]

STORES = (
    "contests",
    "links",
    "banks",
    "keys",
    "people",
    "door",
    "attempts",
    "archive",
    "public",
    "events",
    "complaints",
)
WRITES = frozenset(
    f"{store}.{name}"
    for store, names in {
        "contests": ("put_rules", "put_release", "put_state"),
        "links": ("put_link",),
        "banks": ("put_bank",),
        "keys": ("put_keys",),
        "people": (
            "put_person",
            "replace_code",
            "change_person",
            "put_code",
            "put_exclusion",
        ),
        "door": ("use_challenge", "put_tries"),
        "attempts": ("put_attempt", "save", "submit", "take_over", "prolong", "finalise"),
        "events": ("append",),
        "complaints": ("put_complaint", "put_answer"),
        "archive": ("put_if_absent",),
        "public": ("put",),
        "secrets": ("put_entry_if_absent", "erase_people"),
        "eraser": ("erase_person", "erase_people"),
    }.items()
    for name in names
)


_KNOWN_AGAIN = frozenset({"door.use_challenge", "door.put_tries"})


class KilledError(BaseException):
    """The process died: no ``except`` of ours sees it, and nobody gets an answer."""


class Gated:
    """A store of which every call passes a gate."""

    def __init__(self, name: str, store: Any, gate: Gate) -> None:
        self._name = name
        self._store = store
        self._gate = gate

    def __getattr__(self, method: str) -> Callable[..., Any]:
        asked = getattr(self._store, method)

        def call(*args: Any, **named: Any) -> Any:
            def apply() -> Any:
                answer = asked(*args, **named)
                # A page that is read is read; a store that yields is one call here.
                return iter(list(answer)) if isinstance(answer, Iterator) else answer

            return self._gate(f"{self._name}.{method}", apply)

        return call


def gated_backend(backend: Backend, gate: Gate) -> Backend:
    """Return the same stores behind a gate; sealing and chance are no storage."""
    names = {item.name for item in fields(Backend)} - {"sealer", "invoker"}
    return replace(backend, **{name: Gated(name, getattr(backend, name), gate) for name in names})


class Fault(StrEnum):
    """What can befall one call; the last three leave the write done."""

    THROTTLED = "throttled"
    SERVER_ERROR = "500"
    TIMEOUT_NOT_APPLIED = "time-out, not applied"
    KILLED_BEFORE = "killed before"
    TIMEOUT_APPLIED = "time-out, applied"
    KILLED_AFTER = "killed after"
    CONDITION_FAILED = "condition failed"
    """The library repeated a call whose first answer was lost, and meets what it wrote itself."""


def throttled() -> ClientError:
    return _client_error("ProvisionedThroughputExceededException", 400)


def server_error() -> ClientError:
    return _client_error("InternalServerError", 500)


def timed_out() -> ReadTimeoutError:
    return ReadTimeoutError(endpoint_url="https://dynamodb.example")


def befall(fault: Fault, apply: Callable[[], Any], place: str = "") -> Any:
    """Let a fault befall a call."""
    match fault:
        case Fault.THROTTLED:
            raise throttled()
        case Fault.SERVER_ERROR:
            raise server_error()
        case Fault.TIMEOUT_NOT_APPLIED:
            raise timed_out()
        case Fault.KILLED_BEFORE:
            raise KilledError
        case Fault.TIMEOUT_APPLIED:
            apply()
            raise timed_out()
        case Fault.KILLED_AFTER:
            apply()
            raise KilledError
        case Fault.CONDITION_FAILED:
            answer = apply()
            repeated = apply()
            # What is written at the door carries an id, by which the adapter knows its own write.
            return answer if place in _KNOWN_AGAIN else repeated


@dataclass
class FaultAt:
    """A gate at which one call, by its number, meets a fault; it notes all calls."""

    number: int | None = None
    fault: Fault = Fault.THROTTLED
    calls: list[str] = field(default_factory=list)
    on: bool = True

    def __call__(self, place: str, apply: Callable[[], Any]) -> Any:
        if not self.on:
            return apply()
        self.calls.append(place)
        if len(self.calls) - 1 == self.number:
            return befall(self.fault, apply, place)
        return apply()


def retried(act: Callable[[], Any], tries: int = 5) -> Any:
    """Return what the act returns, asked again where nothing is known of how it went."""
    for number in itertools.count(1):
        try:
            return act()
        except (ClientError, ReadTimeoutError, KilledError):
            if number == tries:
                raise
    return None


def _client_error(code: str, status: int) -> ClientError:
    return ClientError(
        {
            "Error": {"Code": code, "Message": code},
            "ResponseMetadata": {
                "HTTPStatusCode": status,
                "RequestId": "",
                "HostId": "",
                "HTTPHeaders": {},
                "RetryAttempts": 2,
            },
        },
        "UpdateItem",
    )
