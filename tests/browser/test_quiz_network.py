"""What becomes of answers when the network, the page or the time fails."""

import contextlib
from pathlib import Path

import pytest
from live import Live
from playwright.sync_api import BrowserContext, Error, Page, Route, expect
from quiz_visit import begin, choose, expect_state, hear_of_the_network, stored

from chalicelib.contest.attempts import GRACE_MS, SETTLED_AFTER_MS, AttemptState
from chalicelib.contest.times import SECOND_MS
from office.receipts.answers_file import judge, read_answers_file

pytestmark = pytest.mark.browser

SAVES = "**/api/attempts/answers"
SUBMISSIONS = "**/api/attempts/submission"
LIMIT_MS = 600_000


def test_offline_the_work_goes_on_and_all_of_it_is_sent_when_the_network_is_back(
    phone: BrowserContext, page: Page, live: Live
) -> None:
    begin(page, live)
    phone.set_offline(True)
    choose(page, 1)
    expect_state(page, "unsent")
    expect(page.locator("#status")).to_have_text("Chưa gửi – còn trên máy này")
    page.locator("#next").click()
    choose(page, 2)
    assert stored(live).answers == {}

    phone.set_offline(False)

    expect_state(page, "saved")
    attempt = stored(live)
    assert list(attempt.answers) == list(attempt.question_ids[:2])


def test_only_an_acknowledgement_ends_the_warning_that_something_is_not_sent(
    page: Page, live: Live
) -> None:
    begin(page, live)
    page.route(SAVES, lambda route: route.abort())
    choose(page, 1)
    expect_state(page, "unsent")
    page.evaluate(
        """() => {
          const status = document.getElementById("status");
          window.states = [];
          new MutationObserver(() => window.states.push(status.dataset.state))
            .observe(status, { attributes: true });
        }"""
    )
    choose(page, 2)
    expect(page.locator("#option-2")).to_be_checked()
    with page.expect_request(SAVES):
        hear_of_the_network(page)
    page.unroute(SAVES)
    hear_of_the_network(page)

    expect_state(page, "saved")
    states = page.evaluate("window.states")
    assert set(states[: states.index("saved")]) == {"unsent"}


def test_a_slow_save_holds_up_nobody_and_the_next_one_carries_what_changed_meanwhile(
    page: Page, live: Live
) -> None:
    begin(page, live)
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route(SAVES, hold_the_first)
    with page.expect_request(SAVES):
        choose(page, 1)
    expect_state(page, "saving")
    page.locator("#next").click()
    choose(page, 2)
    expect_state(page, "saving")
    with page.expect_request(SAVES) as second:
        held[0].continue_()

    expect_state(page, "saved")
    sent = second.value.post_data_json
    assert (sent["revision"], len(sent["answers"])) == (2, 2)


def test_a_page_of_a_proxy_instead_of_an_answer_acknowledges_nothing(
    page: Page, live: Live
) -> None:
    begin(page, live)
    page.route(SAVES, lambda route: route.fulfill(status=200, body="<html>Đăng nhập Wi-Fi</html>"))
    choose(page, 1)

    expect_state(page, "unsent")


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, "{}"),
        (200, "null"),
        (200, '{"portal": "/dang-nhap"}'),
        (403, '{"error": "login required"}'),
        (403, "null"),
    ],
)
def test_json_of_somebody_else_is_no_answer_either_and_the_same_words_are_sent_again(
    page: Page, live: Live, status: int, body: str
) -> None:
    begin(page, live)
    for address in (SAVES, SUBMISSIONS):
        page.route(
            address,
            lambda route: route.fulfill(status=status, body=body, content_type="application/json"),
        )
    choose(page, 1)
    expect_state(page, "unsent")
    assert stored(live).answers == {}

    page.locator("#to-review").click()
    page.locator("#submit").click()
    expect_state(page, "unsubmitted")
    page.unroute_all()
    hear_of_the_network(page)

    expect(page.locator("#view-receipt")).to_be_visible(timeout=15_000)
    assert (stored(live).state, len(stored(live).answers)) == (AttemptState.SUBMITTED, 1)


def test_a_reload_after_a_failed_save_keeps_the_answer_the_place_and_the_warning(
    page: Page, live: Live
) -> None:
    begin(page, live)
    page.locator("#next").click()
    page.route(SAVES, lambda route: route.abort())
    choose(page, 3)
    expect_state(page, "unsent")
    page.reload()
    expect(page.locator("#question-number")).to_have_text("Câu 2/15")
    expect(page.locator("#option-3")).to_be_checked()
    expect_state(page, "unsent")

    page.unroute(SAVES)
    hear_of_the_network(page)

    expect_state(page, "saved")
    assert len(stored(live).answers) == 1


