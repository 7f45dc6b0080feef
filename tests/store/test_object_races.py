"""Writes of one name that meet in S3, and what S3 refuses for good."""

from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ClientError

from chalicelib.store.clients import Clients
from chalicelib.store.objects import CONFLICT_TRIES, S3Archive, S3PublicFiles


class Body:
    """The body of a reply, as the AWS library reads it."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def stream(self) -> Any:
        yield self.data


class Refusing:
    """Refuses so many puts under a code."""

    def __init__(self, transport: Any, code: str, status: int, times: int) -> None:
        self.transport, self.code, self.status, self.times = transport, code, status, times
        self.puts = 0

    def __call__(self, request: Any) -> Any:
        if request.method != "PUT":
            return self.transport(request)
        self.puts += 1
        if self.puts > self.times:
            return self.transport(request)
        body = f"<Error><Code>{self.code}</Code><Message>m</Message></Error>".encode()
        headers = {"Content-Type": "application/xml"}
        return AWSResponse(request.url, self.status, headers, Body(body))  # type: ignore[arg-type]


def archive(
    clients: Clients, engine: Any, code: str, status: int, times: int
) -> tuple[S3Archive, Refusing]:
    wire = Refusing(engine.transport, code, status, times)
    return S3Archive(Clients(clients.settings, transport=wire)), wire


class Overtaking:
    """Puts a file by another client right before the first put that it carries."""

    def __init__(self, clients: Clients, transport: Any) -> None:
        self.public, self.transport, self.first = S3PublicFiles(clients), transport, True

    def __call__(self, request: Any) -> Any:
        if request.method == "PUT" and self.first:
            self.first = False
            put(self.public, b"other")
        return self.transport(request)


def put(public: S3PublicFiles, data: bytes) -> None:
    public.put("name", data, content_type="text/plain", immutable=False)


@pytest.mark.parametrize("before", [None, b"before"])
def test_a_file_that_changes_between_reading_and_putting_is_not_overwritten(
    clients: Clients, engine: Any, before: bytes | None
) -> None:
    if before is not None:
        put(S3PublicFiles(clients), before)
    wire = Overtaking(clients, engine.transport)
    public = S3PublicFiles(Clients(clients.settings, transport=wire))

    done = public.put_if_unchanged("name", b"own", before=before, content_type="text/plain")

    assert (done, public.get("name")) == (False, b"other")


@pytest.mark.parametrize(
    ("code", "status"),
    [("PreconditionFailed", 412), ("ConditionalRequestConflict", 409), ("NoSuchKey", 404)],
)
def test_whoever_was_overtaken_is_told_and_nothing_is_put(
    clients: Clients, engine: Any, code: str, status: int
) -> None:
    put(S3PublicFiles(clients), b"before")
    wire = Refusing(engine.transport, code, status, 1)
    public = S3PublicFiles(Clients(clients.settings, transport=wire))

    done = public.put_if_unchanged("name", b"own", before=b"before", content_type="text/plain")

    assert (done, public.get("name"), wire.puts) == (False, b"before", 1)


def test_what_s3_refuses_for_good_is_not_told_as_overtaken(clients: Clients, engine: Any) -> None:
    wire = Refusing(engine.transport, "AccessDenied", 403, 1)
    public = S3PublicFiles(Clients(clients.settings, transport=wire))

    with pytest.raises(ClientError, match="AccessDenied"):
        public.put_if_unchanged("name", b"own", before=None, content_type="text/plain")


@pytest.mark.parametrize("times", [1, CONFLICT_TRIES - 1])
def test_whoever_meets_another_first_write_tries_again(
    clients: Clients, engine: Any, times: int
) -> None:
    kept, wire = archive(clients, engine, "ConditionalRequestConflict", 409, times)

    kept.put_if_absent("name", b"bytes")

    assert (kept.get("name"), wire.puts) == (b"bytes", times + 1)


def test_what_is_neither_kept_nor_shown_is_no_success(clients: Clients, engine: Any) -> None:
    kept, wire = archive(clients, engine, "ConditionalRequestConflict", 409, CONFLICT_TRIES)

    with pytest.raises(RuntimeError, match="S3 neither keeps nor shows name"):
        kept.put_if_absent("name", b"bytes")

    assert (kept.get("name"), wire.puts) == (None, CONFLICT_TRIES)


def test_what_s3_refuses_for_good_comes_out_though_the_same_bytes_are_there(
    clients: Clients, engine: Any
) -> None:
    S3Archive(clients).put_if_absent("name", b"bytes")
    kept, wire = archive(clients, engine, "AccessDenied", 403, 1)

    with pytest.raises(ClientError, match="AccessDenied"):
        kept.put_if_absent("name", b"bytes")

    assert wire.puts == 1
