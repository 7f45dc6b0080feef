"""Visits of the site from the logs of its server, without a cookie and without keeping anybody."""

from office.visits.count import Period, VisitCounter
from office.visits.files import DamagedLogError, read_log
from office.visits.value import WrongVisitsError, read_visits

__all__ = [
    "DamagedLogError",
    "Period",
    "VisitCounter",
    "WrongVisitsError",
    "read_log",
    "read_visits",
]
