"""Every use case with what goes before it, on a contest whose stores are behind a gate."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from builders import CLOSES_AT, PUBLISHES_AT, ROUND, make_contest
from faulty_stores import Fault, FaultAt, gated_backend
from roster_contest import make_roster_contest, make_roster_entry
from scene import SUBMIT_ID, Scene, make_particulars, make_scene, make_written_banks

from chalicelib.backends import Backend
from chalicelib.composition import Desks
from chalicelib.contest.attempts import SETTLED_AFTER_MS
from chalicelib.contest.challenges import Solution, _number_of
from chalicelib.contest.complaints import AnswerWords, ComplaintSubject, Outcome
from chalicelib.contest.errors import AlreadyFinalError, ContestError, TooLateError
from chalicelib.contest.ids import UnitId
from chalicelib.contest.rules import ComplaintRules
from chalicelib.contest.times import DAY_MS
from chalicelib.use_cases.answer import get_receipt, save_answers, submit_attempt
from chalicelib.use_cases.complaint_answers import answer_complaint
from chalicelib.use_cases.complaints import Words, follow_complaint, take_complaint
from chalicelib.use_cases.door import ask_challenge, take_solution
from chalicelib.use_cases.enrol import enrol_people, reset_code
from chalicelib.use_cases.participation import make_link, revoke_link
from chalicelib.use_cases.prepare import prepare_contest
from chalicelib.use_cases.register import register_person, replace_lost_code
from chalicelib.use_cases.start import resume_attempt, start_attempt
from office.local.in_memory import memory_backend

OTHER_ID = "another-id-of-16-letters"
LETTERS = "abcd"


@dataclass
class World:
    """A contest behind a gate: what went before passes it, the use case under test meets it."""

    scene: Scene
    open_backend: Backend
    gate: FaultAt
    code: str = ""
    token: str = ""
    complaint: str = ""

    def fresh(self) -> Desks:
        """Return desks that know nothing yet, as after a crash."""
        scene = self.scene
        return Desks(scene.contest.id, scene.desks.backend, scene.clock, scene.desks._chance)

    def answers(self, letter: str = "a") -> dict[str, str]:
        (attempt,) = self.open_backend.attempts.attempts(self.scene.contest.id, ROUND)
        return {str(question): letter for question in attempt.question_ids}


def make_world(
    number: int | None, fault: Fault, *, roster: bool = False, backend: Backend | None = None
) -> World:
    gate = FaultAt(number, fault, on=False)
    backend = backend or memory_backend()
    contest = make_roster_contest() if roster else make_contest()
    contest = replace(contest, complaints=ComplaintRules(window_ms=3 * DAY_MS, how="Gửi đơn"))
    scene = make_scene(contest, backend=gated_backend(backend, gate))
    return World(scene, backend, gate)


def registered(world: World) -> None:
    world.code = world.scene.register().code


def enrolled(world: World) -> None:
    (one,) = enrol_people(world.scene.desks.enrol, [make_roster_entry()])
    world.code = one.code or ""


def started(world: World) -> None:
    registered(world)
    world.token = world.scene.start(world.code).token


def saved(world: World) -> None:
    started(world)
    save(world)


def submitted(world: World) -> None:
    saved(world)
    submit(world)


def over(world: World) -> None:
    saved(world)
    world.scene.clock.set(CLOSES_AT + SETTLED_AFTER_MS)


def closed(world: World) -> None:
    over(world)
    world.scene.desks.close_round(ROUND)
    world.scene.clock.set(PUBLISHES_AT)


def published(world: World) -> None:
    submitted(world)
    world.scene.clock.set(CLOSES_AT + SETTLED_AFTER_MS)
    world.scene.desks.close_round(ROUND)
    world.scene.clock.set(PUBLISHES_AT)
    world.scene.desks.publish_results(ROUND)


def complained(world: World) -> None:
    published(world)
    complain(world)


def linked(world: World) -> None:
    started(world)
    link(world)


def nothing(_world: World) -> None:
    pass


def register_at_the_door(world: World) -> Any:
    """Solve a new sum, as the page does where the last one is used up, and register with it."""
    entry = world.fresh().entry
    asked = ask_challenge(entry)
    number = _number_of(asked.salt, entry.banks.secrets().tokens)
    take_solution(entry, Solution(salt=asked.salt, tag=asked.tag, number=number))
    world.code = register_person(entry, make_particulars()).code


def register_with_a_wrong_second_factor(world: World) -> Any:
    wrong = make_particulars(birth_date="1991-02-28")
    return refused(lambda: register_person(world.fresh().entry, wrong))


def register(world: World) -> Any:
    world.code = register_person(world.fresh().entry, make_particulars()).code


def lose_code(world: World) -> Any:
    world.code = replace_lost_code(
        world.fresh().entry, identifier="999000000001", birth_date="1990-02-28"
    ).code


def agree_and_start(world: World) -> Any:
    return start_attempt(world.fresh().entry, code=world.code, start_id=OTHER_ID, consent_version=1)


def start(world: World) -> Any:
    return start_attempt(world.fresh().entry, code=world.code, start_id=OTHER_ID)


def resume(world: World) -> Any:
    return resume_attempt(
        world.fresh().entry, code=world.code, birth_date="1990-02-28", start_id=OTHER_ID
    )


def save(world: World) -> Any:
    return save_answers(
        world.fresh().entry,
        token=world.token,
        revision=1,
        answers=world.answers(),
        arrived_at=world.scene.clock.now(),
    )


def submit(world: World) -> Any:
    return submit_attempt(
        world.fresh().entry,
        token=world.token,
        submit_id=SUBMIT_ID,
        revision=2,
        answers=world.answers("b"),
        arrived_at=world.scene.clock.now(),
        saved_revision=1,
    )


def submit_too_late(world: World) -> Any:
    """Return the receipt that comes with the refusal: too late at first, already final then."""
    with pytest.raises((TooLateError, AlreadyFinalError)) as refusal:
        submit(world)
    return refusal.value.details


def receipt(world: World) -> Any:
    return get_receipt(world.fresh().entry, token=world.token)


def close(world: World) -> Any:
    return world.fresh().close_round(ROUND)


def publish(world: World) -> Any:
    return world.fresh().publish_results(ROUND)


def schedule(world: World) -> Any:
    return world.fresh().run_due_acts()


def prepare(world: World) -> Any:
    contest = replace(world.scene.contest, short_name="Bầu cử")
    return prepare_contest(
        world.fresh().prepare, contest, make_written_banks(contest), [("999000000009", "Tổ chức")]
    )


def enrol(world: World) -> Any:
    enrol_people(world.fresh().enrol, [make_roster_entry(2)])
    # Whose code was lost with the process is given another one.
    world.code = reset_code(world.fresh().enrol, make_roster_entry(2).identifier)


def complain(world: World) -> Any:
    (attempt,) = world.open_backend.attempts.attempts(world.scene.contest.id, ROUND)
    taken = take_complaint(
        world.fresh().entry,
        Words(
            receipt=attempt.receipt_code,
            subject=ComplaintSubject.QUESTION,
            question=attempt.question_ids[0],
            text="Phương án C cũng đúng.",
        ),
        complaint_id=OTHER_ID,
        code=world.code,
        arrived_at=world.scene.clock.now(),
    )
    world.complaint = taken.complaint.code
    return replace(taken, complaint=replace(taken.complaint, sealed=""))


def follow(world: World) -> Any:
    (attempt,) = world.open_backend.attempts.attempts(world.scene.contest.id, ROUND)
    found = follow_complaint(
        world.fresh().entry, receipt=attempt.receipt_code, code=world.complaint
    )
    return replace(found, complaint=replace(found.complaint, sealed=""))


def answer(world: World) -> Any:
    words = AnswerWords(
        outcome=Outcome.EXPLAINED, by="Lê Văn Mẫu", text="Đáp án đúng.", public_text="Về đáp án C"
    )
    number, held = answer_complaint(world.fresh().complaints, world.complaint, words)
    return number, replace(held, complaint=replace(held.complaint, sealed=""))


def link(world: World) -> Any:
    return make_link(world.fresh().participation, UnitId("phuong-1"))


def participation(world: World) -> Any:
    return world.fresh().publish_participation(ROUND)


def revoke(world: World) -> Any:
    return revoke_link(world.fresh().participation, UnitId("phuong-1"), "lộ liên kết")


CASES: dict[str, tuple[Callable[[World], None], Callable[[World], Any], bool]] = {
    "register": (nothing, register, False),
    "register at the door": (nothing, register_at_the_door, False),
    "register with a wrong second factor": (
        registered,
        register_with_a_wrong_second_factor,
        False,
    ),
    "register again": (registered, register, False),
    "lost code by a roster": (enrolled, lose_code, True),
    "start": (registered, start, False),
    "agree and start": (enrolled, agree_and_start, True),
    "start again": (started, lambda world: refused(lambda: start(world)), False),
    "resume": (started, resume, False),
    "save": (started, save, False),
    "submit": (saved, submit, False),
    "submit too late": (over, submit_too_late, False),
    "receipt": (submitted, receipt, False),
    "receipt of an expired attempt": (over, receipt, False),
    "close": (over, close, False),
    "publish": (closed, publish, False),
    "schedule": (over, schedule, False),
    "prepare": (nothing, prepare, False),
    "enrol": (nothing, enrol, True),
    "complain": (published, complain, False),
    "complain again": (complained, complain, False),
    "follow a complaint": (complained, follow, False),
    "answer a complaint": (complained, answer, False),
    "make a link": (started, link, False),
    "participation": (linked, participation, False),
    "revoke a link": (linked, revoke, False),
}


def refused(act: Callable[[], Any]) -> Any:
    try:
        return act()
    except ContestError as refusal:
        return refusal.code, refusal.details
