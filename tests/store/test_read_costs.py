"""What a whole attempt costs in reads, counted on the way to the database by a warm function."""

import json

import pytest
from scene import SUBMIT_ID, make_scene

from chalicelib.backends import aws_backend
from chalicelib.composition import Desks
from chalicelib.contest.times import MINUTE_MS
from chalicelib.store.clients import Clients
from chalicelib.use_cases.answer import save_answers, submit_attempt
from chalicelib.use_cases.start import start_attempt
from office.local.memory import SeededChance

MOST_READ_UNITS = 3
UNIT_BYTES = 4_096


class ReadingTransport:
    """Notes every operation with what it asked for and how large the answer was."""

    def __init__(self, transport):
        self.transport = transport
        self.asked = []

    def __call__(self, request):
        reply = self.transport(request)
        target = request.headers["X-Amz-Target"]
        name = target.decode() if isinstance(target, bytes) else target
        self.asked.append((name.rpartition(".")[2], json.loads(request.body), len(reply.content)))
        return reply

    def read_units(self):
        """Return the units that strongly consistent reads cost: one for each 4 KB begun."""
        return sum(
            -(-size // UNIT_BYTES)
            for operation, _, size in self.asked
            if operation in {"GetItem", "Query", "Scan", "BatchGetItem"}
        )


@pytest.fixture
def reading(engine):
    return ReadingTransport(engine.transport)


def test_a_whole_attempt_is_three_reads_by_key_and_no_index_and_no_transaction(clients, reading):
    scene = make_scene(backend=aws_backend(clients))
    code = scene.register().code
    desks = Desks(
        scene.contest.id,
        aws_backend(Clients(clients.settings, transport=reading)),
        scene.clock,
        SeededChance(b"reads"),
    )
    warm = start_attempt(desks.entry, code=scene.register(2).code, start_id="somebody-else-s-start")
    assert warm.paper
    # The release is asked for again: what is in force must reach every function within seconds.
    scene.clock.advance(MINUTE_MS)
    reading.asked.clear()

    started = start_attempt(desks.entry, code=code, start_id="start-id-of-16-letters")
    questions = started.paper.question_ids()
    for revision in (1, 2, 3):
        scene.clock.advance(MINUTE_MS)
        save_answers(
            desks.entry,
            token=started.token,
            revision=revision,
            answers={str(question): "a" for question in questions[:revision]},
            arrived_at=scene.clock.now(),
        )
    receipt = submit_attempt(
        desks.entry,
        token=started.token,
        submit_id=SUBMIT_ID,
        revision=3,
        answers={str(question): "a" for question in questions},
        arrived_at=scene.clock.now(),
        saved_revision=3,
    )

    operations = [operation for operation, _, _ in reading.asked]
    assert receipt.answered == 3
    assert operations == [*["GetItem"] * 3, "PutItem", *["UpdateItem"] * 4]
    assert reading.read_units() <= MOST_READ_UNITS
    assert [body for _, body, _ in reading.asked if "IndexName" in body] == []
    assert all(body["ConsistentRead"] for name, body, _ in reading.asked if name == "GetItem")
    print(f"a whole attempt: {reading.read_units()} read units, {operations}")
