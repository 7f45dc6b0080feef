"""``build.py keys``: the private key with which an organizer signs corrections."""

from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from office.commands.project import CommandError
from office.people.writing import write_new
from office.reasons import reason_of
from office.texts import text


def new_key(root: Path, out: Path, passphrase: str = "") -> str:
    """Write a new private key to a file that only its owner can read; return the public half.

    Raises CommandError where the file exists already or lies within the project, from where it
    would get into the repository.
    """
    target = out.expanduser().resolve()
    if target.is_relative_to(root.resolve()):
        raise CommandError(text("correction.key_inside", path=out, folder=root.resolve()))
    key = Ed25519PrivateKey.generate()
    locked: KeySerializationEncryption = (
        BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    )
    data = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked)
    try:
        write_new(target, data, private=True)
    except FileExistsError:
        raise CommandError(text("correction.key_exists", path=out)) from None
    except OSError as error:
        raise CommandError(
            text("correction.key_unwritable", path=out, why=reason_of(error))
        ) from None
    return key.public_key().public_bytes_raw().hex()


def read_seed(path: Path, ask: Callable[[], str]) -> bytes:
    """Return the seed (32 bytes) of a key file; ``ask`` is called for the passphrase it may need.

    Raises CommandError where the file is no such key, or the passphrase is not its own.
    """
    try:
        data = path.expanduser().read_bytes()
    except OSError as error:
        raise CommandError(text("correction.key_unread", path=path, why=reason_of(error))) from None
    passphrase = ask().encode() if b"ENCRYPTED" in data else None
    try:
        key = load_pem_private_key(data, passphrase or None)
    except (ValueError, TypeError):
        locked = "correction.key_locked" if passphrase is not None else "correction.key_bad"
        raise CommandError(text(locked, path=path)) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise CommandError(text("correction.key_bad", path=path))
    return key.private_bytes_raw()
