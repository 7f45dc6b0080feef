"""A contest's real size (``real-size.yml`` beside ``contest.yml``): how many came, when, how well.

1. ``rounds`` says what a play at this size must meet exactly: attempts, units that take part and,
   where given, perfect papers and the times of the best.
2. ``people`` is how many register; who takes which round follows from the seed.
3. ``stated`` is what the organizer reported, each held against what the results say afterwards.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from chalicelib.contest.ids import RoundId
from chalicelib.contest.rules import Contest
from office.contest_file import scalars
from office.contest_file.codes import Code
from office.contest_file.findings import Finding, Findings, Place
from office.contest_file.folder import Folder, find_contest_file
from office.contest_file.layout.groups import Groups, Texts
from office.contest_file.layout.kinds import (
    Field,
    Flag,
    Layout,
    MaybeWhole,
    Readable,
    Schema,
    Slug,
    Source,
    Text,
    Whole,
)
from office.contest_file.layout.words import Word
from office.contest_file.text_file import read_text
from office.contest_file.yaml_fields import Fields, parse_yaml

REAL_SIZE_FILE = "real-size.yml"
MOST_PEOPLE = 200_000


class FigureName(StrEnum):
    """A figure that a report states; ``office.rehearse.figures`` says how each is measured."""

    ATTEMPTS = "attempts"
    PEOPLE = "people"
    UNITS = "units"
    TEAMS = "teams"
    PERFECT_PAPERS = "perfect_papers"
    PERFECT_PERCENT = "perfect_percent"
    MORE_ATTEMPTS = "more_attempts"
    MORE_UNITS = "more_units"
    UNITS_RISE = "units_rise"
    ATTEMPTS_RISE = "attempts_rise"
    MARKS_RISE = "marks_rise"
    BOTH_PARTS = "both_parts"
    QUIZ_ONLY = "quiz_only"
    BEST_TIME = "best_time"
    LAST_PRIZE_TIME = "last_prize_time"
    PERFECT_AWARDS = "perfect_awards"
    PERSON_AWARDS = "person_awards"
    UNIT_AWARDS = "unit_awards"
    AWARDED_VALUE = "awarded_value"
    MOST_ATTEMPTS_EACH = "most_attempts_each"
    CLIPS = "clips"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundSize:
    """What the play of one round must meet."""

    round: RoundId
    attempts: int
    units: int | None = None
    """How many units take part; None leaves it to who comes."""
    perfect: int | None = None
    """How many papers are all right; None leaves it to what people know."""
    known_percent: int = 80
    """How much the people whose paper is not perfect know."""
    best_times_ms: tuple[int, ...] = ()
    """The times of the best perfect papers; nobody else is as fast."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One figure as it was reported, of some rounds together or of the whole contest."""

    figure: FigureName
    rounds: tuple[RoundId, ...] = ()
    level: str = ""
    """Of units of this level alone, where the figure can be told apart so."""
    group: str = ""
    """Of this group of prizes alone."""
    value: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RealSize:
    """How large a contest was or is to be played."""

    source: str
    people: int
    rounds: tuple[RoundSize, ...]
    seed: int = 1
    without_unit_percent: int = 0
    within_headcount: bool = True
    stated: tuple[Stated, ...] = ()


class _Durations(Readable[tuple[int, ...]]):
    """A list of milliseconds."""

    form = "texts"

    def __init__(self, *, vi: str, en: str) -> None:
        super().__init__(vi=vi, en=en, required=False)

    def read(self, source: Source) -> tuple[int, ...]:
        listed = source.scalars(self.name, required=False)
        return tuple(scalars.read_whole(scalar, 1, source.findings) for scalar in listed)

    def value_schema(self) -> Schema:
        return {"type": "array", "items": {"type": "integer", "minimum": 1}}


class RoundFields(Layout):
    """One item of ``rounds``."""

    id = Slug(vi="Mã vòng thi trong contest.yml.", en="The round's id in contest.yml.")
    attempts = Whole(1, MOST_PEOPLE, vi="Số lượt thi.", en="How many attempts.")
    units = MaybeWhole(
        0,
        vi="Số đơn vị có người dự thi (đơn vị mà người thi chọn).",
        en="How many units people enter for.",
    )
    perfect = MaybeWhole(0, vi="Số bài đạt điểm tối đa.", en="How many papers are all right.")
    known_percent = Whole(
        1,
        99,
        default=80,
        vi="Những người khác biết khoảng bao nhiêu phần trăm câu hỏi.",
        en="How many percent of the questions the others know.",
    )
    best_times_ms = _Durations(
        vi="Thời gian của những bài tốt nhất, tính bằng phần nghìn giây.",
        en="The times of the best papers in milliseconds.",
    )


class StatedFields(Layout):
    """One item of ``stated``."""

    figure = Word(FigureName, vi="Con số nào.", en="Which figure.")
    rounds = Texts(
        vi="Của những vòng nào; bỏ trống là cả cuộc thi.",
        en="Of which rounds; left out: of the whole contest.",
        required=False,
    )
    level = Text(vi="Chỉ của cấp đơn vị này.", en="Of this level of units alone.", default="")
    group = Text(vi="Chỉ của nhóm giải này.", en="Of this group of prizes alone.", default="")
    value = Text(
        vi="Giá trị: số viết liền, hoặc yes, no.", en="The value: digits alone, or yes, no."
    )
    said = Text(vi="Lời của nguồn.", en="In the words of the source.")


