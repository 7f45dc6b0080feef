"""The API gateway on one computer: Chalice's own local gateway, with the stamp that AWS's adds.

What AWS's refuses by itself is refused here in the same words: those of ``REFUSALS``, which are
deployed.
"""

import json
import logging
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chalice.config import Config
from chalice.local import LambdaEventConverter, LocalChalice, LocalGateway

from chalicelib.ports import Clock

_log = logging.getLogger(__name__)

REFUSALS = Path(__file__).resolve().parents[2] / "functions" / "sam-names.json"
"""Where the deployed gateway's own replies are written down."""

THIS_COMPUTER = "127.0.0.1"
_CALLER: ContextVar[str] = ContextVar("caller", default=THIS_COMPUTER)
"""Who connected, on the way through Chalice's gateway, which names this computer always."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A reply of the functions."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class _StampingConverter(LambdaEventConverter):
    """Adds the instant of arrival and who called, which Chalice's local gateway leaves out."""

    def __init__(self, inner: LambdaEventConverter, clock: Clock) -> None:
        self._inner = inner
        self._clock = clock

    def create_lambda_event(
        self, method: str, path: str, headers: dict[str, str], body: bytes | None = None
    ) -> dict[str, Any]:
        arrived_at = self._clock.now()
        event: dict[str, Any] = self._inner.create_lambda_event(method, path, headers, body)
        event["requestContext"]["requestTimeEpoch"] = arrived_at
        event["requestContext"]["identity"]["sourceIp"] = _CALLER.get()
        return event


class Gateway:
    """Answers requests below ``/api`` by invoking the functions in this process."""

    def __init__(self, register: Callable[[LocalChalice], None], clock: Clock) -> None:
        """Make an app that is safe between threads, and let ``register`` add its routes."""
        app = LocalChalice(app_name="contest")
        register(app)
        self._routes = app.routes
        self._clock = clock
        self._absent = _refusal("MISSING_AUTHENTICATION_TOKEN")
        self._gateway = LocalGateway(app, Config(chalice_stage="local"))
        self._gateway.event_converter = _StampingConverter(self._gateway.event_converter, clock)

    def now(self) -> int:
        """Return the time by which requests are stamped, in milliseconds UTC."""
        return self._clock.now()

    def answer(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes,
        *,
        caller: str = THIS_COMPUTER,
    ) -> Reply:
        """Return the functions' reply; ``path`` follows ``/api``, ``caller`` is an address."""
        # Chalice's would answer OPTIONS, and tell a wrong method from a wrong path; AWS's does not.
        if method not in self._routes.get(path.partition("?")[0], {}):
            return self._absent
        _CALLER.set(caller)
        response = self._gateway.handle_request(method, path, dict(headers), body)
        data = response["body"] or ""
        return Reply(
            status=int(response["statusCode"]),
            headers={
                **response["headers"],
                **{name: values[-1] for name, values in response["multiValueHeaders"].items()},
            },
            body=data.encode() if isinstance(data, str) else data,
        )


def _refusal(kind: str) -> Reply:
    resources = json.loads(REFUSALS.read_text(encoding="utf-8"))["Resources"]
    written = resources["RestAPI"]["Properties"]["GatewayResponses"][kind]
    headers = written["ResponseParameters"]["Headers"]
    return Reply(
        status=written["StatusCode"],
        headers={
            "Content-Type": "application/json",
            **{name: value.strip("'") for name, value in headers.items()},
        },
        body=written["ResponseTemplates"]["application/json"].encode(),
    )