def test_what_was_answered_before_a_crash_is_there_after_it_and_is_sent(
    phone: BrowserContext, page: Page, live: Live
) -> None:
    begin(page, live)
    page.route(SAVES, lambda route: route.abort())
    choose(page, 1)
    expect_state(page, "unsent")
    with contextlib.suppress(Error):
        page.goto("chrome://crash", timeout=5_000)

    again = phone.new_page()
    again.goto(f"{live.url}/thi/")

    expect(again.locator("#option-1")).to_be_checked()
    expect_state(again, "saved")
    assert len(stored(live).answers) == 1


def test_a_lost_reply_to_the_submission_ends_in_the_one_receipt(page: Page, live: Live) -> None:
    begin(page, live)
    choose(page, 1)
    lost: list[str] = []

    def lose_the_first(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().text())
        route.abort()

    page.route(SUBMISSIONS, lose_the_first)
    page.locator("#to-review").click()
    page.locator("#submit").click()
    expect_state(page, "unsubmitted")
    expect(page.locator("#status")).to_have_text("Chưa nộp được – bài còn trên máy này")
    assert stored(live).state is AttemptState.SUBMITTED

    hear_of_the_network(page)

    expect(page.locator("#view-receipt")).to_be_visible()
    code = stored(live).receipt_code
    assert f'"code":"{code}"' in lost[0].replace(" ", "")
    expect(page.locator("#status")).to_have_text(f"Đã nộp – mã {code}")


def test_a_reload_while_submitting_goes_on_with_the_same_submission(page: Page, live: Live) -> None:
    begin(page, live)
    page.route(SUBMISSIONS, lambda route: route.abort())
    page.locator("#to-review").click()
    page.locator("#submit").click()
    expect_state(page, "unsubmitted")
    page.unroute(SUBMISSIONS)
    page.reload()

    expect(page.locator("#view-receipt")).to_be_visible()
    expect(page.locator("#receipt-answered")).to_have_text("0/15")


def run_out_of_time_offline(phone: BrowserContext, page: Page, live: Live) -> None:
    """Answer the first question without a network, and wait until the time is over."""
    page.clock.install()
    begin(page, live)
    phone.set_offline(True)
    choose(page, 1)
    expect_state(page, "saving")
    page.clock.run_for(LIMIT_MS)
    page.clock.run_for(2 * SECOND_MS)
    expect_state(page, "unsubmitted")


def test_time_that_ran_out_offline_counts_if_the_network_is_back_within_the_grace(
    phone: BrowserContext, page: Page, live: Live
) -> None:
    run_out_of_time_offline(phone, page, live)
    live.scene.clock.set(stored(live).deadline_at + GRACE_MS)
    phone.set_offline(False)

    expect(page.locator("#receipt-answered")).to_have_text("1/15")
    assert stored(live).state is AttemptState.SUBMITTED
    expect(page.locator("#rescue")).to_be_hidden()


def test_after_the_grace_what_was_saved_counts_and_the_rest_is_offered_as_a_file_for_the_office(
    phone: BrowserContext, page: Page, live: Live, tmp_path: Path
) -> None:
    run_out_of_time_offline(phone, page, live)
    deadline_at = stored(live).deadline_at
    live.scene.clock.set(deadline_at + GRACE_MS + 1)
    phone.set_offline(False)
    expect(page.locator("#view-ended")).to_be_visible()
    with page.expect_download() as download:
        page.locator("#rescue-file").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)

    judged = judge(live.scene.desks.entry, read_answers_file(path), path)

    assert path.name == f"bai-lam-{stored(live).receipt_code}.json"
    assert judged.attempt == stored(live)
    assert (judged.file.revision, judged.file.saved_revision) == (1, 0)
    assert judged.differing() == judged.attempt.question_ids[:1]

    live.scene.clock.set(deadline_at + SETTLED_AFTER_MS + SECOND_MS)
    page.clock.run_for(SETTLED_AFTER_MS + 10 * SECOND_MS)

    expect(page.locator("#view-receipt")).to_be_visible()
    expect(page.locator("#receipt-title")).to_have_text("Bài thi đã kết thúc")
    expect(page.locator("#receipt-answered")).to_have_text("0/15")
    expect(page.locator("#rescue")).to_be_visible()
