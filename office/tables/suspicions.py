"""What cells say together that none says alone: swapped days, letters of an old encoding."""

import re
from collections import Counter
from dataclasses import dataclass, field

from office.contest_file.codes import Code
from office.contest_file.findings import Findings, Place

_OLD = re.compile(
    r"[a-z][ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝÄÅÆÇËÎÏÐÑÖØÛÜÞßåæçëîïðñöøûüþÿ¸µ¶·¹¨©ª«¬®§][a-z]|®[a-zÌ-ý]|§[A-Za-z]"
)
"""Bytes of TCVN3 taken for Western letters: ``NguyÔn V¨n ®Ó``.

A Vietnamese capital with marks between small letters counts too; a foreign letter does not make a
column suspicious alone, since ``OLD_CELLS`` of them must do so.
"""
OLD_CELLS = 3
_LAST_DOUBTFUL_DAY = 12
_TELLING_DATES = 3
"""So many dates all fall on a day up to the twelfth once in sixteen times."""


@dataclass(slots=True)
class LooksOld:
    """Counts cells that read as Vietnamese does in an old encoding."""

    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, tuple[str, Place]] = field(default_factory=dict)

    def look(self, column: str, text: str, place: Place) -> None:
        """Note a cell."""
        if not text.isascii() and _OLD.search(text):
            self.counts[column] += 1
            self.first.setdefault(column, (text, place))

    def close(self, findings: Findings) -> None:
        """Warn of each column that has several of them."""
        for column, count in self.counts.items():
            if count >= OLD_CELLS:
                typed, place = self.first[column]
                findings.add(Code.OLD_LETTERS, place, field=column, count=count, typed=typed)


@dataclass(slots=True)
class MixedDays:
    """Notes which days were real dates and which were typed.

    A spreadsheet that takes the month for the first number makes ``05/09`` a date, the 9th of May,
    and leaves ``25/09`` as text, since there is no month 25.
    """

    dates: dict[str, list[Place]] = field(default_factory=dict)
    texts: Counter[str] = field(default_factory=Counter)
    clear: set[str] = field(default_factory=set)

    def look(self, column: str, day: str, place: Place, *, typed: bool) -> None:
        """Note a day as ``yyyy-mm-dd``."""
        number = int(day[8:10])
        if typed:
            self.texts[column] += number > _LAST_DOUBTFUL_DAY
            if number <= _LAST_DOUBTFUL_DAY:
                self.clear.add(column)
        else:
            self.dates.setdefault(column, []).append(place)
            if number > _LAST_DOUBTFUL_DAY:
                self.clear.add(column)

    def close(self, findings: Findings) -> None:
        """Warn of each column where every date could be read both ways and no text could."""
        for column, places in self.dates.items():
            doubtful = column not in self.clear and len(places) >= _TELLING_DATES
            if doubtful and self.texts[column]:
                findings.add(
                    Code.DAYS_OF_TWO_KINDS,
                    places[0],
                    field=column,
                    cells=len(places),
                    texts=self.texts[column],
                )
