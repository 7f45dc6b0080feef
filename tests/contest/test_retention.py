from dataclasses import replace

import pytest
from builders import PUBLISHES_AT, ROUND, make_contest, make_digest, make_entry

from chalicelib.contest.acts import WHOLE_CONTEST, RoundState, RoundStatus
from chalicelib.contest.retention import NotYet, kept_until, not_yet
from chalicelib.contest.rules import ComplaintRules, Consent
from chalicelib.contest.times import DAY_MS, format_moment

CONTEST = make_contest(
    entry=make_entry(consent=Consent(version=1, text="Tôi đồng ý.", keep_days=10)),
    complaints=ComplaintRules(window_ms=3 * DAY_MS, how="Gửi đơn"),
)


def states(status=RoundStatus.PUBLISHED, whole=RoundStatus.PUBLISHED):
    return {
        scope: RoundState(round=scope, status=each, standings=make_digest(scope))
        for scope, each in ((ROUND, status), (WHOLE_CONTEST, whole))
    }


def test_data_are_kept_the_stated_number_of_days_after_the_day_of_the_last_publication():
    assert format_moment(PUBLISHES_AT) == "08:00 ngày 18/10/2021"
    assert f"{kept_until(CONTEST):%d/%m/%Y}" == "28/10/2021"
    assert kept_until(make_contest()) is None


@pytest.mark.parametrize(
    ("after_ms", "reason"),
    [
        (0, NotYet.COMPLAINTS_RUN),
        (3 * DAY_MS - 1, NotYet.COMPLAINTS_RUN),
        (3 * DAY_MS, NotYet.STILL_KEPT),
        # 28 October 23:59:59.999 and 29 October 00:00; published at 08:00.
        (11 * DAY_MS - 8 * 3_600_000 - 1, NotYet.STILL_KEPT),
        (11 * DAY_MS - 8 * 3_600_000, None),
    ],
)
def test_nobody_is_erased_before_complaints_and_the_period_are_over(after_ms, reason):
    assert not_yet(CONTEST, states(), PUBLISHES_AT + after_ms) == reason


def test_a_window_for_complaints_that_is_longer_than_the_period_holds():
    slow = replace(CONTEST, complaints=ComplaintRules(window_ms=20 * DAY_MS, how="Gửi đơn"))

    assert not_yet(slow, states(), PUBLISHES_AT + 15 * DAY_MS) == NotYet.COMPLAINTS_RUN


@pytest.mark.parametrize(
    "found",
    [
        {},
        states(status=RoundStatus.CLOSED),
        states(whole=RoundStatus.CLOSED),
        {ROUND: states()[ROUND]},
    ],
)
def test_nobody_is_erased_before_everything_is_published(found):
    assert not_yet(CONTEST, found, PUBLISHES_AT + 99 * DAY_MS) == NotYet.NOT_PUBLISHED


def test_nobody_is_erased_where_no_period_is_stated():
    assert not_yet(make_contest(), states(), PUBLISHES_AT + 99 * DAY_MS) == NotYet.NO_PERIOD
