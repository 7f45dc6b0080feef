"""An audit by code of its own: everything is derived again from raw records, and compared.

Nothing here may import the code that wrote the records, nor anything that decides for it: the
rules are read as the JSON that is on record, and what follows from them is written here a second
time, from the rules' prose.  A mistake that is in both was made twice, by two programs.

1. ``raw`` and ``reading`` get the records: items of the tables, files, the secrets.
2. ``frame``, ``rules`` and ``chain`` establish what holds: rules, banks, keys, corrections.
3. ``attempts``, ``times``, ``papers``, ``codes``, ``receipts``, ``lines`` look at every attempt.
4. ``marks``, ``order``, ``units``, ``prizes`` and ``derived`` derive results anew.
5. ``standings``, ``results``, ``beside``, ``own``, ``published``, ``live`` and ``report`` compare,
   as do ``versions`` (former results, states of rounds) and ``awarded`` (prizes in a report).
"""

from office.audit.findings import Finding, Trail
from office.audit.raw import Records
from office.audit.run import audit

__all__ = ["Finding", "Records", "Trail", "audit"]
