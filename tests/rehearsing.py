"""Contests ready to be rehearsed, without a folder."""

from collections.abc import Mapping, Sequence

from builders import UNITS, make_contest, make_entry, make_weeks
from scene import make_written_banks

from chalicelib.contest.ids import BankSlot
from chalicelib.contest.questions import WrittenQuestion
from chalicelib.contest.rules import Contest, EntryMode
from office.contest_file.load import Loaded
from office.rehearse.run import Rehearsal, rehearse
from office.simulate.sizes import default_size

__all__ = ["UNITS", "loaded_of", "rehearsed", "weekly_contest"]


def weekly_contest(
    weeks: int = 2, mode: EntryMode = EntryMode.OPEN, **overrides: object
) -> Contest:
    rounds, entry = make_weeks(weeks), make_entry(mode=mode)
    return make_contest(**{"rounds": rounds, "entry": entry, **overrides})


def loaded_of(
    contest: Contest, banks: Mapping[BankSlot, Sequence[WrittenQuestion]] | None = None
) -> Loaded:
    written = banks or make_written_banks(contest)
    return Loaded(
        findings=(),
        banks={slot: tuple(bank) for slot, bank in written.items()},
        bank_files={},
        excluded=(),
        attachments={},
        sound_contest=contest,
    )


def rehearsed(
    contest: Contest,
    banks: Mapping[BankSlot, Sequence[WrittenQuestion]] | None = None,
    *,
    entrants: int = 120,
    seed: int = 1,
) -> Rehearsal:
    return rehearse(loaded_of(contest, banks), default_size(contest, entrants, seed))
