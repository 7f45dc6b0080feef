"""The code of everything that the checker can find: E stops the build, W warns, N is a hint.

A code keeps its meaning for ever, since offices quote it; a retired one is not used again.  Its
message and remedy are ``office.finding.<name>`` and ``office.remedy.<name>`` in the texts.
"""

from enum import StrEnum


class Severity(StrEnum):
    """What a finding does: an error stops the build, a warning is shown, a note is on demand."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Code(StrEnum):
    """One kind of finding."""

    # Files.
    MISSING_FILE = "E101"
    UNREADABLE_FILE = "E102"
    WRONG_ENCODING = "E103"
    YAML_SYNTAX = "E104"
    USE_LOOP = "E105"
    TABLE_SYNTAX = "E106"
    MISSING_ATTACHMENT = "E107"
    # Fields of the contest file, columns and cells of the tables.
    UNKNOWN_FIELD = "E111"
    MISSING_FIELD = "E112"
    DUPLICATE_FIELD = "E113"
    WRONG_TYPE = "E114"
    BAD_MOMENT = "E115"
    BAD_DATE = "E116"
    UNKNOWN_WORD = "E117"
    TOO_SMALL = "E118"
    BAD_ID = "E119"
    EMPTY = "E120"
    REPEATED_WORD = "E121"
    TOO_LARGE = "E122"
    NOT_SUPPORTED = "E123"
    RESERVED_ID = "E124"
    # Rounds.
    DUPLICATE_ROUND = "E131"
    CLOSES_TOO_EARLY = "E132"
    PUBLISHES_TOO_EARLY = "E133"
    ROUNDS_OVERLAP = "E134"
    HISTORY_ORDER = "E135"
    # Divisions.
    DIVISION_WITHOUT_BANK = "E136"
    DUPLICATE_DIVISION = "E137"
    UNKNOWN_DIVISION = "E138"
    AGES_EXCLUDE = "E139"
    # Ranking, units that compete, prizes.
    DRAW_WITHOUT_SEED = "E141"
    UNKNOWN_LEVEL = "E142"
    NO_HEADCOUNT = "E143"
    PRIZES_WITHOUT_MEASURES = "E144"
    NO_UNIT_TO_CHOOSE = "E145"
    UNKNOWN_BLOCK = "E146"
    DUPLICATE_PRIZE_GROUP = "E147"
    WEIGHTS_SUM = "E148"
    QUOTAS_SUM = "E149"
    # Units, excluded people, clips.
    DUPLICATE_UNIT = "E151"
    DUPLICATE_UNIT_NAME = "E152"
    UNKNOWN_PARENT = "E153"
    UNIT_CYCLE = "E154"
    UNKNOWN_HEADCOUNT_KIND = "E155"
    BAD_IDENTIFIER = "E161"
    DUPLICATE_IDENTIFIER = "E162"
    UNKNOWN_ROLE = "E163"
    UNKNOWN_UNIT = "E164"
    REFUSED_WITHOUT_REASON = "E165"
    REFUSED_WITH_MARKS = "E166"
    DUPLICATE_CRITERION = "E167"
    # Question banks.
    BAD_LINE = "E171"
    EMPTY_QUESTION = "E172"
    DUPLICATE_QUESTION = "E173"
    NO_RIGHT_OPTION = "E174"
    SEVERAL_RIGHT_OPTIONS = "E175"
    TOO_FEW_OPTIONS = "E176"
    TOO_MANY_OPTIONS = "E177"
    EMPTY_OPTION = "E178"
    EQUAL_OPTIONS = "E179"
    UNKNOWN_DIFFICULTY = "E180"
    MISSING_SOURCE = "E181"
    BANK_TOO_SMALL = "E182"
    QUOTA_NOT_MET = "E183"
    UNKNOWN_KIND = "E184"
    BAD_NUMBER = "E185"
    NUMBER_AND_OPTIONS = "E186"
    # Rules that lack what they rest on.
    COUNTS_UNSTATED = "E191"
    ONLY_OF_SEVERAL = "E192"
    PREDICTION_NOT_ASKED = "E193"
    CLIPS_NOT_GIVEN = "E194"
    TERM_WITHOUT_FULL = "E195"
    BEST_N_UNSTATED = "E196"
    PRIZE_DIVISION_UNSTATED = "E197"
    UNFITTING_MERIT = "E198"
    TIME_IN_TERMS = "E199"
    # The announced plan against what runs, and what an organizer may not have meant.
    ANNOUNCED_START = "W201"
    ANNOUNCED_END = "W202"
    ANNOUNCED_WEEKS = "W203"
    ANNOUNCED_PRIZES = "W204"
    MORE_PRIZES_THAN_UNITS = "W205"
    TIES_REMAIN = "W206"
    OPENS_BEFORE_RESULTS = "W207"
    UNITS_LOOK_ALIKE = "W208"
    ALIAS_COLLIDES = "W209"
    AGE_GAP = "W210"
    PREDICTION_UNUSED = "W211"
    COMPLAINTS_PAST_CEREMONY = "W212"
    CEREMONY_BEFORE_RESULTS = "W213"
    ANNOUNCED_UNITS = "W214"
    ANNOUNCED_LEVEL = "W215"
    KEY_NEVER_REACHED = "W216"
    # Hints.
    SMALL_BANK = "N301"
    BANK_IN_REPOSITORY = "N302"

    def severity(self) -> Severity:
        """Return what a finding of this kind does, which its first letter says."""
        return {"E": Severity.ERROR, "W": Severity.WARNING, "N": Severity.NOTE}[self.value[0]]
