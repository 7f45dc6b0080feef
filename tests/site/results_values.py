"""Public results of a small round and contest, computed and redacted as the close does it."""

import re
from typing import Any

from chalicelib.contest.grading import Score
from chalicelib.contest.ids import ReceiptCode, UnitId
from chalicelib.contest.redaction import redact
from chalicelib.contest.results import contest_results, round_results
from chalicelib.contest.standings import Provenance
from tests.builders import OPENS_AT, ROUND, make_contest, make_digest, make_pid, make_score

_PEOPLE = [
    (1, "Nguyễn Văn An", "phuong-1", 3, 64_005),
    (2, "Trần Thị Bình", "phuong-2", 2, 70_000),
    (3, "Lê Đức Châu", "phuong-1", 2, 80_000),
]


def _scores() -> list[Score]:
    return [
        make_score(
            pid=make_pid(number),
            receipt_code=ReceiptCode(f"7K2M-9QXD-{number:02d}"),
            unit=UnitId(unit),
            marks=100 * marks,
            full_marks=300,
            time_used_ms=time_used_ms,
            submitted_at=OPENS_AT + time_used_ms,
        )
        for number, _, unit, marks, time_used_ms in _PEOPLE
    ]


def _values() -> tuple[dict[str, Any], dict[str, Any]]:
    contest = make_contest()
    provenance = Provenance(
        rules=make_digest("rules"),
        bank=make_digest("bank"),
        keys=make_digest("keys"),
        attempts=make_digest("attempts"),
    )
    names = {make_pid(number): name for number, name, *_ in _PEOPLE}
    of_round = round_results(contest, ROUND, _scores())
    of_contest = contest_results(contest, [_scores()])
    return (
        redact(contest, of_round, provenance, names).value,
        redact(contest, of_contest, provenance, names).value,
    )


ROUND_VALUE, CONTEST_VALUE = _values()


def cells_of(page: str, name: str) -> list[str]:
    """Return what stands in a row's cells, found by the name at its head."""
    row = next(row for row in page.split("<tr") if f">{name}</a></th>" in row)
    return re.findall(r"<td[^>]*>([^<]*)</td>", row)
