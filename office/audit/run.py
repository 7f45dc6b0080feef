"""The audit: each part in its order, each difference where it first shows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from office.audit import attempts, beside, report, standings
from office.audit.canon import canonical, read_json, sha
from office.audit.chain import check_chain
from office.audit.derived import Derived, count_taken, derive_contest, derive_round
from office.audit.findings import Trail
from office.audit.frame import WHOLE, Frame, Value, divisions_of, read_frame, slot_of
from office.audit.lines import check_lines
from office.audit.live import check_live
from office.audit.marks import Score
from office.audit.own import check_own
from office.audit.published import check_published
from office.audit.raw import Records
from office.audit.receipts import check_key, check_receipts
from office.audit.results import extra_time_of, public_value, rows_of, summary_of
from office.audit.versions import check_versions

DONE = {"closed", "published"}


@dataclass(slots=True, kw_only=True)
class Course:
    """What an audit has come to so far."""

    records: Records
    frame: Frame
    trail: Trail
    lines: list[Value]
    births: Mapping[str, str]
    names: Mapping[str, str]
    only: str | None = None
    """The one round whose results are to be compared; None: all."""
    taken: dict[str, int] = field(default_factory=dict)
    valid: dict[str, list[Score]] = field(default_factory=dict)
    archived: dict[str, list[Value]] = field(default_factory=dict)


def audit(
    records: Records,
    *,
    only: str | None = None,
    reports: Mapping[str, bytes] | None = None,
    receipts: Mapping[str, bytes] | None = None,
    tell: Callable[[str, str], None] = lambda part, place: None,
) -> Trail:
    """Derive everything again, and compare; ``tell`` is told each part as it begins.

    ``only`` limits what is told of results to one round (``contest``: the whole).  ``reports`` and
    ``receipts`` are files that lie elsewhere, by name.
    """
    trail = Trail()
    tell("frame", "")
    frame: Frame | None = None
    with trail.guard(records.contest):
        frame = read_frame(records, trail)
    if frame is None:
        return trail
    with trail.guard("events"):
        check_chain(records, frame, trail)
    tell("attempts", "")
    lines = attempts.read_attempts(records, trail)
    with trail.guard("attempts"):
        attempts.check_attempts(records, frame, lines, trail)
    with trail.guard("receipts"):
        public_key = check_key(records, trail)
        check_receipts(records, receipts or {}, lines, public_key, trail)
    people = [
        item
        for partition, items in records.partitions("people").items()
        if partition.startswith("person/")
        for item in items
    ]
    course = Course(
        records=records,
        frame=frame,
        trail=trail,
        lines=lines,
        births={item["sk"]: item["born"] for item in people if "born" in item},
        names={item["sk"]: item["name"] for item in people},
        only=only,
    )
    for round_ in frame.contest()["rounds"]:
        tell("round", round_["id"])
        with _trail(course, round_["id"]).guard(round_["id"]):
            _audit_round(course, round_["id"])
    if frame.states.get(WHOLE, {}).get("status") in DONE:
        tell("round", WHOLE)
        with _trail(course, WHOLE).guard(WHOLE):
            _audit_whole(course)
    if only is None:
        with trail.guard("versions"):
            check_versions(records, frame, trail)
        with trail.guard("report"):
            report.check_reports(
                records,
                frame,
                trail,
                lines=course.archived,
                valid=course.valid,
                others=reports,
            )
    return trail


def _audit_round(course: Course, round_id: str) -> None:
    frame, trail = course.frame, _trail(course, round_id)
    mine = [line for line in course.lines if line["round"] == round_id]
    check_live(course.records, frame, round_id, mine, trail)
    if frame.states.get(round_id, {}).get("status") not in DONE:
        trail.skip("not_closed", round_id)
        return
    lines = course.archived[round_id] = check_lines(course.records, frame, round_id, mine, trail)
    recorded = standings.read_standings(course.records, frame, round_id, trail)
    if recorded is None or not _same_basis(course, recorded, round_id, [round_id], trail):
        _count_recorded(course, recorded)
        return
    contest = frame.contest(recorded["rules"])
    if _lacks_births(course, contest, round_id, trail):
        _count_recorded(course, recorded)
        return
    limited = contest["prizes"]["most_per_person"] is not None
    taken = course.taken if limited else {}
    found = derive_round(frame, contest, round_id, lines, births=course.births, taken=taken)
    if found is None:
        return
    count_taken(found, course.taken)
    course.valid[round_id] = found.valid
    _compare(course, contest, found, trail, recorded=recorded)


def _audit_whole(course: Course) -> None:
    frame, trail = course.frame, _trail(course, WHOLE)
    rounds = [each["id"] for each in frame.contest()["rounds"]]
    if any(each not in course.valid for each in rounds):
        trail.skip("round_missing", WHOLE)
        return
    recorded = standings.read_standings(course.records, frame, WHOLE, trail)
    if recorded is None or not _same_basis(course, recorded, WHOLE, rounds, trail):
        return
    contest = frame.contest(recorded["rules"])
    limited = contest["prizes"]["most_per_person"] is not None
    scores = [course.valid[each] for each in rounds]
    found = derive_contest(frame, contest, scores, course.taken if limited else {})
    _compare(course, contest, found, trail, recorded=recorded)


def _lacks_births(course: Course, contest: Value, round_id: str, trail: Trail) -> bool:
    """Tell whether ranks follow from birth dates that were erased with the people."""
    by_age = {"youngest", "oldest"}
    asked = by_age.intersection(contest["ranking"]["keys"]) or any(
        group["merit"] in by_age for group in contest["prizes"]["groups"]
    )
    if not asked or course.names:
        return False
    trail.skip("no_births", round_id)
    return True


def _trail(course: Course, round_id: str) -> Trail:
    """Return where findings go; those of a round that was not asked for go nowhere."""
    return course.trail if course.only in {None, round_id} else Trail()


def _same_basis(
    course: Course, recorded: Value, round_id: str, rounds: list[str], trail: Trail
) -> bool:
    """Tell whether the results follow from what is on record now; where not, say from what else.

    Nothing is derived then: every row would differ, and say no more.
    """
    if recorded.get("rules") not in course.frame.rules:
        trail.find("basis", f"{round_id} rules", course.frame.now, recorded.get("rules"))
        return False
    slots = [
        slot_of(each, division)
        for each in rounds
        for division in divisions_of(course.frame.rules[recorded["rules"]])
    ]
    if any(course.frame.slots.get(slot) not in course.frame.banks for slot in slots):
        trail.skip("no_basis", round_id)
        return False
    named = standings.provenance(course.records, course.frame, recorded, round_id, rounds)
    names = ("bank", "keys", "attempts", "corrections")
    trail.counts["basis"] += 1
    differing = [name for name in names if named.get(name) != recorded.get(name)]
    for name in differing:
        trail.find("basis", f"{round_id} {name}", named.get(name), recorded.get(name))
    # With other attempts, each that differs is named, and so is what follows from it.
    return not set(differing) - {"attempts"}


def _count_recorded(course: Course, recorded: Value | None) -> None:
    """Go by the prizes on record of a round that could not be derived."""
    for row in recorded["persons"] if recorded else ():
        course.taken[row["pid"]] = course.taken.get(row["pid"], 0) + len(row["awards"])


def _compare(
    course: Course, contest: Value, found: Derived, trail: Trail, *, recorded: Value
) -> None:
    records, frame, round_id = course.records, course.frame, found.round or WHOLE
    names = ("rules", "bank", "keys", "attempts", "corrections")
    named = {name: recorded[name] for name in names if name in recorded}
    expected = standings.standings_of(found, named)
    trail.counts["rows"] += len(found.persons) + len(found.units)
    trail.counts["awards"] += sum(map(len, (*found.awards.values(), *found.unit_awards.values())))
    trail.compare("standings", f"{round_id} standings", expected, recorded)
    digest = _hex(frame.states[round_id].get("results"))
    staged = f"{records.contest}/{round_id}/results-{digest}"
    data = records.archive.get(f"{staged}.json")
    public = read_json(data)
    if data is None or not isinstance(public, dict):
        trail.find("no_file", f"{staged}.json")
        return
    trail.counts["files"] += 1
    if sha(data) != digest:
        trail.find("file_digest", f"{staged}.json", digest, sha(data))
    said = public.get("digests", {})
    digests = {
        **named,
        "standings": _hex(frame.states[round_id].get("standings")),
        **{name: said[name] for name in ("statistics", "questions", "own") if name in said},
    }
    value = public_value(contest, found, digests, course.names)
    credits_told = extra_time_of(frame.credits, round_id)
    if credits_told is not None:
        value["extra_time"] = credits_told
    _keep_names(course, found, value, public, trail)
    trail.compare("results", f"{round_id} results", value, public)
    whole = public if sha(data) == digest else value
    parts = _compare_beside(course, contest, found, trail, whole=whole, said=said, staged=staged)
    if frame.states[round_id]["status"] == "published":
        check_published(records, round_id, digest, parts, trail)


def _keep_names(course: Course, found: Derived, value: Value, public: Value, trail: Trail) -> None:
    """Go by the published name of whoever has none on record any more, as after an erasure."""
    shown = {row.get("receipt"): row.get("name", "") for row in public.get("persons", [])}
    for row, (_, score, _) in zip(value["persons"], found.persons, strict=True):
        if score.pid not in course.names:
            row["name"] = shown.get(row["receipt"], "")
    if not course.names and found.persons:
        trail.skip("no_names", found.round or WHOLE)


def _compare_beside(
    course: Course,
    contest: Value,
    found: Derived,
    trail: Trail,
    *,
    whole: Value,
    said: Mapping[str, str],
    staged: str,
) -> dict[str, bytes]:
    """Compare what lies beside results; return the bytes of each part as they should be."""
    records, round_id = course.records, found.round or WHOLE
    parts = {
        "summary": summary_of(whole),
        "rows": rows_of(whole),
        "statistics": beside.statistics_of(contest, found),
    }
    if found.round is not None:
        lines = course.archived[found.round]
        parts["questions"] = beside.questions_of(course.frame, contest, found.round, lines)
        own = records.archive.get(f"{staged}.own.jsonl")
        if (own is None) == any("result_key" in line for line in lines):
            trail.find("no_file", f"{staged}.own.jsonl")
        elif own is not None:
            if sha(own) != said.get("own"):
                trail.find("file_digest", f"{staged}.own.jsonl", said.get("own", ""), sha(own))
            check_own(course.frame, contest, found, trail, lines=lines, data=own)
    for part, expected in parts.items():
        name = f"{staged}.{part}.json"
        data = records.archive.get(name)
        trail.counts["files"] += 1
        if data is None:
            trail.find("no_file", name)
            continue
        if part in said and sha(data) != said[part]:
            trail.find("file_digest", name, said[part], sha(data))
        if data != canonical(expected):
            trail.compare("beside", f"{round_id} {part}", expected, read_json(data))
    return {part: canonical(expected) for part, expected in parts.items()}


def _hex(digest: bytes | None) -> str:
    return "" if digest is None else digest.hex()
