"""A record of events, receipts and live figures spoilt one at a time: each is named exactly."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from audited import close_all, copy_of, records_of
from builders import ROUND
from corrected_scene import Corrected
from scene import make_scene

from chalicelib.contest.times import MINUTE_MS
from chalicelib.store.signing import Ed25519Signer
from chalicelib.use_cases.receipts import issue_receipt
from office.audit import Records, audit
from office.audit.canon import canonical, sha

Found = tuple[str, str, str, str]


@cache
def corrected() -> tuple[Records, dict[str, Any]]:
    """Return a contest with one correction, and the receipt of its first contestant."""
    case = Corrected()
    case.both(case.void())
    backend, contest = case.scene.desks.backend, case.scene.contest
    secrets = backend.secrets.entry(contest.id)
    attempt = next(
        each
        for each in backend.attempts.attempts(contest.id, ROUND)
        if each.receipt_code == case.receipts[0]
    )
    receipt = issue_receipt(attempt, secrets, Ed25519Signer())
    shown = {name: getattr(receipt, name) for name in type(receipt).__dataclass_fields__}
    return records_of(backend, contest), {"receipt": shown, "answers": dict(attempt.answers)}


def findings(records: Records, receipt: dict[str, Any] | None = None) -> list[Found]:
    files = {} if receipt is None else {"bien-nhan.json": json.dumps(receipt).encode()}
    return [(f.kind, f.place, f.expected, f.found) for f in audit(records, receipts=files).findings]


def event(records: Records, number: int) -> tuple[dict[str, Any], dict[str, Any]]:
    item = records.partition("contests", "events")[number - 1]
    return item, json.loads(item["json"])


def spoilt(number: int, change: Callable[[dict[str, Any]], None]) -> tuple[Records, str, str]:
    """Return records with an event changed, and its digests before and after."""
    records = copy_of(corrected()[0])
    item, value = event(records, number)
    before = sha(canonical(value))
    change(value)
    item["json"] = json.dumps(value, ensure_ascii=False)
    return records, before, sha(canonical(value))


def test_a_receipt_that_is_genuine_is_no_difference() -> None:
    records, receipt = corrected()
    without_nonce = {"receipt": {k: v for k, v in receipt["receipt"].items() if k != "nonce"}}

    assert findings(records, receipt) == []
    assert findings(records, without_nonce) == []


def test_an_approval_whose_signature_is_forged() -> None:
    records, _, _ = spoilt(2, lambda value: value["details"].update(signature="00" * 64))

    assert findings(records) == [("event_signature", "2", "Trần Thử", "")]


def test_a_signature_that_is_no_number() -> None:
    records, _, _ = spoilt(2, lambda value: value["details"].update(signature="chữ ký"))

    assert findings(records) == [("event_signature", "2", "Trần Thử", "")]


def test_a_proposal_that_was_changed_breaks_all_that_rests_on_it() -> None:
    records, before, after = spoilt(1, lambda value: value.update(reason="Lý do khác"))

    assert findings(records) == [
        ("event_previous", "2", after, before),
        ("event_signature", "1", "Lê Mẫu", ""),
        ("event_approval", "2", "1", before),
        ("corrections", "[0].proposal", after, before),
    ]


def test_an_approval_by_the_proposer_with_a_genuine_signature() -> None:
    from corrected_scene import ONE

    records = copy_of(corrected()[0])
    item, value = event(records, 2)
    value["by"] = "Lê Mẫu"
    del value["details"]["signature"]
    message = b"contest-correction:" + records.contest.encode() + b":" + canonical(value)
    value["details"]["signature"] = Ed25519Signer().sign(message, ONE).hex()
    item["json"] = json.dumps(value, ensure_ascii=False)

    assert findings(records) == [("event_approval", "2", "1", "Lê Mẫu")]


def test_an_event_that_is_gone_leaves_a_gap() -> None:
    records = copy_of(corrected()[0])
    _, proposal = event(records, 1)
    del records.partition("contests", "events")[0]
    correction = json.loads(records.partition("contests", "release")[0]["corrections"])[0]

    assert findings(records) == [
        ("event_number", "2", "1", "2"),
        ("event_previous", "2", "null", sha(canonical(proposal))),
        ("event_approval", "2", "1", "–"),
        ("corrections", "[0]", "–", canonical(correction).decode()),
    ]


def test_a_correction_that_is_left_out_of_the_release() -> None:
    records = copy_of(corrected()[0])
    [release] = records.partition("contests", "release")
    [correction] = json.loads(release.pop("corrections"))

    assert findings(records) == [("corrections", "[0]", canonical(correction).decode(), "–")]


def test_a_receipt_whose_signature_is_forged() -> None:
    records, receipt = corrected()
    forged = {"receipt": {**receipt["receipt"], "time_used_ms": 1}}

    assert findings(records, forged) == [
        ("receipt_signature", "bien-nhan.json", "", receipt["receipt"]["code"])
    ]


def test_a_file_that_is_no_receipt() -> None:
    assert findings(corrected()[0], {"answers": {}}) == [
        ("receipt_unreadable", "bien-nhan.json", "", "")
    ]


def test_a_receipt_shows_answers_that_were_changed_everywhere_else() -> None:
    records, receipt = corrected()
    records = copy_of(records)
    code = receipt["receipt"]["code"]
    item = next(
        item
        for items in records.items["attempts"].values()
        for item in items
        if item["receipt"] == code
    )
    answers = json.loads(item["answers"])
    question = sorted(answers)[0]
    old, new = answers[question], "b" if answers[question] == "a" else "a"
    answers[question] = new
    item["answers"] = json.dumps(answers)
    nonce = receipt["receipt"]["nonce"]

    assert findings(records, receipt) == [
        (
            "receipt",
            f"{ROUND} {code} bien-nhan.json commitment",
            sha(bytes.fromhex(nonce) + canonical(answers)),
            receipt["receipt"]["commitment"],
        ),
        ("line", f"{ROUND} {code} answers.{question}", old, new),
    ]


def test_a_receipt_of_an_attempt_that_is_gone() -> None:
    records, receipt = corrected()
    records = copy_of(records)
    code = receipt["receipt"]["code"]
    for items in records.items["attempts"].values():
        items[:] = [item for item in items if item["receipt"] != code]

    assert [each for each in findings(records, receipt) if each[0].startswith("receipt")] == [
        ("receipt_unknown", "bien-nhan.json", "", code)
    ]


@pytest.mark.parametrize(
    ("change", "place", "expected", "found"),
    [
        (lambda v: v.update(attempts=9), "attempts", "2", "9"),
        (lambda v: v.update(people=1), "people", "2", "1"),
        (lambda v: v["by_day"][0].__setitem__(1, 5), "by_day 2021-10-10", "2", "5"),
        (lambda v: v["units"][0].__setitem__(2, 7), "phuong-1 people", "2", "7"),
        (lambda v: v["units"].clear(), "phuong-1 attempts", "2", "0"),
    ],
)
def test_live_figures_that_were_changed(
    change: Callable[[Any], None], place: str, expected: str, found: str
) -> None:
    scene = make_scene()
    for number in (1, 2):
        scene.start(scene.register(number).code, start_id=f"start-id-of-16-letters-{number}")
    scene.clock.advance(5 * MINUTE_MS)
    scene.desks.publish_participation(ROUND)
    close_all(scene.desks.backend, scene.contest)
    records = records_of(scene.desks.backend, scene.contest)
    name = f"data/{ROUND}.live.json"
    assert findings(records) == []
    value = json.loads(records.public[name])
    change(value)
    records.public[name] = canonical(value)

    assert findings(records)[0] == ("live", f"{name} {place}", expected, found)
