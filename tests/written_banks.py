"""Questions as writers may type them, for properties; sheets as they may fill them in."""

import unicodedata
from pathlib import Path

from hypothesis import strategies as st

from chalicelib.contest.ids import QuestionId
from chalicelib.contest.questions import QuestionKind, WrittenOption, WrittenQuestion, read_number
from office.banks.from_table import read_sheet
from office.banks.rows import SheetQuestion
from office.banks.text_format import DIFFICULTIES
from office.contest_file.findings import Finding, Findings
from office.tables.write import CellOut, SheetOut, write_xlsx

# What a spreadsheet, a bank's file or a row's reader might take for something else.
AWKWARD = st.sampled_from(
    ["=", "+", "-", "@", "'", '"', "A.", "B)", "a. ", "* ", "-> ", "[x] ", "#", "Câu 1: ", "; "]
)
texts = (
    st.tuples(
        st.just("") | AWKWARD,
        st.text(
            st.characters(exclude_categories=["C", "Z"]) | st.just(" "), min_size=1, max_size=30
        ),
    )
    .map(lambda parts: unicodedata.normalize("NFC", " ".join("".join(parts).split())))
    .filter(bool)
)
numbers = st.decimals(-(10**9), 10**9, places=3).map(lambda number: read_number(f"{number:f}"))


@st.composite
def written_questions(draw: st.DrawFn) -> WrittenQuestion:
    kind = draw(st.sampled_from(QuestionKind))
    options = draw(
        st.just(["Đúng", "Sai"]) | st.lists(texts, min_size=2, max_size=6, unique_by=str.casefold)
    )
    most = len(options) if kind is QuestionKind.MULTIPLE else 1
    places = st.integers(0, len(options) - 1)
    right = draw(st.sets(places, min_size=1, max_size=most))
    if kind is QuestionKind.NUMBER:
        options = []
    return WrittenQuestion(
        id=QuestionId(draw(st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9})?", fullmatch=True))),
        text=draw(texts),
        options=tuple(
            WrittenOption(text=option, right=index in right, last=draw(st.booleans()))
            for index, option in enumerate(options)
        ),
        source=draw(texts),
        topic=draw(st.just("") | texts),
        difficulty=draw(st.sampled_from(["", *DIFFICULTIES])),
        explanation=draw(st.just("") | texts),
        kind=kind,
        points=draw(st.integers(1, 100)),
        number=draw(numbers) if kind is QuestionKind.NUMBER else "",
    )


banks = st.lists(written_questions(), min_size=1, max_size=5, unique_by=lambda each: each.id)


def question(
    id_: str = "a-1",
    text: str = "Cơ quan nào cấp giấy phép?",
    *options: str,
    last: str = "",
    source: str = "1/2020/NĐ-CP, Điều 1",
    topic: str = "",
    difficulty: str = "",
    explanation: str = "",
    kind: QuestionKind = QuestionKind.SINGLE,
    number: str = "",
) -> WrittenQuestion:
    """Return a question whose right options begin with ``*``; ``last`` is the text of one."""
    typed = options or ("*Sở Xây dựng", "Sở Nội vụ", "Sở Y tế")
    return WrittenQuestion(
        id=QuestionId(id_),
        text=text,
        options=()
        if kind is QuestionKind.NUMBER
        else tuple(
            WrittenOption(
                text=each.removeprefix("*"),
                right=each.startswith("*"),
                last=each.removeprefix("*") == last,
            )
            for each in typed
        ),
        source=source,
        topic=topic,
        difficulty=difficulty,
        explanation=explanation,
        kind=kind,
        number=number,
    )


def write_sheet(path: Path, headings: str, *rows: tuple[CellOut, ...]) -> Path:
    """Write a sheet whose headings are given as ``Câu hỏi | Đáp án đúng``."""
    names = tuple(name.strip() for name in headings.split("|"))
    write_xlsx(path, [SheetOut(name="Câu hỏi", headings=names, rows=rows)])
    return path


def read_rows_of(path: Path) -> tuple[tuple[SheetQuestion, ...], tuple[Finding, ...]]:
    """Return what a sheet holds, and what was found."""
    findings = Findings()
    return read_sheet(path, path.name, findings), findings.in_order()
