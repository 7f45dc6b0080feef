"""The system's randomness, for personal codes and secrets."""

import secrets


class SystemChance:
    """Unpredictable bits from the operating system."""

    def bits(self, count: int) -> int:
        """Return that many unpredictable bits."""
        return secrets.randbits(count)
