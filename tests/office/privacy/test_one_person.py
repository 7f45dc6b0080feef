"""One person asks to be erased, or to be told what is held about them."""

import json
from dataclasses import replace
from typing import Any

import pytest
from builders import CLOSES_AT, ROUND, make_entry
from complaint_scene import make_answer
from faulty_stores import Fault, FaultAt, gated_backend, retried
from privacy_scene import EXCLUDED, TEXT, Played, identifier, make_kept_contest, play, publish
from scene import make_scene

from chalicelib.composition import Desks
from chalicelib.contest.complaints import ComplaintSubject
from chalicelib.contest.errors import AlreadyFinalError, InvalidInputError, RulesFrozenError
from chalicelib.contest.links import link_file, link_key
from chalicelib.contest.rules import Consent
from chalicelib.ports import Census
from chalicelib.store.seal import AesGcmSealer
from chalicelib.use_cases.complaint_answers import answer_complaint
from chalicelib.use_cases.complaints import Words, take_complaint
from chalicelib.use_cases.prepare import prepare_contest
from office.privacy.desk import PrivacyDesk
from office.privacy.held import consent_texts, held_about
from office.privacy.one_person import AttemptRunsError, erase_person, plan_person

BY = "Đơn ngày 01/11/2021"


def erase(played: Played, number: int = 1) -> None:
    erase_person(played.desk(), plan_person(played.desk(), identifier(number)), BY)


def results_of(played: Played) -> Any:
    stores, contest = played.scene.desks.backend, played.scene.contest.id
    pointer = json.loads(stores.public.get(f"data/{ROUND}.json") or b"")
    state = stores.contests.get_states(contest)[ROUND]
    return state, stores.public.get(str(pointer["results"]).removeprefix("/"))


def test_the_record_and_all_codes_go_and_nobody_else_s_do() -> None:
    played = play()

    erase(played)

    stores, contest = played.scene.desks.backend, played.scene.contest.id
    assert stores.eraser.census(contest) == Census(people=2, codes=2, exclusions=1, door=2, links=2)
    assert plan_person(played.desk(), identifier(1)).person is None
    assert len(plan_person(played.desk(), identifier(1)).attempts) == 1


def test_the_standings_are_the_same_whether_somebody_was_erased_before_the_close_or_not() -> None:
    with_all, without_one = play(), play()
    erase(without_one, 3)

    publish(with_all)
    publish(without_one)

    same, other = results_of(with_all), results_of(without_one)
    assert same[0].standings == other[0].standings
    rows = [json.loads(each[1])["persons"] for each in (same, other)]
    names = [[row["name"] for row in found] for found in rows]
    assert names[0][0] == "Nguyễn Văn Thử C"
    assert names[1] == ["", *names[0][1:]]
    for row in (*rows[0], *rows[1]):
        row["name"] = ""
    assert rows[0] == rows[1]


def test_published_results_stay_as_they_were_announced() -> None:
    played = play()
    publish(played)
    before = results_of(played)

    plan = plan_person(played.desk(), identifier(3))
    erase(played, 3)

    assert plan.named_in == (ROUND,)
    assert results_of(played) == before


def test_the_same_identifier_starts_no_second_attempt() -> None:
    played = play()
    erase(played)

    again = played.scene.register(1)

    assert again.replaced is False
    with pytest.raises(AlreadyFinalError) as refusal:
        played.scene.start(again.code, "another-id-of-16-letters")
    assert refusal.value.details == {"receipt": played.receipts[0]}


def test_nobody_is_erased_while_an_attempt_runs() -> None:
    played = play(people=1)
    registered = played.scene.register(2)
    attempt = played.scene.start(registered.code).attempt

    with pytest.raises(AttemptRunsError) as refusal:
        erase(played, 2)

    assert refusal.value.until == attempt.deadline_at
    assert plan_person(played.desk(), identifier(2)).person == registered.person


def test_an_attempt_that_was_never_submitted_does_not_stand_in_the_way_for_ever() -> None:
    played = play(people=1)
    played.scene.start(played.scene.register(2).code)
    played.scene.clock.set(CLOSES_AT)

    erase(played, 2)

    assert plan_person(played.desk(), identifier(2)).person is None


