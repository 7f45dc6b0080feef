"""Mutants that no test can kill alone, and why: what the module does stays the same with them."""

_WAITS = "it waits, which only spares the storage; whoever comes too soon is put off again"
_BOTH_ZERO = "where they are equal the time used is nothing either way"
_AT_THE_LIMIT = "where they are equal the time used is the whole limit either way"

_NO_NAME = "there is no file of that name: it is there for the types"
_FOUND_AGAIN = "the next reading of the record finds it, and returns the same"

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
        "TimedAttempt.time_to_last_change_ms: self.changed_at < ordinary -> "
        "self.changed_at <= ordinary": _AT_THE_LIMIT,
    },
    "store/dynamodb.py": {
        "module: Condition(keys.PARTITION, '=', None) with <>": (
            "with an attribute that is absent nothing is compared"
        ),
        "ItemTable.put_if_absent: item if stored is None else stored -> stored": (
            "who is refused because something is there gets it: it is there for the types"
        ),
        "ItemTable._write_batch: no step: time.sleep(FIRST_PAUSE_SECONDS * 2 ** attempt)": _WAITS,
        "ItemTable._write_batch: no step: raise UnfinishedBatchError(self._name)": (
            "a test waits 25 s for it (test_table_calls, with `make prove`)"
        ),
        "_patiently: no step: time.sleep(FIRST_PAUSE_SECONDS * 2 ** number)": _WAITS,
        "_stored: response.get('Item') or None without None": (
            "only some engines bring an empty item where nothing is stored; ministack does"
        ),
    },
    "contest/counting.py": {
        "counting_scores: len(chosen) < len(listed) -> len(chosen) <= len(listed)": (
            "where nobody has several scores there is nothing to choose"
        ),
    },
    "contest/identity.py": {
        "read_code: set(letters) <= set(ALPHABET) -> set(letters) < set(ALPHABET)": (
            "twelve letters are never all thirty-two"
        ),
        "read_receipt_code: set(letters) <= set(ALPHABET) -> set(letters) < set(ALPHABET)": (
            "ten letters are never all thirty-two"
        ),
    },
    "contest/tries.py": {
        "network_of: never: if ':' not in address": (
            "what has no colon is no IPv6 address, and stays as it is either way"
        ),
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
    "use_cases/close.py": {
        "read_people: all of people, not only if person.born_on is not None": (
            "who has no birth date among them is read as one without"
        ),
        "_prizes_taken: desk.archive.get(standings_name(desk.contest_id, round_.id, digest)) if "
        "digest else None -> desk.archive.get(standings_name(desk.contest_id, round_.id, "
        "digest))": (_NO_NAME),
        "archived_lines: state is None or state.attempts is None or state.status not in _DONE "
        "without state.attempts is None": _NO_NAME,
    },
    "use_cases/correction_desk.py": {
        "_check_question: bank is None or bank not in {basis.bank(s) for s in "
        "basis.slots([correction.round])} without bank is None": (
            "none is no bank of the round either: it is there for the types"
        ),
        "_check_question: bool(correction.answer) and read_answer(question, correction.answer) == "
        "correction.answer without bool(correction.answer)": (
            "an empty answer is refused where it is read"
        ),
        "places_on_record: desk.close.archive.get(standings_name(desk.contest_id, state.round, "
        "digest)) if digest els... -> desk.close.archive.get(standings_name(desk.contest_id, "
        "state.round, digest))": _NO_NAME,
    },
    "use_cases/corrections.py": {
        "_moves_with: state is None or not (bears or WHOLE_CONTEST in states) without not (bears "
        "or WHOLE_CONTEST in states)": "it spares reading a round of which nothing is told",
        "_moves_with: persons if limited else () -> persons": (
            "where prizes are not limited nobody asks how many were taken"
        ),
        "propose: never: if appended": _FOUND_AGAIN,
        "approve: never: if appended": _FOUND_AGAIN,
        "withdraw: never: if appended": _FOUND_AGAIN,
    },
    "store/secrets.py": {
        "ParameterSecrets._put_if_absent: client.put_parameter without Overwrite": (
            "not to overwrite is what the service does unless it is told"
        ),
    },
    "use_cases/participation.py": {
        "publish_participation: never: if not holding and (not told)": (
            "it spares reading what nobody is told"
        ),
        "_views: all of desk.people.people(desk.contest_id) if units else (), not only if "
        "person.unit is not None": "who is in no unit is in nobody's view",
    },
    "contest/corrected.py": {
        "attempts_that_stand: never: if not receipts and (not persons)": (
            "it spares looking at attempts of which none is void"
        ),
    },
    "use_cases/corrections_in_force.py": {
        "apply_corrections: release is not None and release.corrections != held without release "
        "is not None": "without a release the rules are refused a line before",
        "staged_anew: after if given else () -> after": (
            "it spares staging anew on what nothing bears"
        ),
        "_summaries: all of each.versions().items(), not only if (round_id, versions[0]) in "
        "former": "it spares reading versions of which nothing is told",
        "_summaries: never: if staged is not None": (
            "whatever was published has a summary: it is there for the types"
        ),
        "_asked: state.status is not RoundStatus.PUBLISHED or state.results is None without "
        "state.results is None": "whatever is published has results: it is there for the types",
    },
}
"""By module and by the mutant's name."""
