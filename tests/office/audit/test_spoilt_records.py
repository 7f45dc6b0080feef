"""One thing spoilt at a time: each is named exactly, with nothing said beside it.

``BASE`` is an example of two rounds as it was played, closed, published and reported.  Every case
spoils a copy and returns what the audit must say: kind, place, expected, found.
"""

import base64
import json
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from typing import Any

import pytest
from audited import close_all, copy_of, records_of, with_report
from close.small_examples import take_example

from chalicelib.store.seal import AesGcmSealer
from office.audit import Records, audit
from office.audit.canon import canonical

ROUND = "tuan-1"
Found = tuple[str, str, str, str]
Case = Callable[[Records], list[Found]]
CASES: dict[str, Case] = {}


@cache
def base() -> Records:
    taken = take_example("song-cong-2021")
    close_all(taken.backend, taken.contest)
    return with_report(records_of(taken.backend, taken.contest), taken.backend, taken.contest)


def case(make: Case) -> Case:
    CASES[make.__name__.replace("_", " ")] = make
    return make


def first_item(records: Records, which: Callable[[dict[str, Any]], bool] = lambda _: True) -> Any:
    """Return the first submitted attempt of the round whose item is as asked."""
    for shard in "0123456789abcdef":
        for item in records.partition("attempts", ROUND, shard):
            if item["state"] == "submitted" and which(item):
                return item
    raise AssertionError("no such attempt")


def at(item: dict[str, Any], more: str = "") -> str:
    return f"{ROUND} {item['receipt']} {more}".strip()


def state_of(records: Records, round_id: str = ROUND) -> Any:
    return next(i for i in records.partition("contests", "rounds") if i["sk"] == round_id)


def lines_file(records: Records) -> str:
    digest = state_of(records)["attempts"].hex()
    return f"{records.contest}/{ROUND}/attempts-{digest}.jsonl"


def standings_file(records: Records, round_id: str = ROUND) -> str:
    digest = state_of(records, round_id)["standings"].hex()
    return f"{records.contest}/{round_id}/standings-{digest}.json"


def results_file(records: Records, part: str = "json") -> str:
    return f"{records.contest}/{ROUND}/results-{state_of(records)['results'].hex()}.{part}"


def public_file(records: Records, part: str = "json") -> str:
    return f"data/{ROUND}-{state_of(records)['results'].hex()[:16]}.{part}"


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def rewrite(records: Records, name: str, change: Callable[[Any], None]) -> Found:
    """Change an archived JSON file under its old name; return what its digest tells."""
    before = records.archive[name]
    value = json.loads(before)
    change(value)
    records.archive[name] = canonical(value)
    return ("file_digest", name, digest(before), digest(records.archive[name]))


def relines(records: Records, change: Callable[[list[bytes]], list[bytes]]) -> Found:
    name = lines_file(records)
    before = records.archive[name]
    records.archive[name] = b"".join(line + b"\n" for line in change(before.splitlines()))
    return ("file_digest", name, digest(before), digest(records.archive[name]))


def shown(value: object) -> str:
    return canonical(value).decode()


# What the attempts table says.


@case
def an_answer_is_changed_after_the_close(records: Records) -> list[Found]:
    item = first_item(records)
    answers = json.loads(item["answers"])
    question, old = next(iter(answers.items()))
    answers[question] = new = "b" if old == "a" else "a"
    item["answers"] = json.dumps(answers)
    return [("line", at(item, f"answers.{question}"), old, new)]


@case
def an_answer_is_no_option(records: Records) -> list[Found]:
    item = first_item(records)
    answers = json.loads(item["answers"])
    question, old = next(iter(answers.items()))
    answers[question] = "z"
    item["answers"] = json.dumps(answers)
    return [
        ("answer_form", at(item, question), "", "z"),
        ("line", at(item, f"answers.{question}"), old, "z"),
    ]


