"""Receipts: what is signed, and that nothing in them can be changed unnoticed."""

from dataclasses import asdict, fields, replace

import pytest
from builders import CONTEST, make_attempt, make_secrets, make_submission
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.contest.attempts import AttemptState, after_submission
from chalicelib.contest.errors import NotSubmittedError
from chalicelib.contest.ids import ContestId
from chalicelib.contest.receipts import (
    Receipt,
    UnsignedReceipt,
    bytes_to_sign,
    receipt_of,
    signed_bytes,
    signing_seed,
    with_signature,
)

SECRETS = make_secrets()
FINAL = after_submission(make_attempt(), make_submission())


def test_a_running_attempt_has_no_receipt() -> None:
    with pytest.raises(NotSubmittedError):
        receipt_of(make_attempt(), SECRETS.receipts)


def test_a_receipt_says_nothing_about_marks() -> None:
    assert [field.name for field in fields(Receipt)] == [
        *("version", "contest", "round", "code", "state", "started_at", "submitted_at"),
        *("time_used_ms", "answered", "questions", "nonce", "commitment", "key_id", "signature"),
    ]


def test_what_is_signed_is_the_whole_receipt_but_for_nonce_and_signature() -> None:
    unsigned = receipt_of(FINAL, SECRETS.receipts)

    message = bytes_to_sign(unsigned, "k" * 16).decode()

    assert message == (
        'contest-receipt:{"answered":3,"code":"7K2M-9QXD-01",'
        f'"commitment":"{unsigned.commitment}","contest":"hoi-dap-2021","key_id":"{"k" * 16}",'
        f'"questions":3,"round":"{FINAL.round_id}","started_at":{FINAL.started_at},'
        f'"state":"submitted","submitted_at":{unsigned.submitted_at},"time_used_ms":120000,'
        '"version":1}'
    )
    receipt = with_signature(unsigned, "k" * 16, b"s" * 64)
    assert signed_bytes(asdict(receipt)) == message.encode()


@given(
    field=st.sampled_from([f.name for f in fields(UnsignedReceipt) if f.name != "nonce"]),
    number=st.integers(min_value=0, max_value=2**40),
)
def test_every_other_value_of_a_field_is_another_message(field: str, number: int) -> None:
    unsigned = receipt_of(FINAL, SECRETS.receipts)
    value = getattr(unsigned, field)
    other = number if isinstance(value, int) else str(number)

    changed = replace(unsigned, **{field: other})

    same = bytes_to_sign(changed, "k") == bytes_to_sign(unsigned, "k")
    assert same == (other == value)


def test_an_attempt_that_the_close_made_final_says_so() -> None:
    auto = replace(make_attempt(), state=AttemptState.AUTO)

    assert receipt_of(auto, SECRETS.receipts).state == "auto"


def test_each_contest_and_each_secret_has_a_signing_key_of_its_own() -> None:
    seeds = {
        signing_seed(SECRETS.receipts, CONTEST),
        signing_seed(SECRETS.receipts, ContestId("another")),
        signing_seed(make_secrets(2).receipts, CONTEST),
        SECRETS.receipts,
    }

    assert (len(seeds), {len(seed) for seed in seeds}) == (4, {32})
