"""Mutants that no test can kill alone, and why: what the module does stays the same with them."""

KNOWN: dict[str, dict[str, str]] = {
    "contest/identity.py": {
        "read_code: set(letters) <= set(ALPHABET) -> set(letters) < set(ALPHABET)": (
            "twelve letters are never all thirty-two"
        ),
    },
    "contest/tries.py": {
        "delay_seconds: min(count - FREE_TRIES, 6) -> count - FREE_TRIES": (
            "past six doublings the longest delay is the lesser anyhow: it only saves doubling"
        ),
    },
    "use_cases/register.py": {
        "replace_lost_code: never: if stored is None": (
            "who is not stored has been refused by the line before: it is there for the types"
        ),
    },
    "store/links.py": {
        "_link_values: items.text(link.reason) if link.reason else None -> "
        "items.text(link.reason)": "an empty reason is then an empty text, and read as one",
    },
    "contest/tokens.py": {
        "read_token: None if division is None else DivisionId(division) -> DivisionId(division)": (
            "an id is its text: of None it makes None, and only the types say so"
        ),
    },
}
"""By module and by the mutant's name."""
