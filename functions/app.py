"""The deployed functions: entry over HTTP, the schedule, and the three acts that it starts.

This is the composition root: it alone reads the environment and makes the real clock.  Each
function has a role of its own (``.chalice/policy-*.json``): the one that takes entries cannot read
a key.
"""

import gc
import os
from functools import cache
from typing import Any

from chalice.app import Chalice, CloudWatchEvent, Rate

from chalicelib.backends import aws_backend, settings_from
from chalicelib.chance import SystemChance
from chalicelib.clock import SystemClock
from chalicelib.composition import Desks, register_entry
from chalicelib.contest.ids import ContestId, RoundId
from chalicelib.store.clients import Clients

app = Chalice(app_name="contest")


@cache
def clients() -> Clients:
    """Return AWS's clients for the settings that the environment names."""
    return Clients(settings_from(os.environ))


@cache
def desks() -> Desks:
    """Return the desks of the contest that the environment names, made at the first request."""
    return Desks(
        ContestId(os.environ["CONTEST_ID"]),
        aws_backend(clients()),
        SystemClock(),
        SystemChance(),
        trusted_proxies=int(os.environ.get("TRUSTED_PROXIES", "0")),
    )


register_entry(app, desks)


@app.schedule(Rate(1, unit=Rate.MINUTES))
def tick(event: CloudWatchEvent) -> None:
    """Start what is due."""
    desks().run_due_acts()


@app.lambda_function(name="close")
def close(event: dict[str, Any], context: object) -> dict[str, str]:
    """Close the round named in the event."""
    state = desks().close_round(RoundId(event["round"]))
    return {"status": state.status.value, "standings": str(state.standings)}


@app.lambda_function(name="publish")
def publish(event: dict[str, Any], context: object) -> dict[str, str]:
    """Publish the round named in the event."""
    state = desks().publish_results(RoundId(event["round"]))
    return {"status": state.status.value, "results": str(state.results)}


@app.lambda_function(name="participation")
def participation(event: dict[str, Any], context: object) -> dict[str, int]:
    """Tell the units' coordinators who has entered the round named in the event."""
    return {"files": desks().publish_participation(RoundId(event["round"]))}


def get_ready() -> None:
    """Make what every function needs with its first event, and connect nothing.

    Lambda starts a function on a whole processor and runs it on the part of one that its memory
    buys: what is made here keeps no contestant waiting.  All of it stays for good, so the
    collector does not look through it, neither while it is made nor ever after.
    """
    gc.disable()
    clients().make_dynamodb()
    gc.freeze()
    gc.enable()


if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:  # Not where the package is made or tests import this.
    get_ready()
