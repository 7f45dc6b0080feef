"""How much Hypothesis tries: profile "dev" by default, "prove" for every example.

The third is for mutants: the same examples for each, and the first that fails is enough.
"""

import os
from typing import Any

from figures import print_figures
from hypothesis import Phase, settings

settings.register_profile("dev", max_examples=25, deadline=None)
settings.register_profile("prove", max_examples=500, deadline=None)
settings.register_profile(
    "mutant",
    max_examples=25,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    print_figures(terminalreporter)
