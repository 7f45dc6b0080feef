"""Archived standings against those derived anew: figures, every person's row, every unit's."""

from fractions import Fraction

from office.audit.canon import read_json, sha, together
from office.audit.chain import corrections_digest
from office.audit.derived import Derived
from office.audit.findings import Trail
from office.audit.frame import WHOLE, Frame, Value, divisions_of, slot_of
from office.audit.raw import Records


def read_standings(records: Records, frame: Frame, round_id: str, trail: Trail) -> Value | None:
    """Return the standings on record; None, with a finding, where they cannot be read."""
    held: bytes = frame.states[round_id].get("standings", b"")
    digest = held.hex()
    name = f"{records.contest}/{round_id}/standings-{digest}.json"
    data = records.archive.get(name)
    value = read_json(data)
    if data is None or not isinstance(value, dict):
        trail.find("no_file", name)
        return None
    trail.counts["files"] += 1
    if sha(data) != digest:
        trail.find("file_digest", name, digest, sha(data))
    return value


def provenance(
    records: Records, frame: Frame, recorded: Value, round_id: str, rounds: list[str]
) -> dict[str, str]:
    """Return the digests that results should name; the rules are those that they do name."""
    contest = frame.rules[recorded["rules"]]
    attempts = _attempts_digest(records, frame, round_id, rounds)
    slots = [slot_of(each, division) for each in rounds for division in divisions_of(contest)]
    banks = [frame.slots[slot] for slot in slots]
    found = {
        "rules": recorded["rules"],
        "bank": together(banks),
        "keys": together([frame.banks[b].keys_digest if b in frame.banks else "" for b in banks]),
        "attempts": recorded["attempts"] if attempts is None else attempts,
    }
    corrections = corrections_digest(frame.corrections, rounds)
    return found | ({"corrections": corrections} if corrections else {})


def _attempts_digest(
    records: Records, frame: Frame, round_id: str, rounds: list[str]
) -> str | None:
    """Return the digest of the lines of some rounds; None where a file is not what it was."""
    digests = [frame.states[each]["attempts"].hex() for each in rounds]
    if round_id != WHOLE:
        return str(digests[0])
    names = zip(rounds, digests, strict=True)
    files = [
        records.archive.get(f"{records.contest}/{r}/attempts-{d}.jsonl", b"") for r, d in names
    ]
    if [sha(data) for data in files] != digests:
        return None
    return sha(b"".join(files))


def standings_of(found: Derived, named: dict[str, str]) -> Value:
    """Return the standings as the archive should have them."""
    return {
        "schema": 2,
        "round": found.round,
        **named,
        "figures": found.figures,
        "persons": [
            {
                "awards": found.awards.get(score.pid, []),
                "division": score.division,
                "marks": str(marks),
                "pid": score.pid,
                "rank": rank,
                "receipt": score.receipt,
                "submitted_at": score.submitted_at,
                "time_used_ms": score.used_ms,
                "unit": score.unit,
            }
            for rank, score, marks in found.persons
        ],
        "units": [
            {
                "rank": unit.rank,
                "unit": unit.unit["id"],
                "attempts": unit.attempts,
                "people": len(unit.people),
                "counting": len(unit.marks),
                "total_marks": str(sum(unit.marks, Fraction(0))),
                "perfect_papers": unit.perfect,
                "time_used_ms": unit.used_ms,
                "rounds": len(unit.rounds),
                "headcount": unit.unit["headcount"],
                "clip_marks": None if unit.clip is None else str(unit.clip),
                "score": None if unit.score is None else str(unit.score),
                "awards": found.unit_awards.get(unit.unit["id"], []),
            }
            for unit in found.units
        ],
    }
