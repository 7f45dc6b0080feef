"""Signed receipts, and the public key that proves them."""

import json
from dataclasses import asdict

from builders import CLOSES_AT
from scene import SUBMIT_ID, Scene, make_scene

from chalicelib.contest.receipts import ReceiptKey, signed_bytes, signing_seed
from chalicelib.store.signing import is_signed
from chalicelib.use_cases.answer import get_receipt, submit_attempt
from chalicelib.use_cases.prepare import prepare_contest
from chalicelib.use_cases.receipts import PUBLIC_KEY_FILE
from chalicelib.use_cases.start import Started


def published_key(scene: Scene) -> ReceiptKey:
    data = scene.desks.backend.public.get(PUBLIC_KEY_FILE)
    assert data is not None
    return ReceiptKey(**json.loads(data))


def submit(scene: Scene, started: Started) -> dict[str, object]:
    receipt = submit_attempt(
        scene.desks.entry,
        token=started.token,
        submit_id=SUBMIT_ID,
        revision=1,
        answers=scene.right_answers(started),
        arrived_at=started.attempt.started_at + 1_000,
    )
    return asdict(receipt)


def test_the_published_key_proves_a_receipt() -> None:
    scene = make_scene()
    receipt = submit(scene, scene.start(scene.register().code))
    key = published_key(scene)

    signature = bytes.fromhex(str(receipt["signature"]))
    public_key = bytes.fromhex(key.public_key)

    assert is_signed(signed_bytes(receipt), signature, public_key)
    assert (key.contest, key.algorithm, key.key_id) == (
        scene.contest.id,
        "Ed25519",
        receipt["key_id"],
    )


def test_a_receipt_is_byte_for_byte_the_same_for_ever() -> None:
    scene = make_scene()
    started = scene.start(scene.register().code)
    first = submit(scene, started)

    again = submit(scene, started)
    scene.clock.set(CLOSES_AT)
    asked = asdict(get_receipt(scene.desks.entry, token=started.token))

    assert json.dumps(again) == json.dumps(first)
    assert json.dumps(asked) == json.dumps(first)


def test_right_and_wrong_answers_give_receipts_that_differ_in_their_proof_alone() -> None:
    right, wrong = make_scene(), make_scene()
    one, other = (scene.start(scene.register().code) for scene in (right, wrong))
    wrong_answers = wrong.wrong_answers(other)
    first = submit(right, one)

    second = asdict(
        submit_attempt(
            wrong.desks.entry,
            token=other.token,
            submit_id=SUBMIT_ID,
            revision=1,
            answers=wrong_answers,
            arrived_at=other.attempt.started_at + 1_000,
        )
    )

    assert {name for name in first if first[name] != second[name]} == {"commitment", "signature"}


def test_preparing_again_keeps_the_key_and_brings_it_back_where_it_was_lost() -> None:
    scene = make_scene()
    before = published_key(scene)
    scene.desks.backend.public.put(
        PUBLIC_KEY_FILE, b"lost", content_type="application/json", immutable=False
    )

    prepare_contest(scene.desks.prepare, scene.contest, scene.banks)

    assert published_key(scene) == before


def test_the_key_is_kept_beside_the_results() -> None:
    scene = make_scene()
    backend = scene.desks.backend
    name = f"{scene.contest.id}/receipt-key-{published_key(scene).key_id}.json"

    assert backend.archive.get(name) == backend.public.get(PUBLIC_KEY_FILE)


def test_nothing_of_the_private_key_is_published() -> None:
    scene = make_scene()
    receipts = scene.desks.backend.secrets.entry(scene.contest.id).receipts
    seed = signing_seed(receipts, scene.contest.id)
    published = asdict(published_key(scene))

    shown = json.dumps([published, submit(scene, scene.start(scene.register().code))])

    assert [secret.hex() in shown for secret in (seed, receipts)] == [False, False]
    assert sorted(published) == ["algorithm", "contest", "key_id", "public_key"]
