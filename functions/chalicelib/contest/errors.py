"""Every refusal that the contest knows, as one family of exceptions.

An error carries a stable ``code`` (what the interface and the catalogue of texts key on) and
named ``details`` that the text may quote.  No sentence for people is here: ``texts`` has those.
"""

from typing import ClassVar


class ContestError(Exception):
    """A refusal that follows from the rules, with a code and the details that its text quotes."""

    code: ClassVar[str] = "contest"

    def __init__(self, **details: object) -> None:
        """Keep the details; they are shown to the person, so no secret belongs in them."""
        super().__init__(self.code, details)
        self.details = details


class InvalidInputError(ContestError):
    """A field of a request is missing or not of the form asked for (detail: field)."""

    code = "invalid_input"


class TooLargeError(ContestError):
    """A request's body is larger than anything that it could rightly say (detail: limit)."""

    code = "too_large"


class UnsupportedMediaTypeError(ContestError):
    """A request's body is not declared to be JSON in UTF-8."""

    code = "unsupported_media_type"


class NotFoundError(ContestError):
    """The interface has no such path, or the path has no such method."""

    code = "not_found"


class BusyError(ContestError):
    """More requests arrive at this moment than are let in; said by the gateway alone."""

    code = "busy"


class NoOpenRoundError(ContestError):
    """No round takes attempts at this instant."""

    code = "no_open_round"


class UnknownCodeError(ContestError):
    """The personal code belongs to nobody, or was replaced by a newer one."""

    code = "unknown_code"


class UnknownPersonError(ContestError):
    """The contest knows nobody by this identifier."""

    code = "unknown_person"


class NotOnRosterError(ContestError):
    """Nobody on the roster has this identifier and this birth date (detail: contact)."""

    code = "not_on_roster"


class NoRosterError(ContestError):
    """People were to be enrolled in a contest in which they register themselves."""

    code = "no_roster"


class RosterEntryError(ContestError):
    """A person of a list cannot be enrolled (details: entry, from 1; field; reason, a code)."""

    code = "roster_entry"


class WrongSecondFactorError(ContestError):
    """The second factor (birth date) does not match the registration."""

    code = "wrong_second_factor"


class ChallengeError(ContestError):
    """The sum before a registration was not done (detail: reason).

    ``forged``: we did not ask it; ``expired``; ``unsolved``: wrong; ``used``: it counts once.
    """

    code = "challenge"


class TooManyTriesError(ContestError):
    """Too many wrong second factors came from there; the next one has to wait (detail: seconds)."""

    code = "too_many_tries"


class TooManyCodesError(ContestError):
    """The code is unknown, like too many others that came from there (detail: seconds)."""

    code = "too_many_codes"


class ExcludedPersonError(ContestError):
    """The person is on the list of those who may not enter (detail: role)."""

    code = "excluded_person"


class NotEligibleError(ContestError):
    """The registrant did not declare that none of the excluded roles applies."""

    code = "not_eligible"


class ConsentError(ContestError):
    """The consent given is not to the version in force (detail: version)."""

    code = "consent"


class UnknownUnitError(ContestError):
    """The unit named is not one that a contestant can choose (detail: unit)."""

    code = "unknown_unit"


class OpenElsewhereError(ContestError):
    """The attempt runs on another device; the second factor takes it over."""

    code = "open_elsewhere"


class AlreadyFinalError(ContestError):
    """The attempt is final; the receipt that counts comes with the refusal (detail: receipt)."""

    code = "already_final"


class TooLateError(ContestError):
    """The request arrived after the deadline and its grace; what was saved in time counts."""

    code = "too_late"


class StaleRevisionError(ContestError):
    """A newer revision of the answers is stored already (detail: revision)."""

    code = "stale_revision"


class NotSubmittedError(ContestError):
    """A receipt was asked for an attempt that is still running (detail: deadline_at)."""

    code = "not_submitted"


class InvalidTokenError(ContestError):
    """The attempt token is missing, damaged or not ours."""

    code = "invalid_token"


class NotDueError(ContestError):
    """An act of the organizer was asked for before its time (details: act, due_at)."""

    code = "not_due"


class UnknownRoundError(ContestError):
    """The contest has no round of this id (detail: round)."""

    code = "unknown_round"


class NotOfAgeError(ContestError):
    """The registrant is not of the division's age (details: division, on)."""

    code = "not_of_age"


class RegisteredAtOnceError(ContestError):
    """The same person registered twice at the same moment; the other one's code is in force."""

    code = "registered_at_once"


class UnknownDivisionError(ContestError):
    """The contest has no division of this id (detail: division)."""

    code = "unknown_division"


class UnitLinkError(ContestError):
    """A unit has no private link, or somebody else changed it at this moment (detail: unit)."""

    code = "unit_link"


class DigestMismatchError(ContestError):
    """A restart computed other bytes than those on record; nothing was overwritten.

    Details: what, recorded, computed.
    """

    code = "digest_mismatch"


class BrokenRecordError(ContestError):
    """The record of events has a gap, or an event was changed after it (detail: number)."""

    code = "broken_record"


class RoundOverError(ContestError):
    """The round is over, so that nothing can be added to it any more (detail: round)."""

    code = "round_over"


class NotPreparedError(ContestError):
    """The contest's rules or bank are not in the store yet: ``build.py`` has to load them."""

    code = "not_prepared"


class PeopleErasedError(NotPreparedError):
    """The contest is over and its people are erased: nobody can be looked up or registered."""


class RulesFrozenError(ContestError):
    """A rule would change although people have begun to compete (detail: what)."""

    code = "rules_frozen"


class BankFrozenError(ContestError):
    """A bank would change although its round has opened (detail: round)."""

    code = "bank_frozen"


class NotOrganizerError(ContestError):
    """The key is none of those that the contest's rules name (detail: public_key)."""

    code = "not_organizer"


class OwnProposalError(ContestError):
    """One's own proposal was to be approved: another organizer has to (detail: number)."""

    code = "own_proposal"


class NoProposalError(ContestError):
    """There is no proposal of that number that waits for an approval (detail: number)."""

    code = "no_proposal"


class NotClosedError(ContestError):
    """The round has no results yet that could be corrected (detail: round)."""

    code = "not_closed"


class BadCorrectionError(ContestError):
    """What is to be corrected is not there, or is corrected so already (detail: what)."""

    code = "bad_correction"


class NoComplaintsError(ContestError):
    """The contest's rules know no complaints (detail: contact)."""

    code = "no_complaints"


class ComplaintsNotOpenError(ContestError):
    """One cannot complain yet: the result is not announced (details: opens_at, closes_at)."""

    code = "complaints_not_open"


class ComplaintsClosedError(ContestError):
    """One cannot complain any more: the result is official (details: opens_at, closes_at)."""

    code = "complaints_closed"


class TooManyComplaintsError(ContestError):
    """The receipt has as many complaints as one may have (detail: limit)."""

    code = "too_many_complaints"


class UnknownReceiptError(ContestError):
    """The personal code's owner has no receipt of this code."""

    code = "unknown_receipt"


class UnknownComplaintError(ContestError):
    """No complaint of this receipt has this code."""

    code = "unknown_complaint"
