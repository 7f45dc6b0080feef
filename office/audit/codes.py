"""What follows from the secret of receipts: codes, nonces, keys to own results, the signing key."""

import hashlib
import hmac

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from office.audit.canon import sha

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def receipt_code_of(attempt_id: str, secret: bytes) -> str:
    """Return an attempt's public code: ten letters of five bits each, the lowest first."""
    message = f"receipt-code\x1f{attempt_id}".encode()
    bits = int.from_bytes(hmac.digest(secret, message, "sha256")[:16], "big")
    letters = "".join(LETTERS[bits >> 5 * place & 31] for place in range(10))
    return "-".join((letters[:4], letters[4:8], letters[8:]))


def nonce_of(attempt_id: str, secret: bytes) -> str:
    """Return the nonce of an attempt's receipt, in hex."""
    return hmac.new(secret, f"receipt-nonce:{attempt_id}".encode(), hashlib.sha256).hexdigest()


def result_key_of(attempt_id: str, secret: bytes) -> str:
    """Return what opens an attempt's own result."""
    return sha(f"own-result:{nonce_of(attempt_id, secret)}".encode())[:32]


def public_key_of(contest: str, secret: bytes) -> str:
    """Return the public key, in hex, by which the contest's receipts are proved."""
    seed = hmac.digest(secret, f"receipt-signing-seed:{contest}".encode(), "sha256")
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw().hex()
