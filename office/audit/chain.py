"""The record of events: its chain, its signatures, and what follows from it.

1. Events are numbered from 1 without a gap, and each names the digest of the one before it.
2. A correction holds where one organizer signed the proposal and another the approval, which names
   number and digest of the proposal.
3. The release repeats the credits and the corrections that the events give, and nothing else.
"""

import json
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from office.audit.canon import canonical, sha
from office.audit.findings import Trail
from office.audit.frame import Frame, Value
from office.audit.raw import Records

CORRECTING = ("void_question", "accept_key", "void_attempt", "disqualify", "withdraw_prize")
SAID = ("round", "target", "bank", "answer", "group")


def is_signed(public_key: str, message: bytes, signature: str) -> bool:
    """Tell whether a message has this Ed25519 signature, both in hex."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def check_chain(records: Records, frame: Frame, trail: Trail) -> None:
    """Look at every event, and compare what follows from them with the release."""
    before = len(trail.findings)
    events = [json.loads(item["json"]) for item in records.partition("contests", "events")]
    previous = None
    for number, event in enumerate(events, start=1):
        place = str(event["number"])
        trail.same("event_number", place, number, event["number"])
        trail.same("event_previous", place, previous, event["previous"])
        previous = sha(canonical(_value(event)))
    given = _credits(events)
    held = _check_approvals(events, records.contest, frame, trail)
    sound = len(trail.findings) == before
    trail.compare("credits", "", given, frame.credits)
    trail.compare("corrections", "", held, frame.corrections)
    if sound:
        # What the release says is an extract: where it says something else, the record holds.
        frame.credits, frame.corrections = given, held


def _value(event: Value) -> Value:
    names = ("number", "kind", "at", "by", "reason", "details", "previous")
    return {name: event[name] for name in names}


def _credits(events: list[Value]) -> list[Value]:
    return [
        {
            "round": event["details"]["round"],
            "pid": event["details"].get("pid") or None,
            "extra_ms": event["details"]["extra_ms"],
            "at": event["at"],
            "reason": "" if event["details"].get("pid") else event["reason"],
        }
        for event in events
        if event["kind"] == "extra_time"
    ]


def _check_approvals(events: list[Value], contest: str, frame: Frame, trail: Trail) -> list[Value]:
    """Look at every signature; return the corrections that hold, in the order of approvals."""
    keys = {one["name"]: one["key"] for one in frame.rules[frame.now]["organizers"]}
    proposals: dict[int, Value] = {}
    held: list[Value] = []
    approved = set()
    for event in events:
        if event["kind"] not in (*CORRECTING, "approval", "withdrawal"):
            continue
        trail.counts["event_signature"] += 1
        if not is_signed(
            keys.get(event["by"], ""),
            _signed_bytes(contest, event),
            str(event["details"].get("signature", "")),
        ):
            # Read on: what the release makes of it is another question.
            trail.find("event_signature", str(event["number"]), event["by"])
        if event["kind"] in CORRECTING:
            proposals[event["number"]] = event
            continue
        if event["kind"] == "withdrawal":
            # What is withdrawn is proposed no more: an approval after it finds nothing.
            proposals.pop(int(event["details"]["proposal"]), None)
            continue
        number = int(event["details"]["proposal"])
        proposal = proposals.get(number)
        wrong = _wrong_approval(event, proposal, keys)
        if wrong or number in approved or proposal is None:
            trail.find("event_approval", str(event["number"]), number, wrong or "2×")
        if proposal is None or number in approved:
            continue
        approved.add(number)
        held.append(_correction(proposal))
    return held


def _wrong_approval(event: Value, proposal: Value | None, keys: dict[str, str]) -> str:
    if proposal is None:
        return "–"
    if keys.get(proposal["by"]) == keys.get(event["by"]):
        return str(event["by"])
    digest = sha(canonical(_value(proposal)))
    named = str(event["details"]["proposal_digest"])
    return "" if named == digest else named


def _correction(event: Value) -> dict[str, Any]:
    details = event["details"]
    return {
        "kind": event["kind"],
        **{name: details[name] for name in SAID},
        "bank": details["bank"] or None,
        "proposal": sha(canonical(_value(event))),
    }


def _signed_bytes(contest: str, event: Value) -> bytes:
    details = {name: value for name, value in event["details"].items() if name != "signature"}
    value = {**_value(event), "details": details}
    return b"contest-correction:" + contest.encode() + b":" + canonical(value)


def corrections_digest(given: list[Value], rounds: list[str]) -> str | None:
    """Return the digest over the corrections that bear on some rounds; their order is nothing."""
    found = {
        sha(
            canonical(
                [
                    each["kind"],
                    *(each[name] or "" for name in SAID),
                    each["proposal"],
                ]
            )
        )
        for each in given
        if each["round"] == "contest" or each["round"] in rounds
    }
    return sha("".join(sorted(found)).encode()) if found else None
