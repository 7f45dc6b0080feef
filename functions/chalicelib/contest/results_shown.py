"""Public results in words: what the plain page, the built pages and tests of the script agree on.

Everything here reads public JSON values, never a person, and gives text that is not yet escaped.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from chalicelib.contest.rules import Merit, PrizeGroup, UnitMeasure
from chalicelib.contest.texts import DEFAULT_LANGUAGE, text
from chalicelib.contest.times import format_duration, format_moment

Row = Mapping[str, Any]

PERCENT_DECIMALS = 2
"""With how many decimals shares are shown."""

_IN_PERCENT = {
    UnitMeasure.PARTICIPATION_RATE,
    UnitMeasure.PERFECT_SHARE,
    UnitMeasure.CLIP_MARKS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Podium:
    """A prize and the rows that take it."""

    prize: str
    value: int
    certificate: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrizeStage:
    """A group of prizes with its podiums, best first."""

    name: str
    by_clip: bool
    podiums: tuple[Podium, ...]


def number_shown(value: int, language: str = DEFAULT_LANGUAGE) -> str:
    """Return a whole number with a dot between thousands; in English with a comma.

    >>> number_shown(1234567), number_shown(1234567, "en")
    ('1.234.567', '1,234,567')
    """
    return f"{value:,}" if language == "en" else f"{value:,}".replace(",", ".")


def marks_shown(marks: str, language: str = DEFAULT_LANGUAGE) -> str:
    """Return marks, a text such as ``1234,5``, with a dot between thousands; English swaps them.

    >>> marks_shown("1234,5"), marks_shown("15"), marks_shown("1234,5", "en")
    ('1.234,5', '15', '1,234.5')
    """
    whole, comma, decimals = marks.partition(",")
    point = "." if comma and language == "en" else comma
    return number_shown(int(whole), language) + point + decimals


def out_of(marks: str, full_marks: str, language: str = DEFAULT_LANGUAGE) -> str:
    """Return marks with the full ones, where all papers have the same.

    >>> out_of("14", "15"), out_of("14", "")
    ('14/15', '14')
    """
    shown = marks_shown(marks, language)
    return f"{shown}/{marks_shown(full_marks, language)}" if full_marks else shown


def percent_shown(part: int, whole: int, language: str = DEFAULT_LANGUAGE) -> str:
    """Return a share in per cent with ``PERCENT_DECIMALS``, rounded half up, in integers alone.

    >>> percent_shown(1, 3), percent_shown(2, 3), percent_shown(0, 0)
    ('33,33', '66,67', '0,00')
    """
    hundredths = (20_000 * part + whole) // (2 * whole) if whole else 0
    point = "." if language == "en" else ","
    return f"{hundredths // 100}{point}{hundredths % 100:02d}"


def prize_title(prize: str, language: str = DEFAULT_LANGUAGE) -> str:
    """Return a prize's name in full, whether or not the contest file writes "Giải".

    >>> prize_title("Nhất"), prize_title("Giải Nhất")
    ('Giải Nhất', 'Giải Nhất')
    """
    if prize.lower().startswith("giải "):
        return prize
    return text("site.results.prize_name", language, prize=prize)


def measure_amount(measure: UnitMeasure, amount: int, language: str = DEFAULT_LANGUAGE) -> str:
    """Return an amount of a measure in the measure's own unit.

    >>> measure_amount(UnitMeasure.PARTICIPATION_RATE, 70), measure_amount(UnitMeasure.PEOPLE, 1200)
    ('70%', '1.200')
    """
    if measure in _IN_PERCENT:
        return f"{amount}%"
    if measure is UnitMeasure.MEAN_TIME_USED:
        return format_duration(amount, language)
    return number_shown(amount, language)


def condition_words(measure: UnitMeasure, at_least: int, language: str = DEFAULT_LANGUAGE) -> str:
    """Return a condition of units within a sentence."""
    return text(
        "site.measure.at_least",
        language,
        measure=text(f"site.measure.{measure}", language),
        amount=measure_amount(measure, at_least, language),
    )


def unranked_words(row: Row, language: str = DEFAULT_LANGUAGE) -> str:
    """Return that a unit is not ranked and which conditions it misses; empty where it is ranked."""
    if row["rank"] is not None:
        return ""
    missed = "; ".join(
        condition_words(UnitMeasure(condition["measure"]), condition["at_least"], language)
        for condition in row["missed"]
    )
    if not missed:
        return text("site.results.unranked", language)
    return text("site.results.unranked_missed", language, conditions=missed)


def decided_awards(rows: Iterable[Row]) -> Iterator[tuple[Row, Row]]:
    """Yield every row with each award of it that is decided."""
    for row in rows:
        for award in row["awards"]:
            if award["decided"]:
                yield row, award


def stages(value: Mapping[str, Any], groups: Sequence[PrizeGroup]) -> tuple[PrizeStage, ...]:
    """Return the prizes taken, by group and by prize in the contest's order, best first.

    Rows stand as in the standings; where clips decide, by the marks of the clips.
    """
    taken: dict[tuple[str, str], list[tuple[Row, Row]]] = {}
    for row, award in decided_awards([*value["persons"], *value["units"]]):
        taken.setdefault((award["group"], award["prize"]), []).append((row, award))
    found = []
    for group in groups:
        names = dict.fromkeys(prize.name for prize in group.prizes)
        by_clip = group.merit is Merit.CLIP
        podiums = tuple(
            _podium(name, taken[group.id, name], by_clip=by_clip)
            for name in names
            if (group.id, name) in taken
        )
        if podiums:
            found.append(PrizeStage(name=group.name, by_clip=by_clip, podiums=podiums))
    return tuple(found)


def _podium(prize: str, taken: Sequence[tuple[Row, Row]], *, by_clip: bool) -> Podium:
    rows = [row for row, _ in taken]
    if by_clip:
        rows.sort(key=lambda row: -Decimal((row["clip_marks"] or "0").replace(",", ".")))
    award = taken[0][1]
    return Podium(
        prize=prize, value=award["value"], certificate=award["certificate"], rows=tuple(rows)
    )


def undecided_prizes(value: Mapping[str, Any], language: str = DEFAULT_LANGUAGE) -> tuple[str, ...]:
    """Return the prizes for which a tie leaves the decision to the board."""
    names = group_names(value)
    several = len({group for group, _ in _undecided(value)}) > 1
    return tuple(
        dict.fromkeys(
            _with_group(prize_title(prize, language), names.get(group, ""), several=several)
            for group, prize in _undecided(value)
        )
    )


def extra_time_lines(value: Mapping[str, Any], language: str = DEFAULT_LANGUAGE) -> tuple[str, ...]:
    """Return a sentence for each credit of extra time to the round, and one on those to people."""
    extra = value.get("extra_time")
    if extra is None:
        return ()
    lines = [
        text(
            "site.results.extra_round",
            language,
            minutes=credit["minutes"],
            at=format_moment(credit["at"], language),
            reason=credit["reason"],
        )
        for credit in extra["rounds"]
    ]
    if extra["people"]:
        lines.append(
            text(
                "site.results.extra_people",
                language,
                people=extra["people"],
                minutes=extra["most_minutes"],
            )
        )
    return tuple(lines)


def awards_shown(row: Row, names: Mapping[str, str]) -> str:
    """Return a row's decided prizes; ``names`` are those of the groups, where they tell apart."""
    return "; ".join(
        _with_group(award["prize"], names.get(award["group"], ""), several=bool(names))
        for award in row["awards"]
        if award["decided"]
    )


def names_to_tell_apart(value: Mapping[str, Any], rows: Sequence[Row]) -> Mapping[str, str]:
    """Return the names of the groups where rows take prizes of more than one; else nothing."""
    groups = {award["group"] for _, award in decided_awards(rows)}
    return group_names(value) if len(groups) > 1 else {}


def group_names(value: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the name of every group of prizes."""
    return {group["id"]: group["name"] for group in value["prize_groups"]}


def by_division(value: Mapping[str, Any]) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """Return the persons' rows by division, named; all under an empty name where there are none."""
    divisions = value["divisions"]
    if not divisions:
        return (("", tuple(value["persons"])),)
    return tuple(
        (
            division["name"],
            tuple(row for row in value["persons"] if row["division"] == division["id"]),
        )
        for division in divisions
    )


def _undecided(value: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (award["group"], award["prize"])
        for row in [*value["persons"], *value["units"]]
        for award in row["awards"]
        if not award["decided"]
    ]


def _with_group(prize: str, group: str, *, several: bool) -> str:
    return f"{prize} ({group})" if several and group else prize
