"""Secrets and what is done with them, as protocols."""

from dataclasses import dataclass, replace
from typing import Protocol

from chalicelib.contest.ids import ContestId


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySecrets:
    """The secrets of the function that takes entries, made once when a contest is prepared."""

    people: bytes
    """Keys the hashes of identifiers, second factors and personal codes."""
    papers: bytes
    """What the rounds' papers are derived from."""
    tokens: bytes
    """Authenticates attempt tokens."""
    receipts: bytes
    """What receipt codes, nonces and the key that signs receipts follow from."""
    seal: bytes
    """Encrypts contact details."""

    def without_people(self) -> "EntrySecrets":
        """Return what is left after the erasure: papers, tokens and receipts can be verified.

        Without the key of ``people`` no identifier leads to a pid any more, without that of
        ``seal`` no copy of sealed details can be read.
        """
        return replace(self, people=b"", seal=b"")

    def people_erased(self) -> bool:
        """Tell whether the people of the contest are erased for good."""
        return not self.people


class Secrets(Protocol):
    """The secrets store."""

    def entry(self, contest: ContestId) -> EntrySecrets:
        """Return the contest's entry secrets; raise NotPreparedError where there are none."""

    def put_entry_if_absent(self, contest: ContestId, secrets: EntrySecrets) -> None:
        """Keep the secrets unless the contest has some already; those are never overwritten."""

    def erase_people(self, contest: ContestId) -> None:
        """Destroy the keys of people and contact details; the other secrets stay as they are.

        Repeating it is harmless, also after it was broken off: at every moment either all secrets
        or those that stay are there.  Raises NotPreparedError where there are none.
        """


class Sealer(Protocol):
    """Encryption of what is kept but not looked at."""

    def seal(self, text: str, key: bytes) -> str:
        """Return the text encrypted and authenticated under the key (32 bytes)."""

    def unseal(self, sealed: str, key: bytes) -> str:
        """Return the text; raise ValueError where the key is not the one or the text damaged."""

    def seal_same(self, data: bytes, key: bytes) -> str:
        """Return the bytes encrypted like a text: the same under the same key, the same result.

        So what is made again has the same digest; who sees both learns that they are equal.
        """


class Signer(Protocol):
    """Signatures that anybody can verify; the same message and seed give the same bytes."""

    def sign(self, message: bytes, seed: bytes) -> bytes:
        """Return the Ed25519 signature (64 bytes) under the key of a seed (32 bytes)."""

    def public_key(self, seed: bytes) -> bytes:
        """Return the public key (32 bytes) of a seed."""
