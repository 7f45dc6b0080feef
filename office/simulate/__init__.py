"""Seeded, plausible contestants who play a contest through the same use cases as real ones."""
