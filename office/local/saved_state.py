"""The whole state of an engine as one file, and back.

1. The file is one canonical JSON value: format, version, the digest of the state, the state.
2. It is replaced at once (a temporary file beside it, then a rename), so that a power cut leaves
   the old or the new one.
3. A file that is damaged, of another version, or not ours is refused, and left as it is.
4. It holds secrets and sealed contact details, so only its owner may read it.
"""

import base64
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from chalicelib.contest.canonical import canonical_json, digest_of
from chalicelib.store.clients import StoreSettings
from chalicelib.store.schema import create_storage, describe_tables
from office.local.engine import Engine

FORMAT = "knowledge-contest local state"
VERSION = 1
_BYTES = "B"
"""How DynamoDB's attribute format marks bytes, which JSON cannot hold."""


class SavedStateError(Exception):
    """The file cannot be read as a saved state; it was left as it is."""

    def __init__(self, path: Path, reason: str) -> None:
        """Say which file and why."""
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


def save_state(engine: Engine, path: Path) -> None:
    """Write the engine's state to the file, all of it or nothing."""
    with engine.hold():
        state = _read_engine(engine)
    document = {
        "format": FORMAT,
        "version": VERSION,
        "digest": digest_of(canonical_json(state)),
        "state": state,
    }
    _replace(path, canonical_json(document) + b"\n")


def load_state(engine: Engine, path: Path) -> None:
    """Make the engine's tables and buckets and fill them from the file, if there is one.

    The engine must be fresh.  Raises SavedStateError where the file is not one of ours.
    """
    settings = engine.settings()
    state = _read_file(path, settings) if path.exists() else None
    with engine.hold():
        create_storage(engine.clients(), production=False)
        if state is not None:
            _fill_engine(engine, state)


def _read_file(path: Path, settings: StoreSettings) -> dict[str, Any]:
    try:
        document = json.loads(path.read_bytes())
    except ValueError as error:
        raise SavedStateError(path, f"not JSON ({error})") from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise SavedStateError(path, "not a saved state of this program")
    if document.get("version") != VERSION:
        raise SavedStateError(path, f"of version {document.get('version')}, not {VERSION}")
    state: dict[str, Any] = document.get("state", {})
    try:
        computed = digest_of(canonical_json(state))
    except TypeError as error:
        raise SavedStateError(path, f"damaged ({error})") from None
    if document.get("digest") != computed:
        raise SavedStateError(path, "damaged: its content does not match its digest")
    if sorted(state["tables"]) != _table_names(settings):
        raise SavedStateError(path, f"of other tables: {', '.join(state['tables'])}")
    return state


def _replace(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # mkstemp makes a file that only its owner may read.
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _read_engine(engine: Engine) -> dict[str, Any]:
    settings = engine.settings()
    return {
        "tables": {
            name: [
                _plain(item.to_json()["Attributes"]) for item in _table(settings, name).all_items()
            ]
            for name in _table_names(settings)
        },
        "buckets": {name: _read_bucket(engine, name) for name in _bucket_names(settings)},
        "parameters": _read_parameters(engine),
    }


def _fill_engine(engine: Engine, state: dict[str, Any]) -> None:
    settings = engine.settings()
    for name, saved in state["tables"].items():
        table = _table(settings, name)
        for item in saved:
            table.put_item(_with_bytes(item), overwrite=True)
    s3, ssm = engine.clients().s3, engine.clients().ssm
    for bucket, files in state["buckets"].items():
        for name, file in files.items():
            headers = {key: file[key] for key in ("ContentType", "CacheControl") if key in file}
            data = base64.b64decode(file["Body"])
            s3.put_object(Bucket=bucket, Key=name, Body=data, **headers)
    for name, parameter in state["parameters"].items():
        ssm.put_parameter(Name=name, Value=parameter["Value"], Type=parameter["Type"])


def _read_bucket(engine: Engine, bucket: str) -> dict[str, dict[str, str]]:
    client = engine.clients().s3
    files: dict[str, dict[str, str]] = {}
    for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        for listed in page.get("Contents", ()):
            reply = client.get_object(Bucket=bucket, Key=listed["Key"])
            file = {"Body": base64.b64encode(reply["Body"].read()).decode()}
            file["ContentType"] = reply["ContentType"]
            if "CacheControl" in reply:
                file["CacheControl"] = reply["CacheControl"]
            files[listed["Key"]] = file
    return files


def _read_parameters(engine: Engine) -> dict[str, dict[str, str]]:
    pages = (
        engine.clients()
        .ssm.get_paginator("get_parameters_by_path")
        .paginate(Path="/", Recursive=True, WithDecryption=True)
    )
    return {
        parameter["Name"]: {"Value": parameter["Value"], "Type": parameter["Type"]}
        for page in pages
        for parameter in page["Parameters"]
    }


def _table(settings: StoreSettings, name: str) -> Any:
    """Return moto's own table: through its interface 5,000 attempts would take half a minute."""
    from moto.core.models import DEFAULT_ACCOUNT_ID
    from moto.dynamodb.models import dynamodb_backends

    return dynamodb_backends[DEFAULT_ACCOUNT_ID][settings.region].get_table(name)


def _table_names(settings: StoreSettings) -> list[str]:
    return sorted(table["TableName"] for table in describe_tables(settings, production=False))


def _bucket_names(settings: StoreSettings) -> tuple[str, str]:
    return settings.archive_bucket, settings.public_bucket


def _plain(attributes: dict[str, Any]) -> dict[str, Any]:
    return _mapped(attributes, lambda data: base64.b64encode(data).decode())


def _with_bytes(attributes: dict[str, Any]) -> dict[str, Any]:
    return _mapped(attributes, base64.b64decode)


def _mapped(attributes: dict[str, Any], convert: Callable[[Any], Any]) -> dict[str, Any]:
    """Return an item's or a map's attributes with all bytes converted, at any depth."""
    mapped = {}
    for name, attribute in attributes.items():
        kind, value = next(iter(attribute.items()))
        if kind == _BYTES:
            mapped[name] = {kind: convert(value)}
        elif kind == "M":
            mapped[name] = {kind: _mapped(value, convert)}
        else:
            mapped[name] = attribute
    return mapped
