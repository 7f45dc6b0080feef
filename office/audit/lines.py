"""The archived lines of a round against the attempts on record: each in it once, and no other."""

from office.audit.attempts import place_of
from office.audit.canon import canonical, read_json, sha
from office.audit.findings import Trail
from office.audit.frame import Frame, Value
from office.audit.raw import Records


def check_lines(
    records: Records, frame: Frame, round_id: str, mine: list[Value], trail: Trail
) -> list[Value]:
    """Compare; return the attempts that results are to be derived from.

    Those are the archived ones where their digest is the one on record: what the results name.
    Where it is not, they are the attempts themselves.
    """
    digest = _recorded(frame, round_id)
    name = f"{records.contest}/{round_id}/attempts-{digest}.jsonl"
    data = records.archive.get(name)
    if data is None:
        trail.find("no_file", name)
        return mine
    trail.counts["files"] += 1
    whole = sha(data) == digest
    if not whole:
        trail.find("file_digest", name, digest, sha(data))
    elif data == b"".join(canonical(line) + b"\n" for line in mine):
        trail.counts["lines"] += len(mine)
        return mine
    archived = [read_json(line) for line in data.splitlines()]
    _compare(mine, archived, round_id, trail)
    return archived if whole else mine


def _recorded(frame: Frame, round_id: str) -> str:
    digest = frame.states[round_id].get("attempts")
    return "" if digest is None else str(digest.hex())


def _compare(mine: list[Value], archived: list[Value | None], round_id: str, trail: Trail) -> None:
    stored = {(line["pid"], line["ordinal"]): line for line in mine}
    seen: set[tuple[str, int]] = set()
    for number, line in enumerate(archived, start=1):
        trail.counts["lines"] += 1
        try:
            name = (line["pid"], line["ordinal"]) if line else ("", 0)
        except (KeyError, TypeError):
            name = ("", 0)
        item = stored.get(name)
        if line is None or item is None:
            trail.find("line_without_attempt", f"{round_id} #{number}", found=name[0])
        elif name in seen:
            trail.find("line_twice", place_of(item))
        else:
            trail.compare("line", place_of(item), line, item)
        seen.add(name)
    for name, item in stored.items():
        if name not in seen:
            trail.find("attempt_without_line", place_of(item))
