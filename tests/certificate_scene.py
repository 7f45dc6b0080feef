"""A small contest in memory that has closed: winners, a tie, units, and people who passed."""

from collections.abc import Sequence
from dataclasses import replace

from builders import make_contest, make_group
from scene import SUBMIT_ID, Scene, make_scene

from chalicelib.contest.acts import ActName, due_at
from chalicelib.contest.ids import PrizeGroupId, RoundId
from chalicelib.contest.rules import (
    Contest,
    PassCertificate,
    Prize,
    PrizeFor,
    PrizePer,
    Prizes,
)
from chalicelib.contest.times import SECOND_MS
from chalicelib.use_cases.answer import submit_attempt

NAMES = ("Nguyễn Thị Ánh", "Đỗ Văn Ữ", "Trần Ví Dụ", "Lê Thử")


def make_certificate_contest(**overrides: object) -> Contest:
    """Return a contest whose prizes come with certificates, and which certifies who passed."""
    contest = make_contest(
        organizer="Ủy ban nhân dân thành phố Ví Dụ",
        place="thành phố Ví Dụ, tỉnh Ví Dụ",
        portal="https://thi.example.gov.vn/",
        prizes=Prizes(
            groups=(
                make_group(
                    Prize(name="Nhất", count=1, value=500_000, certificate="Giấy chứng nhận"),
                    Prize(name="Nhì", count=1, value=300_000, certificate="Giấy chứng nhận"),
                    Prize(name="Ba", count=1, value=100_000),
                ),
                make_group(
                    Prize(name="Nhất", count=1, value=1_000_000, certificate="Giấy khen"),
                    id=PrizeGroupId("tap-the"),
                    name="Giải tập thể",
                    to=PrizeFor.UNITS,
                    per=PrizePer.CONTEST,
                ),
            ),
            certificates=PassCertificate(name="Giấy chứng nhận hoàn thành", pass_percent=60),
        ),
    )
    return replace(contest, **overrides)  # type: ignore[arg-type]


def play(scene: Scene, right: Sequence[int], names: Sequence[str] = NAMES) -> None:
    """Let one person for each number answer so many questions right, each a second slower."""
    for number, count in enumerate(right, start=1):
        code = scene.register(number, name=names[(number - 1) % len(names)]).code
        started = scene.start(code, start_id=f"start-id-of-person-{number:03d}")
        answers = scene.right_answers(started)
        wrong = scene.wrong_answers(started)
        for question in [*answers][count:]:
            answers[question] = wrong[question]
        submit_attempt(
            scene.desks.entry,
            token=started.token,
            submit_id=SUBMIT_ID,
            revision=1,
            answers=answers,
            arrived_at=started.attempt.started_at + number * SECOND_MS,
        )


def close(scene: Scene, *, publish: bool = True) -> None:
    """Close the only round and with it the contest, and publish the results."""
    round_ = scene.contest.rounds[0]
    scene.clock.set(due_at(ActName.CLOSE, round_))
    scene.desks.close_round(RoundId(round_.id))
    if publish:
        scene.clock.set(due_at(ActName.PUBLISH, round_))
        scene.desks.publish_results(RoundId(round_.id))


def make_closed_scene(right: Sequence[int] = (3, 3, 2, 1), contest: Contest | None = None) -> Scene:
    """Return a closed contest in which so many people answered so many questions right."""
    scene = make_scene(contest or make_certificate_contest())
    play(scene, right)
    close(scene)
    return scene
