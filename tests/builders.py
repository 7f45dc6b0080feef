"""Builders of valid values: each takes keyword overrides for what a test is about."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from chalicelib.contest.attempts import Attempt, AttemptKey, Save, Submission
from chalicelib.contest.grading import Score
from chalicelib.contest.ids import (
    ContestId,
    Digest,
    DivisionId,
    OptionId,
    Pid,
    PrizeGroupId,
    QuestionId,
    ReceiptCode,
    RoundId,
    UnitId,
)
from chalicelib.contest.questions import AnswerKey, AnswerKeys, Option, Question, QuestionBank
from chalicelib.contest.rules import (
    Announced,
    AttemptRules,
    CollectiveRules,
    Consent,
    Contest,
    ContestKind,
    Division,
    EntryMode,
    EntryRules,
    LegalDocument,
    MarksRules,
    PaperRules,
    Prize,
    PrizeFor,
    PrizeGroup,
    PrizePer,
    Prizes,
    RankingKey,
    RankingRules,
    Round,
    UnitMeasure,
)
from chalicelib.contest.times import DAY_MS, MINUTE_MS
from chalicelib.contest.units import Unit
from chalicelib.ports import EntrySecrets, Person

OPENS_AT = 1_633_827_600_000
"""08:00 of 10/10/2021 in Việt Nam."""

CLOSES_AT = OPENS_AT + 7 * DAY_MS
PUBLISHES_AT = CLOSES_AT + DAY_MS
LIMIT_MS = 15 * MINUTE_MS

CONTEST = ContestId("hoi-dap-2021")
ROUND = RoundId("tuan-1")
UNITS = (
    Unit(id=UnitId("thanh-pho"), name="Thành phố", level="thanh-pho", selectable=False),
    Unit(id=UnitId("phuong-1"), name="Phường 1", level="phuong", parent=UnitId("thanh-pho")),
    Unit(id=UnitId("phuong-2"), name="Phường 2", level="phuong", parent=UnitId("thanh-pho")),
)


def make_digest(seed: object) -> Digest:
    """Return a digest that stands for something: another seed, another digest."""
    return Digest(hashlib.sha256(repr(seed).encode()).hexdigest())


def make_pid(number: int = 1) -> Pid:
    """Return the pid of person number so and so; consecutive people fall into other shards."""
    return Pid(make_digest(("pid", number))[:32])


def make_round(**overrides: Any) -> Round:
    """Return a round of a week, published a day after its close."""
    round_ = Round(
        id=ROUND,
        name="Tuần 1",
        opens_at=OPENS_AT,
        closes_at=CLOSES_AT,
        publishes_at=PUBLISHES_AT,
        topics="Bầu cử",
    )
    return replace(round_, **overrides)


def make_weeks(count: int) -> tuple[Round, ...]:
    """Return rounds ``tuan-1``, ``tuan-2`` ... that follow each other without a gap."""
    return tuple(
        make_round(
            id=RoundId(f"tuan-{week + 1}"),
            name=f"Tuần {week + 1}",
            opens_at=OPENS_AT + 7 * week * DAY_MS,
            closes_at=CLOSES_AT + 7 * week * DAY_MS,
            publishes_at=PUBLISHES_AT + 7 * week * DAY_MS,
        )
        for week in range(count)
    )


def make_entry(**overrides: Any) -> EntryRules:
    """Return open entry for adults, with a unit and a phone number asked for."""
    entry = EntryRules(
        mode=EntryMode.OPEN,
        who=("Công dân Việt Nam từ đủ 18 tuổi",),
        excluded=("Thành viên Ban Tổ chức",),
        identifier_label="Số CCCD",
        identifier_hint="12 chữ số",
        consent=Consent(version=1, text="Tôi đồng ý."),
    )
    return replace(entry, **overrides)


def make_group(*prizes: Prize, **overrides: Any) -> PrizeGroup:
    """Return a group of prizes for the persons of each round."""
    group = PrizeGroup(
        id=PrizeGroupId("ca-nhan"),
        name="Giải cá nhân",
        to=PrizeFor.PERSONS,
        per=PrizePer.ROUND,
        prizes=prizes or (Prize(name="Nhất", count=1, value=500_000),),
    )
    return replace(group, **overrides)


def make_division(slug: str = "can-bo", **overrides: Any) -> Division:
    """Return a division without age limits that has the contest's paper."""
    return replace(Division(id=DivisionId(slug), name=f"Bảng {slug}"), **overrides)


def make_score(number: int = 1, **overrides: Any) -> Score:
    """Return the score of that person's only attempt: ten of fifteen points in a minute."""
    score = Score(
        pid=Pid(f"n{number:02d}"),
        ordinal=1,
        receipt_code=ReceiptCode(f"R{number:02d}"),
        round_id=ROUND,
        unit=UnitId("phuong-1"),
        marks=1_000,
        full_marks=1_500,
        time_used_ms=MINUTE_MS,
        time_to_last_change_ms=MINUTE_MS,
        submitted_at=OPENS_AT + MINUTE_MS,
    )
    return score._replace(**overrides)


