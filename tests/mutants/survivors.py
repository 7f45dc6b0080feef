"""Mutants that no test can kill alone, and why: what the module does stays the same with them."""

_WAITS = "it waits, which only spares the storage; whoever comes too soon is put off again"
_BOTH_ZERO = "where they are equal the time used is nothing either way"
_AT_THE_LIMIT = "where they are equal the time used is the whole limit either way"

KNOWN: dict[str, dict[str, str]] = {
    "api/addresses.py": {
        "address_of: not proxies or not hmac.compare_digest(shown.encode(), front_key.encode()) "
        "without not proxies": (
            "with no proxies of ours the last hop is taken, and that is whoever connected"
        ),
    },
    "api/routes.py": {
        "register_routes.register.answer: never: if request is None": (
            "Chalice sets it before it calls a view: it is there for the types"
        ),
        "_came_from: front_key(desk) if proxies else '' -> front_key(desk)": (
            "with no proxies no key is compared: it spares reading the secret"
        ),
        "_token: scheme.lower() != 'bearer' or not token without not token": (
            "an empty token is refused by whoever reads it, with the same error"
        ),
    },
    "contest/attempts.py": {
        "TimedAttempt.time_used_ms: end > ordinary -> end >= ordinary": _AT_THE_LIMIT,
        "TimedAttempt.time_used_ms: end > self.started_at -> end >= self.started_at": _BOTH_ZERO,
        "TimedAttempt.time_to_last_change_ms: end > self.started_at -> end >= self.started_at": (
            _BOTH_ZERO
        ),
    },
    "store/dynamodb.py": {
        "ItemTable._write_batch: no step: time.sleep(FIRST_PAUSE_SECONDS * 2 ** attempt)": _WAITS,
        "ItemTable._write_batch: no step: raise UnfinishedBatchError(self._name)": (
            "a test waits 25 s for it (test_table_calls, with `make prove`)"
        ),
        "_patiently: no step: time.sleep(FIRST_PAUSE_SECONDS * 2 ** number)": _WAITS,
        "_stored: response.get('Item') or None without None": (
            "only some engines bring an empty item where nothing is stored; ministack does"
        ),
    },
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