@case
def an_answer_to_a_question_off_the_paper(records: Records) -> list[Found]:
    item = first_item(records)
    item["answers"] = json.dumps({**json.loads(item["answers"]), "t9-99": "a"})
    return [
        ("answer_off_paper", at(item, "t9-99"), "", "a"),
        ("line", at(item, "answers.t9-99"), "–", "a"),
    ]


@case
def a_deadline_is_a_minute_late(records: Records) -> list[Found]:
    item = first_item(records)
    old = item["deadline"]
    item["deadline"] += 60_000
    values = (str(old), str(old + 60_000))
    return [("deadline", at(item), *values), ("line", at(item, "deadline_at"), *values)]


@case
def extra_time_that_nobody_gave(records: Records) -> list[Found]:
    item = first_item(records)
    item["credit"] = 60_000
    return [
        ("credit", at(item), "0", "60000"),
        ("line", at(item, "credit_ms"), "–", "60000"),
    ]


@case
def an_attempt_began_before_the_round(records: Records) -> list[Found]:
    item = first_item(records)
    old, opens = item["started"], 1
    item["started"] = opens
    closes = next(r for r in rules(records)["rounds"] if r["id"] == ROUND)["closes_at"]
    return [
        ("outside_round", at(item), str(closes), "1"),
        ("line", at(item, "started_at"), str(old), "1"),
    ]


@case
def a_submission_after_the_deadline(records: Records) -> list[Found]:
    item = first_item(records)
    old, late = item["submitted"], item["deadline"] + 1
    item["submitted"] = late
    return [
        ("submitted_late", at(item), str(late - 1), str(late)),
        ("line", at(item, "submitted_at"), str(old), str(late)),
    ]


@case
def a_change_after_the_submission(records: Records) -> list[Found]:
    item = first_item(records, lambda item: item["submitted"] < item["deadline"])
    old, late = item["changed"], item["submitted"] + 1
    item["changed"] = late
    return [
        ("changed_late", at(item), str(late - 1), str(late)),
        ("line", at(item, "changed_at"), str(old), str(late)),
    ]


@case
def a_submitted_attempt_that_the_close_made_final(records: Records) -> list[Found]:
    item = first_item(records)
    item["state"] = "auto"
    return [
        ("state", at(item), "auto", str(item["submitted"])),
        ("line", at(item, "state"), "submitted", "auto"),
    ]


@case
def an_attempt_that_still_runs_after_the_close(records: Records) -> list[Found]:
    item = first_item(records)
    item["state"] = "started"
    return [
        ("not_final", at(item), "submitted, auto", "started"),
        ("line", at(item, "state"), "submitted", "started"),
    ]


@case
def a_takeover_that_is_not_recorded(records: Records) -> list[Found]:
    item = first_item(records, lambda item: item["epoch"] == 1)
    item["epoch"] = 2
    return [
        ("takeovers", at(item), "1", "0"),
        ("line", at(item, "device_epoch"), "1", "2"),
    ]


@case
def two_questions_of_a_paper_are_swapped(records: Records) -> list[Found]:
    item = first_item(records)
    old = json.loads(item["paper"])
    new = [old[1], old[0], *old[2:]]
    item["paper"] = json.dumps(new)
    return [
        ("paper", at(item), shown(old), shown(new)),
        ("line", at(item, "questions[0]"), old[0], old[1]),
        ("line", at(item, "questions[1]"), old[1], old[0]),
    ]


@case
def an_attempt_at_another_bank(records: Records) -> list[Found]:
    item = first_item(records)
    old = item["bank"].hex()
    item["bank"] = bytes(32)
    return [
        ("attempt_bank", at(item), old, "00" * 32),
        ("line", at(item, "bank"), old, "00" * 32),
    ]


@case
def an_attempt_by_rules_that_never_were(records: Records) -> list[Found]:
    item = first_item(records)
    old = item["rules"].hex()
    item["rules"] = bytes(32)
    return [
        ("unknown_rules", at(item), "", "00" * 32),
        ("line", at(item, "rules"), old, "00" * 32),
    ]


