"""What requests must look like: typed, bounded, and refused with the field at fault."""

from typing import Annotated, TypeVar

import msgspec

from chalicelib.contest.errors import InvalidInputError, TooLargeError

MAX_BODY_BYTES = 16_384

Text = Annotated[str, msgspec.Meta(max_length=200)]
Answers = dict[
    Annotated[str, msgspec.Meta(max_length=40)], Annotated[str, msgspec.Meta(max_length=24)]
]


class RegistrationRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a registrant sends."""

    identifier: Text
    birth_date: Text
    name: Text
    eligible: bool
    consent_version: int
    unit: Text | None = None
    division: Text | None = None
    phone: Text = ""


class LostCodeRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody of the roster sends whose code is lost."""

    identifier: Text
    birth_date: Text


class CodeRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a device sends to show whose a personal code is."""

    code: Text


class StartRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a device sends to start its attempt; a consent where the person has not given it."""

    code: Text
    start_id: Text
    consent_version: int | None = None


class ResumeRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What another device sends to take the attempt over."""

    code: Text
    birth_date: Text
    start_id: Text
    consent_version: int | None = None


class SaveRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole answer map under its revision, which starts at 1."""

    revision: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
    answers: Answers


class SubmissionRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The last word: the answer map, and the device's own id of this submission."""

    submit_id: Text
    revision: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
    answers: Answers
    saved_revision: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)] = 0
    """The last revision that the server acknowledged; it saves a write where it is this one."""


R = TypeVar("R", bound=msgspec.Struct)


def read_request(body: bytes | str, shape: type[R]) -> R:
    """Return the body as its shape.

    Raises TooLargeError past ``MAX_BODY_BYTES``, InvalidInputError (detail: field) for anything
    that does not fit.
    """
    data = body.encode() if isinstance(body, str) else body
    if len(data) > MAX_BODY_BYTES:
        raise TooLargeError(limit=MAX_BODY_BYTES)
    try:
        return msgspec.json.decode(data, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InvalidInputError(field=_field_at_fault(str(error), shape)) from None


def _field_at_fault(message: str, shape: type[msgspec.Struct]) -> str:
    # msgspec ends its messages with the place, such as "... - at `$.answers[...]`", and names a
    # missing or unknown field in backquotes.
    for name in shape.__struct_fields__:
        if f"`$.{name}" in message or f"`{name}`" in message:
            return name
    return "body"
