"""What a hundred certificates cost: from claims to PDF, with codes, QR codes and the register.

The public files are in memory: reading and saving a contest's state is what every command does.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction

import pypdfium2

from bench.measure import Figure, own_cpu_seconds
from bench.synthetic import example
from chalicelib.contest.acts import WHOLE_CONTEST
from chalicelib.contest.rules import Contest, PrizeFor
from office.certificates.claims import Claim
from office.certificates.files import TEMPLATE, set_each, set_together
from office.certificates.issue import Sheet, issue
from office.certificates.register import Register
from office.certificates.sheets import Wording
from office.local.memory import make_memory_backend

CERTIFICATES = 100
RUNS = 3
BAR_SECONDS = 3.0

_SECRET = b"secret of a measurement"
_WORDING = Wording(site="https://thi.example.gov.vn")

_Print = Callable[[Contest, Sequence[Sheet]], Sequence[bytes]]


def measure(count: int = CERTIFICATES, runs: int = RUNS) -> list[Figure]:
    """Return what that many certificates cost in one file, and in a file for each."""
    contest = example().contest
    claims = make_claims(contest, count)

    def least(print_: _Print) -> float:
        return min(_cpu_seconds(contest, claims, print_) for _ in range(runs))

    of = f"{count:,} certificates"
    return [
        Figure(name=f"{of}: CPU", value=least(_in_one), unit="s", limit=BAR_SECONDS),
        Figure(
            name=f"{of}, each in a file: CPU", value=least(_in_many), unit="s", limit=BAR_SECONDS
        ),
    ]


def make_claims(contest: Contest, count: int) -> list[Claim]:
    """Return that many claims: commendations of units, winners, people who passed, in turn."""
    for_persons, for_units = contest.prizes.groups
    units = [unit for unit in contest.units if unit.selectable]
    claims = []
    for number in range(count):
        unit = units[number % len(units)]
        if number % 3 == 0:
            claim = Claim(
                scope=WHOLE_CONTEST,
                to=PrizeFor.UNITS,
                holder=f"{unit.id}-{number}",
                name=unit.name,
                certificate="Giấy khen",
                group=for_units,
                prize="Nhất",
            )
        else:
            wins = number % 3 == 1
            claim = Claim(
                scope=contest.rounds[0].id,
                to=PrizeFor.PERSONS,
                holder=f"{number:032x}",
                name=f"Nguyễn Thị Ví Dụ {'Phương Thảo ' * (number % 5)}{number}",
                unit=unit.name,
                certificate="Giấy chứng nhận",
                group=for_persons if wins else None,
                prize="Khuyến khích" if wins else "",
                share=None if wins else Fraction(14, 15),
            )
        claims.append(claim)
    return claims


def _cpu_seconds(contest: Contest, claims: Sequence[Claim], print_: _Print) -> float:
    register = Register(contest.id, make_memory_backend().public_files)
    before = own_cpu_seconds()
    sheets, skipped = issue(contest, claims, register, _SECRET, _WORDING)
    files = print_(contest, sheets)
    register.save()
    took = own_cpu_seconds() - before
    pages = sum(_pages_of(file) for file in files)
    assert (pages, skipped) == (len(claims), []), (pages, skipped)
    return took


def _in_one(contest: Contest, sheets: Sequence[Sheet]) -> Sequence[bytes]:
    return [set_together(contest, sheets, TEMPLATE)]


def _in_many(contest: Contest, sheets: Sequence[Sheet]) -> Sequence[bytes]:
    return list(set_each(contest, sheets, TEMPLATE).values())


def _pages_of(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()
