"""What stands between a request and somebody's attempt when another request comes between."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from builders import CLOSES_AT, make_contest, make_entry, make_person
from faulty_stores import gated_backend
from roster_contest import make_roster_contest
from scene import SUBMIT_ID, Scene, make_scene

from chalicelib.composition import Desks
from chalicelib.contest.attempts import SETTLED_AFTER_MS
from chalicelib.contest.errors import InvalidInputError, NotSubmittedError, OpenElsewhereError
from chalicelib.contest.rules import Consent, Contest
from chalicelib.use_cases.answer import get_receipt, submit_attempt
from chalicelib.use_cases.start import needs_consent, resume_attempt

OTHER_ID = "another-id-of-16-letters"
THIRD_ID = "a-third-id-of-16-letters"


class Between:
    """Lets something happen right before one storage call, or answers in its place."""

    def __init__(self, scene: Scene) -> None:
        self.calls: list[str] = []
        self.before: dict[str, Callable[[], Any]] = {}
        self.instead: dict[str, Any] = {}
        backend = gated_backend(scene.desks.backend, self._gate)
        self.desks = Desks(scene.contest.id, backend, scene.clock, scene.desks._chance)

    def _gate(self, place: str, apply: Callable[[], Any]) -> Any:
        self.calls.append(place)
        self.before.pop(place, lambda: None)()
        return self.instead[place] if place in self.instead else apply()


def take_over(desks: Desks, code: str, start_id: str) -> Any:
    return resume_attempt(desks.entry, code=code, birth_date="1990-02-28", start_id=start_id)


def test_of_two_takeovers_at_once_the_second_is_given_nothing() -> None:
    scene = make_scene()
    code = scene.register().code
    scene.start(code)
    between = Between(scene)
    between.before["attempts.take_over"] = lambda: take_over(scene.desks, code, OTHER_ID)

    with pytest.raises(OpenElsewhereError):
        take_over(between.desks, code, THIRD_ID)

    (stored,) = scene.desks.backend.attempts.attempts(scene.contest.id, scene.contest.rounds[0].id)
    assert (stored.start_id, stored.device_epoch) == (OTHER_ID, 2)


def test_an_attempt_that_is_gone_is_taken_over_by_nobody() -> None:
    scene = make_scene()
    code = scene.register().code
    scene.start(code)
    between = Between(scene)
    between.instead["attempts.take_over"] = (False, None)

    with pytest.raises(OpenElsewhereError):
        take_over(between.desks, code, OTHER_ID)


@pytest.mark.parametrize("start_id", ["", "a" * 15, "a" * 65, "with a blank in it"])
def test_a_takeover_s_id_is_one_of_a_device(start_id: str) -> None:
    scene = make_scene()
    code = scene.register().code
    scene.start(code)

    with pytest.raises(InvalidInputError) as refusal:
        take_over(scene.desks, code, start_id)

    assert refusal.value.details == {"field": "start_id"}


def test_what_is_final_already_is_not_written_again() -> None:
    scene = make_scene(at=CLOSES_AT - 60_000)
    started = scene.start(scene.register().code)
    submit_attempt(
        scene.desks.entry,
        token=started.token,
        submit_id=SUBMIT_ID,
        revision=1,
        answers={},
        arrived_at=scene.clock.now(),
    )
    scene.clock.set(CLOSES_AT + SETTLED_AFTER_MS)
    between = Between(scene)

    get_receipt(between.desks.entry, token=started.token)

    assert [call for call in between.calls if call.startswith("attempts.")] == [
        "attempts.get_attempt"
    ]


def test_an_attempt_that_could_not_be_made_final_has_no_receipt_yet() -> None:
    scene = make_scene(at=CLOSES_AT - 60_000)
    started = scene.start(scene.register().code)
    scene.clock.set(CLOSES_AT + SETTLED_AFTER_MS)
    between = Between(scene)
    between.instead["attempts.finalise"] = (False, None)

    with pytest.raises(NotSubmittedError):
        get_receipt(between.desks.entry, token=started.token)


def with_consent(contest: Contest, version: int) -> Contest:
    consent = Consent(version=version, text="Tôi đồng ý.")
    return replace(contest, entry=replace(contest.entry, consent=consent))


@pytest.mark.parametrize(
    ("contest", "agreed_to", "needed"),
    [
        (make_contest(entry=make_entry()), 0, True),
        (make_contest(entry=make_entry()), 1, False),
        (with_consent(make_contest(), 2), 1, False),
        (with_consent(make_roster_contest(), 2), 1, True),
        (with_consent(make_roster_contest(), 2), 2, False),
    ],
)
def test_a_consent_given_at_registration_holds_and_one_by_a_roster_is_renewed(
    contest: Contest, agreed_to: int, needed: bool
) -> None:
    assert needs_consent(contest, make_person(consent_version=agreed_to)) is needed
