"""One's own result: opened by the receipt alone, whole, and the same whenever it is made."""

import base64
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from builders import (
    PUBLISHES_AT,
    ROUND,
    make_contest,
    make_division,
    make_group,
    make_pid,
    make_weeks,
)
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from scene import SUBMIT_ID, Scene, make_scene, make_written_bank

from chalicelib.contest.acts import CLOSE_DELAY_MS
from chalicelib.contest.corrections import Correction, CorrectionKind
from chalicelib.contest.ids import BankSlot, RoundId, bank_slot
from chalicelib.contest.own_results import address_of, file_number
from chalicelib.contest.receipts import Receipt, result_key
from chalicelib.contest.rules import AttemptRules, Counting, Organizer, Prize, Prizes
from chalicelib.contest.times import MINUTE_MS, SECOND_MS
from chalicelib.store.signing import Ed25519Signer
from chalicelib.use_cases.answer import submit_attempt
from chalicelib.use_cases.corrections import approve, propose
from chalicelib.use_cases.staging import OWN_RESULTS, results_name

NONCE_BYTES = 12


def take(
    scene: Scene,
    number: int,
    *,
    right: int = 3,
    left_out: int = 0,
    code: str = "",
    start: str = "start-id-of-16-letters",
    seconds: int | None = None,
    **particulars: object,
) -> Receipt:
    """Let a person answer so many right, leave the last ones out, and submit."""
    started = scene.start(code or scene.register(number, **particulars).code, start_id=start)
    good, bad = scene.right_answers(started), scene.wrong_answers(started)
    order = list(started.paper.question_ids())
    given = order[: len(order) - left_out]
    return submit_attempt(
        scene.desks.entry,
        token=started.token,
        submit_id=SUBMIT_ID,
        revision=1,
        answers={q: good[q] if place < right else bad[q] for place, q in enumerate(given)},
        arrived_at=scene.clock.now() + (seconds or number) * SECOND_MS,
    )


def publish(scene: Scene, round_id: RoundId = ROUND) -> None:
    round_ = scene.contest.round(round_id)
    scene.clock.set(round_.closes_at + CLOSE_DELAY_MS)
    scene.desks.close_round(round_id)
    scene.clock.set(round_.publishes_at)
    scene.desks.publish_results(round_id)


def public_json(scene: Scene, name: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(scene.desks.backend.public.get(name) or b"null")
    return value


def own_files(scene: Scene, round_id: RoundId = ROUND) -> list[dict[str, str]]:
    """Return the sealed records of every file that the pointer speaks of."""
    pointer = public_json(scene, f"data/{round_id}.json")
    stem = pointer["own"].removeprefix("/")
    return [
        public_json(scene, f"{stem}{number}.json")["records"]
        for number in range(pointer["own_files"])
    ]


def opened(records: Mapping[str, str], key: bytes) -> list[dict[str, Any]]:
    """Return every record that a key opens, wherever it lies."""
    found = []
    for sealed in records.values():
        data = base64.b64decode(sealed, validate=True)
        try:
            plain = AESGCM(key).decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], None)
        except InvalidTag:
            continue
        found.append(json.loads(plain))
    return found


def read_own(scene: Scene, receipt: Receipt, round_id: RoundId = ROUND) -> dict[str, Any]:
    """Return one's own record as a browser finds it: by its name, in the file that has it."""
    address = address_of(result_key(receipt.nonce))
    files = own_files(scene, round_id)
    records = files[file_number(address.name, len(files))]
    (value,) = opened({address.name: records[address.name]}, address.key)
    return value


def test_a_contestant_reads_rank_marks_and_each_answer_with_the_receipt_alone() -> None:
    scene = make_scene()
    first = take(scene, 1)
    second = take(scene, 2, right=1, left_out=1)
    publish(scene)

    own = read_own(scene, second)
    paper, answers = own.pop("questions"), own.pop("answers")

    assert own == {
        "schema": 1,
        "code": second.code,
        "rank": 2,
        "of": 2,
        "marks": "1",
        "full_marks": "3",
        "division": None,
        "division_name": "",
        "time_used_ms": second.time_used_ms,
        "awards": ["Nhì"],
        "outcomes": "10-",
        "prediction": "",
    }
    assert (len(paper), answers[2], len(answers[0])) == (3, "", 1)
    assert read_own(scene, first)["outcomes"] == "111"


