"""Entry secrets in the parameter store: one encrypted parameter for each contest."""

import base64
import json
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
        client = self._clients.ssm
        try:
            reply = client.get_parameter(Name=self._name(contest), WithDecryption=True)
        except client.exceptions.ParameterNotFound:
            raise NotPreparedError from None
        stored: dict[str, str] = json.loads(reply["Parameter"]["Value"])
        return EntrySecrets(**{name: base64.b64decode(value) for name, value in stored.items()})

    def put_entry_if_absent(self, contest: ContestId, secrets: EntrySecrets) -> None:
        """Keep the secrets unless the contest has some already; those are never overwritten."""
        client = self._clients.ssm
        values = {name: base64.b64encode(value).decode() for name, value in asdict(secrets).items()}
        try:
            client.put_parameter(
                Name=self._name(contest),
                Value=canonical_json(values).decode(),
                Type="SecureString",
                Overwrite=False,
            )
        except client.exceptions.ParameterAlreadyExists:
            return

    def _name(self, contest: ContestId) -> str:
        return keys.secrets_name(self._clients.settings.parameter_prefix, contest)
