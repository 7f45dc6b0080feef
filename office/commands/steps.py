"""How a command tells of its progress: what it does now, and how many parts of it are done.

The command line shows it as a bar on a terminal; whoever else calls a command hears nothing of it.
"""

from collections.abc import Callable

Steps = Callable[[str, int, int], None]
"""What is done now, how many parts are done, and of how many: 0 where nobody knows yet."""


def no_steps(doing: str, done: int, total: int) -> None:
    """Tell nobody."""
