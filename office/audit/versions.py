"""How far rounds have come, former versions of results, and the public list of corrections.

1. A round whose results are staged is on record as closed; one whose pointer is out, as published.
2. A former version keeps its bytes: in the archive under its digest, and where it was published.
3. An approval names results before and after; each is the one that the next approval begins with,
   and the last is the one on record.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from office.audit.canon import canonical, read_json, sha
from office.audit.chain import CORRECTING
from office.audit.findings import Trail
from office.audit.frame import WHOLE, Frame, Value
from office.audit.published import PARTS
from office.audit.raw import Records
from office.audit.results import rows_of, summary_of

DONE = ("closed", "published")
STATUSES = ("scheduled", "closing", *DONE)
CORRECTIONS_FILE = "data/corrections.json"
_UNSOUND = {"event_number", "event_previous", "event_signature", "event_approval"}
_VERSION = re.compile(r"/([^/]+)/(attempts|standings|results)-([0-9a-f]{64})\.jsonl?$")


def check_versions(records: Records, frame: Frame, trail: Trail) -> None:
    """Look at states, at what was replaced, and at the list of corrections."""
    _check_states(records, frame, trail)
    _check_kept(records, frame, trail)
    for scope, kind, digest, name in _former(records, frame):
        data = records.archive[name]
        trail.counts["files"] += 1
        if sha(data) != digest:
            trail.find("file_digest", name, digest, sha(data))
        elif kind == "results":
            _check_former(records, scope, digest, trail)
    if not any(each.kind in _UNSOUND or each.place == "events" for each in trail.findings):
        # Where the record of events is not sound, everything below would differ with it.
        _check_corrections(records, frame, trail)


def _check_kept(records: Records, frame: Frame, trail: Trail) -> None:
    """Look for what must lie in the archive beside current results, and the key of receipts."""
    for scope in frame.states:
        digest = _hex(frame, scope, "results")
        name = f"{records.contest}/{scope}/results-{digest}.html"
        if digest and _is_done(frame, scope) and name not in records.archive:
            trail.find("no_file", name)
    key = read_json(records.public.get("data/receipt-key.json"))
    kept = f"{records.contest}/receipt-key-"
    if isinstance(key, dict) and not any(name.startswith(kept) for name in records.archive):
        trail.find("no_file", f"{kept}{key.get('key_id')}.json")


def _check_states(records: Records, frame: Frame, trail: Trail) -> None:
    rounds = [each["id"] for each in frame.contest()["rounds"]]
    for scope in (*rounds, WHOLE):
        status = frame.states.get(scope, {}).get("status")
        begun = f"{records.contest}/{scope}/results-"
        if status is not None and status not in STATUSES:
            trail.find("round_state", scope, ", ".join(STATUSES), status)
        elif f"data/{scope}.json" in records.public and status != "published":
            trail.find("round_state", scope, "published", status)
        elif status not in DONE and any(name.startswith(begun) for name in records.archive):
            trail.find("round_state", scope, "closed", status)
    for scope in sorted(frame.states.keys() - {*rounds, WHOLE}):
        trail.find("round_state", scope, "–", frame.states[scope].get("status"))
    _check_whole(records, frame, rounds, trail)


def _check_whole(records: Records, frame: Frame, rounds: list[str], trail: Trail) -> None:
    """Compare the digest of all attempts together with the one that is on record."""
    if not _is_done(frame, WHOLE):
        return
    digests = [_hex(frame, each, "attempts") for each in rounds]
    files = [
        records.archive.get(f"{records.contest}/{scope}/attempts-{digest}.jsonl", b"?")
        for scope, digest in zip(rounds, digests, strict=True)
    ]
    if [sha(data) for data in files] == digests:
        expected = sha(b"".join(files))
        trail.same("basis", f"{WHOLE} attempts", expected, _hex(frame, WHOLE, "attempts"))


def _former(records: Records, frame: Frame) -> Iterator[tuple[str, str, str, str]]:
    """Yield scope, kind, digest and name of every version that is not the one on record."""
    for name in sorted(records.archive):
        found = _VERSION.search(name)
        if found is None or not _is_done(frame, found[1]):
            continue
        if _hex(frame, found[1], found[2]) != found[3]:
            yield found[1], found[2], found[3], name


def _check_former(records: Records, scope: str, digest: str, trail: Trail) -> None:
    """Compare what lies beside former results with them, and the public copies with both."""
    staged = f"{records.contest}/{scope}/results-{digest}"
    short = f"data/{scope}-{digest[:16]}"
    data = records.archive[f"{staged}.json"]
    value = read_json(data)
    said: Mapping[str, str] = value["digests"]
    standings = f"{records.contest}/{scope}/standings-{said['standings']}.json"
    if standings not in records.archive:
        trail.find("no_file", standings)
    made = {part: make(value) for part, make in (("summary", summary_of), ("rows", rows_of))}
    due = {name: sha(canonical(part)) for name, part in made.items()}
    due |= {name: said[name] for name in ("statistics", "questions") if name in said}
    copies = {".json": data}
    for part in (*PARTS, "questions") if scope != WHOLE else PARTS:
        name = f"{staged}.{part}.json"
        beside = records.archive.get(name)
        if beside is None:
            trail.find("no_file", name)
            continue
        copies[f".{part}.json"] = beside
        if part in due and sha(beside) != due[part]:
            trail.find("file_digest", name, due[part], sha(beside))
    own = records.archive.get(f"{staged}.own.jsonl")
    if "own" in said and own is None:
        trail.find("no_file", f"{staged}.own.jsonl")
    elif own is not None:
        if sha(own) != said.get("own"):
            trail.find("file_digest", f"{staged}.own.jsonl", said.get("own", ""), sha(own))
        lines = own.split(b"\n")[:-1]
        copies |= {f".own.{number}.json": line for number, line in enumerate(lines)}
    page = records.archive.get(f"{staged}.html")
    if page is None:
        trail.find("no_file", f"{staged}.html")
    else:
        copies[".html"] = page
    if _was_published(records, short):
        for end, copy in copies.items():
            _same_copy(records, f"{short}{end}", copy, trail)


def _was_published(records: Records, short: str) -> bool:
    return any(name.startswith(f"{short}.") for name in records.public)


def _same_copy(records: Records, name: str, staged: bytes, trail: Trail) -> None:
    trail.counts["public_files"] += 1
    data = records.public.get(name)
    if data is None:
        trail.find("not_published", name)
    elif data != staged:
        trail.find("public_differs", name, sha(staged), sha(data))


@dataclass(slots=True, kw_only=True)
class _Approved:
    """An approval with its proposal."""

    approval: Value
    proposal: Value
    versions: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The digests of results before and after, by scope."""


