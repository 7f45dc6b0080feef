"""The report of the rounds so far: what is settled once for the whole contest is left out."""

from dataclasses import replace
from datetime import date

import pytest
from report_data import invent_rounds, make_weekly_contest

from chalicelib.contest.errors import UnknownRoundError
from chalicelib.contest.rules import PrizePer
from office.report import make_report
from office.report.document import make_document
from office.report.so_far import contest_so_far

ON = date(2021, 12, 31)


def test_up_to_the_last_round_it_is_the_contest_itself() -> None:
    contest = make_weekly_contest(3)

    assert contest_so_far(contest, contest.rounds[-1].id) == contest


def test_an_unknown_round_is_refused() -> None:
    with pytest.raises(UnknownRoundError):
        contest_so_far(make_weekly_contest(2), "tuan-9")


def test_later_rounds_and_prizes_of_the_whole_contest_are_left_out() -> None:
    contest = make_weekly_contest(3)
    found = contest_so_far(contest, contest.rounds[1].id)

    assert found.rounds == contest.rounds[:2]
    assert {group.per for group in found.prizes.groups} <= {PrizePer.ROUND}
    assert (found.last_edition, found.clips) == (None, ())
    assert replace(
        found,
        name=contest.name,
        rounds=contest.rounds,
        announced=contest.announced,
        prizes=contest.prizes,
        last_edition=contest.last_edition,
        clips=contest.clips,
    ) == (contest)


def test_the_report_says_how_far_it_goes_and_counts_as_the_closing_one_does() -> None:
    contest = make_weekly_contest(3)
    data = invent_rounds(contest, [9, 7, 5])
    so_far = contest_so_far(contest, contest.rounds[1].id)
    value = make_report(
        so_far,
        {round_.id: data[round_.id] for round_ in so_far.rounds},
        made_on=ON,
        all_rounds=3,
    )
    closing = make_report(contest, invent_rounds(contest, [9, 7, 5]), made_on=ON)
    rounds, of_all = value["rounds"], closing["rounds"]
    document = make_document(so_far, value)

    assert value["so_far"] == {"round": contest.rounds[1].id, "all_rounds": 3}
    assert "so_far" not in closing
    assert isinstance(of_all, list)
    assert rounds == of_all[:2]
    last = contest.rounds[1].name
    assert document["heading"]["subject"] == f"Kết quả {contest.name}, tính đến hết {last}"
    assert f"Báo cáo này tính đến hết {last}: " in document["opening"]
    assert "đã tổ chức 2/3 vòng thi" in str(document["sections"][1])
