"""Every attempt as it is stored: does it keep the rules by which it was started?

An attempt is held here as the value of its line: what the archive has of it, member by member.
"""

import json
from collections import Counter
from itertools import pairwise
from typing import Any

from office.audit.codes import receipt_code_of, result_key_of
from office.audit.findings import Trail
from office.audit.frame import Frame, Value, paper_rules, round_of, slot_of
from office.audit.papers import questions_drawn, secret_of_round
from office.audit.raw import Item, Records
from office.audit.times import expected_hours

GRACE_MS = 5_000
"""What arrives so long after the deadline counts as arrived at it; clocks differ by less."""
SETTLED_MS = 35_000
"""So long after its deadline nothing that was in time is on its way any more."""


def read_attempts(records: Records, trail: Trail) -> list[Value]:
    """Return every attempt on record, by person and ordinal."""
    found = []
    for partition, items in records.partitions("attempts").items():
        for item in items:
            try:
                found.append(_line(item, partition))
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                trail.find("bad_item", f"{partition} {item['sk']}", found=str(error))
    return sorted(found, key=lambda line: (line["pid"], line["ordinal"]))


def _line(item: Item, partition: str) -> Value:
    scope, _, _ = partition.partition("/")
    pid, _, ordinal = item["sk"].partition("/")
    rare: dict[str, Any] = {}
    if "credit" in item:
        rare["credit_ms"] = item["credit"]
    if "taken" in item:
        rare["taken_over_at"] = json.loads(item["taken"])
    if "own" in item:
        rare["result_key"] = item["own"].hex()
    return rare | {
        "contest": item["pk"].partition("/")[0],
        "scope": scope,
        "pid": pid,
        "ordinal": int(ordinal),
        "round": item.get("round", scope),
        "unit": item.get("unit"),
        "division": item.get("division"),
        "receipt": item["receipt"],
        "rules": item["rules"].hex(),
        "bank": item["bank"].hex(),
        "questions": json.loads(item["paper"]),
        "answers": json.loads(item["answers"]),
        "started_at": item["started"],
        "deadline_at": item["deadline"],
        "start_id": item["device"],
        "former_start_ids": json.loads(item.get("former", "[]")),
        "device_epoch": item["epoch"],
        "state": item["state"],
        "revision": item["rev"],
        "changed_at": item["changed"],
        "submitted_at": item.get("submitted"),
        "submit_id": item.get("submit", ""),
    }


def attempt_id(line: Value) -> str:
    """Return the one name of an attempt."""
    return f"{line['contest']}/{line['scope']}/{line['pid']}/{line['ordinal']}"


def place_of(line: Value) -> str:
    """Return how findings name an attempt: its round and the code of its receipt."""
    return f"{line['round']} {line['receipt']}"


def check_attempts(records: Records, frame: Frame, lines: list[Value], trail: Trail) -> None:
    """Look at every attempt, and at each person's together."""
    secrets: dict[str, bytes] = {}
    papers = records.secrets.get("papers", b"")
    if not papers:
        trail.skip("no_secret", "papers")
    people = {
        item["sk"]
        for partition, items in records.partitions("people").items()
        if partition.startswith("person/")
        for item in items
    }
    for line in lines:
        trail.counts["attempts"] += 1
        place = place_of(line)
        if people and line["pid"] not in people:
            trail.find("unknown_person", place, found=line["pid"])
        contest = frame.rules.get(line["rules"])
        round_ = round_of(contest, line["round"]) if contest else None
        if contest is None or round_ is None:
            trail.find("unknown_rules", place, found=line["rules"])
            continue
        with trail.guard(place):
            _check_paper(frame, contest, line, trail, papers=papers, known=secrets)
            _check_codes(records, line, trail)
            _check_times(frame, contest, round_, line, trail)
            _check_state(frame, line, trail)
    _check_persons(frame, lines, trail)


def _check_paper(
    frame: Frame,
    contest: Value,
    line: Value,
    trail: Trail,
    *,
    papers: bytes,
    known: dict[str, bytes],
) -> None:
    place, round_id = place_of(line), line["round"]
    slot = slot_of(round_id, line["division"])
    if not trail.same("attempt_bank", place, frame.slots.get(slot), line["bank"]):
        return
    bank = frame.banks.get(line["bank"])
    if bank is None:
        return
    rules = paper_rules(contest, line["division"])
    if papers:
        secret = known.get(round_id) or known.setdefault(
            round_id, secret_of_round(papers, round_id)
        )
        drawn = questions_drawn(bank, rules, secret, attempt_id(line))
        trail.same("paper", place, drawn, line["questions"])
    for name, answer in line["answers"].items():
        if name == "prediction" and rules["prediction"]:
            continue
        question = bank.by_id.get(name) if name in line["questions"] else None
        if question is None:
            trail.find("answer_off_paper", f"{place} {name}", found=answer)
        elif not _may_be(question, answer):
            trail.find("answer_form", f"{place} {name}", found=answer)