def test_of_a_whole_round_one_receipt_opens_one_record_and_the_public_code_none() -> None:
    scene = make_scene()
    receipts = [
        take(scene, number, start=f"start-id-number-{number:04d}") for number in range(1, 31)
    ]
    publish(scene)
    everything = {name: sealed for file in own_files(scene) for name, sealed in file.items()}

    assert len(everything) == len(receipts)
    for receipt in receipts[::7]:
        found = opened(everything, address_of(result_key(receipt.nonce)).key)
        assert [value["code"] for value in found] == [receipt.code]
        # What is public of a receipt, tried in the nonce's place and as a key, opens nothing.
        for public in (receipt.code, receipt.commitment, receipt.signature):
            address = address_of(result_key(public))
            assert (opened(everything, address.key), address.name in everything) == ([], False)
            assert opened(everything, address_of(public).key) == []


def test_a_planted_leak_would_be_seen() -> None:
    scene = make_scene()
    receipt = take(scene, 1)
    address = address_of(receipt.code)
    planted = scene.desks.backend.sealer.seal_same(b'{"code":"planted"}', address.key)

    assert opened({address.name: planted}, address.key) == [{"code": "planted"}]


def test_no_file_says_anything_in_the_clear_and_all_records_are_of_one_length() -> None:
    scene = make_scene()
    receipts = [
        take(scene, number, right=number % 4, left_out=number % 2, start=f"start-id-{number:08d}")
        for number in range(1, 9)
    ]
    publish(scene)
    files = own_files(scene)
    said = json.dumps(files)

    private = [
        word
        for receipt in receipts
        for word in (receipt.code, receipt.nonce, receipt.commitment, result_key(receipt.nonce))
    ]
    assert [word for word in [*private, "r1q", "Ví Dụ"] if word in said] == []
    assert len({len(sealed) for file in files for sealed in file.values()}) == 1


def test_of_two_attempts_the_one_that_does_not_count_has_marks_and_no_rank() -> None:
    scene = make_scene(make_contest(attempts=AttemptRules(limit=2, counts=Counting.BEST)))
    code = scene.register(1).code
    weak = take(scene, 1, right=1, code=code, start="start-id-of-the-first")
    scene.clock.set(scene.clock.now() + 5 * MINUTE_MS)
    best = take(scene, 1, right=3, code=code, start="start-id-of-the-second")
    publish(scene)

    told = [read_own(scene, receipt) for receipt in (weak, best)]
    assert [(own["rank"], own["of"], own["marks"], own["outcomes"]) for own in told] == [
        (None, None, "1", "100"),
        (1, 1, "3", "111"),
    ]


def test_whether_an_answer_was_right_is_not_told_where_a_later_round_has_the_question() -> None:
    contest = make_contest(rounds=make_weeks(2))
    bank = make_written_bank("q", 3)
    scene = make_scene(
        contest, banks={bank_slot(round_.id, None): bank for round_ in contest.rounds}
    )
    first = take(scene, 1, right=2, left_out=1)
    publish(scene, RoundId("tuan-1"))
    scene.clock.set(contest.rounds[1].opens_at + MINUTE_MS)
    code = scene.register(2).code
    second = take(scene, 2, right=2, left_out=1, code=code, start="start-id-of-next-week")
    publish(scene, RoundId("tuan-2"))

    assert read_own(scene, first, RoundId("tuan-1"))["outcomes"] == "??-"
    assert read_own(scene, second, RoundId("tuan-2"))["outcomes"] == "11-"


def test_before_the_hour_no_own_result_is_public_and_a_close_again_makes_the_same_bytes() -> None:
    scene = make_scene(make_contest(rounds=make_weeks(1)))
    take(scene, 1)
    round_ = scene.contest.rounds[0]
    scene.clock.set(round_.closes_at + CLOSE_DELAY_MS)
    closed = scene.desks.close_round(ROUND)
    assert closed.results is not None
    name = results_name(scene.contest.id, ROUND, closed.results, OWN_RESULTS)
    staged = scene.desks.backend.archive.get(name)
    public = scene.desks.backend.public.names()  # type: ignore[attr-defined]

    again = make_scene(make_contest(rounds=make_weeks(1)))
    take(again, 1)
    again.clock.set(round_.closes_at + CLOSE_DELAY_MS)

    assert [each for each in public if ".own." in each] == []
    assert again.desks.close_round(ROUND) == closed
    assert (again.desks.backend.archive.get(name), bool(staged)) == (staged, True)


