"""Private and public files in S3."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypedDict

from chalicelib.contest.canonical import digest_of
from chalicelib.contest.errors import DigestMismatchError
from chalicelib.store.clients import Clients

if TYPE_CHECKING:
    from botocore.exceptions import ClientError

CONFLICT_TRIES = 5
"""Where two first writes of one name meet, S3 may refuse both, and neither is to be read yet."""

OVERTAKEN = frozenset({"PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey"})
"""What S3 says to a conditional write where another came first, is on its way, or deleted."""

PUTS_AT_ONCE = 16

IMMUTABLE = "public, max-age=31536000, immutable"
CHANGING = "public, max-age=10"
"""A pointer file may be this many seconds old."""


class S3Archive:
    """The Archive port on a private bucket."""

    def __init__(self, clients: Clients) -> None:
        """Use the private bucket; nothing is called yet."""
        self._clients = clients
        self._bucket = clients.settings.archive_bucket

    def put_if_absent(self, name: str, data: bytes) -> None:
        """Keep the bytes unless the name exists; the same bytes again are no error.

        Raises DigestMismatchError where the name holds other bytes.
        """
        for _ in range(CONFLICT_TRIES):
            if self._created(name, data):
                return
            kept = self.get(name)
            if kept is not None:
                if kept != data:
                    raise DigestMismatchError(
                        what=name, recorded=digest_of(kept), computed=digest_of(data)
                    )
                return
        raise RuntimeError(f"S3 neither keeps nor shows {name}")

    def get(self, name: str) -> bytes | None:
        """Return the bytes kept under the name."""
        return _get(self._clients, self._bucket, name)

    def _created(self, name: str, data: bytes) -> bool:
        client = self._clients.s3
        try:
            client.put_object(Bucket=self._bucket, Key=name, Body=data, IfNoneMatch="*")
        except client.exceptions.ClientError as refusal:
            if _code(refusal) not in OVERTAKEN:
                raise
            return False
        return True


class S3PublicFiles:
    """The PublicFiles port on the bucket that the site is served from."""

    def __init__(self, clients: Clients) -> None:
        """Use the public bucket; nothing is called yet."""
        self._clients = clients
        self._bucket = clients.settings.public_bucket

    def put(self, name: str, data: bytes, *, content_type: str, immutable: bool) -> None:
        """Put or replace a file; an immutable one may be cached for ever, another for seconds."""
        self._clients.s3.put_object(
            Bucket=self._bucket,
            Key=name,
            Body=data,
            ContentType=content_type,
            CacheControl=IMMUTABLE if immutable else CHANGING,
        )

    def put_many(
        self, files: Iterable[tuple[str, bytes]], *, content_type: str, immutable: bool
    ) -> None:
        """Put or replace many files, several at a time: each waits for the network, not for us."""
        # Late: what takes answers puts nothing here, and would pay for the import when it starts.
        from concurrent.futures import ThreadPoolExecutor

        # Made here: a client that is first asked for by many at once would be made by each of them.
        _ = self._clients.s3
        with ThreadPoolExecutor(PUTS_AT_ONCE) as pool:
            puts = [
                pool.submit(self.put, name, data, content_type=content_type, immutable=immutable)
                for name, data in files
            ]
            for done in puts:
                done.result()

    def put_if_unchanged(
        self, name: str, data: bytes, *, before: bytes | None, content_type: str
    ) -> bool:
        """Put a file that changes if what is there is still ``before``; tell whether it was put."""
        condition: _Condition = {"IfNoneMatch": "*"}
        if before is not None:
            # The tag is asked for, not computed: of an encrypted bucket's file it is no digest.
            kept, tag = _get_tagged(self._clients, self._bucket, name)
            if kept != before:
                return False
            condition = {"IfMatch": tag}
        client = self._clients.s3
        try:
            client.put_object(
                Bucket=self._bucket,
                Key=name,
                Body=data,
                ContentType=content_type,
                CacheControl=CHANGING,
                **condition,
            )
        except client.exceptions.ClientError as refusal:
            if _code(refusal) not in OVERTAKEN:
                raise
            return False
        return True

    def get(self, name: str) -> bytes | None:
        """Return a public file's bytes."""
        return _get(self._clients, self._bucket, name)


class _Condition(TypedDict, total=False):
    IfMatch: str
    IfNoneMatch: str


def _get(clients: Clients, bucket: str, name: str) -> bytes | None:
    return _get_tagged(clients, bucket, name)[0]


def _get_tagged(clients: Clients, bucket: str, name: str) -> tuple[bytes | None, str]:
    client = clients.s3
    try:
        reply = client.get_object(Bucket=bucket, Key=name)
    except client.exceptions.NoSuchKey:
        return None, ""
    return reply["Body"].read(), reply["ETag"]


def _code(refusal: "ClientError") -> str:
    return refusal.response["Error"]["Code"]
