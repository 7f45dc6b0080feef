"""The exact commands that a finding asks for, as they are typed after ``python build.py``."""

import re
import shlex

from chalicelib.contest.ids import RoundId
from chalicelib.contest.times import MINUTE_MS, to_local
from office.status.facts import Facts

_PLAIN = re.compile(r"[\w./:\\@%+=,~-]+")


def command(
    facts: Facts,
    *words: str,
    round_id: RoundId | None = None,
    flags: tuple[str, ...] = (),
    from_at: int | None = None,
) -> tuple[str, ...]:
    """Return a command on this contest; ``from_at`` is the instant before which it is refused.

    Where the clock was set by hand the command sets it too, on a full minute from then on.
    """
    typed = facts.typed
    stage = ("--stage", typed.stage) if typed.stage else ()
    folder = ("--contest", typed.folder) if typed.folder else ()
    named = ("--round", round_id) if round_id is not None else ()
    moment: tuple[str, ...] = ()
    if typed.shifted and from_at is not None:
        minute = -(-max(facts.now, from_at) // MINUTE_MS) * MINUTE_MS
        moment = ("--at", f"{to_local(minute):%d/%m/%Y %H:%M}")
    return (*stage, *words, *folder, *named, *flags, *moment)


def as_typed(typed: tuple[str, ...]) -> str:
    """Return a command as it is typed in the project's folder, in any shell of any system.

    >>> as_typed(("close", "--contest", "../our contest"))
    'python build.py close --contest "../our contest"'
    """
    return " ".join(("python", "build.py", *(_quoted(word) for word in typed)))


def _quoted(word: str) -> str:
    if _PLAIN.fullmatch(word):
        return word
    # Double quotes are the only ones that every shell knows; a word with its own needs its shell's.
    return shlex.quote(word) if set(word) & set('"$`!') else f'"{word}"'
