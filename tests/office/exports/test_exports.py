"""Tables of units and persons say what the archive says, with full names, and nothing more."""

from dataclasses import replace
from decimal import Decimal

import pytest
from certificate_scene import close, make_certificate_contest, make_closed_scene, play
from scene import Scene, make_scene

from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.ids import Pid, RoundId, UnitId
from chalicelib.contest.rules import PersonName
from office.certificates.closed import Closed, read_closed
from office.exports.person_sheets import person_sheet
from office.exports.unit_figures import FiguresDifferError, Scope, read_scopes
from office.exports.unit_sheets import sheets_of_unit, unit_sheets

ROUND = RoundId("tuan-1")
CITY, WARD, OTHER = UnitId("thanh-pho"), UnitId("phuong-1"), UnitId("phuong-2")
UNIT_AWARD = "Giải Nhất (Giải tập thể)"
INTERNAL = "Tài liệu nội bộ của Ban Tổ chức: có họ tên đầy đủ, không đăng công khai."


def contest_scene() -> Scene:
    """Return a closed contest: four people of a ward of twelve; nobody's name is public."""
    contest = make_certificate_contest()
    heads = {CITY: 30, WARD: 12, OTHER: None}
    return make_closed_scene(
        contest=replace(
            contest,
            units=tuple(replace(unit, headcount=heads[unit.id]) for unit in contest.units),
            entry=replace(
                contest.entry,
                winners_shown_as=PersonName.HIDDEN,
                others_shown_as=PersonName.HIDDEN,
            ),
        )
    )


@pytest.fixture
def scene() -> Scene:
    return contest_scene()


def closed_of(scene: Scene) -> dict[RoundId, Closed]:
    return read_closed(scene.desks.closing, scene.contest)


def scopes_of(scene: Scene) -> tuple[Scope, ...]:
    return read_scopes(scene.desks.closing, closed_of(scene), {})


def names_of(scene: Scene) -> dict[Pid, str]:
    people = scene.desks.backend.people.people(scene.contest.id)
    return {person.pid: person.name for person in people}


def test_every_unit_has_a_row_with_those_below_it_and_the_whole_contest_comes_first(
    scene: Scene,
) -> None:
    whole, first = unit_sheets(scopes_of(scene))

    assert (whole.name, first.name) == ("Cả cuộc thi", "Tuần 1")
    assert whole.rows == [
        (1, CITY, "Thành phố", "", 30, 4, 4, Decimal("13.33"), 9, 2, None, "", 3),
        (2, WARD, "Phường 1", "Thành phố", 12, 4, 4, Decimal("33.33"), 9, 2, 1, UNIT_AWARD, 3),
        (3, OTHER, "Phường 2", "Thành phố", None, 0, 0, None, 0, 0, 2, "", 0),
    ]
    assert [row[-2:] for row in first.rows] == [("", 3), ("", 3), ("", 0)]
    assert len(whole.headings) == len(whole.rows[0])


def test_the_table_of_all_units_names_nobody(scene: Scene) -> None:
    told = str(unit_sheets(scopes_of(scene)))

    assert [name for name in names_of(scene).values() if name in told] == []
    assert INTERNAL not in told


def test_a_unit_of_its_own_has_figures_units_below_and_winners(scene: Scene) -> None:
    figures, below, winners = sheets_of_unit(scopes_of(scene), CITY, names_of(scene))

    assert figures.rows == [
        ("Tuần 1", 30, 4, 4, Decimal("13.33"), 9, 2, None, "", 3),
        ("Cả cuộc thi", 30, 4, 4, Decimal("13.33"), 9, 2, None, "", 3),
    ]
    assert [row[:3] for row in below.rows] == [
        ("Tuần 1", WARD, "Phường 1"),
        ("Tuần 1", OTHER, "Phường 2"),
        ("Cả cuộc thi", WARD, "Phường 1"),
        ("Cả cuộc thi", OTHER, "Phường 2"),
    ]
    assert winners.rows == [
        ("Tuần 1", "Nguyễn Thị Ánh", "Phường 1", 3, "0:01,000", "Giải Nhất (Giải cá nhân)"),
        ("Tuần 1", "Đỗ Văn Ữ", "Phường 1", 3, "0:02,000", "Giải Nhì (Giải cá nhân)"),
        ("Tuần 1", "Trần Ví Dụ", "Phường 1", 2, "0:03,000", "Giải Ba (Giải cá nhân)"),
    ]
    assert all(sheet.notes[0] == INTERNAL for sheet in (figures, below, winners))


def test_a_unit_without_units_below_and_without_winners_has_its_figures_alone(scene: Scene) -> None:
    assert [sheet.name for sheet in sheets_of_unit(scopes_of(scene), OTHER, {})] == ["Kết quả"]


def test_standings_have_full_names_though_the_public_sees_none(scene: Scene) -> None:
    closed = closed_of(scene)[ROUND]
    sheet = person_sheet(closed, names_of(scene))

    assert [row[:5] for row in sheet.rows] == [
        (1, "Nguyễn Thị Ánh", "Phường 1", 3, "0:01,000"),
        (2, "Đỗ Văn Ữ", "Phường 1", 3, "0:02,000"),
        (3, "Trần Ví Dụ", "Phường 1", 2, "0:03,000"),
        (4, "Lê Thử", "Phường 1", 1, "0:04,000"),
    ]
    assert [row[6] for row in sheet.rows] == [row["receipt"] for row in closed.standings["persons"]]
    assert sheet.notes[0] == INTERNAL


def test_who_is_no_longer_on_record_keeps_a_row_without_a_name(scene: Scene) -> None:
    sheet = person_sheet(closed_of(scene)[ROUND], {})

    assert {row[1] for row in sheet.rows} == {"(không còn hồ sơ)"}


def test_results_that_are_not_published_are_marked_so() -> None:
    scene = make_scene(make_certificate_contest())
    play(scene, (3, 1))
    close(scene, publish=False)

    assert "Kết quả chưa công bố." in person_sheet(closed_of(scene)[ROUND], {}).notes
    assert "Kết quả chưa công bố." in unit_sheets(scopes_of(scene))[1].notes


def test_an_archive_that_says_otherwise_than_its_attempts_is_not_exported(scene: Scene) -> None:
    closed = closed_of(scene)
    rows = [{**row, "attempts": row["attempts"] + 1} for row in closed[ROUND].standings["units"]]
    closed[ROUND] = replace(closed[ROUND], standings={**closed[ROUND].standings, "units": rows})

    with pytest.raises(FiguresDifferError) as refused:
        read_scopes(scene.desks.closing, closed, {})

    assert refused.value.scope == ROUND


def test_a_round_alone_is_told_before_the_contest_is_closed(scene: Scene) -> None:
    closed = closed_of(scene)
    del closed[WHOLE_CONTEST]

    assert [each.name for each in unit_sheets(read_scopes(scene.desks.closing, closed, {}))] == [
        "Tuần 1"
    ]
