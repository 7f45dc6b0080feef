"""The example's site with everything that it can show, in the middle of the contest or after it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from bench.corrected_site import WHY, correct_first_round, with_organizers
from bench.measure import ROOT
from bench.synthetic import example
from chalicelib.composition import Desks
from chalicelib.contest.acts import ActName, due_at
from chalicelib.contest.canonical import canonical_json
from chalicelib.contest.ids import QuestionId, RoundId
from chalicelib.contest.rules import ComplaintRules, Contest
from chalicelib.contest.times import DAY_MS, MINUTE_MS, local_date
from chalicelib.use_cases.complaint_answers import PUBLIC_FILE
from chalicelib.use_cases.prepare import prepare_contest
from office.commands.site import read_published
from office.contest_file.load import Loaded
from office.local.in_memory import make_memory_workshop
from office.local.memory import ManualClock
from office.local.server import serve_front
from office.pictures import contest_pictures
from office.report import make_report
from office.report.collect import collect
from office.simulate.play import play_round
from sitegen.build import build_site
from sitegen.report_page import REPORT_FILE

PEOPLE = 120
SEED = 4
FIRST_PORT = 19_300


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeSite:
    """A contest with its clock and its desks, and the folder of its built site."""

    contest: Contest
    clock: ManualClock
    desks: Desks
    public: Path

    def published_pages(self) -> tuple[str, ...]:
        """Return the addresses of the published files that are pages."""
        names = self.desks.backend.public.names()  # type: ignore[attr-defined]
        return tuple(f"/{name}" for name in sorted(names) if name.endswith(".html"))


def make_running_site(
    public: Path,
    loaded: Loaded | None = None,
    played: Callable[[Desks], None] = lambda _: None,
    why: str = WHY,
) -> WholeSite:
    """Build the site while the second round is open and the first is published and corrected.

    ``played`` is called before the close of each round that has been played; ``why`` is the reason
    given for corrections.
    """
    loaded = with_organizers(loaded or _example())
    contest = loaded.contest
    first, second = contest.rounds[:2]
    site = _prepared(public, loaded)
    _play_and_publish(site, first.id, played)
    correct_first_round(contest, site.desks, why)
    site.clock.set(second.opens_at + MINUTE_MS)
    site.desks.publish_participation(second.id)
    _build(site, loaded)
    return site


def make_ended_site(
    public: Path,
    loaded: Loaded | None = None,
    played: Callable[[Desks], None] = lambda _: None,
    why: str = WHY,
) -> WholeSite:
    """Build the site when every round is published and the closing report is public."""
    loaded = with_organizers(loaded or _example())
    contest = loaded.contest
    site = _prepared(public, loaded)
    for round_ in contest.rounds:
        _play_and_publish(site, round_.id, played)
    correct_first_round(contest, site.desks, why)
    collected = collect(site.desks.backend, contest)
    made_on = local_date(site.clock.now()) + timedelta(days=1)
    report = make_report(
        contest,
        collected.rounds,
        made_on=made_on,
        births=collected.births,
        registered=collected.registered,
        corrections=collected.corrections,
        extra_time=collected.extra_time,
        recorded=collected.recorded,
    )
    site.desks.backend.public.put(
        REPORT_FILE, canonical_json(report), content_type="application/json", immutable=False
    )
    _answer_in_public(site)
    _build(site, loaded)
    return site


@contextmanager
def serve(site: WholeSite) -> Iterator[str]:
    """Serve a site as production does, compressed; yield its origin."""
    with serve_front(site.desks, site.public, FIRST_PORT) as port:
        yield f"http://127.0.0.1:{port}"


def _example() -> Loaded:
    """Return the example with complaints, which it does not take by itself."""
    loaded = example()
    rules = ComplaintRules(window_ms=3 * DAY_MS, how="Gửi trên trang này trong thời hạn dưới đây.")
    return replace(loaded, sound_contest=replace(loaded.contest, complaints=rules))


def _answer_in_public(site: WholeSite) -> None:
    """Publish two complaints with their answers, as the board words them."""
    first = site.contest.rounds[0].id
    shown = [
        {
            "number": number,
            "round": first,
            "subject": subject,
            "question": question,
            "text": said,
            "answers": [{"answered_at": site.clock.now(), "outcome": outcome, "text": answer}],
        }
        for number, (subject, question, outcome, said, answer) in enumerate(
            [
                ("question", "cau-01", "explained", "Phương án C cũng đúng.", "Xem Điều 2."),
                ("result", None, "accepted", "Đơn vị ghi sai.", "Đã sửa.\nXin cảm ơn."),
            ],
            start=1,
        )
    ]
    value = {"schema": 1, "contest": site.contest.id, "complaints": shown}
    site.desks.backend.public.put(
        PUBLIC_FILE, canonical_json(value), content_type="application/json", immutable=False
    )


def _prepared(public: Path, loaded: Loaded) -> WholeSite:
    contest = loaded.contest
    workshop = make_memory_workshop(contest.id, at=contest.rounds[0].opens_at, seed=b"whole site")
    prepare_contest(workshop.desks.prepare, contest, loaded.banks)
    return WholeSite(contest=contest, clock=workshop.clock, desks=workshop.desks, public=public)


def _play_and_publish(site: WholeSite, round_id: RoundId, played: Callable[[Desks], None]) -> None:
    round_ = site.contest.round(round_id)
    play_round(
        site.desks.entry,
        site.clock,
        round_id=round_id,
        right=_right(site),
        count=PEOPLE,
        seed=SEED,
    )
    played(site.desks)
    site.clock.set(due_at(ActName.CLOSE, round_))
    site.desks.close_round(round_id)
    site.clock.set(due_at(ActName.PUBLISH, round_))
    site.desks.publish_results(round_id)


def _right(site: WholeSite) -> dict[QuestionId, str]:
    backend = site.desks.backend
    release = backend.contests.get_release(site.contest.id)
    assert release is not None
    right: dict[QuestionId, str] = {}
    for bank in release.banks.values():
        keys = backend.keys.get_keys(site.contest.id, bank)
        assert keys is not None
        right |= {key.question: key.right for key in keys.keys}
    return right


def _build(site: WholeSite, loaded: Loaded) -> None:
    published = read_published(site.contest, site.desks.backend.public)
    published = replace(published, practice=loaded.practice, news=loaded.news)
    build_site(
        site.contest,
        published,
        ROOT,
        site.public,
        loaded.attachments,
        pictures=contest_pictures(site.contest),
    )
