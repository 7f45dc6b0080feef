"""The rules of one contest as frozen values: what ``contest.yml`` says and everything follows.

The rules page, eligibility, grading, tie-break order, prizes and report all read these values and
nothing else.  Money is whole đồng, instants are milliseconds UTC.
"""

from chalicelib.contest.rules.collective import (
    Against,
    ClipCriterion,
    ClipMarks,
    CollectiveRules,
    Condition,
    Missing,
    Term,
    UnitMeasure,
)
from chalicelib.contest.rules.contest import (
    Announced,
    Ceremony,
    ComplaintRules,
    Contest,
    ContestKind,
    DocumentStatus,
    Edition,
    Label,
    LegalDocument,
    LevelCount,
    Reschedule,
    Round,
)
from chalicelib.contest.rules.entry import (
    AgeLimits,
    Consent,
    Division,
    EntryMode,
    EntryRules,
    PersonName,
)
from chalicelib.contest.rules.papers import PaperRules, Prediction, PredictionOf, Quota
from chalicelib.contest.rules.practice import PracticeRules
from chalicelib.contest.rules.prizes import (
    Merit,
    PassCertificate,
    Prize,
    PrizeFor,
    PrizeGroup,
    PrizePer,
    Prizes,
    total_value,
)
from chalicelib.contest.rules.ranking import (
    AttemptRules,
    AttemptsPer,
    Counting,
    MarksRules,
    RankingKey,
    RankingRules,
)

__all__ = [
    "Against",
    "AgeLimits",
    "Announced",
    "AttemptRules",
    "AttemptsPer",
    "Ceremony",
    "ClipCriterion",
    "ClipMarks",
    "CollectiveRules",
    "ComplaintRules",
    "Condition",
    "Consent",
    "Contest",
    "ContestKind",
    "Counting",
    "Division",
    "DocumentStatus",
    "Edition",
    "EntryMode",
    "EntryRules",
    "Label",
    "LegalDocument",
    "LevelCount",
    "MarksRules",
    "Merit",
    "Missing",
    "PaperRules",
    "PassCertificate",
    "PersonName",
    "PracticeRules",
    "Prediction",
    "PredictionOf",
    "Prize",
    "PrizeFor",
    "PrizeGroup",
    "PrizePer",
    "Prizes",
    "Quota",
    "RankingKey",
    "RankingRules",
    "Reschedule",
    "Round",
    "Term",
    "UnitMeasure",
    "total_value",
]
