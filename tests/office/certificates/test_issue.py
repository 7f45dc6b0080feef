"""From a closed contest to sheets and register, on stores in memory."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from certificate_scene import (
    close,
    make_certificate_contest,
    make_closed_scene,
    play,
)
from scene import Scene, make_scene

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.ids import RoundId
from chalicelib.contest.rules import PrizePer, RankingKey, RankingRules
from office.certificates.claims import Skipped, Why
from office.certificates.closed import MarksDifferError, counting_scores, read_closed
from office.certificates.files import TEMPLATE, file_name, set_each, set_together, slug_of
from office.certificates.issue import NoReissue, NoReissueError, Sheet, find_claims, issue
from office.certificates.register import Register, Revocation, register_files
from office.certificates.sheets import Wording

ROUND = RoundId("tuan-1")
WORDING = Wording(site="https://thi.example.gov.vn")


@pytest.fixture
def scene() -> Scene:
    return make_closed_scene()


def issued(
    scene: Scene,
    wording: Wording = WORDING,
    reissue: Sequence[str] = (),
    scopes: Sequence[RoundId] = (ROUND, WHOLE_CONTEST),
) -> tuple[list[Sheet], list[Skipped], Register]:
    desk = scene.desks.closing
    closed = read_closed(desk, scene.contest)
    names = {person.pid: person.name for person in desk.people.people(scene.contest.id)}
    chosen = [each for scope, each in closed.items() if scope in scopes]
    claims, skipped = find_claims(desk, chosen, closed, names)
    register = Register(scene.contest.id, scene.desks.backend.public)
    secret = scene.desks.backend.secrets.entry(scene.contest.id).receipts
    sheets, revoked = issue(scene.contest, claims, register, secret, wording, reissue=reissue)
    register.save()
    return sheets, [*skipped, *revoked], register


def told(sheets: list[Sheet]) -> list[tuple[str, str, int, str]]:
    return [
        (sheet.claim.scope, str(sheet.value["title"]), sheet.number, sheet.claim.name)
        for sheet in sheets
    ]


def test_winners_come_first_then_who_passed_then_the_units(scene: Scene) -> None:
    sheets, skipped, _ = issued(scene)

    assert told(sheets) == [
        (ROUND, "Giấy chứng nhận", 1, "Nguyễn Thị Ánh"),
        (ROUND, "Giấy chứng nhận", 2, "Đỗ Văn Ữ"),
        (ROUND, "Giấy chứng nhận hoàn thành", 3, "Nguyễn Thị Ánh"),
        (ROUND, "Giấy chứng nhận hoàn thành", 4, "Trần Ví Dụ"),
        (ROUND, "Giấy chứng nhận hoàn thành", 5, "Đỗ Văn Ữ"),
        (WHOLE_CONTEST, "Giấy khen", 1, "Phường 1"),
    ]
    assert skipped == [Skipped(name="Trần Ví Dụ", prize="Ba", why=Why.NO_CERTIFICATE)]


def test_a_tie_that_waits_for_the_board_gives_no_certificate() -> None:
    contest = make_certificate_contest(ranking=RankingRules(keys=(RankingKey.MARKS,)))

    sheets, skipped, _ = issued(make_closed_scene((3, 3, 1, 1), contest))

    assert [title for _, title, _, _ in told(sheets)] == [
        "Giấy chứng nhận hoàn thành",
        "Giấy chứng nhận hoàn thành",
        "Giấy khen",
    ]
    waiting = {(each.name, each.prize) for each in skipped if each.why is Why.UNDECIDED}
    assert waiting == {
        ("Nguyễn Thị Ánh", "Nhất"),
        ("Đỗ Văn Ữ", "Nhất"),
        ("Trần Ví Dụ", "Ba"),
        ("Lê Thử", "Ba"),
    }


def test_once_over_the_contest_who_passed_is_certified_with_the_contest() -> None:
    contest = make_certificate_contest()
    promise = contest.prizes.certificates
    assert promise is not None
    once = replace(promise, per=PrizePer.CONTEST)
    contest = replace(contest, prizes=replace(contest.prizes, certificates=once))

    sheets, _, _ = issued(make_closed_scene((3, 1), contest))

    assert told(sheets)[1:] == [
        (ROUND, "Giấy chứng nhận", 2, "Đỗ Văn Ữ"),
        (WHOLE_CONTEST, "Giấy khen", 1, "Phường 1"),
        (WHOLE_CONTEST, "Giấy chứng nhận hoàn thành", 2, "Nguyễn Thị Ánh"),
    ]


def test_printing_again_gives_the_same_bytes_and_changes_nothing_public(scene: Scene) -> None:
    first, _, _ = issued(scene)
    public = register_files(scene.desks.backend.public)

    again, _, _ = issued(scene)

    assert set_together(scene.contest, first, TEMPLATE) == set_together(
        scene.contest, again, TEMPLATE
    )
    assert register_files(scene.desks.backend.public) == public


def test_every_certificate_has_a_page_with_its_own_code_that_the_register_knows(
    scene: Scene,
) -> None:
    sheets, _, register = issued(scene)
    document = pypdfium2.PdfDocument(set_together(scene.contest, sheets, TEMPLATE))
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    printed = [re.findall(r"Mã kiểm tra: (\S+)", page)[0] for page in pages]

    assert printed == [sheet.value["code"] for sheet in sheets]
    assert len(set(printed)) == len(sheets)
    records = [register.find(code) for code in printed]
    assert [record.serial for record in records if record] == [
        *(f"00{number} – Tuần 1" for number in range(1, 6)),
        "001 – Chung cuộc",
    ]


def test_a_revoked_certificate_is_not_printed_again_and_its_number_not_given_to_another(
    scene: Scene,
) -> None:
    sheets, _, register = issued(scene)
    register.revoke(str(sheets[0].value["code"]), Revocation(reason="Sai", on="2021-11-01"))
    register.save()

    again, skipped, after = issued(scene)

    assert [sheet.number for sheet in again] == [2, 3, 4, 5, 1]
    assert skipped[-1] == Skipped(name="Nguyễn Thị Ánh", prize="Nhất", why=Why.REVOKED)
    assert after.next_number(ROUND) == 6


def test_a_revoked_certificate_is_issued_anew_on_demand_with_a_code_and_a_number_of_its_own(
    scene: Scene,
) -> None:
    sheets, _, register = issued(scene)
    wrong = str(sheets[0].value["code"])
    register.revoke(wrong, Revocation(reason="In sai họ tên", on="2021-11-01"))
    register.save()

    anew, skipped, after = issued(scene, reissue=[wrong])
    later, _, _ = issued(scene)

    again = next(sheet for sheet in anew if sheet.claim == sheets[0].claim)
    assert [each for each in skipped if each.why is Why.REVOKED] == []
    assert len(anew) == len(sheets)
    assert again.value["code"] != wrong
    assert again.number == max(sheet.number for sheet in sheets) + 1
    assert [(sheet.number, sheet.value) for sheet in later] == [
        (sheet.number, sheet.value) for sheet in anew
    ]
    record = after.find(wrong)
    assert record is not None
    assert record.revoked == Revocation(reason="In sai họ tên", on="2021-11-01")


def test_what_is_not_revoked_or_was_never_issued_is_not_issued_anew(scene: Scene) -> None:
    sheets, _, _ = issued(scene)
    valid = str(sheets[0].value["code"])
    public = register_files(scene.desks.backend.public)
    refused = []

    for code in (valid, "0000-0000-0000-0000"):
        with pytest.raises(NoReissueError) as error:
            issued(scene, reissue=[code])
        refused.append((error.value.code, error.value.why))

    assert refused == [
        (valid, NoReissue.NOT_REVOKED),
        ("0000-0000-0000-0000", NoReissue.UNKNOWN),
    ]
    assert register_files(scene.desks.backend.public) == public


def test_what_was_issued_anew_may_be_asked_for_again_but_not_in_its_own_place(scene: Scene) -> None:
    sheets, _, register = issued(scene)
    wrong = str(sheets[0].value["code"])
    register.revoke(wrong, Revocation(reason="In sai họ tên", on="2021-11-01"))
    register.save()
    anew, _, _ = issued(scene, reissue=[wrong])

    again, _, _ = issued(scene, reissue=[wrong])
    with pytest.raises(NoReissueError) as error:
        issued(scene, reissue=[str(anew[0].value["code"])])

    assert [sheet.value for sheet in again] == [sheet.value for sheet in anew]
    assert error.value.why is NoReissue.NOT_REVOKED


def test_a_revoked_certificate_that_these_results_give_nobody_is_not_issued_anew(
    scene: Scene,
) -> None:
    sheets, _, register = issued(scene)
    of_contest = str(sheets[-1].value["code"])
    register.revoke(of_contest, Revocation(reason="In sai", on="2021-11-01"))
    register.save()

    with pytest.raises(NoReissueError) as error:
        issued(scene, reissue=[of_contest], scopes=[ROUND])

    assert (error.value.code, error.value.why) == (of_contest, NoReissue.NOT_DUE)


def test_a_date_once_recorded_stays_when_it_is_printed_again_without_one(scene: Scene) -> None:
    issued(scene, replace(WORDING, signed_on=date(2021, 12, 9)))
    sheets, _, register = issued(scene)

    record = register.find(str(sheets[0].value["code"]))
    assert record is not None
    assert record.issued_on == "2021-12-09"


def test_each_certificate_in_a_file_of_its_own_is_named_for_people(scene: Scene) -> None:
    sheets, _, _ = issued(scene)

    files = set_each(scene.contest, sheets, TEMPLATE)

    assert list(files) == [
        "tuan-1-001-nguyen-thi-anh.pdf",
        "tuan-1-002-do-van-u.pdf",
        "tuan-1-003-nguyen-thi-anh.pdf",
        "tuan-1-004-tran-vi-du.pdf",
        "tuan-1-005-do-van-u.pdf",
        "contest-001-phuong-1.pdf",
    ]
    assert len({*files.values()}) == len(files)
    assert [file_name(sheet) for sheet in sheets] == list(files)
    assert slug_of("../") == "khong-ten"


def test_a_round_that_has_not_closed_gives_nothing() -> None:
    scene = make_scene(make_certificate_contest())
    play(scene, (3,))

    assert read_closed(scene.desks.closing, scene.contest) == {}


def test_results_that_are_closed_and_not_yet_public_are_told_apart() -> None:
    scene = make_scene(make_certificate_contest())
    play(scene, (3,))
    close(scene, publish=False)

    closed = read_closed(scene.desks.closing, scene.contest)

    assert {scope: each.is_published() for scope, each in closed.items()} == {
        ROUND: False,
        WHOLE_CONTEST: False,
    }


def test_marks_that_are_not_those_of_the_standings_stop_everything(scene: Scene) -> None:
    desk = scene.desks.closing
    closed = read_closed(desk, scene.contest)[ROUND]
    rows = [{**row, "marks": "1"} for row in closed.standings["persons"]]

    with pytest.raises(MarksDifferError):
        counting_scores(desk, replace(closed, standings={**closed.standings, "persons": rows}))


def test_the_attempts_behind_a_round_are_graded_as_its_standings_say(scene: Scene) -> None:
    desk = scene.desks.closing
    closed = read_closed(desk, scene.contest)[ROUND]

    scores = counting_scores(desk, closed)

    assert {score.receipt_code: str(score.marks // 100) for score in scores} == {
        row["receipt"]: row["marks"] for row in closed.standings["persons"]
    }
