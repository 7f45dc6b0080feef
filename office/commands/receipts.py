"""``build.py verify``: what holds of a receipt that somebody brings."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from chalicelib.contest.receipts import ReceiptKey
from chalicelib.contest.times import format_duration, format_second
from chalicelib.use_cases.receipts import PUBLIC_KEY_FILE
from office.commands.project import CommandError, Project
from office.local.state_folder import ENDPOINT_FILE, STATE_FILE
from office.local.workshop import open_workshop
from office.receipts.proof import BadFileError, Proof, key_of, read_key, read_proof
from office.receipts.verify import Finding, verify
from office.texts import text

_VERDICTS = {True: "holds", False: "fails", None: "unknown"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What to tell, and whether everything holds that could be looked at."""

    told: tuple[str, ...]
    holds: bool


def verify_receipt(path: Path, key_file: Path | None, project: Callable[[], Project]) -> Verified:
    """Verify a receipt's file under a key's file, or under the key of the contest's local state.

    The contest is read only where no file of a key is given: with one, anybody can verify.  Raises
    CommandError where a file cannot be used or there is no key.
    """
    try:
        proof = read_proof(path)
        key = local_key(project()) if key_file is None else read_key(key_file)
    except BadFileError as error:
        raise CommandError(str(error)) from error
    findings = verify(proof, key)
    told = [*_about(proof), *(_sentence(finding, proof, key) for finding in findings)]
    if key_file is not None:
        told.append(text("receipt.public_key", public_key=key.public_key))
    return Verified(told=tuple(told), holds=all(finding.holds is not False for finding in findings))


def local_key(project: Project) -> ReceiptKey:
    """Return the key that is published with the contest's local state, or with its built site.

    Raises CommandError where there is none; no state is made by asking.
    """
    folder, contest = project.state_folder, project.contest.id
    data = None
    if project.stage is not None:
        with project.opened() as workshop:
            data = workshop.backend.public.get(PUBLIC_KEY_FILE)
    elif any((folder / name).exists() for name in (STATE_FILE, ENDPOINT_FILE)):
        with open_workshop(folder, contest) as workshop:
            data = workshop.backend.public.get(PUBLIC_KEY_FILE)
    published = project.public_dir / PUBLIC_KEY_FILE
    if data is None and published.is_file():
        return read_key(published)
    if data is None:
        raise CommandError(text("receipt.no_key", contest=contest))
    return key_of(json.loads(data), PUBLIC_KEY_FILE)


def _about(proof: Proof) -> list[str]:
    receipt = proof.receipt
    return [
        text(
            "receipt.about",
            code=receipt["code"],
            contest=receipt["contest"],
            round=receipt["round"],
        ),
        text(
            "receipt.times",
            started=format_second(int(receipt["started_at"])),
            ended=text(f"receipt.ended_{receipt['state']}"),
            submitted=format_second(int(receipt["submitted_at"])),
            used=format_duration(int(receipt["time_used_ms"])),
        ),
        text("receipt.answered", answered=receipt["answered"], questions=receipt["questions"]),
    ]


def _sentence(finding: Finding, proof: Proof, key: ReceiptKey) -> str:
    verdict = _VERDICTS[finding.holds]
    what = text(
        f"receipt.{finding.part}_{verdict}",
        contest=proof.receipt["contest"],
        key_contest=key.contest,
        receipt_key_id=proof.receipt["key_id"],
        key_id=key.key_id,
    )
    return text(f"receipt.{verdict}", what=what)
