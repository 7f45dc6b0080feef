"""Entry secrets in the parameter store: one encrypted parameter for each contest.

After an erasure it is another one, which holds what is left of them.
"""

import base64
import json
from contextlib import suppress
from dataclasses import asdict

from chalicelib.contest.canonical import canonical_json
from chalicelib.contest.errors import NotPreparedError
from chalicelib.contest.ids import ContestId
from chalicelib.ports import EntrySecrets
from chalicelib.store import keys
from chalicelib.store.clients import Clients


class ParameterSecrets:
    """The Secrets port on the parameter store."""

    def __init__(self, clients: Clients) -> None:
        """Use the parameter store; nothing is called yet."""
        self._clients = clients

    def entry(self, contest: ContestId) -> EntrySecrets:
        """Return the contest's entry secrets; raise NotPreparedError where there are none."""
        secrets = self._read(self._name(contest)) or self._read(self._kept_name(contest))
        if secrets is None:
            raise NotPreparedError
        return secrets

    def put_entry_if_absent(self, contest: ContestId, secrets: EntrySecrets) -> None:
        """Keep the secrets unless the contest has some already; those are never overwritten."""
        if self._read(self._kept_name(contest)) is None:
            self._put_if_absent(self._name(contest), secrets)

    def erase_people(self, contest: ContestId) -> None:
        """Destroy the keys of people and contact details; the other secrets stay as they are."""
        # Overwritten, the old keys would stay in the parameter's history: only deleting it removes
        # them.  What stays is put under a name of its own before.
        full = self._read(self._name(contest))
        if full is None:
            self.entry(contest)
            return
        self._put_if_absent(self._kept_name(contest), full.without_people())
        client = self._clients.ssm
        with suppress(client.exceptions.ParameterNotFound):
            client.delete_parameter(Name=self._name(contest))

    def _read(self, name: str) -> EntrySecrets | None:
        client = self._clients.ssm
        try:
            reply = client.get_parameter(Name=name, WithDecryption=True)
        except client.exceptions.ParameterNotFound:
            return None
        stored: dict[str, str] = json.loads(reply["Parameter"]["Value"])
        return EntrySecrets(**{part: base64.b64decode(value) for part, value in stored.items()})

    def _put_if_absent(self, name: str, secrets: EntrySecrets) -> None:
        client = self._clients.ssm
        values = {part: base64.b64encode(value).decode() for part, value in asdict(secrets).items()}
        try:
            client.put_parameter(
                Name=name,
                Value=canonical_json(values).decode(),
                Type="SecureString",
                Overwrite=False,
            )
        except client.exceptions.ParameterAlreadyExists:
            return

    def _name(self, contest: ContestId) -> str:
        return keys.secrets_name(self._clients.settings.parameter_prefix, contest)

    def _kept_name(self, contest: ContestId) -> str:
        return keys.kept_secrets_name(self._clients.settings.parameter_prefix, contest)
