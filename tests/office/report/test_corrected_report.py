"""The report of a contest whose results were corrected, and where extra time was credited."""

from datetime import date
from typing import Any

import pytest
from builders import ROUND, make_group
from corrected_scene import Corrected
from report_words import words_of

from chalicelib.contest.corrections import Correction, CorrectionKind
from chalicelib.contest.extra_time import Credit
from chalicelib.contest.ids import Pid
from chalicelib.contest.rules import Prizes
from office.report import make_report
from office.report.collect import collect
from office.report.document import make_document

ON = date(2021, 12, 31)


def report_of(case: Corrected) -> dict[str, Any]:
    """Return the report, made anew from the archive: it is refused where it differs from that."""
    collected = collect(case.scene.desks.backend, case.scene.contest)
    report: dict[str, Any] = make_report(
        case.scene.contest,
        collected.rounds,
        made_on=ON,
        births=collected.births,
        registered=collected.registered,
        corrections=collected.corrections,
        extra_time=collected.extra_time,
        recorded=collected.recorded,
    )
    return report


@pytest.fixture
def case() -> Corrected:
    return Corrected(prizes=Prizes(groups=(make_group(),)))


def test_a_report_counts_as_the_corrected_results_do(case: Corrected) -> None:
    case.both(case.void())
    case.both(Correction(kind=CorrectionKind.VOID_ATTEMPT, round=ROUND, target=case.receipts[2]))
    case.both(
        Correction(
            kind=CorrectionKind.WITHDRAW_PRIZE,
            round=ROUND,
            target=case.pids[1],
            group=make_group().id,
        )
    )

    report = report_of(case)

    (first,) = report["rounds"]
    assert (report["corrections"], first["attempts"], first["people"]) == (3, 2, 2)
    assert [group["awarded"] for group in report["awards"]["groups"]] == [1]


def test_a_report_says_that_results_were_corrected(case: Corrected) -> None:
    before = words_of(make_document(case.scene.contest, report_of(case)))
    case.both(case.void())

    after = words_of(make_document(case.scene.contest, report_of(case)))

    said = "Số liệu trong báo cáo đã tính theo 1 lần đính chính kết quả"
    assert [said in " ".join(words) for words in (before, after)] == [False, True]


def test_a_report_tells_the_extra_time_of_its_rounds(case: Corrected) -> None:
    collected = collect(case.scene.desks.backend, case.scene.contest)
    report: dict[str, Any] = make_report(
        case.scene.contest,
        collected.rounds,
        made_on=ON,
        extra_time=[
            Credit(round=ROUND, pid=None, extra_ms=300_000, at=0, reason="Mất điện"),
            Credit(round=ROUND, pid=Pid("p"), extra_ms=60_000, at=0),
        ],
    )

    words = words_of(make_document(case.scene.contest, report))

    name = case.scene.contest.rounds[0].name
    told = [each for each in words if each.startswith(f"- {name}: ")]
    assert [each.removeprefix(f"- {name}: ").split(".")[0] for each in told] == [
        "Những bài đang làm lúc 07:00 ngày 01/01/1970 được cộng 5 phút "
        "và vòng thi đóng muộn hơn từng ấy",
        "1 người được Ban Tổ chức cộng thêm giờ (nhiều nhất 1 phút), có lưu lý do",
    ]
