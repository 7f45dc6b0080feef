"""Two people with receipts in a contest whose results are published, and what they complain of."""

from dataclasses import dataclass, field
from typing import Any

from builders import CLOSES_AT, PUBLISHES_AT, ROUND, make_contest
from scene import SUBMIT_ID, Scene, make_scene

from chalicelib.contest.attempts import SETTLED_AFTER_MS
from chalicelib.contest.complaints import AnswerWords, ComplaintSubject, Outcome
from chalicelib.contest.receipts import Receipt
from chalicelib.contest.rules import ComplaintRules, Contest
from chalicelib.contest.times import DAY_MS
from chalicelib.use_cases.answer import submit_attempt
from chalicelib.use_cases.complaint_answers import Held, answer_complaint
from chalicelib.use_cases.complaints import Progress, Words, follow_complaint, take_complaint

COMPLAINT_ID = "complaint-id-of-16-letters"
WINDOW_MS = 3 * DAY_MS
RULES = ComplaintRules(window_ms=WINDOW_MS, how="Gửi trên trang này")
TEXT = "Theo Điều 2, phương án C cũng đúng.\nTôi tên là CANARYNAME."
BOARD = "Lê Văn Mẫu"


def make_complaint_contest(**overrides: Any) -> Contest:
    return make_contest(**{"complaints": RULES, **overrides})


@dataclass
class Complainants:
    """A published contest of one round with two people's receipts."""

    scene: Scene = field(default_factory=lambda: make_scene(make_complaint_contest()))
    codes: list[str] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)

    def __post_init__(self) -> None:
        for number in (1, 2):
            code = self.scene.register(number).code
            started = self.scene.start(code, f"start-id-number-{number:03d}")
            self.codes.append(code)
            self.receipts.append(
                submit_attempt(
                    self.scene.desks.entry,
                    token=started.token,
                    submit_id=SUBMIT_ID,
                    revision=1,
                    answers=self.scene.right_answers(started),
                    arrived_at=self.scene.clock.now(),
                )
            )
        self.scene.clock.set(CLOSES_AT + SETTLED_AFTER_MS)
        self.scene.desks.close_round(ROUND)
        self.scene.clock.set(PUBLISHES_AT)
        self.scene.desks.publish_results(ROUND)

    def question(self, person: int = 0) -> str:
        """Return the first question of a person's paper."""
        return next(
            str(attempt.question_ids[0])
            for attempt in self.scene.desks.backend.attempts.attempts(self.scene.contest.id, ROUND)
            if attempt.receipt_code == self.receipts[person].code
        )

    def complain(
        self,
        person: int = 0,
        *,
        complaint_id: str = COMPLAINT_ID,
        at: int | None = None,
        **words: Any,
    ) -> Progress:
        fields = {
            "receipt": self.receipts[person].code,
            "subject": ComplaintSubject.RESULT,
            "text": TEXT,
        }
        return take_complaint(
            self.scene.desks.entry,
            Words(**{**fields, **words}),
            complaint_id=complaint_id,
            code=self.codes[person],
            arrived_at=self.scene.clock.now() if at is None else at,
        )

    def follow(self, code: str, person: int = 0) -> Progress:
        return follow_complaint(
            self.scene.desks.entry, receipt=self.receipts[person].code, code=code
        )

    def answer(self, code: str, **words: Any) -> Held:
        return answer_complaint(self.scene.desks.complaints, code, make_answer(**words))[1]

    def stored(self) -> list[Any]:
        backend, contest = self.scene.desks.backend, self.scene.contest.id
        return [*backend.complaints.complaints(contest), *backend.complaints.answers(contest)]


def make_answer(**overrides: Any) -> AnswerWords:
    fields: dict[str, Any] = {
        "outcome": Outcome.REJECTED,
        "by": BOARD,
        "text": "Đáp án căn cứ khoản 1 Điều 2.",
    }
    return AnswerWords(**{**fields, **overrides})
