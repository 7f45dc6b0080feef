"""The deployed application itself: its schedule, and the acts that the schedule starts."""

import gc
import json
import logging
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders import PUBLISHES_AT, make_contest
from chalice.test import Client
from scene import Scene, make_scene

import app as deployed
from chalicelib.backends import aws_backend, settings_from
from chalicelib.contest.acts import RoundState, RoundStatus
from chalicelib.contest.rules import Contest
from chalicelib.store.clients import Clients
from chalicelib.store.schema import create_storage
from office.local.engine import Engine

FUNCTIONS = Path(__file__).parents[2] / "functions"
LAMBDA_CONTEXT = None


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    """Set the stage's own environment, with the local engine for AWS, and prepare a contest.

    The contest lies in the past for the deployed functions, whose clock is the real one.
    """
    config = json.loads((FUNCTIONS / ".chalice" / "config.json").read_text())
    variables = dict(config["stages"]["production"]["environment_variables"])
    contest: Contest = make_contest()
    with Engine() as engine:
        variables |= {
            "AWS_REGION": "ap-southeast-1",
            "STORE_ENDPOINT": engine.endpoint_url,
            "CONTEST_ID": contest.id,
        }
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        clients = Clients(settings_from(variables))
        create_storage(clients, production=False)
        prefix = variables["FUNCTION_PREFIX"]
        engine.register_function(f"{prefix}close", lambda e: deployed.close(e, LAMBDA_CONTEXT))
        engine.register_function(f"{prefix}publish", lambda e: deployed.publish(e, LAMBDA_CONTEXT))
        engine.register_function(
            f"{prefix}participation", lambda e: deployed.participation(e, LAMBDA_CONTEXT)
        )
        deployed.desks.cache_clear()
        deployed.clients.cache_clear()
        scene = make_scene(contest, backend=aws_backend(clients))
        scene.engine = engine
        yield scene
        clients.close()
        deployed.desks.cache_clear()
        deployed.clients.cache_clear()
        # The functions keep their connections until the end of their process, which is now.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            gc.collect()


@pytest.fixture
def client() -> Client:
    # The stage's variables are set by the fixture above; no config must set them to AWS again.
    return Client(deployed.app, project_dir=str(FUNCTIONS / "chalicelib"))


def tick(client: Client, scene: Scene) -> None:
    """Let the schedule's event happen, and wait for the acts that it starts."""
    event = client.events.generate_cw_event(
        source="aws.events",
        detail_type="Scheduled Event",
        detail={},
        resources=["arn:aws:events:ap-southeast-1:123456789012:rule/tick"],
    )
    client.lambda_.invoke("tick", event)
    assert scene.engine is not None
    scene.engine.drain()


def state(scene: Scene) -> RoundState | None:
    states = scene.desks.backend.contests.get_states(scene.contest.id)
    return states.get(scene.contest.rounds[0].id)


def test_the_schedule_closes_a_round_and_then_publishes_it(client: Client, scene: Scene) -> None:
    scene.start(scene.register().code)

    tick(client, scene)
    closed = state(scene)
    tick(client, scene)
    published = state(scene)

    assert closed is not None
    assert published is not None
    assert (closed.status, published.status) == (RoundStatus.CLOSED, RoundStatus.PUBLISHED)
    assert closed.results == published.results
    assert scene.desks.backend.public.get("data/tuan-1.json") is not None


def test_when_nothing_is_left_the_schedule_starts_nothing(client: Client, scene: Scene) -> None:
    for _ in range(2):
        tick(client, scene)
    before = state(scene)

    tick(client, scene)

    assert state(scene) == before


def test_an_act_that_fails_is_started_again(
    client: Client, scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    release = scene.desks.backend.contests.get_release(scene.contest.id)
    assert release is not None
    bank = release.banks[scene.contest.rounds[0].id]
    keys = scene.desks.backend.keys.get_keys(scene.contest.id, bank)
    assert keys is not None
    scene.desks.backend.contests.put_release(replace(release, banks={}))
    with caplog.at_level(logging.ERROR):
        tick(client, scene)
    failed = state(scene)
    scene.desks.backend.contests.put_release(release)
    deployed.desks.cache_clear()

    tick(client, scene)

    assert failed is not None
    assert failed.status is RoundStatus.CLOSING
    after = state(scene)
    assert after is not None
    assert after.status is RoundStatus.CLOSED


def test_the_deployed_routes_answer_from_the_store(client: Client, scene: Scene) -> None:
    reply = client.http.get("/rounds")

    assert reply.status_code == 200
    rounds = json.loads(reply.body)["rounds"]
    assert [(r["id"], r["publishes_at"]) for r in rounds] == [("tuan-1", PUBLISHES_AT)]
