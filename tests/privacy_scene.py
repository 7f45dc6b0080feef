"""A contest that is over: everybody has finished, all is published, complaints are closed."""

from dataclasses import dataclass, replace
from typing import Any

from builders import OPENS_AT, PUBLISHES_AT, ROUND, make_contest, make_entry
from scene import SUBMIT_ID, Scene, make_scene

from chalicelib.backends import Backend
from chalicelib.contest.errors import ContestError
from chalicelib.contest.ids import UnitId
from chalicelib.contest.receipts import Receipt
from chalicelib.contest.rules import ComplaintRules, Consent, Contest
from chalicelib.contest.times import DAY_MS, MINUTE_MS
from chalicelib.contest.tries import FREE_TRIES
from chalicelib.use_cases.answer import submit_attempt
from chalicelib.use_cases.participation import make_link, publish_participation, revoke_link
from chalicelib.use_cases.start import resume_attempt
from office.privacy.desk import PrivacyDesk

KEEP_DAYS = 30
OVER_AT = PUBLISHES_AT + (KEEP_DAYS + 1) * DAY_MS
EXCLUDED = ("999000009999", "Thành viên Ban Tổ chức")
WARD = UnitId("phuong-1")
TEXT = "Tôi đồng ý để Ban Tổ chức giữ họ tên, đơn vị và bài làm của tôi."


def make_kept_contest(**overrides: Any) -> Contest:
    """Return a contest that states how long it keeps people's data."""
    contest = make_contest(
        entry=make_entry(consent=Consent(version=1, text=TEXT, keep_days=KEEP_DAYS)),
        complaints=ComplaintRules(window_ms=3 * DAY_MS, how="Gửi đơn"),
    )
    return replace(contest, **overrides)


@dataclass
class Played:
    """The contest, who took part with their codes and tokens, and their receipts."""

    scene: Scene
    codes: list[str]
    tokens: list[str]
    receipts: list[Receipt]
    private_link: str

    def desk(self) -> PrivacyDesk:
        return PrivacyDesk.of(self.scene.desks)


def identifier(number: int) -> str:
    return f"99900000{number:04d}"


def play(
    people: int = 3, *, backend: Backend | None = None, contest: Contest | None = None
) -> Played:
    """Play the round up to its last answer; a link was made, another revoked, somebody erred."""
    scene = make_scene(contest or make_kept_contest(), backend=backend, excluded=[EXCLUDED])
    played = Played(scene, [], [], [], "")
    desks = scene.desks
    _, played.private_link = make_link(desks.participation, WARD)
    make_link(desks.participation, UnitId("phuong-2"))
    revoke_link(desks.participation, UnitId("phuong-2"), "Người phụ trách chuyển công tác")
    for number in range(1, people + 1):
        registered = scene.register(number, name=f"Nguyễn Văn Thử {chr(64 + number)}")
        scene.clock.advance(MINUTE_MS)
        started = scene.start(registered.code, f"start-id-number-{number:04d}")
        played.codes.append(registered.code)
        played.tokens.append(started.token)
        right = scene.right_answers(started)
        answers = dict(list(right.items())[: number % 4])
        receipt = submit_attempt(
            desks.entry,
            token=started.token,
            submit_id=f"{SUBMIT_ID}-{number}",
            revision=1,
            answers=answers,
            arrived_at=scene.clock.now() + number * MINUTE_MS,
        )
        played.receipts.append(receipt)
    _err(played)
    publish_participation(desks.participation, ROUND)
    return played


def _err(played: Played) -> None:
    """Give wrong birth dates, so that tries are kept."""
    for _ in range(FREE_TRIES + 1):
        try:
            resume_attempt(
                played.scene.desks.entry,
                code=played.codes[0],
                birth_date="1999-09-09",
                start_id="another-id-of-16-letters",
                came_from="203.0.113.77",
            )
        except ContestError:
            continue


def publish(played: Played) -> None:
    """Close the round and publish it."""
    played.scene.clock.set(PUBLISHES_AT)
    played.scene.desks.close_round(ROUND)
    played.scene.desks.publish_results(ROUND)


def over(people: int = 3, *, backend: Backend | None = None) -> Played:
    """Return the contest as it is when the period is over."""
    played = play(people, backend=backend)
    publish(played)
    played.scene.clock.set(OVER_AT)
    return played


__all__ = ["OPENS_AT", "Played", "identifier", "make_kept_contest", "over", "play", "publish"]
