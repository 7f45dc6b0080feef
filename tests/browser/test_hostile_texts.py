"""Hostile texts in every field that is shown, in a real browser: text stays text, nothing runs."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from urllib.parse import urlsplit

import pytest
from every_page import Served, serve_both, visit
from hostile import HOSTILE, Spoiler, texts_of
from live import Live
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect
from quiz_visit import begin, choose

from bench.synthetic import example
from chalicelib.composition import Desks
from chalicelib.contest.canonical import canonical_json
from chalicelib.contest.ids import BankSlot, DivisionId, PrizeGroupId, bank_slot
from chalicelib.contest.questions import WrittenQuestion
from chalicelib.contest.rules import (
    Ceremony,
    ClipCriterion,
    ComplaintRules,
    Contest,
    Division,
    DocumentStatus,
    Edition,
    Label,
    LevelCount,
    Organizer,
    PassCertificate,
    PersonName,
    Prediction,
    PredictionOf,
    PrizeFor,
    PrizePer,
    Quota,
    Reschedule,
    Term,
    UnitMeasure,
)
from chalicelib.contest.times import DAY_MS
from chalicelib.contest.units import Headcount
from chalicelib.use_cases.complaint_answers import PUBLIC_FILE
from office.contest_file.load import Loaded

pytestmark = pytest.mark.browser

PEOPLE = count(9_501)
NOT_SHOWN = frozenset[str]()
HARD = "Mức khó"
WHY = "Lý do đính chính"

CARRIERS = """
  () => [...document.querySelectorAll("*")].flatMap((each) =>
    [...each.attributes]
      .filter(({ name, value }) => /^on|^srcdoc$|^http-equiv$/.test(name) ||
        (name === "style" && /url|animation/.test(value)) ||
        (/^(href|src|action|formaction|data|xlink:href)$/.test(name) &&
          /^[\\s\\0-\\x20]*(javascript|vbscript|data:text)/i.test(value)))
      .map(({ name, value }) => `${each.tagName} ${name}=${value}`.slice(0, 200)))
"""
"""What would run when somebody points at it or presses it."""

TEXTS = """
  () => {
    const shown = [document.title];
    const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (all.nextNode()) {
      const { parentElement, data } = all.currentNode;
      if (!parentElement.closest("script, noscript")) shown.push(data);
    }
    for (const name of ["content", "title", "aria-label", "value", "alt"]) {
      for (const each of document.querySelectorAll(`[${name}]`)) {
        shown.push(each.getAttribute(name));
      }
    }
    return shown.join("\\n");
  }
