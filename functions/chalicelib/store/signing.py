"""Signatures: Ed25519 (RFC 8032), which gives the same bytes for the same message and key."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


class Ed25519Signer:
    """The Signer port."""

    def __init__(self) -> None:
        """Keep the key used last: a function has one, and reading it costs as much as signing."""
        self._last: tuple[bytes, Ed25519PrivateKey, bytes] | None = None

    def sign(self, message: bytes, seed: bytes) -> bytes:
        """Return the signature (64 bytes) of the message under the key of a seed (32 bytes)."""
        return self._key(seed)[0].sign(message)

    def public_key(self, seed: bytes) -> bytes:
        """Return the public key (32 bytes) of a seed."""
        return self._key(seed)[1]

    def _key(self, seed: bytes) -> "tuple[Ed25519PrivateKey, bytes]":
        if self._last is None or self._last[0] != seed:
            # Late: most requests sign nothing, and the import would cost all of them their start
            # time.
            from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

            key = Ed25519PrivateKey.from_private_bytes(seed)
            self._last = (seed, key, key.public_key().public_bytes_raw())
        return self._last[1], self._last[2]


def is_signed(message: bytes, signature: bytes, public_key: bytes) -> bool:
    """Tell whether the signature of the message is one of the key (32 bytes)."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
