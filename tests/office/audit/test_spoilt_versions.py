"""States, former versions and the list of corrections spoilt one at a time, each named exactly."""

import json
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from typing import Any

import pytest
from audited import close_all, copy_of, records_of
from builders import ROUND
from corrected_scene import Corrected
from scene import make_scene

from chalicelib.contest.corrections import Correction, CorrectionKind
from office.audit import Records, audit
from office.audit.canon import canonical

Found = tuple[str, str, str, str]
Spoil = Callable[[Records], list[Found]]
LIST = "data/corrections.json"


@cache
def twice_corrected() -> Records:
    """Return a published contest after a voided question and then a voided attempt."""
    case = Corrected()
    case.both(case.void())
    case.both(Correction(kind=CorrectionKind.VOID_ATTEMPT, round=ROUND, target=case.receipts[2]))
    return records_of(case.scene.desks.backend, case.scene.contest)


def events(records: Records) -> list[dict[str, Any]]:
    return [json.loads(item["json"]) for item in records.partition("contests", "events")]


def state(records: Records, scope: str = ROUND) -> Any:
    return next(i for i in records.partition("contests", "rounds") if i["sk"] == scope)


def former(records: Records, scope: str = ROUND) -> str:
    """Return the digest of the version that was published first."""
    approval = next(each for each in events(records) if each["kind"] == "approval")
    return str(approval["details"][f"before.{scope}"])


def archived(records: Records, end: str) -> str:
    return f"{records.contest}/{ROUND}/results-{former(records)}{end}"


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def spoil_bytes(files: dict[str, bytes], name: str) -> tuple[str, str]:
    before, files[name] = digest(files[name]), files[name] + b" "
    return before, digest(files[name])


def change_list(records: Records, change: Callable[[Any], None]) -> None:
    value = json.loads(records.public[LIST])
    change(value["corrections"])
    records.public[LIST] = canonical(value)


def former_results_in_the_archive(records: Records) -> list[Found]:
    name = archived(records, ".json")
    before, after = spoil_bytes(records.archive, name)
    return [("file_digest", name, before, after)]


def former_summary_in_the_archive(records: Records) -> list[Found]:
    name = archived(records, ".summary.json")
    before, after = spoil_bytes(records.archive, name)
    public = f"data/{ROUND}-{former(records)[:16]}.summary.json"
    return [("file_digest", name, before, after), ("public_differs", public, after, before)]


def former_page_that_is_gone(records: Records) -> list[Found]:
    name = archived(records, ".html")
    del records.archive[name]
    return [("no_file", name, "", "")]


def former_results_that_are_gone(records: Records) -> list[Found]:
    name = archived(records, ".json")
    del records.archive[name]
    return [("no_file", name, "", "")]


def former_public_page(records: Records) -> list[Found]:
    name = f"data/{ROUND}-{former(records)[:16]}.html"
    before, after = spoil_bytes(records.public, name)
    return [("public_differs", name, before, after)]


def former_public_rows_that_are_gone(records: Records) -> list[Found]:
    name = f"data/{ROUND}-{former(records)[:16]}.rows.json"
    del records.public[name]
    return [("not_published", name, "", "")]


def former_standings(records: Records) -> list[Found]:
    now = state(records)["standings"].hex()
    start = f"{records.contest}/{ROUND}/standings-"
    name = min(n for n in records.archive if n.startswith(start) and now not in n)
    before, after = spoil_bytes(records.archive, name)
    return [("file_digest", name, before, after)]


def the_reason_on_the_list(records: Records) -> list[Found]:
    change_list(records, lambda rows: rows[1].update(reason="Khác"))
    reason = events(records)[0]["reason"]
    return [("corrections_list", f"{LIST} [1].reason", reason, "Khác")]


def who_approved_on_the_list(records: Records) -> list[Found]:
    change_list(records, lambda rows: rows[0].update(approved_by="Lê Mẫu"))
    return [("corrections_list", f"{LIST} [0].approved_by", "Trần Thử", "Lê Mẫu")]


def how_many_ranks_moved_on_the_list(records: Records) -> list[Found]:
    moved = events(records)[1]["details"]["ranks_moved"]
    change_list(records, lambda rows: rows[1].update(ranks_moved=99))
    return [("corrections_list", f"{LIST} [1].ranks_moved", str(moved), "99")]


def the_address_of_a_former_version(records: Records) -> list[Found]:
    change_list(records, lambda rows: rows[1]["former"][0].update(page="/data/x.html"))
    page = f"/data/{ROUND}-{former(records)[:16]}.html"
    return [("corrections_list", f"{LIST} [1].former.{ROUND}", page, "/data/x.html")]


def the_list_is_gone(records: Records) -> list[Found]:
    del records.public[LIST]
    return [("not_published", LIST, "", "")]


