"""Between the AWS library and the engine: one request meets a fault, as on the way to AWS."""

import json
from collections.abc import Iterator
from typing import Any

from botocore.awsrequest import AWSResponse
from botocore.exceptions import ReadTimeoutError
from faulty_stores import Fault

from office.local.engine import Engine

ON_THE_WIRE = (
    Fault.THROTTLED,
    Fault.SERVER_ERROR,
    Fault.TIMEOUT_NOT_APPLIED,
    Fault.TIMEOUT_APPLIED,
)
WRITES = frozenset({"PutItem", "UpdateItem", "BatchWriteItem", "PUT"})


class Body:
    """The body of a reply, as the AWS library reads it."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def stream(self) -> Iterator[bytes]:
        yield self.data


class FaultyWire:
    """Lets one call meet a fault, by its number among those to the database and to S3."""

    def __init__(self, engine: Engine) -> None:
        self.transport = engine.transport
        self.watch(None)
        self.on = False

    def watch(self, number: int | None, fault: Fault = Fault.THROTTLED) -> None:
        """Count from here; the call of this number meets the fault."""
        self.on, self.number, self.fault = True, number, fault
        self.calls: list[str] = []

    def __call__(self, request: Any) -> Any:
        if not self.on or request.headers.get("X-Amz-Target", b"").startswith(b"AmazonSSM"):
            return self.transport(request)
        self.calls.append(_name_of(request))
        if len(self.calls) - 1 != self.number:
            return self.transport(request)
        match self.fault:
            case Fault.THROTTLED:
                return _refusal(request, 400, "ThrottlingException", 503, "SlowDown")
            case Fault.SERVER_ERROR:
                return _refusal(request, 500, "InternalServerError", 500, "InternalError")
            case Fault.TIMEOUT_APPLIED:
                self.transport(request)
        raise ReadTimeoutError(endpoint_url=request.url)


def worth_failing(calls: list[str]) -> list[int]:
    """Return the numbers of all writes, and of the first of each kind of read."""
    return [
        number
        for number, call in enumerate(calls)
        if call.partition(" ")[0] in WRITES or calls.index(call) == number
    ]


def _name_of(request: Any) -> str:
    """Return the operation and what it is asked of: the table, or S3."""
    target = request.headers.get("X-Amz-Target", b"").decode()
    if not target:
        return f"{request.method} s3"
    table = json.loads(request.body).get("TableName", "")
    return f"{target.rpartition('.')[2]} {table.rpartition('-')[2]}"


def _refusal(request: Any, status: int, code: str, of_s3: int, code_of_s3: str) -> AWSResponse:
    if "X-Amz-Target" in request.headers:
        body = json.dumps({"__type": f"x#{code}", "message": code}).encode()
        headers = {"Content-Type": "application/x-amz-json-1.0"}
    else:
        status = of_s3
        body = f"<Error><Code>{code_of_s3}</Code><Message>m</Message></Error>".encode()
        headers = {"Content-Type": "application/xml"}
    return AWSResponse(request.url, status, headers, Body(body))  # type: ignore[arg-type]
