"""The privacy page says of the contest what its file says, and nothing that is not so."""

from dataclasses import replace
from pathlib import Path

import pytest
from builders import make_contest, make_entry
from privacy_scene import make_kept_contest

from chalicelib.contest.rules import Consent, Contest, EntryMode
from sitegen.build import load_settings
from sitegen.pages import render_pages
from sitegen.settings import Published

ROOT = Path(__file__).parents[2]
SETTINGS = load_settings(ROOT, assets="/assets/x")


def page(contest: Contest) -> str:
    return render_pages(contest, Published(), SETTINGS)["quyen-rieng-tu.md"]


def test_it_says_until_which_day_data_are_kept() -> None:
    said = page(make_kept_contest())

    assert "được giữ 30 ngày kể từ ngày công bố kết quả cuối cùng" in said
    assert "đến hết ngày 17&#47;11&#47;2021" in said


def test_where_no_period_is_stated_none_is_promised() -> None:
    said = page(make_contest())

    assert "ngày kể từ ngày công bố" not in said
    assert "được giữ đến khi giải quyết xong khiếu nại và trao giải" in said


def test_it_names_who_is_responsible_and_the_text_in_force_by_its_version() -> None:
    consent = Consent(version=4, text="Tôi đồng ý với bản này", keep_days=9)
    said = page(replace(make_contest(entry=make_entry(consent=consent)), contact="Văn phòng"))

    assert "Ủy ban nhân dân thành phố là bên kiểm soát và xử lý dữ liệu cá nhân" in said
    assert "(bản số 4):\n\n> Tôi đồng ý với bản này\n" in said
    assert said.count("Văn phòng") == 1


@pytest.mark.parametrize("mode", EntryMode)
def test_no_gap_breaks_its_tables_whatever_is_asked(mode: EntryMode) -> None:
    entry = replace(make_kept_contest().entry, mode=mode, asks_phone=False)
    rows = [line for line in page(make_contest(entry=entry)).splitlines() if line.startswith("|")]

    assert [row.count("|") for row in rows] == [3] * len(rows)
    assert any(row.startswith("| Số điện thoại") for row in rows) is (mode is EntryMode.ROSTER)
