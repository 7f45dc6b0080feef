"""Complaints: none is lost, none is doubled, each is taken in its window and from its holder."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from builders import CLOSES_AT, PUBLISHES_AT, ROUND, make_weeks
from complaint_scene import (
    BOARD,
    COMPLAINT_ID,
    TEXT,
    WINDOW_MS,
    Complainants,
    make_answer,
    make_complaint_contest,
)
from scene import make_scene

from chalicelib.contest.complaints import MOST_PER_RECEIPT, ComplaintSubject, Outcome
from chalicelib.contest.errors import (
    ComplaintsClosedError,
    ComplaintsNotOpenError,
    InvalidInputError,
    NoComplaintsError,
    PeopleErasedError,
    TooManyCodesError,
    TooManyComplaintsError,
    UnknownCodeError,
    UnknownComplaintError,
    UnknownReceiptError,
)
from chalicelib.contest.events import check_chain
from chalicelib.contest.ids import RoundId
from chalicelib.contest.rules import AttemptRules, AttemptsPer, Counting
from chalicelib.contest.tries import UNKNOWN_CODES
from chalicelib.use_cases.answer import submit_attempt
from chalicelib.use_cases.complaint_answers import (
    PUBLIC_FILE,
    answer_complaint,
    held_complaint,
    held_complaints,
    publish_answers,
)
from chalicelib.use_cases.complaints import Words, take_complaint
from chalicelib.use_cases.prepare import prepare_contest

CLOSED_AT = PUBLISHES_AT + WINDOW_MS
CANNOT_BE = "0000-0000-00"


@pytest.fixture
def given() -> Complainants:
    return Complainants()


def public_file(given: Complainants) -> object:
    data = given.scene.desks.backend.public.get(PUBLIC_FILE)
    return None if data is None else json.loads(data)


def test_a_complaint_about_a_question_reaches_the_board_with_all_that_it_says(given):
    taken = given.complain(subject=ComplaintSubject.QUESTION, question=given.question())

    (held,) = held_complaints(given.scene.desks.complaints)

    assert held.complaint == taken.complaint
    assert (held.receipt, held.text) == (given.receipts[0].code, TEXT)
    assert (held.complaint.round, held.complaint.question) == (ROUND, given.question())
    assert (held.complaint.received_at, held.window.closes_at) == (PUBLISHES_AT, CLOSED_AT)
    assert held.answers == ()


def test_the_words_are_stored_encrypted(given):
    given.complain()
    code = given.stored()[0].code
    given.answer(code, text="CANARYANSWER", public_text="CANARYPUBLIC")

    assert [
        word for word in ("CANARY", given.receipts[0].code) if word in str(given.stored())
    ] == []


def test_codes_may_be_typed_as_people_type_them(given):
    code = given.receipts[0].code
    taken = given.complain(receipt=f" {code.lower().replace('-', ' ')} ")

    assert taken.receipt == code
    assert given.follow(taken.complaint.code).complaint == taken.complaint


def test_the_same_id_is_one_complaint_however_often_it_comes(given):
    first = given.complain()
    given.scene.clock.set(PUBLISHES_AT + 5)

    assert given.complain() == first
    assert given.complain(text="Nội dung khác hẳn lần trước.") == first
    assert given.stored() == [first.complaint]


def test_the_same_id_is_acknowledged_even_when_the_window_is_over(given):
    first = given.complain(at=CLOSED_AT - 1)

    assert given.complain(at=CLOSED_AT + 1) == first
    with pytest.raises(ComplaintsClosedError):
        given.complain(complaint_id="b" * 16, at=CLOSED_AT)
    assert given.stored() == [first.complaint]


@pytest.mark.parametrize("at", [PUBLISHES_AT, CLOSED_AT - 1])
def test_the_first_and_the_last_millisecond_of_the_window_count(given, at):
    assert given.complain(at=at).complaint.received_at == at


@pytest.mark.parametrize(
    ("at", "error"),
    [(PUBLISHES_AT - 1, ComplaintsNotOpenError), (CLOSED_AT, ComplaintsClosedError)],
)
def test_a_millisecond_before_or_after_nothing_is_taken(given, at, error):
    with pytest.raises(error) as refusal:
        given.complain(at=at)
    assert refusal.value.details == {"opens_at": PUBLISHES_AT, "closes_at": CLOSED_AT}
    assert given.stored() == []


def test_a_receipt_has_five_complaints_and_the_sixth_is_refused(given):
    ids = [f"complaint-id-{number:08d}" for number in range(MOST_PER_RECEIPT)]
    taken = [given.complain(complaint_id=each).complaint for each in ids]

    with pytest.raises(TooManyComplaintsError) as refusal:
        given.complain(complaint_id="one-too-many-of-them")

    assert refusal.value.details == {"limit": MOST_PER_RECEIPT}
    assert [each.key.ordinal for each in taken] == [1, 2, 3, 4, 5]
    assert len({each.code for each in taken}) == MOST_PER_RECEIPT
    assert [given.complain(complaint_id=each).complaint for each in ids] == taken
    assert [given.follow(each.code).complaint for each in taken] == taken


def test_one_receipt_s_complaints_leave_another_s_alone(given):
    mine, theirs = given.complain(0), given.complain(1)

    assert [mine.complaint.key.ordinal, theirs.complaint.key.ordinal] == [1, 1]
    with pytest.raises(UnknownComplaintError):
        given.follow(theirs.complaint.code, person=0)


def test_of_many_at_once_five_are_taken_each_once_and_all_are_told_the_truth(given):
    ids = [f"complaint-id-{number % 8:08d}" for number in range(24)]

    def send(complaint_id):
        try:
            return complaint_id, given.complain(complaint_id=complaint_id).complaint
        except TooManyComplaintsError:
            return complaint_id, None

    with ThreadPoolExecutor(8) as threads:
        told = list(threads.map(send, ids))

    stored = {each.complaint_id: each for each in given.stored()}
    assert len(given.stored()) == len(stored) == MOST_PER_RECEIPT
    assert told == [(each, stored.get(each)) for each in ids]


def test_whoever_takes_a_number_first_sends_the_other_on_to_the_next(given):
    """Between the look and the write somebody else takes the number that was free."""
    entry = given.scene.desks.entry
    store = entry.complaints

    class Overtaken:
        def __getattr__(self, name):
            return getattr(store, name)

        def put_complaint(self, contest, complaint):
            entry.complaints = store
            given.complain(complaint_id="overtaking-complaint")
            return store.put_complaint(contest, complaint)

    entry.complaints = Overtaken()
    taken = given.complain()

    assert taken.complaint.key.ordinal == 2
    assert taken.complaint.complaint_id == COMPLAINT_ID
    assert len(given.stored()) == 2


@pytest.mark.parametrize("receipt", ["", "7K2M", "7K2M-9QXD-4TT", "7K2M-9QXD-4U", "7K2M-9QXD-4!"])
def test_what_can_be_no_receipt_s_code_is_refused_as_such(given, receipt):
    with pytest.raises(InvalidInputError) as refusal:
        given.complain(receipt=receipt)
    assert refusal.value.details == {"field": "receipt"}


def test_another_s_receipt_is_refused_although_its_code_is_public(given):
    for receipt in (given.receipts[1].code, CANNOT_BE):
        with pytest.raises(UnknownReceiptError):
            given.complain(0, receipt=receipt)
    assert given.stored() == []


def test_without_the_personal_code_nobody_complains_and_trying_is_slowed_down(given):
    given.codes[0] = "0000-0000-0000"
    for _ in range(UNKNOWN_CODES):
        with pytest.raises(UnknownCodeError):
            given.complain()
    with pytest.raises(TooManyCodesError):
        given.complain()
    assert given.stored() == []


@pytest.mark.parametrize("complaint_id", ["", "short", "x" * 65, "with blanks in between"])
def test_an_id_has_the_form_of_the_others(given, complaint_id):
    with pytest.raises(InvalidInputError) as refusal:
        given.complain(complaint_id=complaint_id)
    assert refusal.value.details == {"field": "complaint_id"}


def test_a_question_is_one_of_the_paper_and_named_only_where_it_is_the_subject(given):
    mine = given.question()
    wrong = [
        {"subject": ComplaintSubject.QUESTION},
        {"subject": ComplaintSubject.QUESTION, "question": "no-such-question"},
        {"subject": ComplaintSubject.RESULT, "question": mine},
        {"subject": ComplaintSubject.CONTEST, "question": mine},
    ]
    for words in wrong:
        with pytest.raises(InvalidInputError) as refusal:
            given.complain(**words)
        assert refusal.value.details == {"field": "question"}
    assert given.stored() == []


def test_where_the_rules_know_no_complaints_none_is_taken():
    given = Complainants(make_scene(make_complaint_contest(complaints=None)))
    with pytest.raises(NoComplaintsError):
        given.complain()


def test_a_receipt_of_any_attempt_of_any_round_counts():
    contest = make_complaint_contest(
        rounds=make_weeks(2),
        attempts=AttemptRules(limit=2, per=AttemptsPer.CONTEST, counts=Counting.BEST),
    )
    scene = make_scene(contest)
    code = scene.register().code
    codes = []
    for number in (1, 2):
        started = scene.start(code, f"start-id-number-{number:03d}")
        receipt = submit_attempt(
            scene.desks.entry,
            token=started.token,
            submit_id="submit-id-of-16-letters",
            revision=1,
            answers={},
            arrived_at=scene.clock.now(),
        )
        codes.append(receipt.code)
        scene.clock.set(CLOSES_AT + 1)
    publications = [round_.publishes_at for round_ in contest.rounds]

    taken = [
        take_complaint(
            scene.desks.entry,
            Words(receipt=receipt, subject=ComplaintSubject.RESULT, text=TEXT),
            complaint_id=COMPLAINT_ID,
            code=code,
            arrived_at=at,
        )
        for receipt, at in zip(codes, publications, strict=True)
    ]

    assert [each.complaint.round for each in taken] == ["tuan-1", "tuan-2"]
    assert [each.window.opens_at for each in taken] == publications
    about_all = Words(receipt=codes[0], subject=ComplaintSubject.CONTEST, text=TEXT)
    with pytest.raises(ComplaintsNotOpenError):
        take_complaint(
            scene.desks.entry,
            about_all,
            complaint_id="about-the-whole-contest",
            code=code,
            arrived_at=publications[1] - 1,
        )
    whole = take_complaint(
        scene.desks.entry,
        about_all,
        complaint_id="about-the-whole-contest",
        code=code,
        arrived_at=publications[1],
    )
    assert whole.complaint.round == RoundId("tuan-1")


@pytest.mark.parametrize("code", ["", "not a code", CANNOT_BE])
def test_a_code_that_no_complaint_has_tells_nothing(given, code):
    given.complain()
    with pytest.raises(UnknownComplaintError):
        given.follow(code)


def test_an_answer_reaches_the_complainant_and_the_record_without_its_words(given):
    code = given.complain().complaint.code
    assert given.follow(code).answers == ()
    given.scene.clock.set(PUBLISHES_AT + 9)

    held = given.answer(f" {code.lower()} ", by=f"  {BOARD} ")

    words = make_answer()
    assert held.answers == given.follow(code).answers == ((PUBLISHES_AT + 9, words),)
    (event,) = check_chain(given.scene.desks.backend.events.events(given.scene.contest.id))
    assert (event.kind, event.at, event.by) == ("complaint_answer", PUBLISHES_AT + 9, BOARD)
    assert event.reason == Outcome.REJECTED.value
    assert {**event.details, "words": ""} == {
        "complaint": code,
        "number": 1,
        "public": 0,
        "words": "",
    }
    assert words.text not in str(event)


def test_a_second_answer_is_an_addition(given):
    code = given.complain().complaint.code
    first, second = make_answer(), make_answer(text="Bổ sung: xem thêm Điều 5.")
    given.answer(code)
    given.scene.clock.set(PUBLISHES_AT + 1)

    held = given.answer(code, text=second.text)

    assert held.answers == ((PUBLISHES_AT, first), (PUBLISHES_AT + 1, second))
    events = given.scene.desks.backend.events.events(given.scene.contest.id)
    assert [event.details["number"] for event in check_chain(events)] == [1, 2]


def test_the_same_answer_again_adds_nothing(given):
    code = given.complain().complaint.code
    held = given.answer(code)
    given.scene.clock.set(PUBLISHES_AT + 1)

    assert given.answer(code) == held
    assert len(list(given.scene.desks.backend.events.events(given.scene.contest.id))) == 1


def test_an_answer_that_was_not_put_on_record_is_by_the_next_one(given):
    """The first command dies between the answer and the record."""
    code = given.complain().complaint.code
    desk = given.scene.desks.complaints
    store = desk.events

    class Dies:
        def __getattr__(self, name):
            return getattr(store, name)

        def append(self, contest, event):
            raise ConnectionError

    desk.events = Dies()
    with pytest.raises(ConnectionError):
        answer_complaint(desk, code, make_answer())
    assert list(store.events(given.scene.contest.id)) == []

    given.answer(code, by="Một người khác", text="Xin bổ sung.")

    events = check_chain(store.events(given.scene.contest.id))
    assert [(event.details["number"], event.by) for event in events] == [
        (1, BOARD),
        (2, "Một người khác"),
    ]


@pytest.mark.parametrize(
    ("field", "value"), [("by", " "), ("text", ""), ("text", "có \0"), ("public_text", "x")]
)
def test_an_answer_says_something_and_who_says_it(given, field, value):
    code = given.complain().complaint.code
    with pytest.raises(InvalidInputError) as refusal:
        given.answer(code, **{field: value})
    assert refusal.value.details == {"field": field}
    assert len(given.stored()) == 1


def test_an_unknown_complaint_is_not_answered(given):
    given.complain()
    for code in (CANNOT_BE, "?"):
        with pytest.raises(UnknownComplaintError):
            given.answer(code)


def test_the_list_is_in_the_order_of_arrival_and_knows_what_is_overdue(given):
    late = given.complain(at=PUBLISHES_AT + 2, complaint_id="a" * 16).complaint
    early = given.complain(1, at=PUBLISHES_AT + 1).complaint
    given.answer(early.code)

    held = held_complaints(given.scene.desks.complaints)

    assert [each.complaint for each in held] == [early, late]
    assert [each.is_overdue(CLOSED_AT - 1) for each in held] == [False, False]
    assert [each.is_overdue(CLOSED_AT) for each in held] == [False, True]
    assert held_complaint(given.scene.desks.complaints, late.code) == held[1]


def test_nothing_is_public_before_an_answer_that_the_board_makes_public(given):
    nothing = {"schema": 1, "contest": given.scene.contest.id, "complaints": []}
    assert public_file(given) == nothing
    code = given.complain(text="CANARYTEXT trong khiếu nại").complaint.code
    desk = given.scene.desks.complaints
    assert (publish_answers(desk), public_file(given)) == (0, nothing)

    given.answer(code, text="Trả lời riêng.")
    assert (publish_answers(desk), public_file(given)) == (0, nothing)

    given.scene.clock.set(PUBLISHES_AT + 7)
    given.answer(code, text="Trả lời chung.", public_text="Khiếu nại về đáp án câu 3.")
    assert public_file(given) == {
        "schema": 1,
        "contest": given.scene.contest.id,
        "complaints": [
            {
                "number": 1,
                "round": ROUND,
                "subject": "result",
                "question": None,
                "text": "Khiếu nại về đáp án câu 3.",
                "answers": [
                    {
                        "answered_at": PUBLISHES_AT + 7,
                        "outcome": "rejected",
                        "text": "Trả lời chung.",
                    }
                ],
            }
        ],
    }


def test_public_numbers_stay_and_a_later_wording_replaces_the_former(given):
    first, second = given.complain(0).complaint.code, given.complain(1).complaint.code
    given.answer(second, public_text="Về câu 3")
    given.answer(first, public_text="Về điểm")
    given.answer(second, text="Bổ sung.", public_text="Về câu 3 và câu 4")

    value = public_file(given)

    assert isinstance(value, dict)
    assert [(each["number"], each["text"]) for each in value["complaints"]] == [
        (1, "Về câu 3 và câu 4"),
        (2, "Về điểm"),
    ]
    assert [len(each["answers"]) for each in value["complaints"]] == [2, 1]


def test_what_another_board_member_published_meanwhile_is_published_too(given):
    first, second = given.complain(0).complaint.code, given.complain(1).complaint.code
    desk = given.scene.desks.complaints
    public = desk.public

    class Overtaken:
        def __getattr__(self, name):
            return getattr(public, name)

        def put(self, name, data, **more):
            desk.public = public
            given.answer(second, public_text="Về câu 3")
            public.put(name, data, **more)

    desk.public = Overtaken()
    answer_complaint(desk, first, make_answer(public_text="Về điểm"))

    value = public_file(given)
    assert isinstance(value, dict)
    assert [each["text"] for each in value["complaints"]] == ["Về điểm", "Về câu 3"]


def test_what_was_published_stays_when_its_person_is_erased(given):
    mine, theirs = given.complain(0).complaint, given.complain(1).complaint
    given.answer(mine.code, public_text="Về điểm")
    before = public_file(given)
    given.scene.desks.backend.eraser.erase_person(given.scene.contest.id, mine.pid)

    given.answer(theirs.code, public_text="Về câu 3")

    value = public_file(given)
    assert isinstance(before, dict)
    assert isinstance(value, dict)
    assert value["complaints"][0] == before["complaints"][0]
    assert [each["text"] for each in value["complaints"]] == ["Về điểm", "Về câu 3"]
    assert [each.complaint for each in held_complaints(given.scene.desks.complaints)] == [
        replace(theirs)
    ]


def test_after_the_erasure_of_everybody_nobody_reads_or_answers(given):
    code = given.complain().complaint.code
    backend, contest = given.scene.desks.backend, given.scene.contest.id
    backend.eraser.erase_people(contest)
    backend.secrets.erase_people(contest)

    with pytest.raises(PeopleErasedError):
        held_complaints(given.scene.desks.complaints)
    with pytest.raises(PeopleErasedError):
        given.answer(code)
    assert given.stored() == []


def test_a_contest_that_was_prepared_without_a_list_gets_one(given):
    given.scene.desks.backend.public._files.pop(PUBLIC_FILE)
    code = given.complain().complaint.code
    given.answer(code, public_text="Về điểm")

    value = public_file(given)
    assert isinstance(value, dict)
    assert [each["text"] for each in value["complaints"]] == ["Về điểm"]


def test_who_missed_the_last_round_complains_about_the_first():
    given = Complainants(make_scene(make_complaint_contest(rounds=make_weeks(2))))
    assert given.complain().complaint.round == ROUND


def test_preparing_again_leaves_what_was_answered_in_public(given):
    code = given.complain().complaint.code
    given.answer(code, public_text="Về điểm")
    before = public_file(given)

    prepare_contest(given.scene.desks.prepare, given.scene.contest, given.scene.banks)

    assert public_file(given) == before


def test_without_complaints_in_the_rules_no_list_is_published():
    given = Complainants(make_scene(make_complaint_contest(complaints=None)))
    assert public_file(given) is None
