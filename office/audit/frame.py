"""What a contest goes by: its rules, banks and keys on record, each under its digest."""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from office.audit.canon import canonical, read_json, sha
from office.audit.findings import Trail
from office.audit.raw import Records
from office.audit.rules import completed, question_completed

Value = dict[str, Any]
WHOLE = "contest"
"""Under which the results of all rounds together are kept."""


@dataclass(slots=True, kw_only=True)
class Bank:
    """A bank's questions in its order, and what is right about each."""

    questions: list[Value]
    keys: dict[str, Value] = field(default_factory=dict)
    keys_digest: str = ""
    by_id: dict[str, Value] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Frame:
    """What holds for a contest."""

    rules: dict[str, Value]
    """Every set of rules ever in force, by digest."""
    now: str
    """The digest of those in force."""
    slots: dict[str, str]
    """The bank of each round, or of each division of a round, by digest."""
    banks: dict[str, Bank]
    states: dict[str, Value]
    """How far each round has come, with the digests on record."""
    credits: list[Value] = field(default_factory=list)
    corrections: list[Value] = field(default_factory=list)

    def contest(self, digest: str | None = None) -> Value:
        """Return rules with the closing of each credited round put off; those in force without."""
        return put_off(self.rules[digest or self.now], self.credits)

    def bank_of(self, round_id: str, division: str | None) -> Bank | None:
        """Return the bank that a round's division is asked from."""
        return self.banks.get(self.slots.get(slot_of(round_id, division), ""))


def slot_of(round_id: str, division: str | None) -> str:
    """Return the name under which the release has a bank."""
    return round_id if division is None else f"{round_id}/{division}"


def divisions_of(contest: Value) -> list[str | None]:
    """Return the divisions, None for everybody where there are none."""
    return [division["id"] for division in contest["divisions"]] or [None]


def paper_rules(contest: Value, division: str | None) -> Value:
    """Return what a division's paper is made of: its own, or the contest's."""
    for each in contest["divisions"]:
        if each["id"] == division and each["paper"]:
            own: Value = each["paper"]
            return own
    common: Value = contest["paper"]
    return common


def round_of(contest: Value, round_id: str) -> Value | None:
    """Return a round of the rules."""
    return next((one for one in contest["rounds"] if one["id"] == round_id), None)


def put_off(contest: Value, given: Sequence[Mapping[str, Any]]) -> Value:
    """Return rules with the hours that extra time for whole rounds gives them."""
    rounds = []
    for each in contest["rounds"]:
        more = sum(c["extra_ms"] for c in given if c["pid"] is None and c["round"] == each["id"])
        closes_at = each["closes_at"] + more
        rounds.append(
            {
                **each,
                "closes_at": closes_at,
                "publishes_at": max(each["publishes_at"], closes_at)
                if more
                else each["publishes_at"],
            }
        )
    return {**contest, "rounds": rounds}


def read_frame(records: Records, trail: Trail) -> Frame | None:
    """Return what holds; None where it cannot be known, which is a finding."""
    rules = {}
    for item in records.partition("contests", "rules"):
        data = zlib.decompress(item["json"])
        trail.counts["rules_digest"] += 1
        if sha(data) != item["sk"]:
            trail.find("rules_digest", item["sk"][:16], item["sk"], sha(data))
            continue
        rules[item["sk"]] = completed(json.loads(data))
    release = next(iter(records.partition("contests", "release")), None)
    if release is None or release["rules"].hex() not in rules:
        if not trail.findings:
            trail.find("no_release", records.contest)
        return None
    slots = {slot: digest.hex() for slot, digest in release["banks"].items()}
    banks = {}
    for slot, digest in sorted(slots.items()):
        bank = _read_bank(records, trail, digest, slot)
        if bank is not None:
            banks[digest] = bank
    return Frame(
        rules=rules,
        now=release["rules"].hex(),
        slots=slots,
        banks=banks,
        states={item["sk"]: item for item in records.partition("contests", "rounds")},
        credits=read_json(str(release.get("credits", "[]")).encode()),
        corrections=read_json(str(release.get("corrections", "[]")).encode()),
    )


def _read_bank(records: Records, trail: Trail, digest: str, slot: str) -> Bank | None:
    questions = _entries(records, trail, "questions", digest, slot)
    keys = _entries(records, trail, "keys", digest, slot)
    if questions is None or keys is None:
        return None
    questions = list(map(question_completed, questions))
    said = canonical(
        [
            [
                *(q[name] for name in ("id", "text", "kind", "points", "topic", "difficulty")),
                [[o["id"], o["text"], o["last"]] for o in q["options"]],
            ]
            for q in questions
        ]
    )
    # With other questions every mark would differ, and say no more.
    if not trail.same("bank_digest", slot, digest, sha(said)):
        return None
    return Bank(
        questions=questions,
        by_id={question["id"]: question for question in questions},
        keys={key["question"]: key for key in keys},
        keys_digest=sha(canonical([digest, [[key["question"], key["right"]] for key in keys]])),
    )


def _entries(
    records: Records, trail: Trail, table: str, digest: str, slot: str
) -> list[Value] | None:
    """Return the entries of a list that is kept under a digest, in their order."""
    items = records.partition(table, digest)
    head = next((item for item in items if item["sk"] == "head"), None)
    if head is None:
        trail.find("no_bank", f"{slot} {table}")
        return None
    version = head["version"].hex()
    entries = [item for item in items if item["sk"].startswith(f"{version}/")]
    if not trail.same("bank_entries", f"{slot} {table}", head["entries"], len(entries)):
        return None
    values = [json.loads(item["json"]) for item in entries]
    if table == "keys":
        written = {"bank": digest, "keys": values}
        trail.same("keys_version", slot, version, sha(canonical(written)))
    return values