def make_contest(**overrides: Any) -> Contest:
    """Return a contest of one round of a week: 3 questions in 15 minutes, one attempt each."""
    contest = Contest(
        id=CONTEST,
        name="Cuộc thi Tìm hiểu pháp luật về bầu cử",
        short_name="Tìm hiểu bầu cử",
        kind=ContestKind.CUOC_THI,
        organizer="Ủy ban nhân dân thành phố",
        place="Thành phố",
        contact="0208 3862 000",
        purposes=("Nâng cao hiểu biết pháp luật",),
        legal_basis=(
            LegalDocument(
                number="85/2015/QH13",
                issuer="Quốc hội",
                issued_on=date(2015, 6, 25),
                title="Luật Bầu cử",
            ),
        ),
        announced=Announced(weeks=1),
        rounds=(make_round(),),
        entry=make_entry(),
        attempts=AttemptRules(),
        paper=PaperRules(questions=3, limit_ms=LIMIT_MS),
        marks=MarksRules(),
        ranking=RankingRules(
            keys=(RankingKey.MARKS, RankingKey.TIME_USED, RankingKey.SUBMITTED_AT)
        ),
        collective=CollectiveRules(
            measures=(UnitMeasure.ATTEMPTS, UnitMeasure.TOTAL_MARKS), levels=("phuong",)
        ),
        prizes=Prizes(
            groups=(
                make_group(
                    Prize(name="Nhất", count=1, value=500_000),
                    Prize(name="Nhì", count=2, value=300_000),
                ),
                make_group(
                    Prize(name="Nhất", count=1, value=1_000_000),
                    id=PrizeGroupId("tap-the"),
                    name="Giải tập thể",
                    to=PrizeFor.UNITS,
                    per=PrizePer.CONTEST,
                ),
            )
        ),
        units=UNITS,
        study_documents=(),
    )
    return replace(contest, **overrides)


def make_question(number: int = 1, **overrides: Any) -> Question:
    """Return question number so and so, with the options a, b, c and d."""
    question = Question(
        id=QuestionId(f"q{number}"),
        text=f"Câu hỏi số {number}?",
        options=tuple(
            Option(id=OptionId(letter), text=f"Phương án {letter}", last=letter == "d")
            for letter in "abcd"
        ),
    )
    return replace(question, **overrides)


def make_bank(questions: int | Iterable[Question] = 5) -> QuestionBank:
    """Return a bank of these questions, or of that many."""
    if isinstance(questions, int):
        questions = [make_question(number) for number in range(1, questions + 1)]
    return QuestionBank(questions=tuple(questions))


def make_keys(bank: QuestionBank | None = None, right: str = "a") -> AnswerKeys:
    """Return the bank's keys, the same letter being right everywhere."""
    bank = bank or make_bank()
    return AnswerKeys(
        bank=bank.digest(),
        keys=tuple(
            AnswerKey(
                question=question.id,
                right=right,
                source="Điều 2",
                explanation="Luật Bầu cử quy định.",
            )
            for question in bank.questions
        ),
    )


def make_person(number: int = 1, **overrides: Any) -> Person:
    """Return registered person number so and so."""
    person = Person(
        pid=make_pid(number),
        name=f"Nguyễn Văn {number}",
        unit=UnitId("phuong-1"),
        second_factor=make_digest(("birth date", number))[:32],
        code_hash=make_digest(("code", number))[:32],
        sealed=f"sealed {number}",
        consent_version=1,
        registered_at=OPENS_AT,
    )
    return replace(person, **overrides)


def make_key(number: int = 1, **overrides: Any) -> AttemptKey:
    """Return the key of that person's first attempt in the first round."""
    return replace(AttemptKey(contest=CONTEST, scope=ROUND, pid=make_pid(number)), **overrides)


def make_attempt(number: int = 1, **overrides: Any) -> Attempt:
    """Return that person's attempt, started at the round's opening and not answered yet."""
    attempt = Attempt(
        key=make_key(number),
        round_id=ROUND,
        unit=UnitId("phuong-1"),
        receipt_code=ReceiptCode(f"7K2M-9QXD-{number:02d}"),
        rules=make_digest("rules"),
        bank=make_bank().digest(),
        question_ids=(QuestionId("q1"), QuestionId("q2"), QuestionId("q3")),
        started_at=OPENS_AT,
        deadline_at=OPENS_AT + LIMIT_MS,
        start_id="start-1",
        answers={},
        changed_at=OPENS_AT,
    )
    return replace(attempt, **overrides)


def make_save(revision: int = 1, **overrides: Any) -> Save:
    """Return a save of one answer, a minute after the start."""
    save = Save(
        device_epoch=1,
        revision=revision,
        answers={"q1": "a"},
        arrived_at=OPENS_AT + MINUTE_MS,
    )
    return replace(save, **overrides)


def make_submission(revision: int = 1, **overrides: Any) -> Submission:
    """Return a submission of all answers, two minutes after the start."""
    submission = Submission(
        device_epoch=1,
        revision=revision,
        answers={"q1": "a", "q2": "b", "q3": "c"},
        arrived_at=OPENS_AT + 2 * MINUTE_MS,
        submit_id="submit-1",
        deadline_at=OPENS_AT + LIMIT_MS,
    )
    return replace(submission, **overrides)


def make_secrets(seed: int = 1) -> EntrySecrets:
    """Return five unlike secrets of 32 bytes; another seed, other secrets."""

    def secret(purpose: str) -> bytes:
        return hashlib.sha256(f"{purpose} {seed}".encode()).digest()

    return EntrySecrets(
        people=secret("people"),
        papers=secret("papers"),
        tokens=secret("tokens"),
        receipts=secret("receipts"),
        seal=secret("seal"),
    )
