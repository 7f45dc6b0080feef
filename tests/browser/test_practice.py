"""Practice on a phone and on a desktop: no account, no server, every answer explained."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from builders import make_contest
from live import ROOT
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from chalicelib.contest.grading import (
    HUNDREDTHS,
    Markscheme,
    marks_of,
    scaled,
    value_on_scale,
)
from chalicelib.contest.ids import QuestionId
from chalicelib.contest.questions import (
    QuestionKind,
    WrittenOption,
    WrittenQuestion,
    read_number,
    split,
)
from chalicelib.contest.rules import MarksRules, PracticeRules
from sitegen.build import build_site
from sitegen.joiner import join_modules
from sitegen.settings import Published

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}


def written(name: str, text: str, *options: str, **more: object) -> WrittenQuestion:
    """Return a question; options that are right start with a star, the last one with a bar."""
    return WrittenQuestion(
        id=QuestionId(name),
        text=text,
        options=tuple(
            WrittenOption(text=option.strip("*|"), right="*" in option, last="|" in option)
            for option in options
        ),
        source=f"Điều {name}",
        explanation=f"Vì <b>{name}</b>",
        **more,  # type: ignore[arg-type]
    )


EVERY_KIND = (
    written("mot", "Một đáp án?", "*Đúng ra", "Sai A", "Sai B", "|Cả A và B"),
    written("hai", "Đúng hay sai?", "*Đúng thế", "Không đúng"),
    written(
        "nhieu",
        "Nhiều đáp án?",
        "*Thứ nhất",
        "*Thứ hai",
        "Thứ ba",
        kind=QuestionKind.MULTIPLE,
        points=2,
    ),
    written("so", "Bao nhiêu?", kind=QuestionKind.NUMBER, number="1234.5"),
)


@dataclass
class Served:
    """A built site, served as plain files."""

    url: str


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a contest with negative marks on a scale of 10, by a server that knows files alone."""
    public = tmp_path_factory.mktemp("practice") / "public"
    contest = make_contest(
        practice=PracticeRules(limit_ms=120_000),
        marks=MarksRules(scale=10, decimals=2, wrong_percent=50),
    )
    contest = replace(contest, paper=replace(contest.paper, questions=20))
    build_site(contest, Published(practice=EVERY_KIND), ROOT, public)

    class Files(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=str(public))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield Served(f"http://127.0.0.1:{server.server_port}")
        server.shutdown()
        thread.join()


def current(page: Page) -> str:
    return page.inner_text("#question-text")


def choose(page: Page, *options: str) -> None:
    for option in options:
        page.click(f"label.option:has-text('{option}')")


def answer_all(page: Page, answers: dict[str, tuple[str, ...]]) -> None:
    """Answer the questions named, and go to the view before the end."""
    while page.is_visible("#view-paper"):
        mine = answers.get(current(page), ())
        if page.is_visible("#number"):
            page.fill("#number", "".join(mine))
        else:
            choose(page, *mine)
        page.click("#next")


def start(page: Page, served: Served, way: str = "untimed") -> None:
    page.goto(f"{served.url}/thi-thu/")
    page.click(f"#start-{way}")


def test_every_question_is_marked_as_the_rules_say_and_explained(
    page: Page, served: Served
) -> None:
    start(page, served)
    answer_all(
        page,
        {
            "Một đáp án?": ("Sai A",),
            "Nhiều đáp án?": ("Thứ nhất", "Thứ hai"),
            "Bao nhiêu?": ("01234,50",),
        },
    )
    page.click("#submit")

    assert page.inner_text("#result-marks") == "5/10 điểm"
    counts = [page.inner_text(f"#result-{each}") for each in ("right", "wrong", "missing")]
    assert counts == ["2", "1", "1"]
    wrong = page.locator("[data-outcome=wrong]")
    options = dict(
        zip(
            wrong.locator(".asked-options span").all_inner_texts(),
            [
                " ".join(each.split("\n")[1:])
                for each in wrong.locator(".asked-options li").all_inner_texts()
            ],
            strict=True,
        )
    )
    assert options == {
        "Đúng ra": "Đáp án đúng",
        "Sai A": "Bạn trả lời",
        "Sai B": "",
        "Cả A và B": "",
    }
    assert wrong.locator("> p").all_inner_texts() == [
        "Một đáp án?",
        "Bị trừ 0,5 điểm",
        "Giải thích: Vì <b>mot</b>",
        "Nguồn: Điều mot",
    ]
    assert page.locator(".asked").count() == 4
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_nothing_is_asked_of_the_functions_and_no_network_is_needed(
    phone: BrowserContext, served: Served
) -> None:
    page = phone.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("**/api/**", lambda route: route.abort())
    page.goto(f"{served.url}/thi-thu/")
    page.wait_for_selector("#start-timed")
    phone.set_offline(True)
    loaded = len(asked)
    for _ in range(2):
        page.click("#start-timed")
        answer_all(page, {"Đúng hay sai?": ("Đúng thế",)})
        page.click("#submit")
        page.click("#result-again")

    assert [each for each in asked if "/api" in each or "/data" in each] == []
    assert asked[loaded:] == []
    assert (
        page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0
    )