def test_a_round_whose_attempts_began_without_a_key_is_published_without_own_results() -> None:
    scene = make_scene(
        make_contest(rounds=make_weeks(1)),
        banks={BankSlot("tuan-1"): make_written_bank()},
    )
    scene.clock.set(PUBLISHES_AT)
    publish(scene)

    pointer = public_json(scene, "data/tuan-1.json")
    assert [name for name in pointer if name.startswith("own")] == []


def test_the_files_are_put_before_the_pointer_that_names_them() -> None:
    scene = make_scene()
    take(scene, 1)
    seen: list[str] = []
    public = scene.desks.backend.public
    put = public.put

    class Listening:
        def __getattr__(self, name: str) -> Any:
            return getattr(public, name)

        def put(self, name: str, data: bytes, **kind: Any) -> None:
            seen.append(name)
            put(name, data, **kind)

        def put_many(self, files: Any, **kind: Any) -> None:
            for name, data in files:
                self.put(name, data, **kind)

    object.__setattr__(scene.desks.backend, "public", Listening())
    publish(scene)

    tuan_1 = [name for name in seen if name.startswith("data/tuan-1")]
    assert tuan_1[-1] == "data/tuan-1.json"
    assert tuan_1[-2].endswith(".own.0.json")


def test_a_prize_that_waits_for_the_board_is_not_told_as_won() -> None:
    first = make_group(Prize(name="Nhất", count=1, value=5))
    scene = make_scene(make_contest(prizes=Prizes(groups=(first,))))
    receipts = [take(scene, number, seconds=9, start=f"start-id-{number:08d}") for number in (1, 2)]
    publish(scene)

    told = [read_own(scene, receipt) for receipt in receipts]
    assert [(own["rank"], own["awards"]) for own in told] == [(1, []), (1, [])]


def test_a_division_is_told_by_its_name_and_ranks_are_counted_within_it() -> None:
    divisions = (make_division("can-bo", name="Cán bộ"), make_division("nhan-dan"))
    scene = make_scene(make_contest(divisions=divisions, prizes=Prizes()))
    staff = take(scene, 1, division="can-bo", start="start-id-of-somebody-1")
    take(scene, 2, division="nhan-dan", start="start-id-of-somebody-2")
    publish(scene)

    own = read_own(scene, staff)
    assert (own["division"], own["division_name"], own["rank"], own["of"]) == (
        "can-bo",
        "Cán bộ",
        1,
        1,
    )


def test_an_attempt_that_began_without_a_key_has_no_record_beside_those_that_have_one() -> None:
    scene = make_scene()
    receipt = take(scene, 1)
    attempts = scene.desks.backend.attempts
    (stored,) = attempts.attempts(scene.contest.id, ROUND)
    earlier = replace(stored, key=replace(stored.key, pid=make_pid(9)), result_key="")
    attempts.put_attempt(earlier)
    publish(scene)

    assert read_own(scene, receipt)["of"] == 2
    assert [len(records) for records in own_files(scene)] == [1]


def test_after_a_correction_a_void_question_is_told_as_void_and_what_is_accepted_as_right() -> None:
    seeds = (b"1" * 32, b"2" * 32)
    organizers = tuple(
        Organizer(name=f"Người ký {place}", key=Ed25519Signer().public_key(seed).hex())
        for place, seed in enumerate(seeds, 1)
    )
    scene = make_scene(make_contest(organizers=organizers))
    receipt = take(scene, 1, right=1)
    publish(scene)
    before = read_own(scene, receipt)
    release = scene.desks.backend.contests.get_release(scene.contest.id)
    assert release is not None
    bank = release.banks[bank_slot(ROUND, None)]
    wrong = Correction(
        kind=CorrectionKind.ACCEPT_KEY,
        round=ROUND,
        target=before["questions"][1],
        bank=bank,
        answer=before["answers"][1],
    )
    void = Correction(
        kind=CorrectionKind.VOID_QUESTION, round=ROUND, target=before["questions"][0], bank=bank
    )

    for correction in (wrong, void):
        event = propose(scene.desks.corrections, correction, reason="Vì sai", seed=seeds[0])
        approve(scene.desks.corrections, event.number, seed=seeds[1])

    after = read_own(scene, receipt)
    assert (before["outcomes"], before["marks"], before["full_marks"]) == ("100", "1", "3")
    assert (after["outcomes"], after["marks"], after["full_marks"]) == ("x10", "1", "2")
