"""Which prizes are offered, and to whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.contest.ids import DivisionId, PrizeGroupId


class PrizeFor(StrEnum):
    """Who takes the prizes of a group."""

    PERSONS = "persons"
    UNITS = "units"


class PrizePer(StrEnum):
    """How often the prizes of a group are awarded: after every round, or once."""

    ROUND = "round"
    CONTEST = "contest"


class Merit(StrEnum):
    """What a group's prizes reward: the ranking, the age of somebody who passes, or the clip."""

    RANK = "rank"
    YOUNGEST = "youngest"
    OLDEST = "oldest"
    CLIP = "clip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prize:
    """A prize: its name, how many are offered, the value of each and the certificate with it."""

    name: str
    count: int
    value: int
    certificate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrizeGroup:
    """Prizes that are awarded together, in order of merit: the first place takes the first one."""

    id: PrizeGroupId
    name: str
    to: PrizeFor
    per: PrizePer
    prizes: tuple[Prize, ...]
    division: DivisionId | None = None
    """Among the persons of one division; None where there are no divisions."""
    block: str = ""
    """Among the units of one block, or the persons of such units; empty for all."""
    merit: Merit = Merit.RANK
    pass_percent: int = 0
    """The least share, in percent, below which no prize is awarded.

    Of the full marks for persons; for units of the full score of the terms, or of the clip's full
    marks where the merit is the clip.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class PassCertificate:
    """A certificate for everybody whose marks reach a share of the full ones, prize or not."""

    name: str
    """What it is called, such as ``Giấy chứng nhận hoàn thành``."""
    pass_percent: int
    per: PrizePer = PrizePer.ROUND
    """For every round passed, or once for who passed at least one round of the contest."""

    def is_earned(self, marks: int, full_marks: int) -> bool:
        """Tell whether an attempt that counts reaches the share; one without a mark never does.

        >>> certificate = PassCertificate(name="Giấy chứng nhận", pass_percent=80)
        >>> certificate.is_earned(1200, 1500), certificate.is_earned(1199, 1500)
        (True, False)
        """
        return marks > 0 and 100 * marks >= self.pass_percent * full_marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Prizes:
    """Every group of prizes, and how many of them one person may take over the whole contest."""

    groups: tuple[PrizeGroup, ...] = ()
    most_per_person: int | None = None
    certificates: PassCertificate | None = None
    """What everybody who passes gets besides; None where the rules promise nothing."""

    def of(self, to: PrizeFor, per: PrizePer) -> tuple[PrizeGroup, ...]:
        """Return the groups for persons or units that are awarded per round or once."""
        return tuple(group for group in self.groups if group.to is to and group.per is per)


def total_value(prizes: Iterable[Prize]) -> int:
    """Return what the prizes cost together, in đồng.

    >>> total_value([Prize(name="Nhất", count=1, value=500), Prize(name="KK", count=5, value=100)])
    1000
    """
    return sum(prize.count * prize.value for prize in prizes)
