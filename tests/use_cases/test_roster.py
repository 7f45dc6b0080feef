"""By a roster: a consent before the first start, and a lost code that comes back."""

from dataclasses import replace

import pytest
from builders import make_entry
from roster_contest import code_of, make_roster_contest, make_roster_entry, make_roster_scene
from scene import START_ID, Scene, make_scene

from chalicelib.contest.errors import (
    ConsentError,
    ContestError,
    ExcludedPersonError,
    InvalidInputError,
    NotOnRosterError,
    UnknownCodeError,
    WrongSecondFactorError,
)
from chalicelib.contest.rules import Consent, Contest, EntryMode
from chalicelib.contest.times import MINUTE_MS
from chalicelib.ports import Person
from chalicelib.use_cases.enrol import enrol_people, reset_code
from chalicelib.use_cases.prepare import prepare_contest
from chalicelib.use_cases.register import Registration, replace_lost_code
from chalicelib.use_cases.start import Started, needs_consent, resume_attempt, start_attempt

IDENTIFIER, BORN = "999000000001", "1990-02-28"
OTHER_ID = "another-id-of-16-letters"


def start(scene: Scene, code: str, version: int | None = None) -> Started:
    return start_attempt(scene.desks.entry, code=code, start_id=START_ID, consent_version=version)


def person_of(scene: Scene, code: str) -> Person:
    return scene.desks.entry.person_of_code(code)


def ask(scene: Scene, identifier: str = IDENTIFIER, birth_date: str = BORN) -> Registration:
    return replace_lost_code(scene.desks.entry, identifier=identifier, birth_date=birth_date)


def put_in_force(scene: Scene, contest: Contest) -> None:
    """Let other rules come into force, and pass the time after which they are known."""
    prepare_contest(scene.desks.prepare, contest, scene.banks)
    scene.clock.set(scene.clock.now() + MINUTE_MS)


@pytest.mark.parametrize("version", [None, 0, 2])
def test_without_the_consent_in_force_nothing_starts(version: int | None) -> None:
    scene = make_roster_scene()
    code = code_of(scene)

    with pytest.raises(ConsentError) as refusal:
        start(scene, code, version)

    assert refusal.value.details == {"version": 1}
    assert person_of(scene, code).consent_version == 0
    scope = scene.contest.rounds[0].id
    assert list(scene.desks.backend.attempts.attempts(scene.contest.id, scope)) == []


def test_a_consent_is_recorded_with_its_time_and_asked_for_once() -> None:
    scene = make_roster_scene()
    code = code_of(scene)
    before = person_of(scene, code)
    agreed_at = scene.clock.now()

    first = start(scene, code, 1)
    scene.clock.set(agreed_at + MINUTE_MS)
    again = start(scene, code)

    expected = replace(before, consent_version=1, consented_at=agreed_at)
    assert person_of(scene, code) == expected
    assert first.person == expected
    assert again == first


def test_a_consent_is_asked_for_again_when_its_text_has_changed() -> None:
    scene = make_roster_scene()
    code = code_of(scene)
    start(scene, code, 1)
    put_in_force(scene, make_roster_contest(consent=Consent(version=2, text="Nội dung mới.")))

    with pytest.raises(ConsentError) as refusal:
        start(scene, code, 1)
    started = start(scene, code, 2)

    assert refusal.value.details == {"version": 2}
    assert (started.person.consent_version, started.person.consented_at) == (
        2,
        scene.clock.now(),
    )


def test_another_device_needs_the_consent_only_where_it_is_missing() -> None:
    scene = make_roster_scene()
    code = code_of(scene)

    def resume(version: int | None) -> Started:
        return resume_attempt(
            scene.desks.entry,
            code=code,
            birth_date=BORN,
            start_id=OTHER_ID,
            consent_version=version,
        )

    with pytest.raises(ConsentError):
        resume(None)
    assert resume(1).person.consent_version == 1
    assert resume(None).person.consent_version == 1


def test_a_wrong_birth_date_records_no_consent() -> None:
    scene = make_roster_scene()
    code = code_of(scene)

    with pytest.raises(WrongSecondFactorError):
        resume_attempt(
            scene.desks.entry,
            code=code,
            birth_date="1991-01-01",
            start_id=OTHER_ID,
            consent_version=1,
        )

    assert person_of(scene, code).consent_version == 0


