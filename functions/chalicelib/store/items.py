"""Values to DynamoDB items and back: pure functions.

An attempt must stay below 1 KB (one write unit) with 15 questions, so digests are bytes, attribute
names are short, and what the key says is not said again.  Its paper and its answers are one JSON
text each: smaller than DynamoDB's lists and maps.  It is canonical, so that equal answers are equal
texts, which is all that a condition asks of them.  None is stored as no attribute.
"""

import zlib
from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from chalicelib.contest.acts import RoundState, RoundStatus
from chalicelib.contest.attempts import Attempt, AttemptState, Save, Submission
from chalicelib.contest.canonical import canonical_json, digest_of
from chalicelib.contest.corrections import Correction
from chalicelib.contest.errors import DigestMismatchError
from chalicelib.contest.extra_time import Credit
from chalicelib.contest.ids import (
    BankSlot,
    ContestId,
    Digest,
    DivisionId,
    Pid,
    QuestionId,
    ReceiptCode,
    RoundId,
    UnitId,
)
from chalicelib.contest.questions import AnswerKey, Question
from chalicelib.contest.rules import Contest
from chalicelib.ports import Person, Release
from chalicelib.store import keys

Item = dict[str, Any]
"""An item in DynamoDB's attribute format."""


def attempt_item(attempt: Attempt) -> Item:
    """Return an attempt's item."""
    item = keys.attempt_key(attempt.key) | {
        "receipt": text(attempt.receipt_code),
        "rules": digest(attempt.rules),
        "bank": digest(attempt.bank),
        "paper": json_text(attempt.question_ids),
        "started": number(attempt.started_at),
        "deadline": number(attempt.deadline_at),
        "device": text(attempt.start_id),
        "epoch": number(attempt.device_epoch),
        "state": text(attempt.state),
        "rev": number(attempt.revision),
        "answers": json_text(dict(attempt.answers)),
        "changed": number(attempt.changed_at),
    }
    if attempt.round_id != attempt.key.scope:
        item["round"] = text(attempt.round_id)
    if attempt.unit is not None:
        item["unit"] = text(attempt.unit)
    if attempt.division is not None:
        item["division"] = text(attempt.division)
    if attempt.former_start_ids:
        item["former"] = json_text(attempt.former_start_ids)
    if attempt.submitted_at is not None:
        item["submitted"] = number(attempt.submitted_at)
    if attempt.submit_id:
        item["submit"] = text(attempt.submit_id)
    if attempt.credit_ms:
        item["credit"] = number(attempt.credit_ms)
    if attempt.taken_over_at:
        item["taken"] = json_text(attempt.taken_over_at)
    if attempt.result_key:
        item["own"] = {"B": bytes.fromhex(attempt.result_key)}
    return item | networks_values(attempt.networks)


def attempt_of(item: Item) -> Attempt:
    """Return the attempt of an item."""
    key = keys.read_attempt_key(item)
    return Attempt(
        key=key,
        round_id=RoundId(item["round"]["S"]) if "round" in item else key.scope,
        unit=UnitId(item["unit"]["S"]) if "unit" in item else None,
        division=DivisionId(item["division"]["S"]) if "division" in item else None,
        receipt_code=ReceiptCode(item["receipt"]["S"]),
        rules=read_digest(item["rules"]),
        bank=read_digest(item["bank"]),
        question_ids=msgspec.json.decode(item["paper"]["S"], type=tuple[QuestionId, ...]),
        started_at=int(item["started"]["N"]),
        deadline_at=int(item["deadline"]["N"]),
        start_id=item["device"]["S"],
        former_start_ids=(
            msgspec.json.decode(item["former"]["S"], type=tuple[str, ...])
            if "former" in item
            else ()
        ),
        device_epoch=int(item["epoch"]["N"]),
        state=AttemptState(item["state"]["S"]),
        revision=int(item["rev"]["N"]),
        answers=msgspec.json.decode(item["answers"]["S"], type=dict[str, str]),
        changed_at=int(item["changed"]["N"]),
        submitted_at=int(item["submitted"]["N"]) if "submitted" in item else None,
        submit_id=item["submit"]["S"] if "submit" in item else "",
        credit_ms=int(item["credit"]["N"]) if "credit" in item else 0,
        taken_over_at=(
            msgspec.json.decode(item["taken"]["S"], type=tuple[int, ...]) if "taken" in item else ()
        ),
        result_key=item["own"]["B"].hex() if "own" in item else "",
        networks=item["net"]["B"].hex() if "net" in item else "",
    )


def networks_values(networks: str) -> Item:
    """Return the attribute that holds an attempt's sealed networks; none where there are none."""
    return {"net": {"B": bytes.fromhex(networks)}} if networks else {}


def save_values(save: Save) -> Item:
    """Return the attributes that a save sets, besides the answers and when they changed."""
    return {"rev": number(save.revision)}


def answers_values(write: Save | Submission) -> Item:
    """Return the attributes that a write with other answers than the stored ones sets."""
    return {"answers": json_text(dict(write.answers)), "changed": number(write.arrived_at)}


def submission_values(submission: Submission) -> Item:
    """Return the attributes that a submission sets, besides the answers and when they changed."""
    return {
        "state": text(AttemptState.SUBMITTED),
        "rev": number(submission.revision),
        "submitted": number(submission.submitted_at()),
        "submit": text(submission.submit_id),
    }


