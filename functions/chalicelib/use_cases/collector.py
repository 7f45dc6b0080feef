"""A pause of Python's garbage collector, for work that makes many values and no cycles."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the collector from looking for cycles inside the block.

    Scores and standings refer to nothing that refers back, so counting references frees them; the
    collector would go through all of them again and again, for a fifth of a close's time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