def _may_be(question: Value, answer: str) -> bool:
    if question["kind"] == "number":
        return bool(answer)
    letters = {option["id"] for option in question["options"]}
    several = question["kind"] == "multiple"
    return (
        set(answer) <= letters
        and "".join(sorted(set(answer))) == answer
        and (len(answer) == 1 or (several and bool(answer)))
    )


def _check_codes(records: Records, line: Value, trail: Trail) -> None:
    secret = records.secrets.get("receipts", b"")
    if not secret:
        return
    trail.same(
        "receipt_code", place_of(line), receipt_code_of(attempt_id(line), secret), line["receipt"]
    )
    if "result_key" in line:
        expected = result_key_of(attempt_id(line), secret)
        trail.same("result_key", place_of(line), expected, line["result_key"])


def _check_times(frame: Frame, contest: Value, round_: Value, line: Value, trail: Trail) -> None:
    place, started = place_of(line), line["started_at"]
    hours = expected_hours(contest, round_, line, frame.credits)
    trail.counts["times"] += 1
    if not round_["opens_at"] <= started < hours.closes_at:
        trail.find("outside_round", place, hours.closes_at, started)
        return
    if line["deadline_at"] not in hours.deadlines:
        trail.find("deadline", place, hours.deadline_at, line["deadline_at"])
    elif line.get("credit_ms", 0) != line["deadline_at"] - hours.ordinary_at:
        expected = line["deadline_at"] - hours.ordinary_at
        trail.find("credit", place, expected, line.get("credit_ms", 0))
    last = line["submitted_at"]
    if last is not None and not started - GRACE_MS <= last <= line["deadline_at"]:
        trail.find("submitted_late", place, line["deadline_at"], last)
        return
    # A submission that arrived within the grace changes answers after its own instant.
    most = line["deadline_at"] + GRACE_MS
    if last is not None and last < line["deadline_at"]:
        most = last
    if not started - GRACE_MS <= line["changed_at"] <= most:
        trail.find("changed_late", place, most, line["changed_at"])


def _check_state(frame: Frame, line: Value, trail: Trail) -> None:
    place, state = place_of(line), line["state"]
    closed = frame.states.get(line["round"], {}).get("status") in {"closed", "published"}
    if state not in {"started", "submitted", "auto"} or (closed and state == "started"):
        trail.find("not_final", place, "submitted, auto", state)
    elif (state == "submitted") != (line["submitted_at"] is not None) or (
        state == "submitted"
    ) != bool(line["submit_id"]):
        trail.find("state", place, state, line["submitted_at"])
    if len(line.get("taken_over_at", [])) != line["device_epoch"] - 1:
        trail.find("takeovers", place, line["device_epoch"] - 1, len(line.get("taken_over_at", [])))


def _check_persons(frame: Frame, lines: list[Value], trail: Trail) -> None:
    limit = frame.rules[frame.now]["attempts"]["limit"]
    by_person: dict[tuple[str, str], list[Value]] = {}
    for line in lines:
        by_person.setdefault((line["scope"], line["pid"]), []).append(line)
    for mine in by_person.values():
        place = place_of(mine[-1])
        ordinals = [line["ordinal"] for line in mine]
        if len(mine) > limit:
            trail.find("too_many", place, limit, len(mine))
        elif ordinals != list(range(1, len(mine) + 1)):
            trail.find("ordinals", place, list(range(1, len(mine) + 1)), ordinals)
        for before, after in pairwise(mine):
            ended = before["submitted_at"]
            least = before["deadline_at"] if ended is None else ended
            if after["started_at"] < least - GRACE_MS:
                trail.find("two_at_once", place_of(after), least, after["started_at"])
    for code, count in Counter(line["receipt"] for line in lines).items():
        if count > 1:
            trail.find("receipt_twice", code, 1, count)
    trail.counts["people"] += len({line["pid"] for line in lines})
