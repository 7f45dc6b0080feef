"""What readers get against what is staged: the same bytes, and the pointer to the right ones."""

from collections.abc import Mapping

from office.audit.canon import read_json, sha
from office.audit.findings import Trail
from office.audit.frame import WHOLE, Value
from office.audit.raw import Records

PARTS = ("summary", "rows", "statistics")


def check_published(
    records: Records, round_id: str, digest: str, staged: Mapping[str, bytes], trail: Trail
) -> None:
    """Compare every public file of a round's results with what it should be.

    ``staged`` are the bytes that are derived anew, by part; what is not among them is compared with
    the archive, and results with their digest.
    """
    short = f"data/{round_id}-{digest[:16]}"
    archived = f"{records.contest}/{round_id}/results-{digest}"
    parts = PARTS if round_id == WHOLE else (*PARTS, "questions")
    pointer: Value = {
        "round": round_id,
        "digest": digest,
        "results": f"/{short}.json",
        "page": f"/data/{round_id}.html",
        **{part: f"/{short}.{part}.json" for part in parts},
    }
    _same_bytes(records, trail, f"{short}.json", digest)
    page = records.archive.get(f"{archived}.html")
    _same_bytes(records, trail, f"data/{round_id}.html", _sha(page))
    for part in parts:
        data = staged.get(part, records.archive.get(f"{archived}.{part}.json"))
        _same_bytes(records, trail, f"{short}.{part}.json", _sha(data))
    own = records.archive.get(f"{archived}.own.jsonl")
    if own is not None:
        files = own.split(b"\n")[:-1]
        for number, data in enumerate(files):
            _same_bytes(records, trail, f"{short}.own.{number}.json", _sha(data))
        pointer |= {"own": f"/{short}.own.", "own_files": len(files)}
    said = read_json(records.public.get(f"data/{round_id}.json"))
    trail.compare("pointer", f"data/{round_id}.json", pointer, said or {})


def _sha(data: bytes | None) -> str:
    return "" if data is None else sha(data)


def _same_bytes(records: Records, trail: Trail, name: str, expected: str) -> None:
    trail.counts["public_files"] += 1
    data = records.public.get(name)
    if data is None:
        trail.find("not_published", name)
    elif expected and sha(data) != expected:
        trail.find("public_differs", name, expected, sha(data))