"""
"""What stands in a page for people: no data of scripts."""


@dataclass
class Tried:
    """Two sites of hostile texts, and which text stands in which field."""

    served: Served
    spoiler: Spoiler


def with_everything(contest: Contest) -> Contest:
    """Return a contest with what the example leaves out and the pages can show."""
    first, *others = contest.rounds
    history = Reschedule(
        decided_on=date(2021, 12, 1),
        reason="Lý do dời lịch",
        opens_at=first.opens_at - DAY_MS,
        closes_at=first.closes_at - DAY_MS,
        publishes_at=first.publishes_at - DAY_MS,
    )
    document, *documents = contest.study_documents
    replaced = replace(
        document,
        status=DocumentStatus.REPLACED,
        replaced_by="Văn bản thay thế",
        url="https://example.vn/van-ban",
    )
    edition = Edition(name="Lần trước", people=5, attempts=5, url="https://example.vn/lan-truoc")
    levels = sorted({unit.level for unit in contest.units})
    top, *units = contest.units
    paper = contest.paper
    quotas = (
        Quota(count=1, topic=topic_of(contest), difficulty=HARD),
        Quota(count=paper.questions - 1),
    )
    asked = Prediction(text="Câu dự đoán", of=PredictionOf.PERFECT_PAPERS)
    groups = [
        replace(group, division=DivisionId("bang-mot")) if group.to is PrizeFor.PERSONS else group
        for group in contest.prizes.groups
    ]
    units_prize = replace(
        contest.prizes.groups[0],
        id=PrizeGroupId("khoi"),
        name="Giải khối",
        to=PrizeFor.UNITS,
        per=PrizePer.CONTEST,
        block="khoi-mot",
    )
    return replace(
        contest,
        rounds=(replace(first, history=(history,)), *others),
        study_documents=(replaced, *documents),
        clip_criteria=(ClipCriterion(name="Tiêu chí clip", full_marks=50),),
        collective=replace(
            contest.collective,
            terms=(Term(name="Phần tổng điểm", measure=UnitMeasure.TOTAL_MARKS, weight=100),),
        ),
        prizes=replace(
            contest.prizes,
            groups=(*groups, units_prize),
            certificates=PassCertificate(name="Giấy chứng nhận hoàn thành", pass_percent=60),
        ),
        last_edition=edition,
        earlier_editions=(replace(edition, name="Lần trước nữa", url="https://example.vn/cu"),),
        ceremony=Ceremony(on=date(2022, 1, 5), place="Nơi trao giải"),
        complaints=ComplaintRules(
            window_ms=DAY_MS, how="Cách khiếu nại", decided_before="Bước sau"
        ),
        labels=tuple(Label(slug=level, name=f"Cấp {level}") for level in levels),
        announced=replace(contest.announced, unit_levels=(LevelCount(level=levels[0], count=99),)),
        units=(
            top,
            *(
                replace(
                    unit,
                    block="khoi-mot",
                    aliases=(f"Tên khác {unit.id}",),
                    headcounts=(Headcount(kind="Loại biên chế", count=9),),
                )
                for unit in units
            ),
        ),
        paper=replace(paper, quotas=quotas, prediction=asked),
        divisions=(
            Division(id=DivisionId("bang-mot"), name="Tên bảng một", who=("Ai thi bảng một",)),
            Division(id=DivisionId("bang-hai"), name="Tên bảng hai", who=("Ai thi bảng hai",)),
        ),
        organizers=tuple(Organizer(name=f"Người ký {number}", key="") for number in (1, 2)),
    )


def topic_of(contest: Contest) -> str:
    """Return a topic that the contest knows by name, as a document has it."""
    return next(document.topic for document in contest.study_documents if document.topic)


def banks_of(
    loaded: Loaded, contest: Contest, spoiler: Spoiler
) -> dict[BankSlot, tuple[WrittenQuestion, ...]]:
    """Return the example's banks for every division, a question of each under the quota."""
    banks = {}
    for round_ in contest.rounds:
        first, *others = loaded.banks[bank_slot(round_.id, None)]
        first = replace(first, topic=topic_of(loaded.contest), difficulty=HARD)
        for division in contest.division_ids():
            questions = tuple(map(spoiler.spoil, (first, *others)))
            banks[bank_slot(round_.id, division)] = questions
    return banks


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tried]:
    loaded = example()
    spoiler = Spoiler()
    contest = spoiler.spoil(with_everything(loaded.contest))
    contest = replace(contest, entry=replace(contest.entry, others_shown_as=PersonName.FULL))
    spoiled = replace(
        loaded,
        sound_contest=contest,
        banks=banks_of(loaded, contest, spoiler),
        practice=tuple(map(spoiler.spoil, loaded.practice)),
        news=tuple(map(spoiler.spoil, loaded.news)),
    )

    def rename(desks: Desks) -> None:
        people = desks.backend.people
        for person in list(people.people(contest.id)):
            if person.name not in HOSTILE:
                name = spoiler.text(person.name, "Person.name")
                people.change_person(contest.id, person, replace(person, name=name))

    why = spoiler.text(WHY, "Event.reason")
    with serve_both(tmp_path_factory.mktemp("hostile"), spoiled, rename, why) as served:
        complain(served.ended, spoiler)
        yield Tried(served, spoiler)


def complain(live: Live, spoiler: Spoiler) -> None:
    """Give the complaints that were answered in public, and their answers, hostile words."""
    files = live.scene.desks.backend.public
    value = json.loads(files.get(PUBLIC_FILE) or b"")
    for complaint in value["complaints"]:
        complaint["text"] = spoiler.text(complaint["text"], "AnswerWords.public_text")
        for answer in complaint["answers"]:
            answer["text"] = spoiler.text(answer["text"], "AnswerWords.text")
    files.put(PUBLIC_FILE, canonical_json(value), content_type="application/json", immutable=False)