def _approvals(records: Records) -> list[_Approved]:
    """Return what was approved, by the record of events; whether it may be is ``chain``'s."""
    events = [json.loads(item["json"]) for item in records.partition("contests", "events")]
    proposals = {event["number"]: event for event in events if event["kind"] in CORRECTING}
    found = []
    for event in events:
        proposal = (
            proposals.get(event["details"]["proposal"]) if event["kind"] == "approval" else None
        )
        if proposal is None:
            continue
        details = event["details"]
        scopes = [name.removeprefix("before.") for name in details if name.startswith("before.")]
        versions = {each: (details[f"before.{each}"], details[f"after.{each}"]) for each in scopes}
        found.append(_Approved(approval=event, proposal=proposal, versions=versions))
    return found


def _check_corrections(records: Records, frame: Frame, trail: Trail) -> None:
    held = _approvals(records)
    last: dict[str, str] = {}
    for each in held:
        number = each.approval["number"]
        for scope, (before, after) in each.versions.items():
            trail.counts["event_results"] += 1
            if last.get(scope, before) != before:
                trail.find("event_results", f"{number} before.{scope}", last[scope], before)
            last[scope] = after
            name = f"{records.contest}/{scope}/results-{before}.json"
            if name not in records.archive:
                trail.find("no_file", name)
    for scope, after in last.items():
        if _is_done(frame, scope):
            trail.same("event_results", scope, after, _hex(frame, scope, "results"))
    if held or CORRECTIONS_FILE in records.public:
        _check_list(records, frame, held, trail)


def _check_list(records: Records, frame: Frame, held: list[_Approved], trail: Trail) -> None:
    """Compare the public list with the record: what was corrected, why, by whom, what it moved."""
    data = records.public.get(CORRECTIONS_FILE)
    if data is None:
        trail.find("not_published", CORRECTIONS_FILE)
        return
    expected = [_row(records, each) for each in reversed(held)]
    value = read_json(data)
    rows = value.get("corrections") if isinstance(value, dict) else None
    if not isinstance(rows, list):
        trail.find("corrections_list", CORRECTIONS_FILE, found="?")
        return
    said = [
        {
            **{name: row.get(name) for name in expected[0] if name != "former"},
            "former": {one["round"]: one["page"] for one in row.get("former", [])},
        }
        if expected
        else row
        for row in rows
    ]
    trail.compare("corrections_list", CORRECTIONS_FILE, expected, said)


def _row(records: Records, each: _Approved) -> Value:
    approval, proposal = each.approval, each.proposal
    former = {scope: f"data/{scope}-{before[:16]}" for scope, (before, _) in each.versions.items()}
    return {
        "number": approval["number"],
        "at": approval["at"],
        "kind": proposal["kind"],
        "round": proposal["details"]["round"],
        "answer": proposal["details"]["answer"],
        "reason": proposal["reason"],
        "proposed_at": proposal["at"],
        "proposed_by": proposal["by"],
        "approved_by": approval["by"],
        "ranks_moved": approval["details"]["ranks_moved"],
        "prizes_moved": approval["details"]["prizes_moved"],
        "former": {
            scope: f"/{short}.html"
            for scope, short in former.items()
            if _was_published(records, short)
        },
    }


def _is_done(frame: Frame, scope: str) -> bool:
    return frame.states.get(scope, {}).get("status") in DONE


def _hex(frame: Frame, scope: str, name: str) -> str:
    digest = frame.states.get(scope, {}).get(name)
    return digest.hex() if isinstance(digest, bytes) else ""
