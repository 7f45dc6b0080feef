"""The pages of a contest by roster: they say how one enters, and ask nobody to register."""

import re
from dataclasses import replace

import pytest
from builders import make_contest, make_division
from roster_contest import make_roster_contest

from sitegen.pages import render_pages
from sitegen.personal_rules import entry_sentences
from sitegen.settings import Published
from tests.site.rules_page import site

PAGES = render_pages(make_roster_contest(), Published(), site())


def test_the_rules_say_that_codes_are_handed_out_and_how_a_lost_one_is_replaced() -> None:
    assert entry_sentences(make_roster_contest()) == [
        "Ban Tổ chức lập danh sách dự thi và gửi mỗi người trong danh sách một mã dự thi dùng cho"
        " mọi vòng.",
        "Ai thuộc đối tượng dự thi mà không có trong danh sách thì đề nghị Ban Tổ chức bổ sung:"
        " 0208 3862 000.",
        "Đơn vị của mỗi người ghi theo danh sách dự thi, không đổi được sau khi đã bắt đầu thi.",
        "Trước khi thi lần đầu, người dự thi kiểm tra thông tin của mình và đồng ý với việc xử lý"
        " dữ liệu cá nhân.",
        "Mất mã: nhập đúng số CCCD và ngày sinh ghi trong danh sách để nhận mã mới; mã cũ hết hiệu"
        " lực.",
    ]


def test_the_division_too_is_that_of_the_roster() -> None:
    contest = replace(make_roster_contest(), divisions=(make_division(),))

    assert entry_sentences(contest)[2] == (
        "Đơn vị và bảng thi của mỗi người ghi theo danh sách dự thi, không đổi được sau khi đã bắt"
        " đầu thi."
    )


@pytest.mark.parametrize("page", ["index.md", "the-le.md", "huong-dan.md", "hoi-dap.md", "thi.md"])
def test_no_page_tells_anybody_to_register(page: str) -> None:
    # The texts of the quiz's script are the same in both modes.
    shown = re.sub(r'<script type="application/json".*?</script>', "", PAGES[page], flags=re.DOTALL)

    assert re.findall(r"[^.>\n]*đăng ký[^.<\n]*", shown, flags=re.IGNORECASE) == []


def test_the_privacy_page_says_where_the_particulars_come_from() -> None:
    page = PAGES["quyen-rieng-tu.md"]

    assert "do Ban Tổ chức lấy từ danh sách dự thi" in page
    assert "Nội dung bạn đồng ý khi vào thi lần đầu (bản số 1):" in page
    assert "đăng ký" not in page


def test_the_home_page_says_who_may_enter() -> None:
    sentence = "Dành cho người trong danh sách dự thi; Ban Tổ chức gửi mã cho từng người."
    open_home = render_pages(make_contest(), Published(), site())["index.md"]

    assert f'<p class="hint">{sentence}</p>' in PAGES["index.md"]
    assert "hero-how" not in open_home