def the_list_is_no_json(records: Records) -> list[Found]:
    records.public[LIST] = b"{"
    return [("corrections_list", LIST, "", "?")]


def a_round_that_was_never_closed_on_record(records: Records) -> list[Found]:
    records.partition("contests", "rounds").remove(state(records))
    return [("round_state", ROUND, "published", "null")]


def a_round_that_closes_again(records: Records) -> list[Found]:
    state(records)["status"] = "closing"
    return [("round_state", ROUND, "published", "closing")]


def a_round_that_is_not_published_on_record(records: Records) -> list[Found]:
    state(records)["status"] = "closed"
    return [("round_state", ROUND, "published", "closed")]


def a_status_that_there_is_not(records: Records) -> list[Found]:
    state(records)["status"] = "xong"
    return [("round_state", ROUND, "scheduled, closing, closed, published", "xong")]


def a_round_that_the_rules_have_not(records: Records) -> list[Found]:
    records.partition("contests", "rounds").append({"sk": "tuan-9", "status": "closed"})
    return [("round_state", "tuan-9", "–", "closed")]


def the_digest_of_all_attempts(records: Records) -> list[Found]:
    old = state(records, "contest")["attempts"].hex()
    state(records, "contest")["attempts"] = bytes(32)
    return [("basis", "contest attempts", old, "00" * 32)]


def the_page_of_results_in_the_archive_is_gone(records: Records) -> list[Found]:
    name = f"{records.contest}/{ROUND}/results-{state(records)['results'].hex()}.html"
    del records.archive[name]
    return [("no_file", name, "", "")]


def former_standings_that_are_gone(records: Records) -> list[Found]:
    value = json.loads(records.archive[archived(records, ".json")])
    name = f"{records.contest}/{ROUND}/standings-{value['digests']['standings']}.json"
    del records.archive[name]
    return [("no_file", name, "", "")]


def the_key_of_receipts_in_the_archive_is_gone(records: Records) -> list[Found]:
    [name] = [name for name in records.archive if "/receipt-key-" in name]
    del records.archive[name]
    return [("no_file", name, "", "")]


CASES: list[Spoil] = [
    the_page_of_results_in_the_archive_is_gone,
    former_standings_that_are_gone,
    the_key_of_receipts_in_the_archive_is_gone,
    former_results_in_the_archive,
    former_summary_in_the_archive,
    former_page_that_is_gone,
    former_results_that_are_gone,
    former_public_page,
    former_public_rows_that_are_gone,
    former_standings,
    the_reason_on_the_list,
    who_approved_on_the_list,
    how_many_ranks_moved_on_the_list,
    the_address_of_a_former_version,
    the_list_is_gone,
    the_list_is_no_json,
    a_round_that_was_never_closed_on_record,
    a_round_that_closes_again,
    a_round_that_is_not_published_on_record,
    a_status_that_there_is_not,
    a_round_that_the_rules_have_not,
    the_digest_of_all_attempts,
]


def findings(records: Records) -> list[Found]:
    return [(f.kind, f.place, f.expected, f.found) for f in audit(records).findings]


def test_nothing_differs_after_two_corrections() -> None:
    assert findings(copy_of(twice_corrected())) == []
    assert audit(twice_corrected()).counts["event_results"] >= 4


@pytest.mark.parametrize("spoil", CASES, ids=lambda spoil: spoil.__name__)
def test_what_is_spoilt_is_named_and_nothing_else(spoil: Spoil) -> None:
    records = copy_of(twice_corrected())
    expected = spoil(records)

    assert findings(records) == expected


def test_results_that_lie_in_the_archive_of_a_round_that_is_open() -> None:
    scene = make_scene()
    close_all(scene.desks.backend, scene.contest)
    records = records_of(scene.desks.backend, scene.contest)
    records.public = {}
    for each in records.partition("contests", "rounds"):
        each["status"] = "scheduled"

    assert [each for each in findings(records) if each[0] == "round_state"] == [
        ("round_state", ROUND, "closed", "scheduled"),
        ("round_state", "contest", "closed", "scheduled"),
    ]


def test_an_approval_of_other_results_than_those_on_record() -> None:
    from corrected_scene import TWO

    from chalicelib.store.signing import Ed25519Signer

    records = copy_of(twice_corrected())
    item = records.partition("contests", "events")[-1]
    value = json.loads(item["json"])
    old = value["details"][f"after.{ROUND}"]
    value["details"][f"after.{ROUND}"] = "0" * 64
    del value["details"]["signature"]
    message = b"contest-correction:" + records.contest.encode() + b":" + canonical(value)
    value["details"]["signature"] = Ed25519Signer().sign(message, TWO).hex()
    item["json"] = json.dumps(value, ensure_ascii=False)

    assert findings(records) == [("event_results", ROUND, "0" * 64, old)]