@case
def a_receipt_code_is_changed(records: Records) -> list[Found]:
    item = first_item(records)
    old, item["receipt"] = item["receipt"], "0000-0000-00"
    return [
        ("receipt_code", at(item), old, "0000-0000-00"),
        ("line", at(item, "receipt"), old, "0000-0000-00"),
    ]


@case
def a_key_to_an_own_result_is_changed(records: Records) -> list[Found]:
    item = first_item(records)
    old = item["own"].hex()
    item["own"] = bytes(16)
    return [
        ("result_key", at(item), old, "00" * 16),
        ("line", at(item, "result_key"), old, "00" * 16),
    ]


@case
def another_unit_gets_the_attempt(records: Records) -> list[Found]:
    item = first_item(records, lambda item: item["unit"] != "xa-tan-quang")
    old, item["unit"] = item["unit"], "xa-tan-quang"
    return [("line", at(item, "unit"), old, "xa-tan-quang")]


@case
def an_attempt_is_gone(records: Records) -> list[Found]:
    item = first_item(records)
    records.items["attempts"][item["pk"]].remove(item)
    pid = item["sk"].partition("/")[0]
    written = [json.loads(line) for line in records.archive[lines_file(records)].splitlines()]
    number = [line["pid"] for line in written].index(pid) + 1
    return [("line_without_attempt", f"{ROUND} #{number}", "", pid)]


@case
def an_attempt_is_doubled(records: Records) -> list[Found]:
    from office.audit.codes import receipt_code_of, result_key_of
    from office.audit.findings import Trail
    from office.audit.frame import read_frame
    from office.audit.papers import questions_drawn, secret_of_round

    item = first_item(records)
    pid = item["sk"].partition("/")[0]
    name = f"{records.contest}/{ROUND}/{pid}/2"
    frame = read_frame(records, Trail())
    assert frame is not None
    bank = frame.bank_of(ROUND, None)
    assert bank is not None
    paper = questions_drawn(
        bank, rules(records)["paper"], secret_of_round(records.secrets["papers"], ROUND), name
    )
    # As well made as somebody can who has every secret.
    double = {
        **item,
        "sk": f"{pid}/2",
        "receipt": receipt_code_of(name, records.secrets["receipts"]),
        "own": bytes.fromhex(result_key_of(name, records.secrets["receipts"])),
        "paper": json.dumps(paper),
        "answers": "{}",
        "started": item["submitted"],
        "changed": item["submitted"],
        "deadline": item["submitted"] + rules(records)["paper"]["limit_ms"],
    }
    records.items["attempts"][item["pk"]].append(double)
    return [
        ("too_many", at(double), "1", "2"),
        ("attempt_without_line", at(double), "", ""),
    ]


@case
def an_attempt_lacks_a_member(records: Records) -> list[Found]:
    item = first_item(records)
    del item["receipt"]
    pid = item["sk"].partition("/")[0]
    written = [json.loads(line) for line in records.archive[lines_file(records)].splitlines()]
    number = [line["pid"] for line in written].index(pid) + 1
    return [
        ("bad_item", f"{item['pk'].partition('/')[2]} {item['sk']}", "", "'receipt'"),
        ("line_without_attempt", f"{ROUND} #{number}", "", pid),
    ]


@case
def a_person_is_gone(records: Records) -> list[Found]:
    item = first_item(records)
    pid = item["sk"].partition("/")[0]
    for partition in records.items["people"].values():
        partition[:] = [each for each in partition if each["sk"] != pid]
    return [
        ("unknown_person", f"{line['round']} {line['receipt']}", "", pid)
        for name in sorted(records.archive)
        if name.endswith(".jsonl") and "attempts-" in name
        for line in map(json.loads, records.archive[name].splitlines())
        if line["pid"] == pid
    ]


# What the archive has of the attempts.


@case
def a_line_is_dropped(records: Records) -> list[Found]:
    dropped = json.loads(records.archive[lines_file(records)].splitlines()[3])
    told = relines(records, lambda lines: lines[:3] + lines[4:])
    return [told, ("attempt_without_line", at(dropped), "", "")]


