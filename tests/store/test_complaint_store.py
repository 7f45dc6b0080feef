from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from builders import CONTEST, OPENS_AT, ROUND, make_digest, make_person, make_pid

from chalicelib.contest.complaints import (
    Complaint,
    ComplaintAnswer,
    ComplaintKey,
    ComplaintSubject,
)
from chalicelib.contest.ids import ContestId, QuestionId
from chalicelib.ports import Census

OTHER = ContestId("another")
KEY = ComplaintKey(holder=make_digest("receipt")[:32], ordinal=1)
COMPLAINT = Complaint(
    key=KEY,
    pid=make_pid(),
    complaint_id="complaint-id-of-16-letters",
    code="M4Q8-2WXY-0C",
    round=ROUND,
    subject=ComplaintSubject.QUESTION,
    question=QuestionId("q1"),
    received_at=OPENS_AT,
    sealed="sealed words",
)
ANSWER = ComplaintAnswer(
    key=KEY, number=1, pid=make_pid(), answered_at=OPENS_AT + 1, sealed="sealed answer"
)
SECOND = replace(COMPLAINT, key=replace(KEY, ordinal=2), complaint_id="b" * 16)


def test_a_complaint_is_kept_and_read_back(stores):
    about_the_result = replace(SECOND, subject=ComplaintSubject.RESULT, question=None)

    assert stores.complaints.get_complaint(CONTEST, KEY) is None
    assert stores.complaints.put_complaint(CONTEST, COMPLAINT) == COMPLAINT
    assert stores.complaints.put_complaint(CONTEST, about_the_result) == about_the_result
    assert stores.complaints.get_complaint(CONTEST, KEY) == COMPLAINT
    assert stores.complaints.get_complaint(CONTEST, SECOND.key) == about_the_result
    assert stores.complaints.get_complaint(OTHER, KEY) is None


def test_a_number_that_is_taken_keeps_its_complaint(stores):
    stores.complaints.put_complaint(CONTEST, COMPLAINT)
    another = replace(COMPLAINT, complaint_id="c" * 16, sealed="other words")

    assert stores.complaints.put_complaint(CONTEST, another) == COMPLAINT
    assert list(stores.complaints.complaints(CONTEST)) == [COMPLAINT]


def test_of_many_complaints_under_one_number_one_is_kept_and_all_are_told_which(stores):
    offered = [replace(COMPLAINT, complaint_id=f"complaint-id-{n:08d}") for n in range(16)]
    with ThreadPoolExecutor(16) as threads:
        told = list(
            threads.map(lambda each: stores.complaints.put_complaint(CONTEST, each), offered)
        )

    (kept,) = stores.complaints.complaints(CONTEST)
    assert told == [kept] * 16


def test_an_answer_is_added_and_never_changed(stores):
    other_words = replace(ANSWER, sealed="other words")
    second = replace(ANSWER, number=2, sealed="more words")
    stores.complaints.put_complaint(CONTEST, COMPLAINT)

    assert stores.complaints.get_answer(CONTEST, KEY, 1) is None
    assert stores.complaints.put_answer(CONTEST, ANSWER) == ANSWER
    assert stores.complaints.put_answer(CONTEST, other_words) == ANSWER
    assert stores.complaints.put_answer(CONTEST, second) == second
    assert stores.complaints.get_answer(CONTEST, KEY, 1) == ANSWER
    assert stores.complaints.get_answer(CONTEST, KEY, 2) == second
    assert stores.complaints.get_answer(CONTEST, SECOND.key, 1) is None


def test_complaints_and_answers_are_listed_apart_and_by_contest(stores):
    far = replace(SECOND, key=ComplaintKey(holder="f" * 32, ordinal=1))
    for each in (COMPLAINT, SECOND, far):
        stores.complaints.put_complaint(CONTEST, each)
    stores.complaints.put_complaint(OTHER, COMPLAINT)
    stores.complaints.put_answer(CONTEST, ANSWER)

    found = sorted(stores.complaints.complaints(CONTEST), key=lambda each: each.key.ordinal)

    assert sorted(found, key=str) == sorted([COMPLAINT, SECOND, far], key=str)
    assert list(stores.complaints.answers(CONTEST)) == [ANSWER]
    assert list(stores.complaints.complaints(OTHER)) == [COMPLAINT]
    assert list(stores.complaints.answers(OTHER)) == []


def test_complaints_do_not_mix_with_people(stores):
    stores.complaints.put_complaint(CONTEST, COMPLAINT)
    stores.complaints.put_answer(CONTEST, ANSWER)

    assert list(stores.people.people(CONTEST)) == []
    assert list(stores.people.exclusions(CONTEST)) == []
    assert stores.eraser.census(CONTEST) == Census(complaints=2)


@pytest.mark.parametrize("everybody", [True, False])
def test_complaints_and_answers_go_with_their_person(stores, everybody):
    theirs = replace(SECOND, key=ComplaintKey(holder="e" * 32, ordinal=1), pid=make_pid(2))
    their_answer = replace(ANSWER, key=theirs.key, pid=make_pid(2))
    for number in (1, 2):
        stores.people.put_person(CONTEST, make_person(number))
    for each in (COMPLAINT, theirs):
        stores.complaints.put_complaint(CONTEST, each)
        stores.complaints.put_complaint(OTHER, each)
    for each in (ANSWER, their_answer):
        stores.complaints.put_answer(CONTEST, each)

    if everybody:
        stores.eraser.erase_people(CONTEST)
    else:
        stores.eraser.erase_person(CONTEST, make_pid(1))

    assert list(stores.complaints.complaints(CONTEST)) == ([] if everybody else [theirs])
    assert list(stores.complaints.answers(CONTEST)) == ([] if everybody else [their_answer])
    assert stores.eraser.census(OTHER).complaints == 2