def test_a_paper_is_answered_by_keys_alone(chromium: Browser, served: Served) -> None:
    context = chromium.new_context(viewport=DESKTOP, locale="vi-VN")
    context.set_default_timeout(10_000)
    page = context.new_page()
    try:
        page.goto(f"{served.url}/thi-thu/")
        page.focus("#start-untimed")
        page.keyboard.press("Enter")
        pressed = {}
        while page.is_visible("#view-paper"):
            asked = current(page)
            page.keyboard.press("Tab")
            if page.is_visible("#number"):
                page.keyboard.type("1234,5")
                page.keyboard.press("Enter")
                continue
            page.keyboard.press("2")
            pressed[asked] = page.inner_text("label.option:has(#option-2)")
            page.keyboard.press("ArrowRight")
        page.focus("#submit")
        page.keyboard.press("Enter")
        own = page.locator(".asked:has(.asked-options)")
        said = dict(
            zip(
                own.locator(".asked-text").all_inner_texts(),
                own.locator("li:has(.tag-own) span").all_inner_texts(),
                strict=True,
            )
        )
    finally:
        context.close()

    assert said == pressed
    assert len(pressed) == 3


def test_arrows_turn_and_the_focus_goes_along(page: Page, served: Served) -> None:
    start(page, served)
    focused = page.evaluate("document.activeElement.id")
    page.click(".nav-item >> nth=1")
    if page.is_visible("#number"):
        page.click(".nav-item >> nth=2")
    second = page.inner_text("#question-number")
    page.focus("#options input")
    page.keyboard.press("ArrowLeft")
    first = page.inner_text("#question-number")

    assert focused == "question-legend"
    assert (int(second[4]) - int(first[4]), page.evaluate("document.activeElement.id")) == (
        1,
        "question-legend",
    )


def test_the_clock_ends_a_paper_and_one_without_a_clock_has_none(
    page: Page, served: Served
) -> None:
    page.clock.install()
    start(page, served)
    without = page.is_visible("#timer-row")
    page.click("#leave")
    page.click("#start-timed")
    shown = page.inner_text("#timer")
    page.clock.run_for(61_000)
    spoken = page.inner_text("#announcer")
    page.clock.run_for(60_000)

    assert (without, shown, spoken) == (False, "02:00", "Đã qua nửa thời gian. Còn 1 phút")
    assert page.inner_text("#result-over").startswith("Đã hết giờ.")
    assert page.evaluate("document.activeElement.id") == "result-title"
    assert page.inner_text("#result-marks") == "0/10 điểm"


def test_another_paper_is_drawn_anew(page: Page, served: Served) -> None:
    orders: set[tuple[str, ...]] = set()
    start(page, served)
    for _ in range(30):
        order: list[str] = []
        while page.is_visible("#view-paper"):
            order.append(current(page))
            page.click("#next")
        orders.add(tuple(order))
        if len(orders) > 1:
            break
        page.click("#submit")
        page.click("#result-again")
        page.click("#start-untimed")

    assert len(orders) == 2
    assert {tuple(sorted(order)) for order in orders} == {
        ("Bao nhiêu?", "Một đáp án?", "Nhiều đáp án?", "Đúng hay sai?")
    }


