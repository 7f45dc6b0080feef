"""What a correction is checked for, what it foretells, what comes between its signatures."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from builders import ROUND, make_digest, make_group
from corrected_scene import ONE, TWO, WHY, Corrected
from faulty_stores import Fault, KilledError, befall, gated_backend

from chalicelib.composition import Desks
from chalicelib.contest.acts import WHOLE_CONTEST, RoundState, RoundStatus
from chalicelib.contest.corrections import Correction, CorrectionKind
from chalicelib.contest.errors import (
    BadCorrectionError,
    NotClosedError,
    NotPreparedError,
    PeopleErasedError,
)
from chalicelib.contest.ids import PrizeGroupId, RoundId
from chalicelib.contest.moved import Moves, moves
from chalicelib.contest.rules import PrizePer, Prizes
from chalicelib.use_cases.correction_desk import places_on_record
from chalicelib.use_cases.corrections import approve, preview, propose
from chalicelib.use_cases.corrections_in_force import apply_corrections

SECOND = RoundId("tuan-2")
GROUPS = (make_group(), make_group(id=PrizeGroupId("chung-cuoc"), per=PrizePer.CONTEST))
PRIZES = Prizes(groups=GROUPS)
LIMITED = Prizes(groups=GROUPS, most_per_person=1)


def two_weeks(prizes: Prizes = PRIZES) -> Corrected:
    """Return two published rounds and the whole contest: the first of the first is its best."""
    case = Corrected(weeks=2, prizes=prizes)
    case.play_second_week(0, 1, 3)
    return case


def by(case: Corrected, gate: Any) -> Any:
    """Return a desk whose storage calls go through a gate."""
    backend = gated_backend(case.scene.desks.backend, gate)
    desks = Desks(case.scene.contest.id, backend, case.scene.clock, case.scene.desks._chance)
    return desks.corrections


def places(case: Corrected) -> dict[RoundId, Any]:
    return {
        round_id: places_on_record(case.desk, state) for round_id, state in case.states().items()
    }


def refusal_of(case: Corrected, correction: Correction) -> object:
    with pytest.raises(BadCorrectionError) as refusal:
        preview(case.desk, correction)
    return refusal.value.details["what"]


def void_attempt(case: Corrected, number: int = 0) -> Correction:
    return Correction(kind=CorrectionKind.VOID_ATTEMPT, round=ROUND, target=case.receipts[number])


def withdraw(case: Corrected, round_id: RoundId = ROUND, **values: Any) -> Correction:
    """Return the withdrawal of the first prize from who was best."""
    return Correction(
        **{
            "kind": CorrectionKind.WITHDRAW_PRIZE,
            "round": round_id,
            "target": case.pids[0],
            "group": GROUPS[0].id if round_id != WHOLE_CONTEST else GROUPS[1].id,
            **values,
        }
    )


KINDS: dict[str, Callable[[Corrected], Correction]] = {
    "void question": Corrected.void,
    "accept key": lambda case: replace(
        case.void(), kind=CorrectionKind.ACCEPT_KEY, answer=case.wrong
    ),
    "void attempt": void_attempt,
    "void an attempt that won nothing": lambda case: void_attempt(case, 2),
    "disqualify": lambda case: Correction(
        kind=CorrectionKind.DISQUALIFY, round=WHOLE_CONTEST, target=case.pids[0]
    ),
    "withdraw prize": withdraw,
}


@pytest.mark.parametrize("prizes", [PRIZES, LIMITED], ids=["any", "one a person"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("over", [True, False], ids=["all published", "a round is left"])
def test_a_preview_tells_exactly_what_the_approval_then_moves(
    prizes: Prizes, kind: str, over: bool
) -> None:
    case = two_weeks(prizes) if over else Corrected(weeks=2, prizes=prizes)
    holds_as_foretold(case, KINDS[kind](case))


def test_a_withdrawn_prize_of_the_contest_moves_what_was_foretold() -> None:
    case = two_weeks()

    holds_as_foretold(case, withdraw(case, WHOLE_CONTEST))


def holds_as_foretold(case: Corrected, correction: Correction) -> None:
    before = places(case)

    foretold = preview(case.desk, correction)
    event, _ = approve(
        case.desk, propose(case.desk, correction, reason=WHY, seed=ONE).number, seed=TWO
    )

    after = places(case)
    moved = {
        round_id: Moves(
            moves(before[round_id][0], after[round_id][0]),
            moves(before[round_id][1], after[round_id][1]),
        )
        for round_id in before
    }
    assert {r: m for r, m in foretold.items() if m != Moves((), ())} == {
        r: m for r, m in moved.items() if m != Moves((), ())
    }
    assert foretold.keys() <= moved.keys()
    assert (event.details["ranks_moved"], event.details["prizes_moved"]) == (
        sum(each.ranks() for each in moved.values()),
        sum(each.prizes() for each in moved.values()),
    )


def test_where_a_person_takes_one_prize_alone_a_correction_reaches_the_rounds_after() -> None:
    case = two_weeks(LIMITED)

    foretold = preview(case.desk, void_attempt(case))

    # Without the prize of the first week, that of the second is the best one's.
    assert [
        (round_id, move.after.holder, [prize for _, prize, _ in move.after.awards])
        for round_id in (ROUND, SECOND)
        for move in foretold[round_id].persons
        if move.after and move.prize_moves()
    ] == [
        (ROUND, case.pids[1], ["Nhất"]),
        (SECOND, case.pids[0], ["Nhất"]),
        (SECOND, case.pids[1], []),
    ]


def test_a_round_on_which_nothing_bears_is_not_looked_at() -> None:
    case = two_weeks()

    assert preview(case.desk, case.void()).keys() == {ROUND, WHOLE_CONTEST}


def test_results_on_which_nothing_bears_keep_their_files() -> None:
    case = two_weeks()
    before = case.states()

    event, changed = approve(
        case.desk, propose(case.desk, case.void(), reason=WHY, seed=ONE).number, seed=TWO
    )

    assert changed == (ROUND, WHOLE_CONTEST)
    assert case.states()[SECOND] == before[SECOND]
    assert {name for name in event.details if "." in name} == {
        f"{side}.{round_id}" for side in ("before", "after") for round_id in changed
    }


def test_a_round_that_is_still_closing_cannot_be_corrected() -> None:
    case = Corrected(weeks=2)
    closing = RoundState(round=SECOND, status=RoundStatus.CLOSING)
    case.scene.desks.backend.contests.put_state(case.scene.contest.id, closing, None)

    with pytest.raises(NotClosedError) as refusal:
        preview(case.desk, replace(case.void(), round=SECOND))

    assert refusal.value.details == {"round": "Tuần 2"}


def test_prizes_of_a_contest_that_goes_on_cannot_be_withdrawn() -> None:
    case = Corrected(weeks=2, prizes=PRIZES)

    with pytest.raises(NotClosedError) as refusal:
        preview(case.desk, withdraw(case, WHOLE_CONTEST))

    assert refusal.value.details == {"round": case.scene.contest.name}


def test_only_a_prize_that_its_holder_has_can_be_withdrawn() -> None:
    case = two_weeks()

    assert refusal_of(case, withdraw(case, group=GROUPS[1].id)) == "prize"
    assert refusal_of(case, withdraw(case, target=case.pids[1])) == "prize"


@pytest.mark.parametrize("bank", [None, make_digest("another bank")])
def test_only_a_question_of_the_rounds_own_bank_can_be_corrected(bank: Any) -> None:
    case = Corrected()

    assert refusal_of(case, replace(case.void(), bank=bank)) == "question"


def test_only_another_answer_that_could_be_given_can_be_accepted() -> None:
    case = Corrected()
    accept = replace(case.void(), kind=CorrectionKind.ACCEPT_KEY)
    keys = case.scene.desks.backend.keys.get_keys(case.scene.contest.id, case.bank())
    assert keys is not None
    (right,) = (key.right for key in keys.keys if key.question == case.question)

    assert refusal_of(case, replace(accept, answer=right)) == "already"
    assert refusal_of(case, replace(accept, answer="")) == "answer"


def test_results_that_are_gone_from_the_archive_halt_a_correction() -> None:
    case = Corrected()

    def gate(place: str, apply: Callable[[], Any]) -> Any:
        return None if place == "archive.get" else apply()

    with pytest.raises(NotPreparedError) as refusal:
        preview(by(case, gate), withdraw(case))

    assert refusal.value.details == {"what": "standings"}


def test_two_proposals_may_wait_at_once() -> None:
    case = Corrected()

    first = propose(case.desk, case.void(), reason=WHY, seed=ONE)
    second = propose(case.desk, void_attempt(case), reason=WHY, seed=ONE)

    assert (first.number, second.number) == (1, 2)
    assert first.details["target"] != second.details["target"]


def test_an_approval_stands_on_the_one_before_even_where_that_broke_off() -> None:
    case = Corrected()
    first = propose(case.desk, case.void(), reason=WHY, seed=ONE)
    second = propose(case.desk, void_attempt(case, 2), reason=WHY, seed=ONE)

    def gate(place: str, apply: Callable[[], Any]) -> Any:
        return befall(Fault.KILLED_BEFORE, apply) if place == "contests.put_release" else apply()

    with pytest.raises(KilledError):
        approve(by(case, gate), first.number, seed=TWO)

    event, _ = approve(case.desk, second.number, seed=TWO)

    chain = list(case.scene.desks.backend.events.events(case.scene.contest.id))
    (broken_off,) = (each for each in chain if each.details.get("proposal") == first.number)
    assert event.details[f"before.{ROUND}"] == broken_off.details[f"after.{ROUND}"]
    assert case.states()[ROUND].results == event.details[f"after.{ROUND}"]


def test_what_became_impossible_since_it_was_proposed_is_not_approved() -> None:
    case = Corrected()
    number = propose(case.desk, case.void(), reason=WHY, seed=ONE).number
    case.scene.desks.backend.secrets.erase_people(case.scene.contest.id)

    with pytest.raises(PeopleErasedError):
        approve(case.desk, number, seed=TWO)


def test_an_approval_that_is_not_on_record_has_staged_nothing() -> None:
    case = Corrected()
    number = propose(case.desk, case.void(), reason=WHY, seed=ONE).number
    calls: list[str] = []

    def gate(place: str, apply: Callable[[], Any]) -> Any:
        calls.append(place)
        return befall(Fault.KILLED_BEFORE, apply) if place == "events.append" else apply()

    with pytest.raises(KilledError):
        approve(by(case, gate), number, seed=TWO)

    assert [call for call in calls if ".put" in call] == []


def test_what_is_in_force_is_not_written_again() -> None:
    case = two_weeks()
    case.both(case.void())
    calls: list[str] = []

    def gate(place: str, apply: Callable[[], Any]) -> Any:
        calls.append(place)
        return apply()

    changed = apply_corrections(by(case, gate))

    assert changed == ()
    assert [call for call in calls if call.startswith("contests.put")] == []


def test_without_a_release_nothing_can_be_applied() -> None:
    case = Corrected()

    def gate(place: str, apply: Callable[[], Any]) -> Any:
        return None if place == "contests.get_release" else apply()

    with pytest.raises(NotPreparedError) as refusal:
        apply_corrections(by(case, gate))

    assert refusal.value.details == {"what": "release"}


def test_only_what_a_correction_touched_is_published_again() -> None:
    case = two_weeks()
    number = propose(case.desk, case.void(), reason=WHY, seed=ONE).number
    public: Any = case.scene.desks.backend.public
    before = dict(public._files)

    approve(case.desk, number, seed=TWO)

    names = [name for name, file in public._files.items() if before.get(name) is not file]
    assert {name for name in names if name.startswith(f"data/{SECOND}")} == set()
    assert {f"data/{ROUND}.json", f"data/{WHOLE_CONTEST}.json"} <= set(names)


@pytest.mark.parametrize("published", [True, False])
def test_a_question_is_worded_in_the_list_once_it_is_published(published: bool) -> None:
    case = Corrected(published=published)

    case.both(case.void())

    (row,) = case.public("data/corrections.json")["corrections"]
    assert row["about"] == (f"Câu hỏi {case.question}?" if published else "")


@pytest.mark.parametrize("published", [True, False])
def test_the_list_tells_which_prizes_moved_of_what_was_public(published: bool) -> None:
    case = Corrected(published=published)

    case.both(withdraw(case))

    (row,) = case.public("data/corrections.json")["corrections"]
    assert bool(row["prizes"]) is published
