"""A round that is closed, and two organizers who may correct its results."""

import json
from typing import Any

from builders import ROUND, make_contest, make_weeks
from scene import SUBMIT_ID, Scene, make_scene, make_written_bank

from chalicelib.contest.acts import CLOSE_DELAY_MS, RoundState
from chalicelib.contest.corrections import Correction, CorrectionKind
from chalicelib.contest.ids import Pid, RoundId, bank_slot
from chalicelib.contest.rules import Organizer
from chalicelib.contest.times import MINUTE_MS
from chalicelib.store.signing import Ed25519Signer
from chalicelib.use_cases.answer import submit_attempt
from chalicelib.use_cases.corrections import approve, propose

ONE, TWO, STRANGER = b"1" * 32, b"2" * 32, b"3" * 32
WHY = "Đáp án của câu này trái với luật đã sửa"


def organizers() -> tuple[Organizer, ...]:
    signer = Ed25519Signer()
    return tuple(
        Organizer(name=name, key=signer.public_key(seed).hex())
        for name, seed in (("Lê Mẫu", ONE), ("Trần Thử", TWO))
    )


class Corrected:
    """A round of three: all right after 3 minutes, one wrong after 2, all wrong after 1."""

    def __init__(self, *, published: bool = True, weeks: int = 1, **rules: Any) -> None:
        contest = make_contest(rounds=make_weeks(weeks), organizers=organizers(), **rules)
        # Everybody's paper has all questions of the bank.
        banks = {
            bank_slot(round_.id, None): make_written_bank(f"r{place}q", 3)
            for place, round_ in enumerate(contest.rounds, 1)
        }
        self.scene: Scene = make_scene(contest, banks=banks)
        self.pids: list[Pid] = []
        self.receipts: list[str] = []
        self.question = ""
        self.wrong = ""
        """What the second of them answered to it."""
        self.codes = [self.scene.register(number).code for number in (1, 2, 3)]
        self.play(0, 1, 3)
        self.close(published=published)

    def play(self, *wrong: int) -> None:
        """Let each of the three take the round that is open, with so many wrong answers."""
        at = self.scene.clock.now()
        for number, (code, count) in enumerate(zip(self.codes, wrong, strict=True), 1):
            started = self.scene.start(code, start_id=f"start-id-of-16-letters-{at}-{number}")
            answers = self.scene.right_answers(started)
            others = self.scene.wrong_answers(started)
            for question in sorted(answers)[:count]:
                answers[question] = others[question]
            if len(self.pids) < len(self.codes):
                self.question = sorted(answers)[0]
                self.wrong = answers[self.question] if count == 1 else self.wrong
                self.pids.append(started.attempt.key.pid)
            receipt = submit_attempt(
                self.scene.desks.entry,
                token=started.token,
                submit_id=SUBMIT_ID,
                revision=1,
                answers=answers,
                arrived_at=started.attempt.started_at + (4 - number) * MINUTE_MS,
            )
            self.receipts.append(receipt.code)

    def close(self, place: int = 0, *, published: bool) -> None:
        """Close a round, the first where none is named."""
        round_ = self.scene.contest.rounds[place]
        self.scene.clock.set(round_.closes_at + CLOSE_DELAY_MS)
        self.scene.desks.close_round(round_.id)
        if published:
            self.scene.clock.set(round_.publishes_at)
            self.scene.desks.publish_results(round_.id)

    def play_second_week(self, *wrong: int) -> None:
        """Let the three take the second round too, and publish it and the whole contest."""
        self.scene.clock.set(self.scene.contest.rounds[1].opens_at + MINUTE_MS)
        self.play(*wrong)
        self.close(1, published=True)

    @property
    def desk(self) -> Any:
        # A new desk for every act, as every command has one.
        return self.scene.desks.corrections

    def states(self) -> dict[RoundId, RoundState]:
        return self.scene.desks.backend.contests.get_states(self.scene.contest.id)

    def public(self, name: str) -> Any:
        data = self.scene.desks.backend.public.get(name)
        return None if data is None else json.loads(data)

    def bank(self) -> Any:
        release = self.scene.desks.backend.contests.get_release(self.scene.contest.id)
        assert release is not None
        return release.banks[bank_slot(ROUND, None)]

    def void(self) -> Correction:
        return Correction(
            kind=CorrectionKind.VOID_QUESTION,
            round=ROUND,
            target=self.question,
            bank=self.bank(),
        )

    def places(self, round_id: str = ROUND) -> list[tuple[int, str, int, str]]:
        """Return each published person: which of the three, rank, full marks."""
        pointer = self.public(f"data/{round_id}.json")
        value = self.public(pointer["results"].removeprefix("/"))
        return [
            (self.receipts.index(row["receipt"]), row["marks"], row["rank"], value["full_marks"])
            for row in value["persons"]
        ]

    def both(self, correction: Correction) -> tuple[RoundId, ...]:
        proposed = propose(self.desk, correction, reason=WHY, seed=ONE)
        _, changed = approve(self.desk, proposed.number, seed=TWO)
        return changed
