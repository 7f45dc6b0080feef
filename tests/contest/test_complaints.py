import pytest
from builders import PUBLISHES_AT, ROUND, make_contest, make_pid, make_weeks
from complaint_scene import RULES, WINDOW_MS, make_answer

from chalicelib.contest.complaints import (
    LONGEST_TEXT,
    SHORTEST_TEXT,
    AnswerOnRecord,
    ComplaintAnswer,
    ComplaintKey,
    ComplaintSubject,
    Window,
    answer_event,
    answers_on_record,
    check_window,
    public_numbers,
    read_words,
    window_of,
)
from chalicelib.contest.errors import (
    ComplaintsClosedError,
    ComplaintsNotOpenError,
    InvalidInputError,
    NoComplaintsError,
)
from chalicelib.contest.events import Event, EventKind, check_chain
from chalicelib.contest.ids import RoundId
from chalicelib.contest.retention import official_at
from chalicelib.contest.times import DAY_MS

WINDOW = Window(opens_at=PUBLISHES_AT, closes_at=PUBLISHES_AT + WINDOW_MS)
BOUNDS = {"opens_at": WINDOW.opens_at, "closes_at": WINDOW.closes_at}


def read(typed: str) -> str:
    return read_words(typed, field="text", shortest=SHORTEST_TEXT, longest=LONGEST_TEXT)


def test_complaints_are_taken_from_the_announced_hour_until_the_result_is_official():
    contest = make_contest(complaints=RULES)
    for subject in ComplaintSubject:
        assert window_of(contest, subject, ROUND) == WINDOW
    assert official_at(contest, ROUND) == WINDOW.closes_at


def test_the_whole_contest_s_result_has_a_window_of_its_own():
    contest = make_contest(complaints=RULES, rounds=make_weeks(3))
    last = PUBLISHES_AT + 14 * DAY_MS

    assert window_of(contest, ComplaintSubject.RESULT, RoundId("tuan-1")) == WINDOW
    assert window_of(contest, ComplaintSubject.CONTEST, RoundId("tuan-1")) == Window(
        opens_at=last, closes_at=last + WINDOW_MS
    )


def test_where_the_rules_know_no_complaints_the_organizer_is_named():
    with pytest.raises(NoComplaintsError) as refusal:
        window_of(make_contest(), ComplaintSubject.RESULT, ROUND)
    assert refusal.value.details == {"contact": "0208 3862 000"}


@pytest.mark.parametrize("at", [WINDOW.opens_at, WINDOW.opens_at + 1, WINDOW.closes_at - 1])
def test_within_the_window_to_the_millisecond_one_may_complain(at):
    check_window(WINDOW, at)


@pytest.mark.parametrize(
    ("at", "error"),
    [
        (WINDOW.opens_at - 1, ComplaintsNotOpenError),
        (WINDOW.closes_at, ComplaintsClosedError),
        (WINDOW.closes_at + 1, ComplaintsClosedError),
    ],
)
def test_a_millisecond_outside_the_window_one_may_not(at, error):
    with pytest.raises(error) as refusal:
        check_window(WINDOW, at)
    assert refusal.value.details == BOUNDS


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ba\u0302\u0300u cu\u031b\u0309 sai rồi", "Bầu cử sai rồi"),
        ("một hai\tba bốn", "một hai ba bốn"),
        ("một hai\r\nba bốn\rnăm", "một hai\nba bốn\nnăm"),
        ("một hai\n\n\n\nba bốn", "một hai\n\nba bốn"),
        ("\u202etrái\u202c \ufeffphải\u200b\u00ad rồi", "trái phải rồi"),
        ("<b>đậm</b> & “sai”", "<b>đậm</b> & “sai”"),
    ],
)
def test_words_are_kept_as_people_read_them(typed, kept):
    assert read(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "quá ngắn.",
        " " * 20,
        "x" * (LONGEST_TEXT + 1),
        "có chữ \0 không",
        "có chữ \x1b[31m đỏ",
        "có chữ \x85 lạ",
        "có chữ \ud800 lẻ",
        "có chữ \ue000 riêng",
        "có chữ \u0378 trống",
        "   chín chữ   ",
    ],
)
def test_words_that_are_too_few_or_too_many_or_control_a_device_are_refused(typed):
    with pytest.raises(InvalidInputError) as refusal:
        read(typed)
    assert refusal.value.details == {"field": "text"}


def test_the_longest_and_the_shortest_words_are_taken():
    assert read("x" * LONGEST_TEXT) == "x" * LONGEST_TEXT
    assert read("y" * SHORTEST_TEXT) == "y" * SHORTEST_TEXT


def test_of_the_record_only_answers_to_complaints_count():
    answer = ComplaintAnswer(
        key=ComplaintKey(holder="a" * 32, ordinal=1),
        number=2,
        pid=make_pid(),
        answered_at=PUBLISHES_AT,
        sealed="",
    )
    credit = Event(
        number=1,
        kind=EventKind.EXTRA_TIME,
        at=PUBLISHES_AT,
        by="Lê Văn Mẫu",
        reason="Mất điện",
        details={"round": ROUND, "extra_ms": 60_000},
    )
    event = answer_event("M4Q8-2WXY-0C", answer, make_answer(public_text="Về điểm"), credit)

    assert check_chain([credit, event]) == (credit, event)
    assert answers_on_record([credit, event]) == (
        AnswerOnRecord(code="M4Q8-2WXY-0C", number=2, public=True),
    )


def test_the_public_counts_complaints_in_the_order_in_which_they_were_answered_in_public():
    given = [("A", False), ("B", True), ("C", True), ("A", True), ("B", True), ("D", False)]
    answers = [AnswerOnRecord(code=code, number=1, public=public) for code, public in given]

    assert public_numbers(answers) == {"B": 1, "C": 2, "A": 3}