@case
def a_line_is_there_twice(records: Records) -> list[Found]:
    doubled = json.loads(records.archive[lines_file(records)].splitlines()[3])
    told = relines(records, lambda lines: [*lines[:4], *lines[3:]])
    return [told, ("line_twice", at(doubled), "", "")]


@case
def a_line_is_changed(records: Records) -> list[Found]:
    changed = json.loads(records.archive[lines_file(records)].splitlines()[3])
    old = changed["revision"]
    told = relines(
        records,
        lambda lines: [*lines[:3], canonical({**changed, "revision": old + 1}), *lines[4:]],
    )
    return [told, ("line", at(changed, "revision"), str(old + 1), str(old))]


@case
def a_line_is_no_json(records: Records) -> list[Found]:
    dropped = json.loads(records.archive[lines_file(records)].splitlines()[0])
    told = relines(records, lambda lines: [b"{", *lines[1:]])
    return [
        told,
        ("line_without_attempt", f"{ROUND} #1", "", ""),
        ("attempt_without_line", at(dropped), "", ""),
    ]


@case
def the_lines_are_gone(records: Records) -> list[Found]:
    name = lines_file(records)
    del records.archive[name]
    return [("no_file", name, "", "")]


# Standings.


@case
def a_rank_is_changed(records: Records) -> list[Found]:
    name = standings_file(records)
    row = json.loads(records.archive[name])["persons"][4]
    told = rewrite(records, name, lambda value: value["persons"][4].update(rank=1))
    place = f"{ROUND} standings persons[{row['receipt']}].rank"
    return [told, ("standings", place, str(row["rank"]), "1")]


@case
def marks_are_changed(records: Records) -> list[Found]:
    name = standings_file(records)
    row = json.loads(records.archive[name])["persons"][7]
    told = rewrite(records, name, lambda value: value["persons"][7].update(marks="99"))
    place = f"{ROUND} standings persons[{row['receipt']}].marks"
    return [told, ("standings", place, row["marks"], "99")]


@case
def two_prizes_are_swapped(records: Records) -> list[Found]:
    name = standings_file(records)
    rows = json.loads(records.archive[name])["persons"]
    one, two = next(
        (i, i + 1)
        for i in range(len(rows) - 1)
        if rows[i]["awards"] and rows[i]["awards"] != rows[i + 1]["awards"] != []
    )
    first, second = rows[one]["awards"][0], rows[two]["awards"][0]

    def swap(value: Any) -> None:
        value["persons"][one]["awards"], value["persons"][two]["awards"] = [second], [first]

    told = rewrite(records, name, swap)
    return [
        told,
        *(
            (
                "standings",
                f"{ROUND} standings persons[{rows[who]['receipt']}].awards[0].{member}",
                right[member] if isinstance(right[member], str) else shown(right[member]),
                wrong[member] if isinstance(wrong[member], str) else shown(wrong[member]),
            )
            for who, right, wrong in ((one, first, second), (two, second, first))
            for member in sorted(first)
            if first[member] != second[member]
        ),
    ]


@case
def a_persons_row_is_dropped(records: Records) -> list[Found]:
    name = standings_file(records)
    code = json.loads(records.archive[name])["persons"][9]["receipt"]
    told = rewrite(records, name, lambda value: value["persons"].pop(9))
    return [told, ("standings", f"{ROUND} standings persons[{code}]", code, "–")]


@case
def a_units_sum_is_changed(records: Records) -> list[Found]:
    name = standings_file(records, "contest")
    row = json.loads(records.archive[name])["units"][0]
    told = rewrite(
        records, name, lambda value: value["units"][0].update(attempts=row["attempts"] + 1)
    )
    place = f"contest standings units[{row['unit']}].attempts"
    return [told, ("standings", place, str(row["attempts"]), str(row["attempts"] + 1))]


