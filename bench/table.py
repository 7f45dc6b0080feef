"""The figures as people read them: every bar, and plainly which of them fall short."""

from collections.abc import Sequence

from bench.measure import Figure, rounded

_HEADS = ("What", "Measured", "Bar", "")


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as a table in plain text."""
    rows = [_HEADS, *(_row(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS))]
    lines = []
    for row in rows:
        what, measured, bar, verdict = row
        line = f"{what:<{widths[0]}}  {measured:>{widths[1]}}  {bar:>{widths[2]}}  {verdict}"
        lines.append(line.rstrip())
    rule = "-" * max(len(line) for line in lines)
    return "\n".join([lines[0], rule, *lines[1:]])


def verdict(figures: Sequence[Figure], failed: Sequence[str] = ()) -> str:
    """Return in words how many bars are met and which fall short."""
    bars = [figure for figure in figures if figure.limit is not None]
    short = [figure for figure in bars if not figure.ok()]
    lines = [f"{name}: could not be measured; the reason is above" for name in failed]
    if short:
        lines.append(f"{len(short)} of {len(bars)} bars FALL SHORT:")
        lines += [f"  {figure.name}: {_value(figure)}, wanted {_bar(figure)}" for figure in short]
    else:
        lines.append(f"All {len(bars)} bars are met.")
    return "\n".join(lines)


def _row(figure: Figure) -> tuple[str, str, str, str]:
    if figure.limit is None:
        return figure.name, _value(figure), "", ""
    return figure.name, _value(figure), _bar(figure), "met" if figure.ok() else "FALLS SHORT"


def _bar(figure: Figure) -> str:
    sign = "≥" if figure.at_least else "≤"
    return f"{sign} {_number(figure.limit or 0)} {figure.unit}".rstrip()


def _value(figure: Figure) -> str:
    return f"{_number(rounded(figure.value))} {figure.unit}".rstrip()


def _number(value: float) -> str:
    return f"{value:,.10g}"
