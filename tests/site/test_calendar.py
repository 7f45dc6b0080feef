"""The calendar file: the rounds' hours as any calendar reads them."""

from dataclasses import replace
from datetime import date

from builders import make_contest, make_round

from chalicelib.contest.rules import Reschedule
from sitegen.calendar import calendar_text


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_a_round_is_an_entry_in_utc_and_its_publication_another() -> None:
    assert unfolded(calendar_text(make_contest())) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//hoi-dap-2021//lich-thi//VI",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:Tìm hiểu bầu cử",
        "BEGIN:VEVENT",
        "UID:thi.tuan-1.hoi-dap-2021@lich-thi",
        "DTSTAMP:20211010T010000Z",
        "SEQUENCE:0",
        "DTSTART:20211010T010000Z",
        "DTEND:20211017T010000Z",
        "SUMMARY:Tìm hiểu bầu cử: Tuần 1",
        "DESCRIPTION:Bầu cử",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "UID:ket-qua.tuan-1.hoi-dap-2021@lich-thi",
        "DTSTAMP:20211018T010000Z",
        "SEQUENCE:0",
        "DTSTART:20211018T010000Z",
        "DTEND:20211018T013000Z",
        "SUMMARY:Tìm hiểu bầu cử: công bố kết quả Tuần 1",
        "DESCRIPTION:Bầu cử",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_no_line_is_longer_than_the_standard_allows_and_no_letter_is_cut() -> None:
    topics = "Luật Bầu cử đại biểu Quốc hội, đại biểu Hội đồng nhân dân; Nghị quyết số 1 " * 4
    text = calendar_text(make_contest(rounds=(make_round(topics=topics),)))

    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert any(
        line == f"DESCRIPTION:{topics}".replace(",", "\\,").replace(";", "\\;")
        for line in unfolded(text)
    )


def test_a_changed_hour_raises_the_sequence_so_that_calendars_take_it_over() -> None:
    round_ = make_round()
    moved = Reschedule(
        decided_on=date(2021, 10, 9),
        reason="bão",
        opens_at=round_.opens_at - 1,
        closes_at=round_.closes_at,
        publishes_at=round_.publishes_at,
    )
    text = calendar_text(make_contest(rounds=(replace(round_, history=(moved,)),)))

    assert text.count("SEQUENCE:1\r\n") == 2
