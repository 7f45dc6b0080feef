"""AWS's clients, each made when it is first asked for, from settings handed in.

With an endpoint in the settings everything goes there, with dummy credentials, and nothing is read
from this computer's AWS configuration: a rehearsal cannot reach somebody's account by accident.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    from botocore.awsrequest import AWSPreparedRequest, AWSResponse
    from botocore.client import BaseClient
    from botocore.session import Session
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_ssm import SSMClient

    Transport = Callable[[AWSPreparedRequest], AWSResponse]

CONNECT_TIMEOUT_SECONDS = 2
READ_TIMEOUT_SECONDS = 5
TOTAL_ATTEMPTS = 3
"""Three attempts of at most 7 s and the pauses between them end before the gateway's 29 s."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreSettings:
    """Where the store is and what its parts are called."""

    region: str
    table_prefix: str
    archive_bucket: str
    public_bucket: str
    function_prefix: str
    """What precedes an act's name in the name of its function."""
    parameter_prefix: str
    """A path in the parameter store, such as ``/knowledge-contest``."""
    endpoint_url: str | None = None
    """None for AWS itself."""
    local_credential: str = "local"
    """What a local endpoint knows its callers by; of no use anywhere else."""


class FunctionsClient(Protocol):
    """What is used of Lambda's client."""

    def invoke(self, *, FunctionName: str, InvocationType: str, Payload: bytes) -> object:  # noqa: N803 - AWS's names
        """Start a function."""


class Clients:
    """One client for each service; safe to share between threads."""

    def __init__(self, settings: StoreSettings, transport: "Transport | None" = None) -> None:
        """Keep the settings; a ``transport``, where given, answers instead of the network."""
        self.settings = settings
        self._transport = transport
        self._made: dict[str, BaseClient] = {}
        self._session: Session | None = None
        self._making = Lock()

    @property
    def dynamodb(self) -> "DynamoDBClient":
        """Return DynamoDB's client."""
        return cast("DynamoDBClient", self._client("dynamodb"))

    def make_dynamodb(self) -> None:
        """Make DynamoDB's client now, so that the first call need not; nothing is connected."""
        self._client("dynamodb")

    @property
    def s3(self) -> "S3Client":
        """Return S3's client."""
        return cast("S3Client", self._client("s3"))

    @property
    def ssm(self) -> "SSMClient":
        """Return the parameter store's client."""
        return cast("SSMClient", self._client("ssm"))

    @property
    def functions(self) -> "FunctionsClient":
        """Return Lambda's client."""
        return cast("FunctionsClient", self._client("lambda"))

    def close(self) -> None:
        """Close every connection; a client asked for later is made anew."""
        with self._making:
            for client in self._made.values():
                client.close()
            self._made.clear()

    def _client(self, service: str) -> "BaseClient":
        made = self._made.get(service)
        if made is None:
            with self._making:
                made = self._made.get(service) or self._make(service)
                self._made[service] = made
        return made

    def _make(self, service: str) -> "BaseClient":
        from botocore.config import Config

        # One session for all, so that what they have in common is read once.
        session = self._session = self._session or _session(detached=self._is_local())
        config = Config(
            connect_timeout=CONNECT_TIMEOUT_SECONDS,
            read_timeout=READ_TIMEOUT_SECONDS,
            retries={"mode": "standard", "total_max_attempts": TOTAL_ATTEMPTS},
            tcp_keepalive=True,
            max_pool_connections=50,
        )
        if not self._is_local():
            client = session.create_client(service, region_name=self.settings.region, config=config)
        else:
            # No proxy stands between this computer and itself.
            config = config.merge(Config(proxies={}, s3={"addressing_style": "path"}))
            client = session.create_client(
                service,
                region_name=self.settings.region,
                endpoint_url=self.settings.endpoint_url,
                aws_access_key_id=self.settings.local_credential,
                aws_secret_access_key=self.settings.local_credential,
                config=config,
            )
            client.meta.events.register("before-send.s3", _send_at_once)
        if self._transport is not None:
            self._route(client, self._transport)
        return client

    def _is_local(self) -> bool:
        return self.settings.endpoint_url is not None

    @staticmethod
    def _route(client: "BaseClient", transport: "Transport") -> None:
        def answer(request: "AWSPreparedRequest", **_: Any) -> "AWSResponse":
            return transport(request)

        # The stubs know no handler that returns something; this event asks for one that does.
        client.meta.events.register("before-send", cast("Callable[..., None]", answer))


def _send_at_once(request: "AWSPreparedRequest", **_: Any) -> None:
    # The local server never answers an empty body that was announced with "100-continue".
    if request.headers.get("Expect") is not None:
        del request.headers["Expect"]


def _session(*, detached: bool) -> "Session":
    """Return a session; a detached one knows no profile and no file of this computer."""
    from botocore.session import Session

    from chalicelib.store.service_data import ServiceData

    nothing = {
        "profile": (None, None, None, None),
        "config_file": (None, None, os.devnull, None),
        "credentials_file": (None, None, os.devnull, None),
    }
    session = Session(session_vars=nothing if detached else None)
    session.register_component("data_loader", ServiceData())
    return session