def test_the_coordinator_of_the_unit_sees_the_person_no_longer() -> None:
    played = play()
    public = played.scene.desks.backend.public

    def shown() -> str:
        sealed = json.loads(public.get(link_file(played.private_link)) or b"")["sealed"]
        return AesGcmSealer().unseal(sealed, link_key(played.private_link))

    before = shown()
    erase(played)

    assert [name in before for name in ("Nguyễn Văn Thử A", "Nguyễn Văn Thử B")] == [True, True]
    assert [name in shown() for name in ("Nguyễn Văn Thử A", "Nguyễn Văn Thử B")] == [False, True]


def test_the_record_of_it_names_nobody() -> None:
    played = play()
    pid = played.desk().pid_of(identifier(1))
    erase(played)

    archive: Any = played.scene.desks.backend.archive
    (record,) = [data for name, data in archive._files.items() if "/erasure/" in name]
    assert json.loads(record) == {
        "erased_at": played.scene.clock.now(),
        "by": BY,
        "people": 1,
    }
    assert pid not in str(record)


def test_an_exclusion_stays_and_one_is_told_so() -> None:
    played = play()

    plan = plan_person(played.desk(), EXCLUDED[0])

    assert (plan.person, plan.attempts, plan.excluded_as) == (None, (), EXCLUDED[1])


def test_a_fault_at_any_storage_call_and_a_second_run_end_in_the_same_state() -> None:
    def erased(number: int | None, fault: Fault) -> tuple[list[str], Any]:
        played = play()
        backend = played.scene.desks.backend
        gate = FaultAt(number, fault)
        gated = gated_backend(backend, gate)
        contest = played.scene.contest.id
        desks = Desks(contest, gated, played.scene.clock, played.scene.desks._chance)

        def act() -> None:
            desk = PrivacyDesk.of(desks)
            erase_person(desk, plan_person(desk, identifier(1)), BY)

        retried(act)
        archive: Any = backend.archive
        return gate.calls, (backend.eraser.census(contest), archive._files)

    calls, expected = erased(None, Fault.THROTTLED)

    assert [
        (number, fault)
        for number in range(len(calls))
        for fault in Fault
        if fault is not Fault.CONDITION_FAILED
        if erased(number, fault)[1] != expected
    ] == []


def complain(played: Played, number: int) -> str:
    """Let a person complain and be answered; return the complaint's code."""
    scene = played.scene
    taken = take_complaint(
        scene.desks.entry,
        Words(
            receipt=played.receipts[number - 1].code,
            subject=ComplaintSubject.RESULT,
            text=f"Khiếu nại của người số {number}",
        ),
        complaint_id=f"complaint-id-number-{number}",
        code=played.codes[number - 1],
        arrived_at=scene.clock.now(),
    )
    words = make_answer(text=f"Trả lời người số {number}")
    answer_complaint(scene.desks.complaints, taken.complaint.code, words)
    return taken.complaint.code


