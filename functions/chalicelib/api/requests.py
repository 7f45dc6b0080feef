"""What requests must look like: typed, bounded, and refused with the field at fault."""

import json
from typing import Annotated, Literal, TypeVar

import msgspec

from chalicelib.contest.challenges import Solution
from chalicelib.contest.errors import InvalidInputError, TooLargeError

MAX_BODY_BYTES = 16_384
MAX_NUMBER = 1_000_000
LONGEST_COMPLAINT = 2_000

Text = Annotated[str, msgspec.Meta(max_length=200)]
Answers = dict[
    Annotated[str, msgspec.Meta(max_length=40)], Annotated[str, msgspec.Meta(max_length=24)]
]


BirthDate = Annotated[str, msgspec.Meta(max_length=200, extra_json_schema={"format": "date"})]
ClientId = Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9_-]{16,64}$")]
Version = Annotated[int, msgspec.Meta(ge=0, le=MAX_NUMBER)]


class SolvedChallenge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the browser found: the number, with what it was asked."""

    salt: Annotated[str, msgspec.Meta(max_length=60)]
    """The challenge's salt, unchanged."""
    tag: Annotated[str, msgspec.Meta(max_length=60)]
    """The challenge's tag, unchanged."""
    number: Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000)]
    """The number that was found."""

    def value(self) -> Solution:
        """Return it as the core knows it."""
        return Solution(salt=self.salt, tag=self.tag, number=self.number)


class RegistrationRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a registrant sends."""

    identifier: Text
    """What makes a person one person, such as the number of an identity card.

    4 to 40 letters and digits; blanks, dots, hyphens and slashes are read over.
    """
    birth_date: BirthDate
    """The second factor, YYYY-MM-DD: a past day from 1900 on."""
    name: Text
    """The full name: 2 to 80 letters, blanks, apostrophes, dots and hyphens, in any normal form."""
    eligible: bool
    """The person's own word that no excluded role applies; false is refused."""
    consent_version: Version
    """The version of the consent text that the person has read and agreed to: the one in force."""
    solution: SolvedChallenge
    """The solution of a challenge that was not used yet."""
    unit: Text | None = None
    """The id of a unit that can be chosen; null or left out where the contest asks for none."""
    division: Text | None = None
    """The id of the division; null or left out where the contest has none."""
    phone: Text = ""
    """8 to 15 digits, with or without a leading plus; read only where the contest asks for one."""


class LostCodeRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody of the roster sends whose code is lost."""

    identifier: Text
    """The identifier that the roster has of the person."""
    birth_date: BirthDate
    """The birth date that the roster has of the person, YYYY-MM-DD."""
    solution: SolvedChallenge
    """The solution of a challenge that was not used yet."""


class CodeRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a device sends to show whose a personal code is."""

    code: Text
    """The personal code; case, blanks and hyphens do not matter, O is read as 0, I and L as 1."""


class StartRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a device sends to start its attempt; a consent where the person has not given it."""

    code: Text
    """The personal code."""
    start_id: ClientId
    """The device's own id of this start: drawn at random, stored before sending, never changed."""
    consent_version: Version | None = None
    """The version of the consent text agreed to now; needed where `needs_consent` says so."""


class ResumeRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What another device sends to take the attempt over."""

    code: Text
    """The personal code."""
    birth_date: BirthDate
    """The second factor, YYYY-MM-DD."""
    start_id: ClientId
    """The device's own id of this takeover: drawn at random, stored before sending."""
    consent_version: Version | None = None
    """The version of the consent text agreed to now; needed where `needs_consent` says so."""


class SaveRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole answer map under its revision, which starts at 1."""

    revision: Annotated[int, msgspec.Meta(ge=1, le=MAX_NUMBER)]
    """Rises by one with each change of an answer; a save counts where it is the newest."""
    answers: Answers
    """All answers so far, by question id; what is left out or empty is unanswered."""


class SubmissionRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The last word: the answer map, and the device's own id of this submission."""

    submit_id: ClientId
    """The device's own id of this submission: drawn at random, stored before sending."""
    revision: Annotated[int, msgspec.Meta(ge=0, le=MAX_NUMBER)]
    """The revision of these answers: that of the last save if nothing has changed since."""
    answers: Answers
    """All answers, by question id: these count, not those saved before."""
    saved_revision: Annotated[int, msgspec.Meta(ge=0, le=MAX_NUMBER)] = 0
    """The last revision that a save was acknowledged with: a hint that spares a write."""


class ComplaintRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A complaint: whose it is, what it is about, and the device's own id of it."""

    complaint_id: ClientId
    """The device's own id of this complaint: drawn at random, stored before sending."""
    code: Text
    """The personal code of whoever complains."""
    receipt: Text
    """The code of a receipt of theirs; case, blanks and hyphens do not matter."""
    subject: Literal["question", "result", "contest"]
    """About a question of that paper, the result of its round, or that of the whole contest."""
    text: Annotated[str, msgspec.Meta(max_length=LONGEST_COMPLAINT)]
    """What is complained about: at least 10 characters, in any normal form; lines are kept."""
    question: Annotated[str, msgspec.Meta(max_length=40)] | None = None
    """The question's id where the subject is one; else null or left out."""


R = TypeVar("R", bound=msgspec.Struct)


def read_request(body: bytes | str, shape: type[R]) -> R:
    """Return the body as its shape.

    Raises TooLargeError past ``MAX_BODY_BYTES``, InvalidInputError (detail: field) for anything
    that does not fit.  A name that stands twice in one object does not fit: whoever reads the same
    bytes otherwise would go by the other value.
    """
    data = body.encode() if isinstance(body, str) else body
    if len(data) > MAX_BODY_BYTES:
        raise TooLargeError(limit=MAX_BODY_BYTES)
    try:
        value = msgspec.json.decode(data, type=shape)
        # Read once more only after the shape has bounded how deep it is.
        json.loads(data, object_pairs_hook=_once_each)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InvalidInputError(field=_field_at_fault(str(error), shape)) from None
    return value


def _once_each(pairs: list[tuple[str, object]]) -> None:
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise InvalidInputError(field="body")


def _field_at_fault(message: str, shape: type[msgspec.Struct]) -> str:
    # msgspec ends its messages with the place, such as "... - at `$.answers[...]`", and names a
    # missing or unknown field in backquotes.
    for name in shape.__struct_fields__:
        if f"`$.{name}" in message or f"`{name}`" in message:
            return name
    return "body"
