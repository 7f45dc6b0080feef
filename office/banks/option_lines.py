"""Options that stand as lines of one cell, as in most Word tables: ``A. ...``, ``B. ...``.

1. Letters run from A without a gap; a line without a letter continues the option above it.
2. Lines without any letter are options of their own, in a column of options alone.
3. Anything else is unclear and is not guessed at: a wrong guess would make a wrong key.
"""

import re
from collections.abc import Sequence

from chalicelib.contest.questions import LETTERS

_LETTERED = re.compile(r"([A-Ja-j])\s*[.):]\s*(.*)", re.DOTALL)
_INLINE = re.compile(r"(^|\s)A\s*[.):].*\sB\s*[.):]\s", re.DOTALL)


def lettered(line: str) -> tuple[str, str] | None:
    """Return the letter of a line and what follows, or None where it has no letter.

    >>> lettered("b) Sở Nội vụ"), lettered("Sở Nội vụ")
    (('b', 'Sở Nội vụ'), None)
    """
    found = _LETTERED.fullmatch(line)
    return (found[1].lower(), found[2]) if found and found[2] else None


def has_inline(line: str) -> bool:
    """Tell whether a line seems to hold several options at once.

    >>> has_inline("Cơ quan nào? A. Sở B. Bộ"), has_inline("A. Sở")
    (True, False)
    """
    return _INLINE.search(line) is not None


def split_options(lines: Sequence[str]) -> tuple[str, tuple[str, ...]] | None:
    """Return what stands above the options, and the options; None where that is unclear.

    >>> split_options(["Cơ quan nào?", "A. Sở", "Nội vụ", "B. Sở Y tế"])
    ('Cơ quan nào?', ('Sở Nội vụ', 'Sở Y tế'))
    >>> split_options(["Cơ quan nào", "sau đây?"])
    ('Cơ quan nào sau đây?', ())
    >>> split_options(["A. Sở B. Bộ"]), split_options(["Cơ quan nào?", "A. Sở", "C. Bộ"])
    (None, None)
    """
    above: list[str] = []
    options: list[list[str]] = []
    for line in lines:
        found = lettered(line)
        if has_inline(line):
            return None
        if found is not None and found[0] == LETTERS[len(options) : len(options) + 1]:
            options.append([found[1]])
        elif found is not None and (options or found[0] == "b"):
            return None
        else:
            (options[-1] if options else above).append(line)
    if len(options) == 1:
        return None
    return " ".join(above), tuple(" ".join(option) for option in options)


def own_lines(lines: Sequence[str]) -> tuple[str, ...] | None:
    """Return the options of a cell that holds nothing else; None where that is unclear.

    >>> own_lines(["A. Sở", "B. Bộ"]), own_lines(["Sở", "Bộ"]), own_lines(["Chọn:", "A. Sở"])
    (('Sở', 'Bộ'), ('Sở', 'Bộ'), None)
    """
    found = split_options(lines)
    if found is None or (found[0] and found[1]):
        return None
    return found[1] or tuple(lines)
