from dataclasses import replace

from builders import CLOSES_AT, OPENS_AT, UNITS, make_attempt, make_contest, make_pid, make_round
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.contest.attempts import GRACE_MS, AttemptState
from chalicelib.contest.ids import RoundId, UnitId
from chalicelib.contest.links import link_file, link_key, link_secret
from chalicelib.contest.participation import EntryState, Member, entry_states, unit_view
from chalicelib.contest.times import MINUTE_MS

ROUND = make_round()
NOW = OPENS_AT + 30 * MINUTE_MS
CITY, WARD_1, WARD_2 = (unit.id for unit in UNITS)


def member(number: int, name: str = "Trần Thị Ví Dụ", unit: UnitId = WARD_1) -> Member:
    return Member(pid=make_pid(number), name=name, unit=unit)


def view(unit: UnitId, *members: Member, states: dict[int, EntryState] | None = None) -> dict:
    return unit_view(
        make_contest(rounds=(ROUND,)),
        ROUND,
        unit,
        members,
        {make_pid(number): state for number, state in (states or {}).items()},
        made_at=NOW,
    )


def test_who_has_not_entered_comes_first_and_names_are_in_vietnamese_order() -> None:
    shown = view(
        WARD_1,
        member(1, "Trần Thị Ánh"),
        member(2, "Lê Thị An"),
        member(3, "Đỗ Văn Bình"),
        member(4, "Dương Ân"),
        states={1: EntryState.DONE, 4: EntryState.RUNNING},
    )

    assert [(row["name"], row["state"]) for row in shown["rows"]] == [
        ("Lê Thị An", "not_yet"),
        ("Đỗ Văn Bình", "not_yet"),
        ("Dương Ân", "running"),
        ("Trần Thị Ánh", "done"),
    ]


def test_a_unit_sees_the_people_of_the_units_below_it_and_no_others() -> None:
    people = (member(1, "Lê An", WARD_1), member(2, "Lê Bình", WARD_2))

    assert [row["name"] for row in view(CITY, *people)["rows"]] == ["Lê An", "Lê Bình"]
    assert [row["name"] for row in view(WARD_2, *people)["rows"]] == ["Lê Bình"]


def test_what_a_coordinator_sees_is_exactly_this() -> None:
    assert view(WARD_1, member(1), states={1: EntryState.DONE}) == {
        "schema": 1,
        "contest": {"id": "hoi-dap-2021", "name": make_contest().short_name},
        "round": {
            "id": "tuan-1",
            "name": ROUND.name,
            "opens_at": OPENS_AT,
            "closes_at": CLOSES_AT,
        },
        "unit": {"id": "phuong-1", "name": "Phường 1"},
        "made_at": NOW,
        "headcount": None,
        "headcount_kind": make_contest().collective.headcount_kind,
        "people": 1,
        "counts": {"not_yet": 0, "running": 0, "done": 1},
        "rows": [{"name": "Trần Thị Ví Dụ", "unit": "Phường 1", "state": "done"}],
    }


@given(st.lists(st.sampled_from(EntryState), max_size=30))
def test_the_counts_add_up_to_the_people(states: list[EntryState]) -> None:
    people = [member(number) for number in range(len(states))]
    shown = view(WARD_1, *people, states=dict(enumerate(states)))

    assert sum(shown["counts"].values()) == shown["people"] == len(shown["rows"]) == len(states)


def test_an_attempt_whose_time_is_over_is_done_though_nobody_has_made_it_final() -> None:
    attempt = make_attempt()
    over = attempt.deadline_at + GRACE_MS + 1

    assert entry_states([attempt], ROUND, over - 1) == {attempt.key.pid: EntryState.RUNNING}
    assert entry_states([attempt], ROUND, over) == {attempt.key.pid: EntryState.DONE}


def test_one_final_attempt_is_enough_whatever_runs_besides() -> None:
    running = make_attempt()
    final = replace(running, state=AttemptState.AUTO)

    for order in ([running, final], [final, running]):
        assert entry_states(order, ROUND, NOW) == {running.key.pid: EntryState.DONE}


def test_attempts_of_other_rounds_do_not_count() -> None:
    other = replace(make_attempt(), round_id=RoundId("tuan-2"))

    assert entry_states([other], ROUND, NOW) == {}


def test_another_version_unit_contest_or_secret_gives_an_unrelated_link() -> None:
    links = {
        link_secret(contest, unit, version, secret)
        for contest in ("a", "b")
        for unit in ("x", "y")
        for version in (1, 2)
        for secret in (b"1", b"2")
    }

    assert len(links) == 16
    assert {len(link) for link in links} == {32}


def test_neither_the_files_name_nor_its_key_tells_the_other() -> None:
    link = link_secret("c", "u", 1, b"secret")  # type: ignore[arg-type]

    assert link not in link_file(link)
    assert link_key(link).hex()[:32] not in link_file(link)
