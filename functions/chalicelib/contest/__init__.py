"""The core: frozen values and pure functions of a public knowledge contest.

Imports nothing but the standard library, does no input or output, reads no clock and draws no
random number.  Times are integer milliseconds UTC and end in ``_at``; durations end in ``_ms``.
"""
