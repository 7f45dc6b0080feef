"""How well a bank is made: what the format cannot refuse and a board should see before a round.

Nothing here is an error: a warning is most likely a fault of the bank, a note may be one.  Every
rule is a pure function of the questions and of the rules that draw from them.
"""

from collections.abc import Sequence

from office.banks.lint.alike import find_alike
from office.banks.lint.answers import find_leaks
from office.banks.lint.linted import LintedBank
from office.banks.lint.sources import find_sources
from office.banks.lint.supply import find_supply
from office.banks.lint.wording import find_wording
from office.contest_file.findings import Findings

__all__ = ["LintedBank", "lint_banks"]


def lint_banks(
    banks: Sequence[LintedBank], others: Sequence[LintedBank], findings: Findings
) -> None:
    """Find what is wrong in some banks of a contest; ``others`` are only compared with."""
    for bank in banks:
        find_wording(bank, findings)
        find_leaks(bank, findings)
        find_sources(bank, findings)
        find_supply(bank, findings)
    find_alike(banks, others, findings)
