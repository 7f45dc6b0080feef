"""Roles and objects: nobody complains, follows or reads for another, whatever is swapped."""

import itertools
import json

import pytest
from complaint_scene import COMPLAINT_ID, TEXT, Complainants

from tests.api.test_routes import Browser

CODES = {"own": 0, "another's": 1, "nobody's": None}
HELD = "0000-0000-0000"
UNHELD = "0000-0000-00"


@pytest.fixture
def given() -> Complainants:
    return Complainants()


@pytest.mark.parametrize(("code", "receipt"), list(itertools.product(CODES, CODES)), ids=str)
def test_only_the_owner_of_both_codes_complains(
    given: Complainants, code: str, receipt: str
) -> None:
    whose_code, whose_receipt = CODES[code], CODES[receipt]
    body = {
        "complaint_id": COMPLAINT_ID,
        "code": HELD if whose_code is None else given.codes[whose_code],
        "receipt": UNHELD if whose_receipt is None else given.receipts[whose_receipt].code,
        "subject": "result",
        "text": TEXT,
    }

    reply = Browser(given.scene).send("POST", "/complaints", body)

    allowed = whose_code is not None and whose_code == whose_receipt
    told = json.loads(reply.body).get("error", {}).get("code")
    refused = "unknown_code" if whose_code is None else "unknown_receipt"
    assert (reply.status, told) == ((200, None) if allowed else (404, refused))
    assert len(given.stored()) == int(allowed)


@pytest.mark.parametrize(("receipt", "code"), list(itertools.product(CODES, CODES)), ids=str)
def test_only_both_codes_of_one_complaint_tell_how_far_it_has_come(
    given: Complainants, receipt: str, code: str
) -> None:
    taken = [given.complain(person).complaint.code for person in (0, 1)]
    whose_receipt, whose_code = CODES[receipt], CODES[code]
    shown = [
        UNHELD if whose_receipt is None else given.receipts[whose_receipt].code,
        UNHELD if whose_code is None else taken[whose_code],
    ]

    reply = Browser(given.scene).send("GET", "/complaints", token=".".join(shown))

    allowed = whose_receipt is not None and whose_receipt == whose_code
    assert reply.status == (200 if allowed else 404)
    assert TEXT.split("\n")[0] not in reply.body.decode()


def test_a_lost_code_that_was_replaced_complains_no_more(given: Complainants) -> None:
    lost = given.codes[0]
    given.codes[0] = given.scene.register(1).code
    body = {
        "complaint_id": COMPLAINT_ID,
        "code": lost,
        "receipt": given.receipts[0].code,
        "subject": "result",
        "text": TEXT,
    }

    assert Browser(given.scene).refused("POST", "/complaints", body) == (404, "unknown_code")
    assert given.complain().complaint.key.ordinal == 1