@case
def the_whole_contests_figures_are_changed(records: Records) -> list[Found]:
    name = standings_file(records, "contest")
    people = json.loads(records.archive[name])["figures"]["people"]
    told = rewrite(records, name, lambda value: value["figures"].update(people=people - 1))
    return [told, ("standings", "contest standings figures.people", str(people), str(people - 1))]


@case
def standings_are_forged_with_all_their_digests(records: Records) -> list[Found]:
    name = standings_file(records)
    value = json.loads(records.archive[name])
    row = value["persons"][2]
    old, row["rank"] = row["rank"], 1
    data = canonical(value)
    named = state_of(records)["standings"].hex()
    state_of(records)["standings"] = bytes.fromhex(digest(data))
    records.archive[standings_file(records)] = data
    return [
        ("standings", f"{ROUND} standings persons[{row['receipt']}].rank", str(old), "1"),
        ("results", f"{ROUND} results digests.standings", digest(data), named),
    ]


# What is published.


@case
def published_marks_are_changed_in_the_archive(records: Records) -> list[Found]:
    name = results_file(records)
    row = json.loads(records.archive[name])["persons"][0]
    told = rewrite(records, name, lambda value: value["persons"][0].update(marks="99"))
    place = f"{ROUND} results persons[{row['receipt']}].marks"
    return [told, ("results", place, row["marks"], "99")]


@case
def a_published_name_is_changed_in_the_archive(records: Records) -> list[Found]:
    name = results_file(records)
    row = json.loads(records.archive[name])["persons"][0]
    told = rewrite(records, name, lambda value: value["persons"][0].update(name="Ai Đó"))
    place = f"{ROUND} results persons[{row['receipt']}].name"
    return [told, ("results", place, row["name"], "Ai Đó")]


@case
def the_public_results_are_changed(records: Records) -> list[Found]:
    name = public_file(records)
    before = records.public[name]
    records.public[name] = before.replace(b'"rank":2', b'"rank":1', 1)
    return [("public_differs", name, digest(before), digest(records.public[name]))]


@case
def the_public_page_is_changed(records: Records) -> list[Found]:
    name = f"data/{ROUND}.html"
    before = records.public[name]
    records.public[name] = before + b" "
    return [("public_differs", name, digest(before), digest(before + b" "))]


@case
def a_public_file_is_gone(records: Records) -> list[Found]:
    name = public_file(records, "statistics.json")
    del records.public[name]
    return [("not_published", name, "", "")]


@case
def the_pointer_names_other_results(records: Records) -> list[Found]:
    name = f"data/{ROUND}.json"
    pointer = json.loads(records.public[name])
    old = pointer["digest"]
    records.public[name] = canonical({**pointer, "digest": "0" * 64})
    return [("pointer", f"{name} digest", old, "0" * 64)]


@case
def the_summary_has_another_winner(records: Records) -> list[Found]:
    name = results_file(records, "summary.json")
    value = json.loads(records.archive[name])
    code = value["winners"][0]["receipt"]
    value["winners"] = value["winners"][1:]
    records.archive[name] = canonical(value)
    return [("beside", f"{ROUND} summary winners[{code}]", code, "–")]


@case
def the_table_of_rows_is_changed(records: Records) -> list[Found]:
    name = results_file(records, "rows.json")
    value = json.loads(records.archive[name])
    old = value["times"][0]
    value["times"][0] += 1
    records.archive[name] = canonical(value)
    return [("beside", f"{ROUND} rows times[0]", str(old), str(old + 1))]


@case
def the_statistics_are_changed(records: Records) -> list[Found]:
    name = results_file(records, "statistics.json")
    old = json.loads(records.archive[name])["by_hour"][8]
    told = rewrite(records, name, lambda value: value["by_hour"].__setitem__(8, old + 1))
    return [told, ("beside", f"{ROUND} statistics by_hour[8]", str(old), str(old + 1))]


