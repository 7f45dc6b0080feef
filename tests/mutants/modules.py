"""Which modules are mutated, and the tests that have to find it: the fastest first."""

from dataclasses import dataclass

_ATTEMPTS = ("tests/use_cases/test_attempt.py", "tests/use_cases/test_attempts_allowed.py")
_DOOR = ("tests/use_cases/test_right_dates.py", "tests/use_cases/test_door.py")
_ROSTER = ("tests/use_cases/test_roster.py", "tests/use_cases/test_enrol.py")
_EXTRA_TIME = (
    "tests/use_cases/test_credit_checks.py",
    "tests/use_cases/test_extra_time.py",
)
_CORRECTIONS = (
    "tests/use_cases/test_correction_checks.py",
    "tests/use_cases/test_corrections.py",
)
_CLOSE = (
    "tests/use_cases/test_close_restarts.py",
    "tests/use_cases/test_close_and_publish.py",
    "tests/use_cases/test_recorded_states.py",
    "tests/use_cases/test_divisions.py",
)
_ROUTES = (
    "tests/api/test_routes.py",
    "tests/api/test_door_routes.py",
    "tests/api/test_roster_routes.py",
)


@dataclass(frozen=True, slots=True)
class Target:
    """A module's tests, as arguments of pytest."""

    tests: tuple[str, ...]
    store: str = "memory"
    """The store that the contract runs on."""


def _store(*names: str) -> Target:
    return Target(tuple(f"tests/store/test_{name}.py" for name in names), store="moto")


