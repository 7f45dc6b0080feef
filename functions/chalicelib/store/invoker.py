"""Acts started in functions of their own."""

from chalicelib.contest.acts import ActName
from chalicelib.contest.canonical import canonical_json
from chalicelib.contest.ids import ContestId, RoundId
from chalicelib.store import keys
from chalicelib.store.clients import Clients


class LambdaInvoker:
    """The Invoker port on Lambda's asynchronous invocation."""

    def __init__(self, clients: Clients) -> None:
        """Use Lambda; nothing is called yet."""
        self._clients = clients

    def invoke(self, act: ActName, contest: ContestId, round_id: RoundId) -> None:
        """Start the act and return; its function gets ``{"contest": ..., "round": ...}``."""
        self._clients.functions.invoke(
            FunctionName=keys.function_name(self._clients.settings.function_prefix, act),
            InvocationType="Event",
            Payload=canonical_json({"contest": contest, "round": round_id}),
        )
