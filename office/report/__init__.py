"""The closing report: every figure recounted from the attempts, none of them taken over from a sum.

``make_report`` is pure.  It counts anew what the archived attempt lines and the answer keys say,
reconciles each sum with its parts, and refuses where they differ.
"""

from office.report.made import make_report
from office.report.reconciliation import UnbalancedError
from office.report.sources import ClipTally, Recorded, RoundData

__all__ = ["ClipTally", "Recorded", "RoundData", "UnbalancedError", "make_report"]
