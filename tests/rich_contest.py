"""A contest that asks for everything: divisions with ages, every kind of question, a prediction."""

from dataclasses import replace
from datetime import date

from builders import LIMIT_MS, make_contest, make_division, make_group

from chalicelib.contest.ids import BankSlot, DivisionId, PrizeGroupId, QuestionId, UnitId, bank_slot
from chalicelib.contest.questions import QuestionKind, WrittenOption, WrittenQuestion
from chalicelib.contest.rules import (
    AgeLimits,
    AttemptRules,
    ClipMarks,
    CollectiveRules,
    Condition,
    Contest,
    Counting,
    MarksRules,
    PaperRules,
    Prediction,
    PredictionOf,
    Prize,
    PrizeFor,
    PrizePer,
    Prizes,
    RankingKey,
    RankingRules,
    Term,
    UnitMeasure,
)

RIGHT_NUMBER = "63"


def make_rich_contest() -> Contest:
    """Return the contest: two divisions, two attempts of which the best counts."""
    base = make_contest()
    staff, young = DivisionId("can-bo"), DivisionId("doan-vien")
    return replace(
        base,
        attempts=AttemptRules(limit=2, counts=Counting.BEST),
        divisions=(
            make_division(staff, name="Bảng cán bộ", who=("Cán bộ, công chức",)),
            make_division(
                young, name="Bảng đoàn viên", ages=AgeLimits(on=date(2021, 10, 10), most=30)
            ),
        ),
        paper=PaperRules(
            questions=3,
            limit_ms=LIMIT_MS,
            shuffle_questions=False,
            only_if_all_answered=True,
            prediction=Prediction(text="Có bao nhiêu người dự thi?", of=PredictionOf.PEOPLE),
        ),
        marks=MarksRules(scale=10),
        ranking=RankingRules(
            keys=(RankingKey.MARKS, RankingKey.PREDICTION_ERROR, RankingKey.TIME_USED)
        ),
        units=tuple(replace(unit, headcount=4) for unit in base.units),
        collective=CollectiveRules(
            measures=(UnitMeasure.ATTEMPTS,),
            levels=("phuong",),
            terms=(
                Term(name="Phần trắc nghiệm", measure=UnitMeasure.MEAN_MARKS, weight=40),
                Term(name="Phần clip", measure=UnitMeasure.CLIP_MARKS, weight=60),
            ),
            conditions=(Condition(measure=UnitMeasure.PARTICIPATION_RATE, at_least=25),),
            headcount_kind="cán bộ",
        ),
        prizes=Prizes(
            groups=(
                make_group(
                    Prize(name="Nhất", count=1, value=500_000, certificate="Giấy khen"),
                    Prize(name="Nhì", count=1, value=300_000),
                    id=PrizeGroupId("can-bo"),
                    name="Giải cán bộ",
                    division=staff,
                ),
                make_group(id=PrizeGroupId("tre"), name="Giải đoàn viên", division=young),
                make_group(
                    Prize(name="Nhất", count=1, value=2_000_000),
                    id=PrizeGroupId("tap-the"),
                    name="Giải tập thể",
                    to=PrizeFor.UNITS,
                    per=PrizePer.CONTEST,
                ),
            )
        ),
        clips=(ClipMarks(unit=UnitId("phuong-1"), marks=45, full_marks=50),),
    )


def make_rich_banks(contest: Contest) -> dict[BankSlot, list[WrittenQuestion]]:
    """Return the same bank of three questions, one of each kind, for every division."""
    return {
        bank_slot(round_.id, division): _bank(f"{round_.id}-{division}")
        for round_ in contest.rounds
        for division in contest.division_ids()
    }


def _bank(prefix: str) -> list[WrittenQuestion]:
    def options(right: str) -> tuple[WrittenOption, ...]:
        return tuple(
            WrittenOption(text=f"Phương án {letter}", right=letter in right) for letter in "ABCD"
        )

    return [
        WrittenQuestion(
            id=QuestionId(f"{prefix}-mot"),
            text="Câu hỏi một phương án?",
            options=options("B"),
            source="Điều 1",
        ),
        WrittenQuestion(
            id=QuestionId(f"{prefix}-nhieu"),
            text="Câu hỏi nhiều phương án?",
            options=options("AC"),
            source="Điều 2",
            kind=QuestionKind.MULTIPLE,
        ),
        WrittenQuestion(
            id=QuestionId(f"{prefix}-so"),
            text="Việt Nam có bao nhiêu tỉnh, thành phố?",
            options=(),
            source="Điều 3",
            kind=QuestionKind.NUMBER,
            number=RIGHT_NUMBER,
        ),
    ]
