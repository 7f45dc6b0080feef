"""Receipts as they are issued: signed under the contest's key, whose public half is published."""

from dataclasses import asdict

from chalicelib.contest.attempts import Attempt
from chalicelib.contest.canonical import canonical_json
from chalicelib.contest.ids import ContestId
from chalicelib.contest.receipts import (
    Receipt,
    bytes_to_sign,
    key_id_of,
    receipt_key,
    receipt_of,
    signing_seed,
    with_signature,
)
from chalicelib.ports import Archive, EntrySecrets, PublicFiles, Signer

PUBLIC_KEY_FILE = "data/receipt-key.json"


def issue_receipt(attempt: Attempt, secrets: EntrySecrets, signer: Signer) -> Receipt:
    """Return the signed receipt of a final attempt, byte for byte the same whenever it is asked.

    Raises NotSubmittedError where the attempt is still running.
    """
    unsigned = receipt_of(attempt, secrets.receipts)
    seed = signing_seed(secrets.receipts, attempt.key.contest)
    key_id = key_id_of(signer.public_key(seed))
    signature = signer.sign(bytes_to_sign(unsigned, key_id), seed)
    return with_signature(unsigned, key_id, signature)


def publish_receipt_key(
    contest: ContestId, secrets: EntrySecrets, signer: Signer, public: PublicFiles, archive: Archive
) -> None:
    """Publish the key that proves receipts, and keep it beside the results for ever."""
    key = receipt_key(contest, signer.public_key(signing_seed(secrets.receipts, contest)))
    data = canonical_json(asdict(key))
    archive.put_if_absent(f"{contest}/receipt-key-{key.key_id}.json", data)
    if public.get(PUBLIC_KEY_FILE) != data:
        public.put(PUBLIC_KEY_FILE, data, content_type="application/json", immutable=False)
