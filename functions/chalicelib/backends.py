"""Which adapter stands behind which port: those on AWS, and where their settings come from."""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.ports import (
    Archive,
    AttemptStore,
    BankStore,
    ComplaintStore,
    ContestStore,
    DoorStore,
    Eraser,
    EventStore,
    Invoker,
    KeyStore,
    LinkStore,
    PeopleStore,
    PublicFiles,
    Sealer,
    Secrets,
    Signer,
)
from chalicelib.store.attempts import AttemptTable
from chalicelib.store.banks import BankTable, KeyTable
from chalicelib.store.clients import Clients, StoreSettings
from chalicelib.store.contests import ContestTable
from chalicelib.store.door import DoorTable
from chalicelib.store.erasing import TableEraser
from chalicelib.store.invoker import LambdaInvoker
from chalicelib.store.links import LinkTable
from chalicelib.store.objects import S3Archive, S3PublicFiles
from chalicelib.store.people import PeopleTable
from chalicelib.store.seal import AesGcmSealer
from chalicelib.store.secrets import ParameterSecrets
from chalicelib.store.signing import Ed25519Signer


@dataclass(frozen=True, slots=True, kw_only=True)
class Backend:
    """One adapter for each port."""

    contests: ContestStore
    links: LinkStore
    banks: BankStore
    keys: KeyStore
    people: PeopleStore
    door: DoorStore
    attempts: AttemptStore
    archive: Archive
    public: PublicFiles
    secrets: Secrets
    sealer: Sealer
    signer: Signer
    invoker: Invoker
    eraser: Eraser
    events: EventStore
    complaints: ComplaintStore


def aws_backend(clients: Clients) -> Backend:
    """Return the adapters on AWS, or on the engine that the clients' settings name."""
    from chalicelib.store.complaints import ComplaintTable
    from chalicelib.store.events import EventTable

    return Backend(
        contests=ContestTable(clients),
        links=LinkTable(clients),
        banks=BankTable(clients),
        keys=KeyTable(clients),
        people=PeopleTable(clients),
        door=DoorTable(clients),
        attempts=AttemptTable(clients),
        archive=S3Archive(clients),
        public=S3PublicFiles(clients),
        secrets=ParameterSecrets(clients),
        sealer=AesGcmSealer(),
        signer=Ed25519Signer(),
        invoker=LambdaInvoker(clients),
        eraser=TableEraser(clients),
        events=EventTable(clients),
        complaints=ComplaintTable(clients),
    )


def settings_from(environment: Mapping[str, str]) -> StoreSettings:
    """Return the store's settings; raise KeyError, naming the variable, where one is missing."""
    return StoreSettings(
        region=environment["AWS_REGION"],
        table_prefix=environment["TABLE_PREFIX"],
        archive_bucket=environment["ARCHIVE_BUCKET"],
        public_bucket=environment["PUBLIC_BUCKET"],
        function_prefix=environment["FUNCTION_PREFIX"],
        parameter_prefix=environment["PARAMETER_PREFIX"],
        endpoint_url=environment.get("STORE_ENDPOINT") or None,
    )