@case
def a_published_answer_is_changed(records: Records) -> list[Found]:
    name = results_file(records, "questions.json")
    question = json.loads(records.archive[name])["questions"][0]
    told = rewrite(records, name, lambda value: value["questions"][0].update(right="ab"))
    place = f"{ROUND} questions questions[{question['id']}].right"
    return [told, ("beside", place, question["right"], "ab")]


@case
def somebodys_own_result_cannot_be_opened(records: Records) -> list[Found]:
    return respoil_own(records, lambda sealed, _: "AAAA" + sealed[4:], "own_missing")


@case
def somebodys_own_result_tells_other_marks(records: Records) -> list[Found]:
    def reseal(sealed: str, key: bytes) -> str:
        value = json.loads(AesGcmSealer().unseal(sealed, key))
        return AesGcmSealer().seal_same(canonical({**value, "marks": "99"}), key)

    return respoil_own(records, reseal, "own")


def respoil_own(records: Records, spoil: Callable[[str, bytes], str], kind: str) -> list[Found]:
    name = results_file(records, "own.jsonl")
    before = records.archive[name]
    item = first_item(records)
    key = item["own"].hex()
    entry = sha256(f"own-name:{key}".encode()).hexdigest()[:24]
    opens = sha256(f"own-key:{key}".encode()).digest()
    lines = []
    old = ""
    for number, line in enumerate(before.splitlines()):
        value = json.loads(line)
        sealed = value["records"].get(entry)
        if sealed is not None:
            data = base64.b64decode(sealed)
            assert len(data) > 28
            old = json.loads(AesGcmSealer().unseal(sealed, opens))["marks"]
            value["records"][entry] = spoil(sealed, opens)
            public = public_file(records, f"own.{number}.json")
            records.public[public] = canonical(value)
        lines.append(canonical(value))
    records.archive[name] = b"".join(line + b"\n" for line in lines)
    told = ("file_digest", name, digest(before), digest(records.archive[name]))
    if kind == "own_missing":
        return [told, (kind, at(item), "", "")]
    return [told, (kind, at(item, "marks"), old, "99")]


# What it all goes by.


def rules(records: Records) -> Any:
    import zlib

    [item] = records.partition("contests", "rules")
    return json.loads(zlib.decompress(item["json"]))


@case
def a_prize_is_changed_in_the_rules(records: Records) -> list[Found]:
    import zlib

    [item] = records.partition("contests", "rules")
    value = rules(records)
    value["prizes"]["groups"][0]["prizes"][0]["value"] += 1
    item["json"] = zlib.compress(canonical(value))
    return [("rules_digest", item["sk"][:16], item["sk"], digest(canonical(value)))]


@case
def a_question_of_the_bank_is_changed(records: Records) -> list[Found]:
    bank = release(records)["banks"][ROUND].hex()
    entry = records.partition("questions", bank)[0]
    entry["json"] = entry["json"].replace('"points":1', '"points":2')
    return [("bank_digest", ROUND, bank, "*")]


@case
def the_key_of_a_question_is_changed(records: Records) -> list[Found]:
    bank = release(records)["banks"][ROUND].hex()
    entry = records.partition("keys", bank)[0]
    value = json.loads(entry["json"])
    value["right"] = "b" if value["right"] == "a" else "a"
    entry["json"] = json.dumps(value, ensure_ascii=False)
    return [("keys_version", ROUND, "*", "*"), ("basis", f"{ROUND} keys", "*", "*")]


@case
def a_key_is_gone(records: Records) -> list[Found]:
    bank = release(records)["banks"][ROUND].hex()
    entries = records.items["keys"][f"{records.contest}/{bank}"]
    count = len(entries) - 1
    entries.pop(0)
    return [("bank_entries", f"{ROUND} keys", str(count), str(count - 1))]


@case
def extra_time_in_the_release_alone(records: Records) -> list[Found]:
    credit = {"round": ROUND, "pid": None, "extra_ms": 60_000, "at": 1, "reason": "?"}
    release(records)["credits"] = json.dumps([credit])
    return [("credits", "[0]", "–", shown(credit))]


