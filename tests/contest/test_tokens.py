"""A token says what it was made with, and nothing else is taken for one."""

import base64
from typing import Any

import pytest
from builders import make_attempt, make_key

from chalicelib.contest.errors import InvalidTokenError
from chalicelib.contest.ids import DivisionId, RoundId
from chalicelib.contest.tokens import AttemptToken, make_token, read_token

SECRET = bytes(range(32))


@pytest.mark.parametrize("division", [None, DivisionId("can-bo")])
@pytest.mark.parametrize("changed", [{}, {"round_id": RoundId("tuan-2")}, {"device_epoch": 7}])
def test_a_token_is_read_back_as_what_its_attempt_says(
    division: DivisionId | None, changed: dict[str, Any]
) -> None:
    attempt = make_attempt(key=make_key(3, ordinal=2), division=division, **changed)

    assert read_token(make_token(attempt, SECRET), SECRET) == AttemptToken(
        key=attempt.key,
        device_epoch=attempt.device_epoch,
        round_id=attempt.round_id,
        division=division,
        deadline_at=attempt.deadline_at,
        rules=attempt.rules,
        bank=attempt.bank,
    )


@pytest.mark.parametrize("token", ["", ".", "a", "a.b", "!!!!.!!!!", "đ.đ", "a" * 1_001, "e30.e30"])
def test_what_we_did_not_make_is_no_token(token: str) -> None:
    with pytest.raises(InvalidTokenError):
        read_token(token, SECRET)


def test_a_token_of_another_secret_is_none() -> None:
    token = make_token(make_attempt(), SECRET)

    with pytest.raises(InvalidTokenError):
        read_token(token, SECRET[::-1])


@pytest.mark.parametrize(("more", "refused"), [(0, False), (1, True)])
def test_a_token_of_more_than_1000_letters_is_not_looked_at(more: int, refused: bool) -> None:
    token = make_token(make_attempt(), SECRET)
    payload, tag = token.split(".")
    # What decodes to the same bytes, made longer by letters that are read over.
    padded = f"{payload}.{tag}" + "=" * (1_000 - len(token) + more)
    assert base64.urlsafe_b64decode(payload + "==")

    try:
        read_token(padded, SECRET)
    except InvalidTokenError:
        assert refused
    else:
        assert not refused