def test_everything_that_is_held_is_told() -> None:
    played = play()
    publish(played)
    code = complain(played, 3)
    complain(played, 2)

    held = held_about(played.desk(), " 999-0000 0 0003 ")

    answers = held["attempts"][0].pop("answers")
    assert held == {
        "schema": 1,
        "contest": played.scene.contest.name,
        "organizer": "Ủy ban nhân dân thành phố",
        "contact": "0208 3862 000",
        "made_at": "08:00:00 ngày 18/10/2021",
        "kept_until": "2021-11-17",
        "person": {
            "name": "Nguyễn Văn Thử C",
            "identifier": identifier(3),
            "birth_date": "1990-02-28",
            "phone": "0999000003",
            "unit": "Phường 1",
            "division": "",
            "registered_at": "08:03:00 ngày 10/10/2021",
            "codes_replaced": 0,
            "birth_date_kept_for_ranking": False,
        },
        "consent": {
            "version": 1,
            "agreed_at": "08:03:00 ngày 10/10/2021",
            "texts": [TEXT],
        },
        "excluded_as": None,
        "complaints": [
            {
                "code": code,
                "receipt": played.receipts[2].code,
                "received_at": "08:00:00 ngày 18/10/2021",
                "text": "Khiếu nại của người số 3",
                "answers": [
                    {"answered_at": "08:00:00 ngày 18/10/2021", "text": "Trả lời người số 3"}
                ],
            }
        ],
        "attempts": [
            {
                "round": "Tuần 1",
                "receipt": played.receipts[2].code,
                "state": "submitted",
                "started_at": "08:04:00 ngày 10/10/2021",
                "deadline_at": "08:19:00 ngày 10/10/2021",
                "submitted_at": "08:07:00 ngày 10/10/2021",
                "devices": 1,
            }
        ],
        "results": [
            {
                "scope": "Tuần 1",
                "rank": 1,
                "marks": "3",
                "awards": ["Nhất"],
                "name_shown": "Nguyễn Văn Thử C",
                "published_at": "08:00 ngày 18/10/2021",
            }
        ],
        "shown_to_unit": [{"unit": "Phường 1", "holds": True}],
    }
    texts = {question.text for bank in played.scene.banks.values() for question in bank}
    assert [answer["question"] in texts for answer in answers] == [True, True, True]
    assert [answer["answer"].endswith(" B") for answer in answers] == [True, True, True]


def test_complaints_go_with_whoever_asks_to_be_erased() -> None:
    played = play()
    publish(played)
    complain(played, 1)
    theirs = complain(played, 2)

    erase(played, 1)

    stores, contest = played.scene.desks.backend, played.scene.contest.id
    assert [each.code for each in stores.complaints.complaints(contest)] == [theirs]
    assert [each.number for each in stores.complaints.answers(contest)] == [1]


def test_while_the_round_is_open_no_question_is_told() -> None:
    played = play(people=1)

    (attempt,) = held_about(played.desk(), identifier(1))["attempts"]

    assert [answer["question"] for answer in attempt["answers"]] == ["", "", ""]
    assert [len(answer["answer"]) for answer in attempt["answers"]].count(1) == 1


def test_of_somebody_unknown_nothing_is_held_and_of_no_identifier_nothing_is_asked() -> None:
    played = play(people=1)

    held = held_about(played.desk(), "888888888888")

    assert [held[kind] for kind in ("person", "consent", "excluded_as", "attempts", "results")] == [
        None,
        None,
        None,
        [],
        [],
    ]
    with pytest.raises(InvalidInputError):
        held_about(played.desk(), "1")


def changed(played: Played, **consent: Any) -> None:
    entry = make_entry(consent=Consent(**{"version": 1, "text": TEXT, "keep_days": 30, **consent}))
    contest = replace(played.scene.contest, entry=entry)
    prepare_contest(played.scene.desks.prepare, contest, played.scene.banks, [EXCLUDED])


@pytest.mark.parametrize(
    "consent",
    [
        {"text": "Tôi đồng ý với điều khác."},
        {"keep_days": 31},
        {"keep_days": None},
        {"version": 0},
    ],
)
def test_what_people_agreed_to_does_not_change_under_its_version(consent: Any) -> None:
    played = play(people=1)

    with pytest.raises(RulesFrozenError) as refusal:
        changed(played, **consent)

    assert refusal.value.details == {"what": "entry.consent"}
    assert consent_texts(played.desk(), 1) == [TEXT]


def test_a_shorter_period_or_a_new_version_may_come_into_force() -> None:
    played = play(people=1)

    changed(played, keep_days=20)
    changed(played, version=2, text="Bản mới", keep_days=60)

    assert [consent_texts(played.desk(), version) for version in (1, 2, 3)] == [
        [TEXT],
        ["Bản mới"],
        [],
    ]
    assert held_about(played.desk(), identifier(1))["consent"]["texts"] == [TEXT]


def test_before_anybody_has_agreed_the_text_may_be_mended() -> None:
    scene = make_scene(make_kept_contest())
    entry = make_entry(consent=Consent(version=1, text="Bản sửa", keep_days=30))

    prepare_contest(scene.desks.prepare, replace(scene.contest, entry=entry), scene.banks)

    assert PrivacyDesk.of(scene.desks).contest.entry.consent.text == "Bản sửa"
