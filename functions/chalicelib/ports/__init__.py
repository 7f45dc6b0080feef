"""What the use cases need from outside, as protocols: each docstring is the contract.

Every adapter passes the same contract suite (``tests/store``).  Rules for all of them:

1. A write is durable when the method returns.
2. A write is absolute (it sets values, never adds to them), so that repeating it is harmless.
3. Where a condition fails, nothing is written and the caller gets what is stored.
4. Reads by key and enumerations are strongly consistent.

One module for each kind of thing; everything is imported from here.
"""

from chalicelib.ports.attempts import AttemptStore
from chalicelib.ports.complaints import ComplaintStore
from chalicelib.ports.contests import BankStore, ContestStore, EventStore, KeyStore, Release
from chalicelib.ports.files import Archive, PublicFiles
from chalicelib.ports.outside import Chance, Clock, Invoker
from chalicelib.ports.people import Census, DoorStore, Eraser, LinkStore, PeopleStore, Person
from chalicelib.ports.secrets import EntrySecrets, Sealer, Secrets, Signer

__all__ = [
    "SHARDS",
    "Archive",
    "AttemptStore",
    "BankStore",
    "Census",
    "Chance",
    "Clock",
    "ComplaintStore",
    "ContestStore",
    "DoorStore",
    "EntrySecrets",
    "Eraser",
    "EventStore",
    "Invoker",
    "KeyStore",
    "LinkStore",
    "PeopleStore",
    "Person",
    "PublicFiles",
    "Release",
    "Sealer",
    "Secrets",
    "Signer",
]

SHARDS = 16
"""Attempts and people of a contest are spread over this many partitions by their pid."""
