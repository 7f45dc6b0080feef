"""Nothing of the roster leaks: neither who is on it nor a code, whatever is asked and built."""

import logging
from pathlib import Path

import pytest
from scene import START_ID, SUBMIT_ID, make_scene

from chalicelib.contest.acts import ActName, due_at
from chalicelib.contest.times import DAY_MS, MINUTE_MS
from chalicelib.use_cases.enrol import enrol_people
from office.commands.project import Project
from office.commands.site import build_into, read_published
from tests.leaks.test_leaks import Desk, texts_below
from tests.office.contest_file.contest_folders import edited, write_folder

ROOT = Path(__file__).parents[2]
COMES, STAYS_AWAY = "999CANARYCOMES", "999CANARYAWAY"
NAME_AWAY = "Lê Vắng Mặt"
PHONES = ("09995551234", "09995556789")
BIRTH_DATES = ("1987-06-05", "1988-07-06")
ROSTER_CSV = f"""\
identifier,name,birth_date,unit,division,phone
{COMES},Trần Thị Ví Dụ,{BIRTH_DATES[0]},phuong-1,,{PHONES[0]}
{STAYS_AWAY},{NAME_AWAY},{BIRTH_DATES[1]},phuong-2,,{PHONES[1]}
"""
SECRETS = (COMES, STAYS_AWAY, NAME_AWAY, *PHONES, *BIRTH_DATES)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A contest's folder with a roster beside its rules."""
    by_roster = edited("contest.yml", "mode: open", "mode: roster")
    files = {"contest.yml": by_roster, "roster.csv": ROSTER_CSV}
    return Project(root=ROOT, folder=write_folder(tmp_path / "contest", files))


@pytest.fixture
def desk(project: Project) -> Desk:
    contest = project.contest
    at = contest.rounds[0].opens_at + MINUTE_MS
    return Desk(make_scene(contest, at=at, banks=project.loaded.banks))


def hand_out(desk: Desk, project: Project) -> list[str]:
    """Enrol everybody on the roster; return the codes."""
    enrolled = enrol_people(desk.scene.desks.enrol, project.loaded.roster)
    return [one.code or "" for one in enrolled]


def ask_everything(desk: Desk, code: str) -> str:
    """Send every request there is, good and bad, as who comes; return the last code."""
    desk.send("GET", "/rounds")
    desk.send("POST", "/codes", {"code": code})
    desk.send("POST", "/codes", {"code": "0000-0000-0000"})
    lost = {"identifier": COMES, "birth_date": BIRTH_DATES[0]}
    for wrong in ({"birth_date": BIRTH_DATES[1]}, {"identifier": STAYS_AWAY}, {"identifier": "1"}):
        desk.send("POST", "/registrations", {**lost, **wrong})
    new = str(desk.send("POST", "/registrations", lost)["code"])
    desk.send("POST", "/attempts", {"code": new, "start_id": START_ID})
    start = {"code": new, "start_id": START_ID, "consent_version": 1}
    started = desk.send("POST", "/attempts", start)
    attempt = started["attempt"]
    assert isinstance(attempt, dict)
    body = {"submit_id": SUBMIT_ID, "revision": 1, "answers": {}}
    desk.send("POST", "/attempts/submission", body, attempt["token"])
    return new


def test_the_canaries_are_there_to_be_found(desk: Desk, project: Project) -> None:
    codes = hand_out(desk, project)
    roster = (project.folder / "roster.csv").read_text(encoding="utf-8")

    new = ask_everything(desk, codes[0])

    assert [word for word in SECRETS if word not in roster] == []
    assert [entry.identifier for entry in project.loaded.roster] == [COMES, STAYS_AWAY]
    assert all(len(code) == 14 for code in codes)
    assert desk.found(new) == [("POST /registrations", new)]
    assert {path for path, _ in desk.found("Trần Thị Ví Dụ")} == {
        "POST /codes",
        "POST /registrations",
        "POST /attempts",
    }


def test_no_reply_tells_of_anybody_else_nor_a_detail_of_oneself(
    desk: Desk, project: Project
) -> None:
    codes = hand_out(desk, project)

    ask_everything(desk, codes[0])

    assert desk.found(*SECRETS, *codes) == []


def test_no_log_line_at_any_level_holds_a_canary(
    desk: Desk, project: Project, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken:
        def __getattr__(self, name: str) -> object:
            raise OSError("the network is gone")

    with caplog.at_level(logging.DEBUG):
        codes = hand_out(desk, project)
        codes.append(ask_everything(desk, codes[0]))
        desk.scene.desks.entry.people = Broken()  # type: ignore[assignment]
        desk.send("POST", "/codes", {"code": codes[-1]})
        desk.send("POST", "/registrations", {"identifier": COMES, "birth_date": BIRTH_DATES[0]})

    assert caplog.text.count("OSError: the network is gone") == 2
    assert [word for word in (*SECRETS, *codes) if word in caplog.text] == []


def test_no_published_file_holds_anything_of_the_roster_or_a_code(
    desk: Desk, project: Project, tmp_path: Path
) -> None:
    codes = hand_out(desk, project)
    codes.append(ask_everything(desk, codes[0]))
    scene = desk.scene
    for round_ in scene.contest.rounds:
        scene.clock.set(due_at(ActName.CLOSE, round_))
        scene.desks.close_round(round_.id)
        scene.clock.set(due_at(ActName.PUBLISH, round_) + DAY_MS)
        scene.desks.publish_results(round_.id)
    public = scene.desks.backend.public

    build_into(project, read_published(scene.contest, public), tmp_path / "public")

    files = dict(texts_below(tmp_path / "public"))
    for name in public.names():  # type: ignore[attr-defined]
        files[name] = (public.get(name) or b"").decode()
    words = (*SECRETS, *codes)
    shown = sorted({Path(name).suffix for name in files if "Trần T. V. Dụ" in files[name]})
    assert shown == [".html", ".json"]
    assert [(name, word) for name, text in files.items() for word in words if word in text] == []
    assert [name for name in files if "roster" in Path(name).name] == []