@dataclass
class Guard:
    """Counts what runs, and what is refused or asked of elsewhere, in a context's pages."""

    context: BrowserContext
    ran: list[str]
    tried: list[str]


@pytest.fixture(params=["policy on", "policy off"])
def guard(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Guard]:
    context = chromium.new_context(locale="vi-VN", bypass_csp=request.param == "policy off")
    context.set_default_timeout(10_000)
    guard = Guard(context, [], [])
    context.expose_binding("pwned", lambda source: guard.ran.append(source["page"].url))

    def said(message: ConsoleMessage) -> None:
        if message.type == "error" and "404" not in message.text:
            guard.tried.append(message.text)

    def asked(asked_for: Request) -> None:
        if urlsplit(asked_for.url).hostname != "127.0.0.1" and ":" not in asked_for.url[:5]:
            guard.tried.append(asked_for.url)

    context.on("console", said)
    context.on("request", asked)
    context.on("dialog", lambda dialog: (guard.ran.append(dialog.message), dialog.dismiss()))
    yield guard
    context.close()


def plain(text: str) -> str:
    """Return a text as far as a page keeps it: blanks as one, no null bytes, one case."""
    return re.sub(r"\s+", " ", re.sub("[\0\ufffd]", "", text)).strip().casefold()


def test_what_runs_on_a_page_is_seen(
    guard: Guard, tried: Tried, request: pytest.FixtureRequest
) -> None:
    planted = tried.served.running.public_dir / "planted.html"
    planted.write_text("<!doctype html><p>" + "<p>".join(HOSTILE[:2] + HOSTILE[6:8]))
    page = guard.context.new_page()
    visit(page, f"{tried.served.running.url}/planted.html")
    planted.unlink()

    policy = "policy on" in request.node.name
    assert (len(guard.ran), len(guard.tried)) == ((0, 3) if policy else (3, 0))
    assert page.evaluate(CARRIERS) == ["IMG onerror=pwned()"]


def test_hostile_texts_stay_texts_wherever_they_are_shown(guard: Guard, tried: Tried) -> None:
    page = guard.context.new_page()
    shown: list[str] = []
    carriers: dict[str, list[str]] = {}
    for name, url in tried.served.pages().items():
        visit(page, url)
        carriers[name] = page.evaluate(CARRIERS)
        shown.append(page.evaluate(TEXTS))
    # Only what was answered is public.
    visit(page, f"{tried.served.ended.url}/khieu-nai/")
    expect(page.locator("#complaint-public > li")).to_have_count(2)
    carriers["answered complaints"] = page.evaluate(CARRIERS)
    shown.append(page.evaluate(TEXTS))
    shown += take_a_paper(page, tried)
    carriers["paper"] = page.evaluate(CARRIERS)
    page.close()

    assert (guard.ran, guard.tried) == ([], [])
    assert {name: found for name, found in carriers.items() if found} == {}
    whole = plain("\n".join(shown))
    missing = {
        place
        for place, texts in tried.spoiler.places.items()
        if not any(plain(text) in whole for text in texts)
    }
    assert missing == NOT_SHOWN
    assert texts_of(Contest) - tried.spoiler.places.keys() == set()
    assert [text for text in HOSTILE if plain(text) not in whole] == []


def take_a_paper(page: Page, tried: Tried) -> list[str]:
    """Answer every question of a paper; return what was shown on the way."""
    begin(page, tried.served.running, next(PEOPLE))
    shown = []
    for _ in range(tried.served.running.scene.contest.paper.questions):
        choose(page, 1)
        shown.append(page.evaluate(TEXTS))
        page.locator("#next").click()
    # The last page is the prediction.
    page.locator("#number").fill("7")
    shown.append(page.evaluate(TEXTS))
    page.locator("#next").click()
    expect(page.locator("#view-review")).to_be_visible()
    page.locator("#submit").click()
    expect(page.locator("#receipt-picture svg")).to_be_visible()
    return [*shown, page.evaluate(TEXTS)]
