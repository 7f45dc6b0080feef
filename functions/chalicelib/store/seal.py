"""Encryption with AES-256-GCM under a nonce of 96 bits: fresh, or following from the content."""

import base64
import hmac
import os

NONCE_BYTES = 12


class AesGcmSealer:
    """The Sealer port; a sealed text is base64 of nonce, ciphertext and tag."""

    def seal(self, text: str, key: bytes) -> str:
        """Return the text encrypted and authenticated under the key (32 bytes)."""
        # Late: most requests seal nothing, and the import would cost all of them their start time.
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = os.urandom(NONCE_BYTES)
        return base64.b64encode(nonce + AESGCM(key).encrypt(nonce, text.encode(), None)).decode()

    def seal_same(self, data: bytes, key: bytes) -> str:
        """Return the bytes encrypted under a nonce that follows from key and bytes.

        Other bytes under the same key have another nonce, so that none is ever used for two.
        """
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = hmac.digest(key, b"nonce:" + data, "sha256")[:NONCE_BYTES]
        return base64.b64encode(nonce + AESGCM(key).encrypt(nonce, data, None)).decode()

    def unseal(self, sealed: str, key: bytes) -> str:
        """Return the text; raise ValueError where the key is not the one or the text damaged."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            data = base64.b64decode(sealed, validate=True)
            return AESGCM(key).decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], None).decode()
        except (InvalidTag, ValueError):
            raise ValueError("sealed under another key, or damaged") from None
