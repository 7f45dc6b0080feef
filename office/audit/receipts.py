"""Receipts: the published key, and those that people bring, against the attempts on record."""

from collections.abc import Mapping
from typing import Any

from office.audit.attempts import attempt_id, place_of
from office.audit.canon import canonical, read_json, sha
from office.audit.chain import is_signed
from office.audit.codes import nonce_of, public_key_of
from office.audit.findings import Trail
from office.audit.frame import Value
from office.audit.raw import Records
from office.audit.times import time_used

KEY_FILE = "data/receipt-key.json"


def key_digest(public_key: str) -> str:
    """Return the id of a public key."""
    try:
        return sha(bytes.fromhex(public_key))[:16]
    except ValueError:
        return ""


def check_key(records: Records, trail: Trail) -> str:
    """Compare the published key with the archived one and the secret; return it."""
    archived = {
        name: read_json(data) or {}
        for name, data in records.archive.items()
        if name.startswith(f"{records.contest}/receipt-key-")
    }
    published = read_json(records.public.get(KEY_FILE)) or {}
    secret = records.secrets.get("receipts", b"")
    public_key = public_key_of(records.contest, secret) if secret else ""
    for name, value in [*archived.items(), (KEY_FILE, published)]:
        expected = public_key or next(iter(archived.values()), {}).get("public_key", "")
        trail.compare(
            "receipt_key",
            name,
            {
                "algorithm": "Ed25519",
                "contest": records.contest,
                "key_id": key_digest(expected),
                "public_key": expected,
            },
            value,
        )
    return public_key or str(published.get("public_key", ""))


def check_receipts(
    records: Records,
    brought: Mapping[str, bytes],
    lines: list[Value],
    public_key: str,
    trail: Trail,
) -> None:
    """Compare the receipts of some files with what is stored; ``brought`` are files by name."""
    stored = {line["receipt"]: line for line in lines}
    for name, data in sorted(brought.items()):
        value = read_json(data)
        receipt = value.get("receipt") if isinstance(value, dict) else None
        if not isinstance(receipt, dict):
            trail.find("receipt_unreadable", name)
            continue
        trail.counts["receipts"] += 1
        shown = {each: said for each, said in receipt.items() if each not in {"nonce", "signature"}}
        signed = b"contest-receipt:" + canonical(shown)
        if not is_signed(public_key, signed, str(receipt.get("signature", ""))):
            trail.find("receipt_signature", name, found=receipt.get("code", ""))
            continue
        line = stored.get(str(receipt["code"]))
        if line is None:
            trail.find("receipt_unknown", name, found=receipt["code"])
            continue
        expected = _receipt_of(records, line, receipt, public_key)
        for member, said in sorted(expected.items()):
            trail.same("receipt", f"{place_of(line)} {name} {member}", said, receipt.get(member))


def _receipt_of(
    records: Records, line: Value, receipt: Mapping[str, Any], public_key: str
) -> Value:
    """Return what the receipt of a stored attempt says; the nonce may be left out of a file."""
    secret = records.secrets.get("receipts", b"")
    nonce = nonce_of(attempt_id(line), secret) if secret else str(receipt.get("nonce", ""))
    proved = {"commitment": sha(bytes.fromhex(nonce) + canonical(line["answers"]))} if nonce else {}
    told = {"nonce": nonce} if receipt.get("nonce") and secret else {}
    return {
        **proved,
        **told,
        "version": 1,
        "contest": records.contest,
        "round": line["round"],
        "state": line["state"],
        "started_at": line["started_at"],
        "submitted_at": line["started_at"] + time_used(line),
        "time_used_ms": time_used(line),
        "answered": sum(question in line["answers"] for question in line["questions"]),
        "questions": len(line["questions"]),
        "key_id": key_digest(public_key),
    }