@case
def a_correction_in_the_release_alone(records: Records) -> list[Found]:
    correction = {
        "kind": "void_attempt",
        "round": ROUND,
        "target": first_item(records)["receipt"],
        "bank": None,
        "answer": "",
        "group": "",
        "proposal": "0" * 64,
    }
    release(records)["corrections"] = json.dumps([correction])
    return [("corrections", "[0]", "–", shown(correction))]


@case
def the_published_key_of_receipts_is_another(records: Records) -> list[Found]:
    name = "data/receipt-key.json"
    value = json.loads(records.public[name])
    old = value["public_key"]
    records.public[name] = canonical({**value, "public_key": "0" * 64})
    return [("receipt_key", f"{name} public_key", old, "0" * 64)]


@case
def a_round_names_lines_that_are_not_there(records: Records) -> list[Found]:
    old = state_of(records)["attempts"].hex()
    state_of(records)["attempts"] = bytes(32)
    return [
        ("no_file", f"{records.contest}/{ROUND}/attempts-{'0' * 64}.jsonl", "", ""),
        ("basis", f"{ROUND} attempts", "0" * 64, old),
    ]


@case
def nothing_is_in_force(records: Records) -> list[Found]:
    del records.items["contests"][f"{records.contest}/release"]
    return [("no_release", records.contest, "", "")]


@case
def the_rules_are_no_packed_bytes(records: Records) -> list[Found]:
    [item] = records.partition("contests", "rules")
    item["json"] = b"?"
    return [("broken", records.contest, "", "*")]


@case
def an_event_is_no_event(records: Records) -> list[Found]:
    partition = f"{records.contest}/events"
    event = {"pk": partition, "sk": "00001", "json": "{}"}
    records.items["contests"][partition] = [event]
    return [("broken", "events", "", "KeyError: 'number'")]


@case
def the_digests_of_results_are_no_digests(records: Records) -> list[Found]:
    told = rewrite(records, results_file(records), lambda value: value.update(digests=1))
    return [told, ("broken", ROUND, "", "*")]


@case
def a_time_is_no_number(records: Records) -> list[Found]:
    item = first_item(records)
    old, item["changed"] = item["changed"], "?"
    return [
        ("broken", at(item), "", "*"),
        ("line", at(item, "changed_at"), str(old), "?"),
    ]


# The report.


@case
def the_report_counts_one_more(records: Records) -> list[Found]:
    name = "data/closing.report.json"
    value = json.loads(records.public[name])
    old = value["total"]["people"]
    value["total"]["people"] += 1
    records.public[name] = canonical(value)
    return [("report", f"{name} total.people", str(old), str(old + 1))]


@case
def the_report_has_another_mean_in_a_round(records: Records) -> list[Found]:
    name = "data/closing.report.json"
    value = json.loads(records.public[name])
    old = value["rounds"][0]["marks"]["mean"]["mean"]
    value["rounds"][0]["marks"]["mean"]["mean"] = "15.00"
    records.public[name] = canonical(value)
    return [("report", f"{name} rounds.{ROUND}.marks.mean.mean", old, "15.00")]


@case
def the_report_is_no_json(records: Records) -> list[Found]:
    records.public["data/closing.report.json"] = b"{"
    return [("report_unreadable", "data/closing.report.json", "", "")]


def release(records: Records) -> Any:
    [item] = records.partition("contests", "release")
    return item


@pytest.mark.parametrize("name", CASES)
def test_what_is_spoilt_is_named_and_nothing_else(name: str) -> None:
    records = copy_of(base())
    expected = CASES[name](records)

    found = [(f.kind, f.place, f.expected, f.found) for f in audit(records).findings]

    assert [
        tuple("*" if wanted == "*" else had for wanted, had in zip(one, other, strict=True))
        for one, other in zip(expected, found, strict=False)
    ] == expected
    assert len(found) == len(expected)


def test_there_is_nothing_to_find_before() -> None:
    assert audit(copy_of(base())).findings == []
    assert len(CASES) >= 50
