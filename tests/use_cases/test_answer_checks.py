"""What a request must bring before anything is written: a token of ours, an id, a revision."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from scene import SUBMIT_ID, Scene, make_scene

from chalicelib.contest.attempts import Attempt
from chalicelib.contest.errors import ContestError
from chalicelib.contest.ids import ContestId
from chalicelib.contest.tokens import make_token
from chalicelib.use_cases.answer import get_receipt, save_answers, submit_attempt
from chalicelib.use_cases.start import Started, resume_attempt

OTHER_ID = "another-id-of-16-letters"


class Device:
    """Whoever holds a token, and what the server tells it."""

    def __init__(self) -> None:
        self.scene: Scene = make_scene()
        self.code = self.scene.register().code
        self.started: Started = self.scene.start(self.code)
        self.token = self.started.token

    def stored(self) -> Attempt | None:
        return self.scene.desks.backend.attempts.get_attempt(self.started.attempt.key)

    def save(self, revision: int = 1) -> Any:
        return save_answers(
            self.scene.desks.entry,
            token=self.token,
            revision=revision,
            answers={},
            arrived_at=self.scene.clock.now(),
        )

    def submit(self, revision: int = 1, submit_id: str = SUBMIT_ID) -> Any:
        return submit_attempt(
            self.scene.desks.entry,
            token=self.token,
            submit_id=submit_id,
            revision=revision,
            answers={},
            arrived_at=self.scene.clock.now(),
        )

    def receipt(self) -> Any:
        return get_receipt(self.scene.desks.entry, token=self.token)

    def lose_it_to_another(self) -> None:
        resume_attempt(
            self.scene.desks.entry, code=self.code, birth_date="1990-02-28", start_id=OTHER_ID
        )


def told(act: Callable[[], Any]) -> tuple[str, tuple[str, ...]]:
    """Return the refusal's code and which details came with it."""
    try:
        act()
    except ContestError as refusal:
        return refusal.code, tuple(refusal.details)
    return "", ()


@pytest.mark.parametrize("act", [Device.save, Device.submit, Device.receipt])
@pytest.mark.parametrize("other", [{"ordinal": 2}, {"contest": ContestId("another")}])
def test_a_token_of_ours_for_no_attempt_of_this_contest_opens_nothing(
    act: Callable[[Device], Any], other: dict[str, Any]
) -> None:
    device = Device()
    attempt = device.started.attempt
    elsewhere = replace(attempt, key=replace(attempt.key, **other))
    device.scene.desks.backend.attempts.put_attempt(
        replace(elsewhere, key=replace(elsewhere.key, ordinal=3))
    )
    secret = device.scene.desks.backend.secrets.entry(device.scene.contest.id).tokens
    device.token = make_token(elsewhere, secret)

    assert told(lambda: act(device)) == ("invalid_token", ())


def test_a_token_of_another_contest_opens_nothing_though_its_attempt_is_stored() -> None:
    device = Device()
    attempt = device.started.attempt
    elsewhere = replace(attempt, key=replace(attempt.key, contest=ContestId("another")))
    device.scene.desks.backend.attempts.put_attempt(elsewhere)
    secret = device.scene.desks.backend.secrets.entry(device.scene.contest.id).tokens
    device.token = make_token(elsewhere, secret)

    assert told(device.save) == ("invalid_token", ())


@pytest.mark.parametrize(
    ("revision", "refusal"),
    [(-1, "invalid_input"), (0, ""), (1, ""), (1_000_000, ""), (1_000_001, "invalid_input")],
)
def test_a_submission_s_revision_is_a_number_up_to_a_million(revision: int, refusal: str) -> None:
    device = Device()

    assert told(lambda: device.submit(revision))[0] == refusal


@pytest.mark.parametrize("submit_id", ["", "a" * 15, "a" * 65, "with a blank in it"])
def test_a_submission_s_id_is_one_of_a_device(submit_id: str) -> None:
    device = Device()

    assert told(lambda: device.submit(submit_id=submit_id)) == ("invalid_input", ("field",))
    assert device.stored() == device.started.attempt


def test_who_lost_the_attempt_is_told_so_and_shown_no_receipt_by_a_refusal() -> None:
    device = Device()
    device.lose_it_to_another()
    running = [told(act) for act in (device.save, device.submit, device.receipt)]
    attempts = device.scene.desks.backend.attempts
    stored = device.stored()
    assert stored is not None
    attempts.finalise(stored)

    assert running == [("open_elsewhere", ())] * 3
    assert [told(device.save), told(device.submit)] == [("open_elsewhere", ())] * 2
    assert told(device.receipt) == ("", ())


def test_the_device_that_holds_a_running_attempt_is_told_that_there_is_no_receipt_yet() -> None:
    device = Device()

    assert told(device.receipt) == ("not_submitted", ("deadline_at",))
