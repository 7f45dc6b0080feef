"""No complaint leaks: canaries in its words are looked for in whatever is public, said or logged.

First they are found where they may be, so that a search that finds nothing would fail.
"""

import logging
from typing import Any

import pytest
from complaint_scene import Complainants

from chalicelib.use_cases.complaint_answers import held_complaints, publish_answers
from tests.api.test_routes import Browser

TEXT = "CANARYTEXT: tôi là CANARYNAME, số CANARYPHONE."
PRIVATE = "CANARYPRIVATE: trả lời riêng."
PUBLIC = "CANARYPUBLIC: câu 3 hỏi sai."
SAID = "CANARYSAID: đáp án đúng."


def public_files(given: Complainants) -> str:
    files: Any = given.scene.desks.backend.public
    return " ".join(f"{name} {file.data.decode()}" for name, file in files._files.items())


def archived_files(given: Complainants) -> str:
    files: Any = given.scene.desks.backend.archive
    return " ".join(data.decode("utf-8", "replace") for data in files._files.values())


def test_nothing_of_a_complaint_is_public_logged_or_said_before_it_is_answered_in_public(
    caplog: pytest.LogCaptureFixture,
) -> None:
    given = Complainants()
    browser = Browser(given.scene)
    body = {
        "complaint_id": "CANARYID-of-16-letters",
        "code": given.codes[0],
        "receipt": given.receipts[0].code,
        "subject": "result",
        "text": TEXT,
    }
    with caplog.at_level(logging.DEBUG):
        replies = [browser.send("POST", "/complaints", body)]
        replies += [
            browser.send("POST", "/complaints", {**body, **wrong})
            for wrong in ({"text": TEXT + "\0"}, {"receipt": "CANARY"}, {"code": "CANARY"})
        ]
        (held,) = held_complaints(given.scene.desks.complaints)
        code = held.complaint.code
        publish_answers(given.scene.desks.complaints)
        before = public_files(given)
        given.answer(code, text=PRIVATE)
        after_a_private_answer = public_files(given)
        replies.append(browser.send("GET", "/complaints", token=f"{held.receipt}.{code}"))
        given.answer(code, text=SAID, public_text=PUBLIC)

    assert (held.text, PRIVATE in replies[-1].body.decode()) == (TEXT, True)
    assert [word for word in ("CANARY", code) if word in before + after_a_private_answer] == []
    after = public_files(given)
    assert [word for word in (PUBLIC, SAID) if word in after] == [PUBLIC, SAID]
    secret = ("CANARYTEXT", "CANARYNAME", "CANARYPHONE", "CANARYPRIVATE", "CANARYID", code)
    assert [word for word in secret if word in after] == []
    said = " ".join(reply.body.decode() for reply in replies)
    assert [word for word in ("CANARYTEXT", "CANARYNAME", "CANARYID") if word in said] == []
    logged = " ".join(record.getMessage() + str(record.args) for record in caplog.records)
    assert [word for word in ("CANARY", code, given.codes[0]) if word in logged] == []
    assert "CANARY" not in archived_files(given)
    events = list(given.scene.desks.backend.events.events(given.scene.contest.id))
    assert (len(events), "CANARY" in str(events)) == (2, False)