class SizeFields(Layout):
    """The file's top."""

    source = Text(vi="Số liệu lấy từ đâu.", en="Where the figures come from.")
    seed = Whole(
        0, default=1, vi="Số khởi tạo: cùng số thì cùng diễn biến.", en="Same seed, same play."
    )
    people = Whole(1, MOST_PEOPLE, vi="Số người đăng ký.", en="How many people register.")
    without_unit_percent = Whole(
        0, 100, default=0, vi="Bao nhiêu phần trăm không chọn đơn vị.", en="Percent without a unit."
    )
    within_headcount = Flag(
        default=True,
        vi="Người của mỗi đơn vị không quá số người của đơn vị.",
        en="Whether no unit has more people than its headcount.",
    )
    rounds = Groups(RoundFields, vi="Quy mô của từng vòng thi.", en="The size of every round.")
    stated = Groups(
        StatedFields, vi="Những con số mà nguồn nêu.", en="What the source states.", required=False
    )


def fields_of_file() -> tuple[tuple[str, Field], ...]:
    """Return every field of the file with the list that it stands in, for the documentation."""
    return tuple(
        (where, field)
        for where, layout in (("", SizeFields), ("rounds", RoundFields), ("stated", StatedFields))
        for field in layout.fields()
    )


def find_real_size(folder: Path) -> Path | None:
    """Return the file of a contest's folder, or of the folder that its ``use`` leads to."""
    found = find_contest_file(Folder(base=folder), Findings())
    file = None if found is None else found[0].path(REAL_SIZE_FILE)
    return file if file is not None and file.is_file() else None


def read_real_size(file: Path, contest: Contest) -> tuple[RealSize | None, tuple[Finding, ...]]:
    """Return what the file says, or None where a finding is an error."""
    findings = Findings()
    text = read_text(file, file.name, findings, Place(path=file.name))
    fields = None if text is None else parse_yaml(text, file.name, findings, SizeFields)
    size = None if fields is None else _read(fields)
    if fields is not None:
        fields.finish()
    if size is not None and fields is not None and not findings.errors():
        _check(size, fields, contest)
    return (None if findings.errors() else size), findings.in_order()


def _read(fields: Fields) -> RealSize | None:
    f = SizeFields
    rounds = fields.groups(f.rounds, _read_round)
    stated = fields.groups(f.stated, _read_stated)
    size = RealSize(
        source=fields.get(f.source),
        seed=fields.get(f.seed),
        people=fields.get(f.people),
        without_unit_percent=fields.get(f.without_unit_percent),
        within_headcount=fields.get(f.within_headcount),
        rounds=rounds or (),
        stated=stated or (),
    )
    return None if rounds is None or stated is None else size


def _read_round(fields: Fields) -> RoundSize:
    f = RoundFields
    return RoundSize(
        round=RoundId(fields.get(f.id)),
        attempts=fields.get(f.attempts),
        units=fields.get(f.units),
        perfect=fields.get(f.perfect),
        known_percent=fields.get(f.known_percent),
        best_times_ms=fields.get(f.best_times_ms),
    )


def _read_stated(fields: Fields) -> Stated:
    f = StatedFields
    return Stated(
        figure=fields.get(f.figure),
        rounds=tuple(RoundId(name) for name in fields.get(f.rounds)),
        level=fields.get(f.level),
        group=fields.get(f.group),
        value=fields.get(f.value),
        said=fields.get(f.said),
    )


def _check(size: RealSize, fields: Fields, contest: Contest) -> None:
    """Hold what the file says to the contest: its rounds, its units, and no more than came."""
    known = [round_.id for round_ in contest.rounds]
    selectable = sum(unit.selectable for unit in contest.units)
    add = fields.findings.add
    for index, round_ in enumerate(size.rounds):
        at = ("rounds", index)
        if round_.round not in known:
            hint = scalars.hint_for(round_.round, known)
            where = fields.find(*at, "id")
            add(Code.UNKNOWN_WORD, where, field="id", typed=round_.round, hint=hint)
        if round_.round in [other.round for other in size.rounds[:index]]:
            add(Code.DUPLICATE_ROUND, fields.find(*at, "id"), round=round_.round)
        for name, typed, most in (
            ("attempts", round_.attempts, size.people),
            ("units", round_.units or 0, min(selectable, round_.attempts)),
            ("perfect", round_.perfect or 0, round_.attempts),
            ("best_times_ms", len(round_.best_times_ms), round_.perfect or 0),
        ):
            if typed > most:
                where = fields.find(*at, name)
                add(Code.TOO_LARGE, where, field=name, typed=str(typed), most=most)
    for missing in [name for name in known if name not in [r.round for r in size.rounds]]:
        add(Code.MISSING_FIELD, fields.find("rounds"), field=missing)
    for index, stated in enumerate(size.stated):
        for name in stated.rounds:
            if name not in known:
                hint = scalars.hint_for(name, known)
                where = fields.find("stated", index, "rounds")
                add(Code.UNKNOWN_WORD, where, field="rounds", typed=name, hint=hint)
