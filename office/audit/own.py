"""Everybody's own result: each record opened with its key, and compared with what it should say.

These records are public and made while the round closes: they bind the answers of everybody, as
receipts do, whoever still has a receipt.
"""

import base64
import hashlib
from collections import Counter

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from office.audit.attempts import place_of
from office.audit.beside import folded, later_words
from office.audit.canon import read_json
from office.audit.derived import Derived
from office.audit.findings import Trail
from office.audit.frame import Frame, Value
from office.audit.marks import on_scale, written
from office.audit.results import full_marks
from office.audit.times import time_used

NONCE_BYTES = 12


def check_own(
    frame: Frame, contest: Value, found: Derived, trail: Trail, *, lines: list[Value], data: bytes
) -> None:
    """Compare the records of a round with those that should be there."""
    sealed: dict[str, str] = {}
    for file in data.splitlines():
        sealed |= (read_json(file) or {}).get("records", {})
    secret = later_words(frame, contest, str(found.round))
    places = {(score.pid, score.ordinal): (rank, m) for rank, score, m in found.persons}
    of = Counter(score.division for _, score, _ in found.persons)
    marks = {(s.pid, s.ordinal): on_scale(s, contest) for s in found.valid}
    full = full_marks(contest, found)
    names = {division["id"]: division["name"] for division in contest["divisions"]}
    for line in lines:
        key = line.get("result_key")
        if not key:
            continue
        trail.counts["own"] += 1
        name = hashlib.sha256(f"own-name:{key}".encode()).hexdigest()[:24]
        opened = _opened(sealed.pop(name, ""), hashlib.sha256(f"own-key:{key}".encode()).digest())
        if opened is None:
            trail.find("own_missing", place_of(line))
            continue
        who = (line["pid"], line["ordinal"])
        rank = places[who][0] if who in places else None
        awards = found.awards.get(line["pid"], []) if rank is not None else []
        expected = {
            "schema": 1,
            "code": line["receipt"],
            "questions": line["questions"],
            "answers": [line["answers"].get(question, "") for question in line["questions"]],
            "outcomes": _outcomes(frame, line, secret),
            "prediction": line["answers"].get("prediction", ""),
            "marks": written(marks[who], contest["marks"]["decimals"]) if who in marks else None,
            "full_marks": full,
            "rank": rank,
            "of": None if rank is None else of[line["division"]],
            "division": line["division"],
            "division_name": names.get(line["division"], ""),
            "time_used_ms": time_used(line),
            "awards": [award["prize"] for award in awards if award["decided"]],
        }
        for path in sorted(expected):
            if expected[path] != opened.get(path):
                place = f"{place_of(line)} {path}"
                trail.find("own", place, expected[path], opened.get(path))
    for name in sealed:
        trail.find("own_stray", f"{found.round} {name}")


def _opened(sealed: str, key: bytes) -> Value | None:
    try:
        data = base64.b64decode(sealed, validate=True)
        value = read_json(AESGCM(key).decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], None))
    except (InvalidTag, ValueError):
        return None
    return value if isinstance(value, dict) else None


def _outcomes(frame: Frame, line: Value, secret: set[str]) -> str:
    """Return a sign for each question, as it stands after all corrections."""
    bank = frame.banks[line["bank"]]
    given = [
        c for c in frame.corrections if (c["round"], c["bank"]) == (line["round"], line["bank"])
    ]
    voided = {c["target"] for c in given if c["kind"] == "void_question"}
    accepted = {(c["target"], c["answer"]) for c in given if c["kind"] == "accept_key"}
    signs = []
    for question in line["questions"]:
        answer = line["answers"].get(question)
        if question in voided:
            signs.append("x")
        elif answer is None or question not in bank.by_id:
            signs.append("-")
        elif folded(bank.by_id[question]["text"]) in secret:
            signs.append("?")
        else:
            right = answer == bank.keys[question]["right"] or (question, answer) in accepted
            signs.append("1" if right else "0")
    return "".join(signs)
