"""The shapes of replies, as the interface's document states them; what they hold is in docstrings.

Times are milliseconds since 1970 in UTC, by the server's clock.  ``replies`` fills these shapes,
and the type checker holds it to them.
"""

from typing import Any, Literal, TypedDict

from chalicelib.contest.acts import RoundPhase
from chalicelib.contest.attempts import AttemptState
from chalicelib.contest.ids import ContestId, QuestionId, ReceiptCode, RoundId, UnitId
from chalicelib.contest.questions import QuestionKind
from chalicelib.contest.receipts import Receipt


class RoundShown(TypedDict):
    """A round of the contest: a window of time in which attempts can be started."""

    id: RoundId
    """The round's id, which receipts and published files name."""
    name: str
    """The round's name for people."""
    phase: RoundPhase
    """Where the round stands at `now`; attempts start while it is `open` and at no other time."""
    opens_at: int
    """The first instant at which an attempt can be started."""
    closes_at: int
    """The first instant at which none can be started any more; every deadline is at most this."""
    publishes_at: int
    """The announced hour of the results."""


class PaperSize(TypedDict):
    """How large a paper of the contest is; a division may have another."""

    questions: int
    """How many questions a paper has, the prediction not among them."""
    limit_ms: int
    """How long an attempt may take."""


class RoundsReply(TypedDict):
    """What anybody may know of the rounds."""

    now: int
    """The server's time: what a client reckons the remaining time from."""
    contest: ContestId
    """The contest's id; keep what you store for a contest under it."""
    rounds: list[RoundShown]
    """Every round, in the order of time."""
    paper: PaperSize
    """The size of a paper."""


class ChallengeReply(TypedDict):
    """A sum to do before registering, worth one request; see "Proof of work"."""

    salt: str
    """What the number is appended to, after a point."""
    digest: str
    """The SHA-256 in hex that `salt.number` must have."""
    tag: str
    """Proof that the server asked this; sent back unchanged."""
    numbers: int
    """How many numbers to try: the right one is at least 0 and less than this."""
    expires_at: int
    """From when on the solution counts no more."""
    now: int
    """The server's time."""


class RegistrationReply(TypedDict):
    """The personal code, shown this once: the server keeps a keyed hash of it alone."""

    code: str
    """The personal code, three groups of four; secret. Store it before showing it."""
    name: str
    """The person's name as it is registered."""
    unit: UnitId | None
    """The unit that the person competes for; null where the contest asks for none."""
    replaced: bool
    """Whether the person was registered before: this code replaces the former one."""


class PersonReply(TypedDict):
    """Whose a personal code is."""

    name: str
    """The person's name."""
    unit_name: str
    """The name of the person's unit; empty where there is none."""
    division_name: str
    """The name of the person's division; empty where there is none."""
    needs_consent: bool
    """Whether a start must carry `consent_version`."""


class AttemptShown(TypedDict):
    """An attempt as the server holds it now."""

    token: str
    """The bearer token of this attempt on this device. Store it with the attempt."""
    round: RoundId
    """The round in which the attempt was started."""
    receipt_code: ReceiptCode
    """The attempt's public code: the one that its receipt will have."""
    state: AttemptState
    """`started` while it runs; `submitted` or `auto` once it is final, with `receipt` set."""
    started_at: int
    """When it was started, by the server."""
    deadline_at: int
    """When it ends: fixed at the start, and never moved but later, by extra time."""
    credit_ms: int
    """How much of the time until then is extra time that the organizer credited; mostly 0."""
    revision: int
    """The revision of the answers that the server holds; 0 before the first save."""
    answers: dict[str, str]
    """The answers that the server holds, by question id, in the form in which they are stored."""


class OptionShown(TypedDict):
    """An option of a question."""

    id: str
    """The option's letter, by which it is chosen; it is not the place in which it is shown."""
    text: str
    """The option's text."""


class QuestionShown(TypedDict):
    """A question of the paper, in the place and with the options in the order to show."""

    id: QuestionId
    """The question's id: the key of its answer."""
    kind: QuestionKind
    """How it is answered: one option, any number of options, or a number."""
    text: str
    """The question's text."""
    options: list[OptionShown]
    """Its options; empty for a number."""


class PersonShown(TypedDict):
    """Who takes the attempt."""

    name: str
    """The person's name."""
    unit: UnitId | None
    """The person's unit."""


class AttemptReply(TypedDict):
    """An attempt with its paper; the same start_id gets the same ones however often it asks."""

    attempt: AttemptShown
    """The attempt."""
    paper: list[QuestionShown]
    """The questions, in the order to show."""
    prediction: str
    """The prediction question; empty where the contest has none."""
    receipt: Receipt | None
    """The receipt where the attempt is final already; null while it runs."""
    person: PersonShown
    """Whose attempt it is."""
    now: int
    """The server's time."""


class SavedReply(TypedDict):
    """What the server holds after a save."""

    revision: int
    """The revision that is stored."""
    saved_at: int
    """When the answers that are stored arrived."""
    deadline_at: int
    """When the attempt ends by now: later than the start said where extra time was credited."""
    now: int
    """The server's time."""


class ReceiptReply(TypedDict):
    """A receipt."""

    receipt: Receipt
    """The receipt; the same attempt has the same one for ever."""
    now: int
    """The server's time."""


class ComplaintAnswerShown(TypedDict):
    """An answer to a complaint."""

    answered_at: int
    """When it was given."""
    outcome: Literal["accepted", "partly", "rejected", "explained"]
    """What was decided; `explained` where there was nothing to decide."""
    text: str
    """What the organizer says."""


class ComplaintReply(TypedDict):
    """How far a complaint has come; the same complaint has the same code for ever."""

    code: str
    """By which it is followed, and called when the organizer is asked; secret."""
    receipt: ReceiptCode
    """The receipt's code."""
    round: RoundId
    """The round of the receipt."""
    subject: Literal["question", "result", "contest"]
    """What it is about."""
    question: QuestionId | None
    """Which question, where it is about one."""
    received_at: int
    """When it arrived."""
    due_at: int
    """By when it is answered: the instant from which the result is official."""
    answers: list[ComplaintAnswerShown]
    """The answers, in their order; none until it is answered."""
    now: int
    """The server's time."""


class Refusal(TypedDict):
    """Why a request was refused."""

    code: str
    """What a client decides by; it never changes its meaning."""
    message: str
    """A sentence in Vietnamese that says what happened and what to do; show it as it is."""
    details: dict[str, Any]
    """What the code's description names."""


class RefusalReply(TypedDict):
    """The body of every refusal."""

    error: Refusal
    """The refusal."""