def test_who_was_excluded_after_the_enrolment_is_told_the_role_instead_of_starting() -> None:
    scene = make_roster_scene()
    code = code_of(scene)
    people = scene.desks.backend.people
    people.put_exclusion(scene.contest.id, person_of(scene, code).pid, "Tổ thư ký")

    with pytest.raises(ExcludedPersonError) as refusal:
        start(scene, code, 1)

    assert refusal.value.details == {"role": "Tổ thư ký"}
    assert person_of(scene, code).consent_version == 0


def test_who_registered_openly_needs_no_further_consent() -> None:
    scene = make_scene()
    registered = scene.register()

    assert needs_consent(scene.contest, registered.person) is False
    assert start(scene, registered.code).person == registered.person


def test_where_the_roster_was_given_up_registering_brings_the_consent() -> None:
    scene = make_roster_scene(at=make_roster_contest().rounds[0].opens_at - MINUTE_MS)
    code = code_of(scene)
    put_in_force(scene, replace(scene.contest, entry=make_entry(mode=EntryMode.OPEN)))

    with pytest.raises(ConsentError):
        start(scene, code)
    registered = scene.register()

    assert registered.replaced
    assert registered.person.consent_version == 1
    assert start(scene, registered.code).person == registered.person


def test_identifier_and_birth_date_get_a_lost_code_replaced() -> None:
    scene = make_roster_scene()
    former = code_of(scene)
    before = person_of(scene, former)

    found = ask(scene, "999-000-000-001")

    assert found.replaced
    assert found.person == replace(before, code_hash=found.person.code_hash, replaced_codes=1)
    assert person_of(scene, found.code) == found.person
    with pytest.raises(UnknownCodeError):
        person_of(scene, former)


@pytest.mark.parametrize(
    ("identifier", "birth_date"), [(IDENTIFIER, "1990-02-27"), ("999000000002", BORN)]
)
def test_a_wrong_birth_date_and_an_unknown_identifier_get_the_same_answer(
    identifier: str, birth_date: str
) -> None:
    scene = make_roster_scene()
    code = code_of(scene)
    before = person_of(scene, code)

    with pytest.raises(NotOnRosterError) as refusal:
        ask(scene, identifier, birth_date)

    assert refusal.value.details == {"contact": "0208 3862 000"}
    assert list(scene.desks.backend.people.people(scene.contest.id)) == [before]


def test_that_somebody_is_excluded_is_told_to_who_knows_the_birth_date_alone() -> None:
    scene = make_roster_scene()
    code = code_of(scene)
    people = scene.desks.backend.people
    people.put_exclusion(scene.contest.id, person_of(scene, code).pid, "Tổ thư ký")

    with pytest.raises(ExcludedPersonError) as refusal:
        ask(scene)
    with pytest.raises(NotOnRosterError):
        ask(scene, birth_date="1991-01-01")

    assert refusal.value.details == {"role": "Tổ thư ký"}


@pytest.mark.parametrize(
    ("identifier", "birth_date", "field"),
    [("12", BORN, "identifier"), (IDENTIFIER, "28/02/1990", "birth_date")],
)
def test_a_wrong_form_is_named(identifier: str, birth_date: str, field: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        ask(make_roster_scene(), identifier, birth_date)

    assert refusal.value.details == {"field": field}


def test_after_a_correction_the_new_birth_date_holds() -> None:
    scene = make_roster_scene()
    code_of(scene)
    enrol_people(scene.desks.enrol, [make_roster_entry(birth_date="1990-02-27")])

    assert ask(scene, birth_date="1990-02-27").replaced
    with pytest.raises(ContestError):
        ask(scene)


def test_a_consent_outlives_a_reset_of_the_code() -> None:
    scene = make_roster_scene()
    start(scene, code_of(scene), 1)

    code = reset_code(scene.desks.enrol, IDENTIFIER)

    assert person_of(scene, code).consent_version == 1
    assert start(scene, code).person.replaced_codes == 1
