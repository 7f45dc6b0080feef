"""What was issued and what was revoked, as public files that only a certificate's code opens.

1. A record lies in one of 256 files under a hash of its code, encrypted under another hash of it
   (AES-256-GCM), and padded, so that nothing is seen of it but that it is there.
2. The nonce follows from key and record: the same record gives the same bytes, another record
   under the same key another nonce.
3. A number in the register is given once: who prints again gets the number of the first time.
   How many numbers are taken is in the index, with the files that exist.
4. Every file is written only over the one that was read: of two computers that save at once, one
   reads again and decides again, so that nothing of the other's is lost.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any, TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from chalicelib.contest.canonical import canonical_json
from chalicelib.contest.ids import ContestId, RoundId
from chalicelib.ports import PublicFiles
from office.certificates.codes import Address, address_of

INDEX = "data/certificates.index.json"
"""A dot within the name, as in every shard's: no round's id has one, so no results collide."""

_SCHEMA = 1
_NONCE_BYTES = 12
_PADDED_TO = 256


SAVE_TRIES = 5
"""How often others may save first before a command gives up."""

Decided = TypeVar("Decided")


class DamagedRegisterError(Exception):
    """A public file of the register is not what this program wrote."""


class BusyRegisterError(Exception):
    """Others have saved the register again and again while it was read and decided on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation:
    """Why a certificate holds no longer, and since which day (ISO)."""

    reason: str
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the check page tells of one certificate."""

    title: str
    name: str
    """As the rules show it to the public; empty where they hide it."""
    unit: str
    achievement: str
    detail: str
    contest: str
    issuer: str
    number: int
    serial: str
    issued_on: str
    """The day of the signature (ISO); empty where it is written by hand."""
    revoked: Revocation | None = None


def shard_name(shard: str) -> str:
    """Return the public name of one of the 256 files.

    >>> shard_name("0a")
    'data/certificates.0a.json'
    """
    return f"data/certificates.{shard}.json"


def seal(record: Record, key: bytes) -> str:
    """Return a record encrypted, in base64; the same record under the same key, the same text."""
    plain = canonical_json({"schema": _SCHEMA, **asdict(record)})
    plain += b" " * (-len(plain) % _PADDED_TO)
    nonce = hmac.digest(key, b"nonce:" + plain, hashlib.sha256)[:_NONCE_BYTES]
    return base64.b64encode(nonce + AESGCM(key).encrypt(nonce, plain, None)).decode()


def unseal(sealed: str, key: bytes) -> Record:
    """Return a record; raise DamagedRegisterError where the key does not open it."""
    try:
        data = base64.b64decode(sealed, validate=True)
        value = json.loads(AESGCM(key).decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], None))
        schema, revoked = value.pop("schema"), value.pop("revoked")
    except (InvalidTag, ValueError, KeyError) as error:
        raise DamagedRegisterError(str(error)) from error
    if schema != _SCHEMA:
        raise DamagedRegisterError(f"schema {schema}")
    return Record(**value, revoked=None if revoked is None else Revocation(**revoked))


class Register:
    """The register of one contest; nothing is written before ``save``."""

    def __init__(self, contest: ContestId, public: PublicFiles) -> None:
        """Read the index; the files are read when they are first needed."""
        self._contest = contest
        self._public = public
        self._seen: dict[str, bytes | None] = {}
        index = self._read(INDEX, {"schema": _SCHEMA, "numbers": {}, "shards": []})
        self._numbers: dict[str, int] = index["numbers"]
        self._written: list[str] = index["shards"]
        self._shards: dict[str, dict[str, str]] = {}
        self._changed: set[str] = set()

    def find(self, code: str) -> Record | None:
        """Return the record of a code in its canonical form, if it was issued."""
        address = address_of(self._contest, code)
        sealed = self._shard(address.shard).get(address.name)
        return None if sealed is None else unseal(sealed, address.key)

    def next_number(self, scope: RoundId) -> int:
        """Return a number that no certificate of the round has had."""
        self._numbers[scope] = self._numbers.get(scope, 0) + 1
        return self._numbers[scope]

    def put(self, code: str, record: Record) -> None:
        """Set the record of a code."""
        self._put(address_of(self._contest, code), record)

    def revoke(self, code: str, revocation: Revocation) -> Record | None:
        """Mark a certificate as revoked; return its record, or None where none was issued."""
        record = self.find(code)
        if record is None:
            return None
        revoked = replace(record, revoked=revocation)
        self.put(code, revoked)
        return revoked

    def save(self) -> bool:
        """Write the files that have changed, the index first: a number is never given twice.

        False where another has written one of them since it was read.  What was written before it
        stays and is in order; what is not yet written needs a register read anew.
        """
        if not self._changed:
            return True
        shards = sorted({*self._written, *self._changed})
        index = {"schema": _SCHEMA, "numbers": self._numbers, "shards": shards}
        files = {INDEX: canonical_json(index)}
        for shard in sorted(self._changed):
            records = self._shards[shard]
            written = {"schema": _SCHEMA, "contest": self._contest, "records": records}
            files[shard_name(shard)] = canonical_json(written)
        if not all(self._write(name, data) for name, data in files.items()):
            return False
        self._written = shards
        self._changed.clear()
        return True

    def _put(self, address: Address, record: Record) -> None:
        shard = self._shard(address.shard)
        sealed = seal(record, address.key)
        if shard.get(address.name) != sealed:
            shard[address.name] = sealed
            self._changed.add(address.shard)

    def _shard(self, shard: str) -> dict[str, str]:
        if shard not in self._shards:
            records: dict[str, str] = {}
            if shard in self._written:
                records = self._read(shard_name(shard), {"records": {}})["records"]
            self._shards[shard] = records
        return self._shards[shard]

    def _read(self, name: str, otherwise: dict[str, Any]) -> dict[str, Any]:
        data = self._seen[name] = self._public.get(name)
        if data is None:
            return otherwise
        try:
            value: dict[str, Any] = json.loads(data)
        except ValueError as error:
            raise DamagedRegisterError(name) from error
        if value.get("schema") != _SCHEMA:
            raise DamagedRegisterError(f"{name}: schema {value.get('schema')}")
        return value

    def _write(self, name: str, data: bytes) -> bool:
        # A file that the index did not name was not read: nobody may have put it since.
        before = self._seen.get(name)
        put = data == before or self._public.put_if_unchanged(
            name, data, before=before, content_type="application/json"
        )
        if put:
            self._seen[name] = data
        return put


def decide_and_save(
    contest: ContestId, public: PublicFiles, decide: Callable[[Register], Decided]
) -> Decided:
    """Return what was decided on the register, once it is saved; decide anew where others saved.

    Raises BusyRegisterError where that happens too often.
    """
    for _ in range(SAVE_TRIES):
        register = Register(contest, public)
        decided = decide(register)
        if register.save():
            return decided
    raise BusyRegisterError


def register_files(public: PublicFiles) -> dict[str, bytes]:
    """Return every file of the register that is public, by its name."""
    index = public.get(INDEX)
    if index is None:
        return {}
    names = [INDEX, *(shard_name(shard) for shard in json.loads(index)["shards"])]
    return {name: data for name in names if (data := public.get(name)) is not None}
