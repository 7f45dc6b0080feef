"""The life of one attempt: what is stored, and which request finds it in which state.

1. An attempt starts once: its key (scope, person, ordinal) can be put only if absent.
2. Its deadline is fixed at the start: the start plus the limit, or the round's close if earlier.
3. A request counts from its arrival at the gateway.  What arrives up to ``GRACE_MS`` after the
   deadline counts as having arrived at the deadline; what arrives later does not count.
4. Only the device that holds the current epoch writes; another takes over with the second factor.
5. A save replaces an older revision, never a newer one.  A final attempt never changes.
6. What came too late makes nothing final before ``SETTLED_AFTER_MS`` have passed since the
   deadline: until then something that arrived in time may still be on its way to the store.
7. The last change is the last write that was acknowledged with other answers than were stored: a
   save or a submission that only repeats them changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from chalicelib.contest.errors import (
    AlreadyFinalError,
    ContestError,
    NoOpenRoundError,
    OpenElsewhereError,
    StaleRevisionError,
    TooLateError,
)
from chalicelib.contest.ids import (
    ContestId,
    Digest,
    DivisionId,
    Pid,
    QuestionId,
    ReceiptCode,
    RoundId,
    UnitId,
)
from chalicelib.contest.rules import Contest, Round

GRACE_MS = 5_000

LONGEST_REQUEST_MS = 30_000
"""No request outlives the gateway's limit of 29 s."""

SETTLED_AFTER_MS = GRACE_MS + LONGEST_REQUEST_MS


class AttemptState(StrEnum):
    """Where an attempt stands: running, submitted by the contestant, or finalised by the close."""

    STARTED = "started"
    SUBMITTED = "submitted"
    AUTO = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptKey:
    """What makes an attempt the only one: its contest, scope, person and ordinal."""

    contest: ContestId
    scope: RoundId
    pid: Pid
    ordinal: int = 1

    def attempt_id(self) -> str:
        """Return the one string that names this attempt: what papers and receipts derive from.

        >>> AttemptKey(contest=ContestId("c"), scope=RoundId("r"), pid=Pid("p")).attempt_id()
        'c/r/p/1'
        """
        return f"{self.contest}/{self.scope}/{self.pid}/{self.ordinal}"


class TimedAttempt:
    """The times that ranking compares, of whatever says when an attempt began and ended."""

    __slots__ = ()

    started_at: int
    deadline_at: int
    changed_at: int
    submitted_at: int | None
    credit_ms: int

    def time_used_ms(self) -> int:
        """Return the time from the start to submission, or the whole limit where none was made.

        Extra time is not counted: at most the ordinary limit is.
        """
        ordinary = self.deadline_at - self.credit_ms
        end = self.submitted_at
        if end is None or end > ordinary:
            end = ordinary
        # A clock that was set back meanwhile must not make anybody the fastest.
        return end - self.started_at if end > self.started_at else 0

    def time_to_last_change_ms(self) -> int:
        """Return the time from the start to the last change of an answer, acknowledged in time."""
        ordinary = self.deadline_at - self.credit_ms
        end = self.changed_at if self.changed_at < ordinary else ordinary
        return end - self.started_at if end > self.started_at else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt(TimedAttempt):
    """One stored attempt; nothing in it says how good the answers are."""

    key: AttemptKey
    round_id: RoundId
    """The round in which it was started: the scope itself, unless attempts count per contest."""
    unit: UnitId | None
    division: DivisionId | None = None
    receipt_code: ReceiptCode
    rules: Digest
    bank: Digest
    question_ids: tuple[QuestionId, ...]
    started_at: int
    deadline_at: int
    start_id: str
    """The device's own id of its start or takeover: the same id gets the same reply."""
    former_start_ids: tuple[str, ...] = ()
    """Those of devices from which it was taken over: they are not to start another attempt."""
    device_epoch: int = 1
    state: AttemptState = AttemptState.STARTED
    revision: int = 0
    answers: Mapping[str, str]
    changed_at: int
    """When the answers arrived that are stored now; the start where there are none yet."""
    submitted_at: int | None = None
    submit_id: str = ""
    credit_ms: int = 0
    """By how much the deadline is later than the rules give everybody."""
    taken_over_at: tuple[int, ...] = ()
    """When each takeover by another device was recorded, in their order."""
    result_key: str = ""
    """What opens its own result (see ``own_results``); empty where it began without one."""
    networks: str = ""
    """Whence it was started and taken over, sealed (see ``networks``); in no line, and it fades."""

    @property
    def pid(self) -> Pid:
        """Whose attempt it is."""
        return self.key.pid

    @property
    def ordinal(self) -> int:
        """Which of the person's attempts in its scope it is, from 1."""
        return self.key.ordinal

    def is_final(self) -> bool:
        """Tell whether the attempt can no longer change."""
        return self.state is not AttemptState.STARTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Save:
    """A device's whole answer map with its revision, as it arrived."""

    device_epoch: int
    revision: int
    answers: Mapping[str, str]
    arrived_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A device's last word, as it arrived."""

    device_epoch: int
    revision: int
    answers: Mapping[str, str]
    arrived_at: int
    submit_id: str
    deadline_at: int
    saved_revision: int = 0
    """The last revision that the device knows to be stored: a hint for the store, never trusted."""

    def submitted_at(self) -> int:
        """Return the instant that counts: the arrival, but never after the deadline."""
        return min(self.arrived_at, self.deadline_at)


