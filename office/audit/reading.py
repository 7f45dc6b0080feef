"""Raw records by AWS's own interface: of a deployed stage, or of the server on this computer.

Nothing is written; the reader needs ``dynamodb:Scan``, ``s3:ListBucket``, ``s3:GetObject`` and, to
derive papers and receipts, ``ssm:GetParameter``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from office.audit.raw import Records

TABLES = ("attempts", "people", "questions", "keys", "contests")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """Where records lie: AWS's clients, and what the tables and buckets are called."""

    dynamodb: Any
    s3: Any
    ssm: Any
    table_prefix: str
    archive_bucket: str
    public_bucket: str
    parameter_prefix: str


def read_records(stored: Stored, contest: str) -> Records:
    """Return the records of a contest."""
    records = Records(contest=contest)
    for table in TABLES:
        records.put(table, _items(stored, table, contest))
    records.archive = dict(_files(stored, stored.archive_bucket, f"{contest}/"))
    records.public = dict(_files(stored, stored.public_bucket, "data/"))
    for name in ("entry-without-people", "entry"):
        parameter = f"{stored.parameter_prefix}/{contest}/{name}"
        try:
            reply = stored.ssm.get_parameter(Name=parameter, WithDecryption=True)
        except stored.ssm.exceptions.ClientError as refusal:
            # Who audits need not be trusted with secrets: what needs them is left out, and said.
            if refusal.response["Error"]["Code"] not in {
                "ParameterNotFound",
                "AccessDeniedException",
            }:
                raise
            continue
        records.read_secrets(reply["Parameter"]["Value"])
    return records


def _items(stored: Stored, table: str, contest: str) -> Iterator[dict[str, Any]]:
    pages = stored.dynamodb.get_paginator("scan").paginate(
        TableName=stored.table_prefix + table,
        ConsistentRead=True,
        FilterExpression="begins_with(pk, :contest)",
        ExpressionAttributeValues={":contest": {"S": f"{contest}/"}},
    )
    for page in pages:
        yield from page["Items"]


def _files(stored: Stored, bucket: str, prefix: str) -> Iterator[tuple[str, bytes]]:
    pages = stored.s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
    for page in pages:
        for listed in page.get("Contents", ()):
            reply = stored.s3.get_object(Bucket=bucket, Key=listed["Key"])
            yield listed["Key"], reply["Body"].read()
