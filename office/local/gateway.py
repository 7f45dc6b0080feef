"""The API gateway on one computer: Chalice's own local gateway, with the stamp that AWS's adds."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from chalice.config import Config
from chalice.local import LambdaEventConverter, LocalChalice, LocalGateway, LocalGatewayException

from chalicelib.ports import Clock

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A reply of the functions."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class _StampingConverter(LambdaEventConverter):
    """Adds the instant of arrival, which Chalice's local gateway leaves out."""

    def __init__(self, inner: LambdaEventConverter, clock: Clock) -> None:
        self._inner = inner
        self._clock = clock

    def create_lambda_event(
        self, method: str, path: str, headers: dict[str, str], body: bytes | None = None
    ) -> dict[str, Any]:
        arrived_at = self._clock.now()
        event: dict[str, Any] = self._inner.create_lambda_event(method, path, headers, body)
        event["requestContext"]["requestTimeEpoch"] = arrived_at
        return event


class Gateway:
    """Answers requests below ``/api`` by invoking the functions in this process."""

    def __init__(self, register: Callable[[LocalChalice], None], clock: Clock) -> None:
        """Make an app that is safe between threads, and let ``register`` add its routes."""
        app = LocalChalice(app_name="contest")
        register(app)
        self._gateway = LocalGateway(app, Config(chalice_stage="local"))
        self._gateway.event_converter = _StampingConverter(self._gateway.event_converter, clock)

    def answer(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Return the functions' reply; ``path`` is what follows ``/api``."""
        try:
            response = self._gateway.handle_request(method, path, dict(headers), body)
        except LocalGatewayException as refusal:
            return Reply(
                status=refusal.CODE,
                headers={"Content-Type": "application/json"},
                body=refusal.body or b"{}",
            )
        data = response["body"] or ""
        return Reply(
            status=int(response["statusCode"]),
            headers={
                **response["headers"],
                **{name: values[-1] for name, values in response["multiValueHeaders"].items()},
            },
            body=data.encode() if isinstance(data, str) else data,
        )
