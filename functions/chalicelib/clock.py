"""The system's clock: the only place that reads it."""

import time


class SystemClock:
    """Milliseconds UTC as the machine has them."""

    def now(self) -> int:
        """Return milliseconds UTC."""
        return time.time_ns() // 1_000_000