MUTATED: dict[str, Target] = {
    "contest/acts.py": Target(
        (
            "tests/contest/test_due_acts.py",
            "tests/contest/test_acts.py",
            "tests/contest/test_doctests.py",
        )
    ),
    "contest/attempts.py": Target(
        (
            "tests/contest/test_attempts.py",
            "tests/contest/test_last_change.py",
            "tests/contest/test_extra_time.py",
            "tests/contest/test_doctests.py",
            *_ATTEMPTS,
            "tests/store/test_attempt_store.py",
        )
    ),
    "contest/challenges.py": Target(
        ("tests/contest/test_challenges.py", "tests/contest/test_doctests.py")
    ),
    "contest/approvals.py": Target(("tests/contest/test_correction_values.py", *_CORRECTIONS)),
    "contest/corrected.py": Target(("tests/contest/test_correction_values.py", *_CORRECTIONS)),
    "contest/corrections.py": Target(("tests/contest/test_correction_values.py", *_CORRECTIONS)),
    "contest/networks.py": Target(
        ("tests/contest/test_networks.py", "tests/contest/test_doctests.py")
    ),
    "contest/moved.py": Target(("tests/contest/test_doctests.py", *_CORRECTIONS)),
    "contest/moved_prizes.py": Target(("tests/contest/test_moved_prizes.py",)),
    "contest/counting.py": Target(("tests/contest/test_counting.py",)),
    "contest/events.py": Target(
        ("tests/contest/test_events.py", "tests/contest/test_published_credits.py", *_EXTRA_TIME)
    ),
    "contest/extra_time.py": Target(
        (
            "tests/contest/test_extra_time.py",
            "tests/contest/test_published_credits.py",
            "tests/contest/test_doctests.py",
            *_EXTRA_TIME,
        )
    ),
    "contest/identity.py": Target(
        ("tests/contest/test_identity.py", "tests/contest/test_doctests.py")
    ),
    "contest/shards.py": Target(
        ("tests/contest/test_shards.py", "tests/use_cases/test_shard_files.py")
    ),
    "contest/tokens.py": Target(
        ("tests/contest/test_tokens.py", "tests/life/test_who_reaches_what.py", *_ATTEMPTS)
    ),
    "contest/tries.py": Target(
        ("tests/contest/test_tries.py", "tests/contest/test_doctests.py", *_DOOR)
    ),
    "use_cases/answer.py": Target(
        (
            "tests/use_cases/test_answer_checks.py",
            "tests/use_cases/test_late_submissions.py",
            *_ATTEMPTS,
        )
    ),
    "use_cases/door.py": Target(_DOOR),
    "use_cases/enrol.py": Target(("tests/use_cases/test_roster_corrections.py", *_ROSTER)),
    "use_cases/entry.py": Target(
        (
            "tests/use_cases/test_roster_corrections.py",
            "tests/use_cases/test_register.py",
            *_ATTEMPTS,
            *_ROSTER,
            *_DOOR,
        )
    ),
    "use_cases/extra_time.py": Target(_EXTRA_TIME),
    "use_cases/in_force.py": Target(("tests/use_cases/test_in_force.py",)),
    "use_cases/networks.py": Target(("tests/use_cases/test_networks.py",)),
    "use_cases/own_results.py": Target(("tests/use_cases/test_own_results.py",)),
    "use_cases/register.py": Target(
        (
            "tests/use_cases/test_register_checks.py",
            "tests/use_cases/test_register.py",
            "tests/use_cases/test_divisions.py",
            *_DOOR,
            *_ROSTER,
            "tests/contest/test_doctests.py",
        )
    ),
    "use_cases/shard_files.py": Target(("tests/use_cases/test_shard_files.py",)),
    "use_cases/staging.py": Target((*_CLOSE, "tests/use_cases/test_attempts_allowed.py")),
    "use_cases/start.py": Target(
        (
            "tests/use_cases/test_start_checks.py",
            "tests/use_cases/test_networks.py",
            "tests/use_cases/test_extra_time.py",
            *_ATTEMPTS,
            "tests/life/test_boundaries.py",
            "tests/use_cases/test_divisions.py",
            *_ROSTER,
            *_DOOR,
        )
    ),
    "api/addresses.py": Target(("tests/api/test_door_routes.py",)),
    "api/requests.py": Target(
        ("tests/api/test_route_checks.py", "tests/api/test_requests.py", *_ROUTES)
    ),
    "store/attempts.py": _store("attempt_store", "write_costs", "overtaken_writes"),
    "store/banks.py": _store("bank_stores", "bank_writes"),
    "store/contests.py": _store("contest_store"),
    "store/door.py": _store("door_store", "repeated_writes"),
    "store/events.py": _store("event_store"),
    "store/links.py": _store("link_store"),
    "store/objects.py": _store("object_races", "files_and_secrets"),
    "store/people.py": _store("people_store"),
    "api/routes.py": Target(
        ("tests/api/test_route_checks.py", "tests/api/test_requests.py", *_ROUTES)
    ),
    "store/dynamodb.py": _store(
        "table_calls",
        "attempt_store",
        "bank_stores",
        "contest_store",
        "read_costs",
        "eraser",
        # Last: it waits as long as a storage that is busy makes it wait.
        "busy_storage",
    ),
    "store/items.py": _store("items", "contest_store", "people_store", "attempt_store"),
    "store/secrets.py": _store("files_and_secrets", "eraser"),
    "use_cases/correction_desk.py": Target(_CORRECTIONS),
    "use_cases/corrections.py": Target(_CORRECTIONS),
    "use_cases/corrections_in_force.py": Target(_CORRECTIONS),
    "use_cases/close.py": Target(
        (*_CLOSE, "tests/use_cases/test_attempts_allowed.py", *_CORRECTIONS)
    ),
    "use_cases/participation.py": Target(
        ("tests/use_cases/test_participation.py", "tests/use_cases/test_link_races.py")
    ),
    "use_cases/publish.py": Target(
        ("tests/use_cases/test_publish_checks.py", *_CLOSE, *_CORRECTIONS)
    ),
    "contest/complaints.py": Target(
        (
            "tests/contest/test_complaints.py",
            "tests/use_cases/test_complaints.py",
            "tests/contest/test_doctests.py",
        )
    ),
    "store/complaints.py": _store("complaint_store"),
    "use_cases/complaint_answers.py": Target(("tests/use_cases/test_complaints.py",)),
    "use_cases/complaints.py": Target(("tests/use_cases/test_complaints.py",)),
}
"""By the module's path in ``chalicelib``."""

OPEN: dict[str, Target] = {}
"""Modules of which not every survivor has been judged yet; run by hand, as `run_mutants` says."""


NOT_MUTATED: dict[str, str] = {
    "api/replies.py": "writes what was decided",
    "api/shapes.py": "declares shapes",
    "store/clients.py": "makes connections",
    "store/erasing.py": "deletes whole partitions",
    "store/invoker.py": "calls a function",
    "store/keys.py": "spells keys",
    "store/schema.py": "creates tables",
    "store/seal.py": "seals",
    "store/service_data.py": "reads what the AWS library knows",
    "store/signing.py": "signs",
    "use_cases/beside.py": "makes what is published beside the results",
    "use_cases/collector.py": "pauses the garbage collector",
    "use_cases/decoding.py": "reads lines that were written from attempts",
    "use_cases/prepare.py": "is run by the organizer before anybody may start",
    "use_cases/receipts.py": "builds a value",
    "use_cases/rounds.py": "shows rounds",
    "use_cases/schedule.py": "starts what acts.py finds due",
}
"""Modules of the packages that guard, in which nothing is refused, with what they do."""

OF_THE_CORE = {module for module in MUTATED | OPEN if module.startswith("contest/")}
"""Those modules of the core that decide what may be written and what counts."""
