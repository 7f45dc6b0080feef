"""No order of events breaks a promise: ``attempt_machine`` says which ones, and what may happen."""

import os
from collections.abc import Callable

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from life.attempt_machine import COUNTS, Life

PROVE = os.environ.get("PROVE") == "1"
FOR_MUTANTS = os.environ.get("HYPOTHESIS_PROFILE") == "mutant"
MACHINES, STEPS = (1_000, 60) if PROVE else (100 if FOR_MUTANTS else 400, 40)


def test_no_order_of_events_breaks_a_promise(note: Callable[..., None]) -> None:
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=MACHINES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert COUNTS["machines"] >= MACHINES
    assert COUNTS["further attempts"] > 0
    note("machines", **COUNTS, broken=0)
