"""Calling a WSGI application without a socket, for whole replies and for the AWS library."""

import io
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from botocore.awsrequest import AWSPreparedRequest, AWSResponse

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole reply."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes


class _Raw(io.BytesIO):
    """A body in the form that the AWS library reads."""

    def stream(self, **_: object) -> Iterable[bytes]:
        """Yield the body at once."""
        yield self.read()


def call_application(application: Application, environ: dict[str, Any]) -> Reply:
    """Return the application's whole reply."""
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(
        status: str, headers: list[tuple[str, str]], exc_info: object = None
    ) -> Callable[[bytes], None]:
        started.append((status, headers))
        return written.append

    written: list[bytes] = []
    chunks = application(environ, start_response)
    try:
        written.extend(chunks)
    finally:
        close = getattr(chunks, "close", None)
        if close is not None:
            close()
    status, headers = started[-1]
    return Reply(status, headers, b"".join(written))


def answer_request(application: Application, request: "AWSPreparedRequest") -> "AWSResponse":
    """Return the application's reply to a request of the AWS library."""
    from botocore.awsrequest import AWSResponse, HeadersDict

    reply = call_application(application, _environ_of(request))
    return AWSResponse(
        str(request.url),
        int(reply.status.split(" ", 1)[0]),
        cast("Any", HeadersDict(dict(reply.headers))),
        cast("Any", _Raw(reply.body)),
    )


def _environ_of(request: "AWSPreparedRequest") -> dict[str, Any]:
    url = urlsplit(str(request.url))
    body = _body_of(request.body)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        # WSGI wants the bytes of the path as Latin-1.
        "PATH_INFO": unquote(url.path, "latin-1") or "/",
        "QUERY_STRING": url.query,
        "SERVER_NAME": url.hostname,
        "SERVER_PORT": str(url.port),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": url.netloc,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": url.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    headers: dict[str, str | bytes] = dict(request.headers.items())
    for name, value in headers.items():
        text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
        key = name.upper().replace("-", "_")
        environ[key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"] = text
    environ["CONTENT_LENGTH"] = str(len(body))
    return environ


def _body_of(body: Any) -> bytes:
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode()
    data = body if isinstance(body, bytes | bytearray) else body.read()
    return bytes(data)