def test_without_script_every_question_can_be_read_with_its_answer(
    chromium: Browser, served: Served
) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport=PHONE)
    try:
        page = context.new_page()
        page.goto(f"{served.url}/thi-thu/")
        page.click("summary:has-text('Một đáp án?')")

        shown = page.locator("details[open]")
        assert shown.locator("[data-right] span").all_inner_texts() == ["Đúng ra"]
        assert shown.locator("> p").all_inner_texts() == [
            "Giải thích: Vì <b>mot</b>",
            "Nguồn: Điều mot",
        ]
        assert page.locator("details").count() == 4
        assert not page.is_visible("#start-timed")
        assert not page.is_visible("#view-paper")
    finally:
        context.close()


@pytest.mark.parametrize("address", ["/", "/thi/", "/huong-dan/"])
def test_practice_is_found_from_where_people_prepare(
    page: Page, served: Served, address: str
) -> None:
    page.goto(f"{served.url}{address}")
    page.click(f"#noi-dung a[href='{'../thi-thu/' if 'huong' in address else '/thi-thu/'}']")

    assert page.inner_text("h1") == "Thi thử"
    assert page.is_visible("#start-timed")


def test_what_is_touched_is_large_enough(page: Page, served: Served) -> None:
    start(page, served, "timed")
    page.click(".nav-item >> nth=0")
    answer_all(page, {})
    page.click("#submit")
    small = """[...document.querySelectorAll("a, button")].filter((each) => each.checkVisibility()
        && each.closest("#quiz")).filter((each) => each.getBoundingClientRect().height < 44)
        .map((each) => each.textContent)"""
    after = page.evaluate(small)
    page.click("#result-again")

    assert after == []
    assert page.evaluate(small) == []


GRADED = [
    (MarksRules(scale=scale, decimals=decimals, wrong_percent=wrong), answers)
    for scale, decimals, wrong in [
        (None, 2, 0),
        (None, 2, 25),
        (10, 2, 33),
        (100, 0, 50),
        (7, 6, 0),
    ]
    for answers in [
        {},
        {"mot": "a"},
        {"mot": "b", "hai": "a", "nhieu": "ab", "so": "1234,5"},
        {"mot": "c", "hai": "b", "nhieu": "ac", "so": "01234.500"},
        {"nhieu": "bc", "so": "-0"},
        {"hai": "a", "nhieu": "a", "so": "1234"},
        {"mot": "a", "hai": "a"},
        {"mot": "b", "hai": "b", "nhieu": "ac"},
        {"so": "1234,5000"},
    ]
]


def test_the_device_counts_as_the_contest_does(page: Page) -> None:
    sources = {
        path.relative_to(ROOT / "site" / "assets").as_posix(): path.read_text(encoding="utf-8")
        for path in (ROOT / "site" / "assets").rglob("*.js")
    }
    code = join_modules(sources, "practice/grading.js")
    bank, keys = split(EVERY_KIND, b"practice")
    right = {key.question: key.right for key in keys.keys}
    points = {question.id: question.points for question in bank.questions}
    paper = [
        {
            "id": question.id,
            "kind": question.kind.value,
            "points": question.points,
            "right": right[question.id],
        }
        for question in bank.questions
    ]
    expected = []
    for rules, answers in GRADED:
        stored = {
            name: read_number(each) if name == "so" else each for name, each in answers.items()
        }
        scheme = Markscheme(right=right, points=points, marks=rules)
        marks, full = marks_of([question.id for question in bank.questions], stored, scheme)
        value = value_on_scale(Fraction(marks, full), full, rules)
        expected.append([marks, full, scaled(value, rules)])
    counted = page.evaluate(
        f"""(cases) => {{ {code}
        return cases.map(([paper, answers, rules]) => {{
          const reached = marksOfPaper(paper, answers, rules);
          return [reached.marks, reached.full, onScale(reached, rules)];
        }}); }}""",
        [
            [
                paper,
                answers,
                {
                    "scale": rules.scale,
                    "decimals": rules.decimals,
                    "wrong_percent": rules.wrong_percent,
                },
            ]
            for rules, answers in GRADED
        ],
    )

    assert counted == expected
    assert {full for _, full, _ in expected} == {5 * HUNDREDTHS}
    assert len({said for _, _, said in expected}) > 10


def test_the_back_button_goes_back_by_questions_and_then_out_of_the_paper(
    page: Page, served: Served
) -> None:
    page.goto(f"{served.url}/thi-thu/")
    page.click("#start-untimed")
    first = current(page)
    page.click("#next")
    page.go_back()
    assert current(page) == first

    page.go_back()

    page.wait_for_selector("#view-start", state="visible")
    assert not page.is_visible("#view-paper")
