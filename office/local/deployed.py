"""The desks of a deployed contest, reached from this computer with the account's permissions."""

from collections.abc import Mapping

from chalicelib.backends import aws_backend, settings_from
from chalicelib.chance import SystemChance
from chalicelib.composition import Desks
from chalicelib.contest.ids import ContestId
from chalicelib.store.clients import Clients, StoreSettings
from office.local.clock import RunningClock
from office.local.workshop import Workshop


def deployed_settings(environment: Mapping[str, str]) -> StoreSettings:
    """Return where a stage's parts are; raise KeyError, naming the variable, if one is missing."""
    return settings_from(environment)


def deployed_workshop(settings: StoreSettings, contest_id: ContestId) -> Workshop:
    """Return the desks of the deployed contest; nothing is asked of the account yet."""
    backend = aws_backend(Clients(settings))
    clock = RunningClock()
    desks = Desks(contest_id, backend, clock, SystemChance())
    return Workshop(desks=desks, clock=clock, backend=backend)
