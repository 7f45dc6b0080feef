"""Correcting results: one proposes, another approves, and what was published stays readable."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from builders import PUBLISHES_AT, ROUND, make_contest, make_weeks
from corrected_scene import ONE, STRANGER, TWO, WHY, Corrected
from faulty_stores import WRITES, Fault, KilledError, befall, gated_backend
from scene import make_scene

from chalicelib.composition import Desks
from chalicelib.contest.acts import CLOSE_DELAY_MS, WHOLE_CONTEST, RoundStatus
from chalicelib.contest.corrections import Correction, CorrectionKind
from chalicelib.contest.errors import (
    BadCorrectionError,
    BrokenRecordError,
    InvalidInputError,
    NoProposalError,
    NotClosedError,
    NotOrganizerError,
    OwnProposalError,
    PeopleErasedError,
)
from chalicelib.contest.events import Event
from chalicelib.contest.rules import ComplaintRules
from chalicelib.contest.times import DAY_MS, MINUTE_MS
from chalicelib.use_cases.corrections import approve, preview, propose, withdraw
from chalicelib.use_cases.corrections_in_force import apply_corrections


def test_a_voided_question_counts_for_nobody() -> None:
    case = Corrected()
    assert case.places() == [(0, "3", 1, "3"), (1, "2", 2, "3"), (2, "0", 3, "3")]

    changed = case.both(case.void())

    assert changed == (ROUND, WHOLE_CONTEST)
    # The second was wrong there alone, and faster.
    assert case.places() == [(1, "2", 1, "2"), (0, "2", 2, "2"), (2, "0", 3, "2")]


def test_a_preview_tells_who_moves_and_writes_nothing() -> None:
    case = Corrected()
    before = case.states()

    found = preview(case.desk, case.void())

    moves = found[ROUND].persons
    ranks = {(m.before.rank, m.after.rank) for m in moves if m.before and m.after}
    assert ranks == {(1, 2), (2, 1)} | ({(3, 3)} if len(moves) > 2 else set())
    assert found[ROUND].ranks() == 2
    assert case.states() == before
    assert case.public("data/corrections.json") is None
    assert list(case.scene.desks.backend.events.events(case.scene.contest.id)) == []


def test_another_accepted_answer_makes_those_right_who_gave_it() -> None:
    case = Corrected()
    correction = replace(case.void(), kind=CorrectionKind.ACCEPT_KEY, answer=case.wrong)

    case.both(correction)

    assert case.places()[:2] == [(1, "3", 1, "3"), (0, "3", 2, "3")]


def test_a_void_attempt_is_gone() -> None:
    case = Corrected()

    case.both(Correction(kind=CorrectionKind.VOID_ATTEMPT, round=ROUND, target=case.receipts[0]))

    assert case.places() == [(1, "2", 1, "3"), (2, "0", 2, "3")]


def test_who_is_disqualified_is_gone_from_rounds_that_close_later_too() -> None:
    case = Corrected(weeks=2)
    disqualified = Correction(
        kind=CorrectionKind.DISQUALIFY, round=WHOLE_CONTEST, target=case.pids[0]
    )
    case.both(disqualified)
    assert [place[0] for place in case.places()] == [1, 2]

    second = case.scene.contest.rounds[1]
    case.scene.clock.set(second.opens_at + MINUTE_MS)
    case.scene.clock.set(second.closes_at + CLOSE_DELAY_MS)
    state = case.scene.desks.close_round(second.id)

    staged = case.scene.desks.backend.archive.get(
        f"{case.scene.contest.id}/{second.id}/results-{state.results}.json"
    )
    assert staged is not None
    assert "corrections" in json.loads(staged)["digests"]


def test_who_is_disqualified_from_one_round_stays_in_the_others() -> None:
    case = Corrected(weeks=2)
    first, second = case.scene.contest.rounds
    case.scene.clock.set(second.opens_at + MINUTE_MS)
    case.play(0, 1, 3)
    case.close(1, published=True)
    only_first = Correction(kind=CorrectionKind.DISQUALIFY, round=first.id, target=case.pids[0])

    assert set(case.both(only_first)) == {first.id, WHOLE_CONTEST}

    entrants = {
        round_.id: len(case.public(case.public(f"data/{round_.id}.json")["results"][1:])["persons"])
        for round_ in (first, second)
    }
    assert entrants == {first.id: 2, second.id: 3}
    everywhere = replace(only_first, round=WHOLE_CONTEST)
    with pytest.raises(BadCorrectionError) as refusal:
        preview(case.desk, only_first)
    assert refusal.value.details == {"what": "already"}
    case.both(everywhere)
    with pytest.raises(BadCorrectionError) as refusal:
        preview(case.desk, replace(only_first, round=second.id))
    assert refusal.value.details == {"what": "already"}


def test_nobody_is_disqualified_from_a_round_that_is_not_closed_or_was_not_taken() -> None:
    case = Corrected(weeks=2)
    second = case.scene.contest.rounds[1]
    there = Correction(kind=CorrectionKind.DISQUALIFY, round=second.id, target=case.pids[0])
    with pytest.raises(NotClosedError):
        preview(case.desk, there)
    case.scene.clock.set(second.opens_at + MINUTE_MS)
    case.close(1, published=True)
    with pytest.raises(BadCorrectionError) as refusal:
        preview(case.desk, there)
    assert refusal.value.details == {"what": "person"}


def test_a_withdrawn_prize_goes_down() -> None:
    case = Corrected()
    value = case.public(case.public(f"data/{ROUND}.json")["results"].removeprefix("/"))
    takers = [
        (row["receipt"], row["awards"][0]["group"]) for row in value["persons"] if row["awards"]
    ]
    receipt, group = takers[0]
    assert receipt == case.receipts[0]

    case.both(
        Correction(
            kind=CorrectionKind.WITHDRAW_PRIZE, round=ROUND, target=case.pids[0], group=group
        )
    )

    value = case.public(case.public(f"data/{ROUND}.json")["results"].removeprefix("/"))
    prizes = {row["receipt"]: [a["prize"] for a in row["awards"]] for row in value["persons"]}
    assert prizes[case.receipts[0]] == []
    first = case.scene.contest.prizes.groups[0].prizes[0].name
    assert prizes[case.receipts[1]] == [first]


def test_former_versions_stay_readable_and_the_list_tells_them() -> None:
    case = Corrected()
    former = case.public(f"data/{ROUND}.json")

    case.both(case.void())

    files = case.scene.desks.backend.public
    entry = case.public("data/corrections.json")["corrections"][0]
    page = f"data/{ROUND}-{former['digest'][:16]}.html"
    assert {row["page"] for row in entry["former"] if row["round"] == ROUND} == {f"/{page}"}
    assert (entry["reason"], entry["proposed_by"], entry["approved_by"]) == (
        WHY,
        "Lê Mẫu",
        "Trần Thử",
    )
    assert files.get(page) is not None
    assert case.public(former["results"].removeprefix("/")) is not None
    shown = (files.get("data/corrections.html") or b"").decode()
    assert (WHY in shown, page in shown) == (True, True)
    assert b"/data/corrections.html" in (files.get(f"data/{ROUND}.html") or b"")


def test_results_that_were_never_published_are_corrected_quietly() -> None:
    case = Corrected(published=False)

    case.both(case.void())

    assert case.states()[ROUND].status is RoundStatus.CLOSED
    assert case.public(f"data/{ROUND}.json") is None
    assert case.public("data/corrections.json")["corrections"][0]["former"] == []
    case.scene.clock.set(PUBLISHES_AT)
    case.scene.desks.publish_results(ROUND)
    assert case.places()[0] == (1, "2", 1, "2")


def test_the_approval_has_the_digests_before_and_after() -> None:
    case = Corrected()
    before = case.states()

    event, _ = approve(
        case.desk, propose(case.desk, case.void(), reason=WHY, seed=ONE).number, seed=TWO
    )

    after = case.states()
    for round_id in (ROUND, WHOLE_CONTEST):
        assert event.details[f"before.{round_id}"] == before[round_id].results
        assert event.details[f"after.{round_id}"] == after[round_id].results
        assert before[round_id] != after[round_id]
    assert event.details["ranks_moved"] == sum(
        each.ranks() for each in preview(Corrected().desk, case.void()).values()
    )


def test_a_second_correction_stands_on_the_first() -> None:
    case = Corrected()
    case.both(case.void())
    first = case.states()[ROUND].results

    proposed = propose(
        case.desk,
        Correction(kind=CorrectionKind.VOID_ATTEMPT, round=ROUND, target=case.receipts[2]),
        reason=WHY,
        seed=TWO,
    )
    event, _ = approve(case.desk, proposed.number, seed=ONE)

    assert event.details[f"before.{ROUND}"] == first
    assert case.places() == [(1, "2", 1, "2"), (0, "2", 2, "2")]


def test_nobody_approves_a_proposal_of_ones_own() -> None:
    case = Corrected()
    before = case.states()
    proposed = propose(case.desk, case.void(), reason=WHY, seed=ONE)

    with pytest.raises(OwnProposalError):
        approve(case.desk, proposed.number, seed=ONE)

    assert case.states() == before


def test_a_stranger_neither_proposes_nor_approves() -> None:
    case = Corrected()
    with pytest.raises(NotOrganizerError):
        propose(case.desk, case.void(), reason=WHY, seed=STRANGER)
    number = propose(case.desk, case.void(), reason=WHY, seed=ONE).number
    with pytest.raises(NotOrganizerError):
        approve(case.desk, number, seed=STRANGER)


def test_what_nobody_proposed_cannot_be_approved_nor_twice_by_two() -> None:
    case = Corrected()
    with pytest.raises(NoProposalError):
        approve(case.desk, 1, seed=TWO)
    case.both(case.void())
    with pytest.raises(NoProposalError):
        approve(case.desk, 1, seed=ONE)
    with pytest.raises(NoProposalError):
        approve(case.desk, 2, seed=ONE)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda event: replace(event, reason="Lý do khác"),
        lambda event: replace(event, details={**event.details, "target": "r1q2"}),
        lambda event: replace(event, details={**event.details, "signature": "00" * 64}),
        lambda event: replace(event, details={**event.details, "signature": "không"}),
        lambda event: replace(event, by="Trần Thử"),
        lambda event: replace(event, by="Người lạ"),
    ],
)
def test_a_proposal_that_was_changed_is_refused(spoil: Callable[[Event], Event]) -> None:
    case, other = Corrected(), Corrected()
    event = propose(case.desk, case.void(), reason=WHY, seed=ONE)
    other.scene.desks.backend.events.append(other.scene.contest.id, spoil(event))

    with pytest.raises(BrokenRecordError):
        approve(other.desk, 1, seed=TWO)
    with pytest.raises(BrokenRecordError):
        apply_corrections(other.desk)


def test_what_is_not_there_cannot_be_corrected() -> None:
    case = Corrected(weeks=2)
    refused = {
        "question": replace(case.void(), target="r9q9"),
        "answer": replace(case.void(), kind=CorrectionKind.ACCEPT_KEY, answer="z"),
        "attempt": Correction(kind=CorrectionKind.VOID_ATTEMPT, round=ROUND, target="2222"),
        "person": Correction(kind=CorrectionKind.DISQUALIFY, round=WHOLE_CONTEST, target="x"),
        "prize": Correction(
            kind=CorrectionKind.WITHDRAW_PRIZE, round=ROUND, target=case.pids[2], group="g"
        ),
    }
    told = {}
    for what, correction in refused.items():
        with pytest.raises(BadCorrectionError) as error:
            preview(case.desk, correction)
        told[what] = error.value.details["what"]
    assert told == {what: what for what in refused}
    with pytest.raises(NotClosedError):
        preview(case.desk, replace(case.void(), round=case.scene.contest.rounds[1].id))
    with pytest.raises(InvalidInputError):
        propose(case.desk, case.void(), reason=" ", seed=ONE)


def test_the_same_is_not_corrected_twice_nor_proposed_by_two() -> None:
    case = Corrected()
    first = propose(case.desk, case.void(), reason=WHY, seed=ONE)
    assert propose(case.desk, case.void(), reason=WHY, seed=ONE) == first
    with pytest.raises(BadCorrectionError):
        propose(case.desk, case.void(), reason=WHY, seed=TWO)
    approve(case.desk, first.number, seed=TWO)
    with pytest.raises(BadCorrectionError):
        propose(case.desk, case.void(), reason=WHY, seed=ONE)


def test_what_is_withdrawn_is_approved_no_more_and_may_be_proposed_again() -> None:
    case = Corrected()
    before = case.states()
    first = propose(case.desk, case.void(), reason=WHY, seed=ONE)
    event = withdraw(case.desk, first.number, reason="Nhầm câu.", seed=ONE)

    assert (event.kind, event.number, event.by, event.reason) == (
        "withdrawal",
        2,
        "Lê Mẫu",
        "Nhầm câu",
    )
    assert withdraw(case.desk, first.number, reason="Nhầm câu.", seed=ONE) == event
    with pytest.raises(NoProposalError):
        approve(case.desk, first.number, seed=TWO)
    assert case.states() == before
    second = propose(case.desk, case.void(), reason=WHY, seed=TWO)
    assert second.number == 3
    approve(case.desk, second.number, seed=ONE)
    assert case.places()[0][0] == 1


def test_only_who_proposed_withdraws_and_only_before_the_approval() -> None:
    case = Corrected()
    first = propose(case.desk, case.void(), reason=WHY, seed=ONE)
    for number, seed, error in (
        (first.number, TWO, NoProposalError),
        (first.number + 7, ONE, NoProposalError),
        (first.number, STRANGER, NotOrganizerError),
    ):
        with pytest.raises(error):
            withdraw(case.desk, number, reason=WHY, seed=seed)
    with pytest.raises(InvalidInputError):
        withdraw(case.desk, first.number, reason=" ", seed=ONE)
    approve(case.desk, first.number, seed=TWO)
    with pytest.raises(NoProposalError):
        withdraw(case.desk, first.number, reason=WHY, seed=ONE)


def test_a_paper_is_never_left_without_a_question_that_counts() -> None:
    case = Corrected()
    bank = case.scene.desks.backend.banks.get_bank(case.scene.contest.id, case.bank())
    assert bank is not None
    *others, last = [replace(case.void(), target=question.id) for question in bank.questions]
    for each in others:
        case.both(each)

    with pytest.raises(BadCorrectionError) as error:
        preview(case.desk, last)

    assert error.value.details["what"] == "paper"


def test_nothing_is_corrected_once_people_are_erased() -> None:
    case = Corrected()
    case.scene.desks.backend.secrets.erase_people(case.scene.contest.id)

    with pytest.raises(PeopleErasedError):
        preview(case.desk, case.void())


class _Struck:
    """Lets a fault befall the n-th call."""

    def __init__(self, at: int, fault: Fault) -> None:
        self._left, self._fault = at, fault
        self.places: list[str] = []

    def __call__(self, place: str, apply: Callable[[], Any]) -> Any:
        self.places.append(place)
        self._left -= 1
        return befall(self._fault, apply, place) if self._left == 0 else apply()


def _by(case: Corrected, gate: Any) -> Desks:
    backend = gated_backend(case.scene.desks.backend, gate)
    return Desks(case.scene.contest.id, backend, case.scene.clock, case.scene.desks._chance)


@pytest.mark.parametrize("fault", [Fault.KILLED_BEFORE, Fault.KILLED_AFTER])
def test_an_approval_that_breaks_off_anywhere_is_completed_by_doing_it_again(fault: Fault) -> None:
    whole = Corrected()
    number = propose(whole.desk, whole.void(), reason=WHY, seed=ONE).number
    counted = _Struck(0, fault)
    approve(_by(whole, counted).corrections, number, seed=TWO)
    expected = whole.states()
    writes = [at for at, place in enumerate(counted.places, 1) if place in WRITES]
    assert len(writes) > 10

    for at in writes:
        case = Corrected()
        propose(case.desk, case.void(), reason=WHY, seed=ONE)
        with pytest.raises(KilledError):
            approve(_by(case, _Struck(at, fault)).corrections, number, seed=TWO)

        approve(case.desk, number, seed=TWO)

        assert case.states() == expected
        assert case.places() == whole.places()
        assert case.public("data/corrections.json") == whole.public("data/corrections.json")


def test_a_publication_that_comes_between_is_met_again() -> None:
    case = Corrected(published=False)
    number = propose(case.desk, case.void(), reason=WHY, seed=ONE).number
    case.scene.clock.set(PUBLISHES_AT)
    done: list[str] = []

    def gate(place: str, apply: Callable[[], Any]) -> Any:
        if place == "contests.put_state" and not done:
            done.append(place)
            case.scene.desks.publish_results(ROUND)
        return apply()

    approve(_by(case, gate).corrections, number, seed=TWO)

    assert case.states()[ROUND].status is RoundStatus.PUBLISHED
    assert case.places()[0] == (1, "2", 1, "2")


@pytest.mark.parametrize("published", [False, True])
def test_a_correction_that_comes_in_the_middle_of_a_publication_has_the_last_word(
    published: bool,
) -> None:
    case = Corrected(published=published)
    number = propose(case.desk, case.void(), reason=WHY, seed=ONE).number
    case.scene.clock.set(PUBLISHES_AT)
    done: list[str] = []

    def gate(place: str, apply: Callable[[], Any]) -> Any:
        # Right before the first file of the publisher that has read the former state.
        if place == "public.put" and not done:
            done.append(place)
            approve(case.desk, number, seed=TWO)
        return apply()

    state = _by(case, gate).publish_results(ROUND)

    assert state == case.states()[ROUND]
    assert case.public(f"data/{ROUND}.json")["digest"] == state.results
    assert case.places()[0] == (1, "2", 1, "2")


def test_without_corrections_nothing_changes() -> None:
    case = Corrected()
    before = case.states()

    assert apply_corrections(case.desk) == ()

    assert case.states() == before
    assert case.public("data/corrections.json") is None


def test_results_are_provisional_until_nobody_can_complain_any_more() -> None:
    contest = make_contest(
        rounds=make_weeks(1), complaints=ComplaintRules(window_ms=3 * DAY_MS, how="Gửi đơn")
    )
    scene = make_scene(contest)
    scene.start(scene.register().code)
    scene.clock.set(PUBLISHES_AT)
    scene.desks.close_round(ROUND)
    scene.desks.publish_results(ROUND)

    files = scene.desks.backend.public
    until = "08:00 ngày 21/10/2021"
    told = f"Kết quả là tạm thời cho đến {until}, khi hết hạn khiếu nại"
    assert told in (files.get(f"data/{ROUND}.html") or b"").decode()
    assert told in (files.get(f"data/{WHOLE_CONTEST}.html") or b"").decode()
