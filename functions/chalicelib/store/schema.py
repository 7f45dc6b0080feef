"""The tables and buckets that the adapters need, and their making.

Tables are on demand: nothing is reserved, so a contest that nobody visits costs nothing.  In
production they have point-in-time recovery and deletion protection; a rehearsal's have neither.
"""

from typing import TYPE_CHECKING, Any

from chalicelib.store import keys
from chalicelib.store.clients import Clients, StoreSettings

if TYPE_CHECKING:
    from botocore.exceptions import ClientError

FIRST_REGION = "us-east-1"
"""The one region that must not be named when a bucket is made there."""

EXPIRING = keys.Table.PEOPLE
"""The table with items that say when they may be removed; a rehearsal keeps them."""


def describe_tables(settings: StoreSettings, *, production: bool) -> list[dict[str, Any]]:
    """Return what DynamoDB is told to create, one request for each table."""
    return [
        {
            "TableName": keys.table_name(settings.table_prefix, table),
            "KeySchema": [
                {"AttributeName": keys.PARTITION, "KeyType": "HASH"},
                {"AttributeName": keys.SORT, "KeyType": "RANGE"},
            ],
            "AttributeDefinitions": [
                {"AttributeName": keys.PARTITION, "AttributeType": "S"},
                {"AttributeName": keys.SORT, "AttributeType": "S"},
            ],
            "BillingMode": "PAY_PER_REQUEST",
            "DeletionProtectionEnabled": production,
        }
        for table in keys.Table
    ]


def create_storage(clients: Clients, *, production: bool) -> None:
    """Create every table and bucket that is not there yet; those that are stay as they are."""
    for table in describe_tables(clients.settings, production=production):
        _create_table(clients, table)
    if production:
        for table in describe_tables(clients.settings, production=True):
            _protect_table(clients, table["TableName"])
        _let_items_expire(clients, keys.table_name(clients.settings.table_prefix, EXPIRING))
    for bucket in (clients.settings.archive_bucket, clients.settings.public_bucket):
        _create_bucket(clients, bucket)
    _close_bucket(clients, clients.settings.archive_bucket)


def _create_table(clients: Clients, table: dict[str, Any]) -> None:
    client = clients.dynamodb
    try:
        client.create_table(**table)
    except client.exceptions.ResourceInUseException:
        return


def _protect_table(clients: Clients, name: str) -> None:
    client = clients.dynamodb
    client.get_waiter("table_exists").wait(TableName=name)
    client.update_continuous_backups(
        TableName=name, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
    )


def _let_items_expire(clients: Clients, name: str) -> None:
    client = clients.dynamodb
    now = client.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
    # Asked again, DynamoDB would refuse.
    if now.get("TimeToLiveStatus") not in {"ENABLED", "ENABLING"}:
        client.update_time_to_live(
            TableName=name,
            TimeToLiveSpecification={"Enabled": True, "AttributeName": keys.EXPIRES},
        )


def _create_bucket(clients: Clients, name: str) -> None:
    client = clients.s3
    region = clients.settings.region
    place: Any = {} if region == FIRST_REGION else {"LocationConstraint": region}
    arguments: Any = {"CreateBucketConfiguration": place} if place else {}
    try:
        client.create_bucket(Bucket=name, **arguments)
    except client.exceptions.ClientError as refusal:
        if not _is_ours_already(refusal):
            raise


def _close_bucket(clients: Clients, name: str) -> None:
    clients.s3.put_public_access_block(
        Bucket=name,
        PublicAccessBlockConfiguration={
            "BlockPublicAcls": True,
            "IgnorePublicAcls": True,
            "BlockPublicPolicy": True,
            "RestrictPublicBuckets": True,
        },
    )


def _is_ours_already(refusal: "ClientError") -> bool:
    return refusal.response["Error"]["Code"] == "BucketAlreadyOwnedByYou"
