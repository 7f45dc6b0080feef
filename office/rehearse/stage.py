"""The stage of a rehearsal: every port in memory, throw-away secrets, a clock set by hand.

Nothing of it lasts: neither the contest's folder nor its local state is written to.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.contest.ids import QuestionId
from chalicelib.contest.rules import Contest, EntryMode
from chalicelib.contest.times import DAY_MS
from chalicelib.use_cases.prepare import prepare_contest
from office.contest_file.load import Loaded
from office.local.in_memory import MemoryWorkshop, make_memory_workshop
from office.simulate.crowd import Invented
from office.simulate.enrolment import enrol_invented
from office.simulate.ledger import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(MemoryWorkshop):
    """A prepared contest in memory, with what the invented people need to know."""

    contest: Contest
    right: dict[QuestionId, str]
    ledger: Ledger


def set_stage(loaded: Loaded, crowd: Sequence[Invented], seed: int) -> Stage:
    """Return the contest prepared a day before it opens; by a roster, the crowd is enrolled.

    The same seed gives the same secrets and codes.
    """
    contest = loaded.contest
    opens_at = min(round_.opens_at for round_ in contest.rounds)
    seeded = f"rehearsal/{contest.id}/{seed}".encode()
    workshop = make_memory_workshop(contest.id, at=opens_at - DAY_MS, seed=seeded)
    desks = workshop.desks
    release = prepare_contest(desks.prepare, contest, loaded.banks, loaded.excluded)
    right: dict[QuestionId, str] = {}
    for bank in release.banks.values():
        keys = desks.backend.keys.get_keys(contest.id, bank)
        right |= {key.question: key.right for key in (keys.keys if keys else ())}
    ledger = Ledger()
    if contest.entry.mode is EntryMode.ROSTER:
        enrol_invented(desks.enrol, crowd, ledger)
    return Stage(desks=desks, clock=workshop.clock, contest=contest, right=right, ledger=ledger)