def open_round(contest: Contest, now: int) -> Round:
    """Return the round that takes attempts now.

    A round is open from its opening instant up to, not including, its closing instant.
    Raises NoOpenRoundError where there is none.
    """
    for round_ in contest.rounds:
        if round_.opens_at <= now < round_.closes_at:
            return round_
    raise NoOpenRoundError


def deadline_of(round_: Round, limit_ms: int, started_at: int) -> int:
    """Return the instant at which an attempt ends, fixed once.

    >>> round_ = Round(id=RoundId("r"), name="R", opens_at=0, closes_at=1_000, publishes_at=2_000)
    >>> deadline_of(round_, 600, 100), deadline_of(round_, 600, 900)
    (700, 1000)
    """
    return min(started_at + limit_ms, round_.closes_at)


def is_in_time(arrived_at: int, deadline_at: int) -> bool:
    """Tell whether what arrived then counts.

    >>> is_in_time(15_000, 10_000), is_in_time(15_001, 10_000)
    (True, False)
    """
    return arrived_at <= deadline_at + GRACE_MS


def is_settled(now: int, deadline_at: int) -> bool:
    """Tell whether all that arrived in time has been answered or given up by now.

    >>> is_settled(44_999, 10_000), is_settled(45_000, 10_000)
    (False, True)
    """
    return now >= deadline_at + SETTLED_AFTER_MS


def accepts_save(attempt: Attempt, save: Save) -> bool:
    """Tell whether a save may be written: the condition that every store enforces."""
    return (
        attempt.state is AttemptState.STARTED
        and attempt.device_epoch == save.device_epoch
        and attempt.revision < save.revision
        and is_in_time(save.arrived_at, attempt.deadline_at)
    )


def accepts_submission(attempt: Attempt, submission: Submission) -> bool:
    """Tell whether a submission may be written: the condition that every store enforces."""
    return (
        attempt.state is AttemptState.STARTED
        and attempt.device_epoch == submission.device_epoch
        and attempt.revision <= submission.revision
        and is_in_time(submission.arrived_at, attempt.deadline_at)
    )


def keeps_answers(attempt: Attempt, write: Save | Submission) -> bool:
    """Tell whether a write only repeats the stored answers, so that the last change stays.

    Every store decides it in the write itself, by the answers that the write replaces.
    """
    return dict(attempt.answers) == dict(write.answers)


def after_save(attempt: Attempt, save: Save) -> Attempt:
    """Return what is stored after an accepted save."""
    return replace(
        attempt,
        revision=save.revision,
        answers=dict(save.answers),
        changed_at=attempt.changed_at if keeps_answers(attempt, save) else save.arrived_at,
    )


def after_submission(attempt: Attempt, submission: Submission) -> Attempt:
    """Return what is stored after an accepted submission."""
    kept = keeps_answers(attempt, submission)
    return replace(
        attempt,
        state=AttemptState.SUBMITTED,
        revision=submission.revision,
        answers=dict(submission.answers),
        changed_at=attempt.changed_at if kept else submission.arrived_at,
        submitted_at=submission.submitted_at(),
        submit_id=submission.submit_id,
    )


def save_refusal(attempt: Attempt, save: Save) -> ContestError | None:
    """Return why a save was not written; None where it was written before (a retry)."""
    if attempt.device_epoch != save.device_epoch:
        return OpenElsewhereError()
    if attempt.is_final():
        return AlreadyFinalError()
    if attempt.revision == save.revision and dict(attempt.answers) == dict(save.answers):
        return None
    if not is_in_time(save.arrived_at, attempt.deadline_at):
        return TooLateError()
    return StaleRevisionError(revision=attempt.revision)


def submission_refusal(attempt: Attempt, submission: Submission) -> ContestError | None:
    """Return why a submission was not written; None where it was written before (a retry)."""
    if attempt.state is AttemptState.SUBMITTED and attempt.submit_id == submission.submit_id:
        return None
    if attempt.device_epoch != submission.device_epoch:
        return OpenElsewhereError()
    if attempt.is_final():
        return AlreadyFinalError()
    if not is_in_time(submission.arrived_at, attempt.deadline_at):
        return TooLateError()
    return StaleRevisionError(revision=attempt.revision)