def person_item(contest: ContestId, person: Person) -> Item:
    """Return a person's item."""
    item = keys.person_key(contest, person.pid) | {
        "name": text(person.name),
        "factor": text(person.second_factor),
        "code": text(person.code_hash),
        "sealed": text(person.sealed),
        "consent": number(person.consent_version),
        "registered": number(person.registered_at),
        "replaced": number(person.replaced_codes),
    }
    if person.unit is not None:
        item["unit"] = text(person.unit)
    if person.division is not None:
        item["division"] = text(person.division)
    if person.born_on is not None:
        item["born"] = text(person.born_on.isoformat())
    if person.consented_at is not None:
        item["consented"] = number(person.consented_at)
    return item


def person_of(item: Item) -> Person:
    """Return the person of an item."""
    return Person(
        pid=Pid(item[keys.SORT]["S"]),
        name=item["name"]["S"],
        unit=UnitId(item["unit"]["S"]) if "unit" in item else None,
        division=DivisionId(item["division"]["S"]) if "division" in item else None,
        born_on=date.fromisoformat(item["born"]["S"]) if "born" in item else None,
        second_factor=item["factor"]["S"],
        code_hash=item["code"]["S"],
        sealed=item["sealed"]["S"],
        consent_version=int(item["consent"]["N"]),
        registered_at=int(item["registered"]["N"]),
        consented_at=int(item["consented"]["N"]) if "consented" in item else None,
        replaced_codes=int(item["replaced"]["N"]),
    )


def question_entry(question: Question) -> Item:
    """Return a question's attributes; its key follows from its place."""
    return {"json": json_text(msgspec.to_builtins(question))}


def question_of(item: Item) -> Question:
    """Return the question of an entry."""
    return msgspec.json.decode(item["json"]["S"], type=Question)


def answer_key_entry(key: AnswerKey) -> Item:
    """Return an answer key's attributes; its key follows from its place."""
    return {"json": json_text(msgspec.to_builtins(key))}


def answer_key_of(item: Item) -> AnswerKey:
    """Return the answer key of an entry."""
    return msgspec.json.decode(item["json"]["S"], type=AnswerKey)


def rules_bytes(contest: Contest) -> bytes:
    """Return compiled rules as canonical JSON, whose digest names them."""
    return canonical_json(msgspec.to_builtins(contest))


def rules_item(contest: Contest) -> tuple[Digest, Item]:
    """Return the rules' digest and their item.

    The bytes are compressed: a province has thousands of units, and an item may have 400 KB.
    """
    data = rules_bytes(contest)
    name = digest_of(data)
    return name, keys.rules_key(contest.id, name) | {"json": {"B": zlib.compress(data, 9)}}


def rules_of(item: Item, expected: Digest) -> Contest:
    """Return the rules of an item; raise DigestMismatchError where their bytes are other ones."""
    data = zlib.decompress(item["json"]["B"])
    if digest_of(data) != expected:
        raise DigestMismatchError(what="rules", recorded=expected, computed=digest_of(data))
    return msgspec.json.decode(data, type=Contest)


def release_item(release: Release) -> Item:
    """Return a release's item."""
    banks = {slot: digest(bank) for slot, bank in release.banks.items()}
    item = keys.release_key(release.contest) | {
        "rules": digest(release.rules),
        "banks": {"M": banks},
    }
    if release.credits:
        item["credits"] = json_text(msgspec.to_builtins(release.credits))
    if release.corrections:
        item["corrections"] = json_text(msgspec.to_builtins(release.corrections))
    return item


def release_of(contest: ContestId, item: Item) -> Release:
    """Return the release of an item."""
    return Release(
        contest=contest,
        rules=read_digest(item["rules"]),
        banks={BankSlot(name): read_digest(bank) for name, bank in item["banks"]["M"].items()},
        credits=(
            msgspec.json.decode(item["credits"]["S"], type=tuple[Credit, ...])
            if "credits" in item
            else ()
        ),
        corrections=(
            msgspec.json.decode(item["corrections"]["S"], type=tuple[Correction, ...])
            if "corrections" in item
            else ()
        ),
    )


def state_values(state: RoundState) -> dict[str, Mapping[str, Any] | None]:
    """Return the attributes of a round's state; None for one that is not stored."""
    return {
        "status": text(state.status),
        "attempts": None if state.attempts is None else digest(state.attempts),
        "standings": None if state.standings is None else digest(state.standings),
        "results": None if state.results is None else digest(state.results),
    }


def state_item(contest: ContestId, state: RoundState) -> Item:
    """Return the item of a round's state."""
    values = {name: value for name, value in state_values(state).items() if value is not None}
    return keys.state_key(contest, state.round) | values


def state_of(item: Item) -> RoundState:
    """Return the round's state of an item."""

    def optional(name: str) -> Digest | None:
        return read_digest(item[name]) if name in item else None

    return RoundState(
        round=RoundId(item[keys.SORT]["S"]),
        status=RoundStatus(item["status"]["S"]),
        attempts=optional("attempts"),
        standings=optional("standings"),
        results=optional("results"),
    )


def text(value: str) -> dict[str, str]:
    """Return a string attribute."""
    return {"S": str(value)}


def json_text(value: object) -> dict[str, str]:
    """Return a JSON value as a string attribute."""
    return text(canonical_json(value).decode())


def number(value: int) -> dict[str, str]:
    """Return an integer attribute."""
    return {"N": str(value)}


def digest(value: Digest) -> dict[str, bytes]:
    """Return a digest as an attribute of 32 bytes."""
    return {"B": bytes.fromhex(value)}


def read_digest(attribute: Mapping[str, bytes]) -> Digest:
    """Return the digest of an attribute."""
    return Digest(attribute["B"].hex())
