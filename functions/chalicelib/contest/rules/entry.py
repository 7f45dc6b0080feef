"""Who may enter, in which division, and what of them is asked and shown."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chalicelib.contest.ids import DivisionId
from chalicelib.contest.rules.papers import PaperRules


class EntryMode(StrEnum):
    """How people get a personal code."""

    OPEN = "open"
    ROSTER = "roster"


class PersonName(StrEnum):
    """How a person's name is shown to the public."""

    FULL = "full"
    SHORT = "short"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """The text that a registrant agrees to; a new text gets a new version."""

    version: int
    text: str
    keep_days: int | None = None
    """For how many days after the last results people's data are kept; None: not stated yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRules:
    """Who may enter, who may not, what is asked and what of it is shown."""

    mode: EntryMode
    who: tuple[str, ...]
    excluded: tuple[str, ...]
    identifier_label: str
    identifier_hint: str
    consent: Consent
    unit_required: bool = True
    unit_hint: str = ""
    asks_phone: bool = True
    winners_shown_as: PersonName = PersonName.FULL
    others_shown_as: PersonName = PersonName.SHORT


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeLimits:
    """From which and to which age, both included, reckoned on one day for all."""

    on: date
    least: int | None = None
    most: int | None = None

    def admit(self, born_on: date) -> bool:
        """Tell whether somebody born then is of the age asked for on the day that counts.

        >>> AgeLimits(on=date(2021, 12, 13), least=18).admit(date(2003, 12, 13))
        True
        >>> AgeLimits(on=date(2021, 12, 13), least=18).admit(date(2003, 12, 14))
        False
        """
        age = age_on(self.on, born_on)
        old_enough = self.least is None or age >= self.least
        return old_enough and (self.most is None or age <= self.most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """A group (bảng, đối tượng) that competes by itself, such as staff or citizens."""

    id: DivisionId
    name: str
    who: tuple[str, ...] = ()
    ages: AgeLimits | None = None
    paper: PaperRules | None = None
    """Its own paper; None where it has the contest's."""


def age_on(day: date, born_on: date) -> int:
    """Return the completed years of age on a day; who was born on 29 February ages on 1 March.

    >>> age_on(date(2021, 2, 28), date(2000, 2, 29)), age_on(date(2021, 3, 1), date(2000, 2, 29))
    (20, 21)
    """
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
