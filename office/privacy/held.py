"""Everything that is held about one person, for that person: the right of access.

1. What was sealed is opened; hashes are told to exist, their values say nothing to anybody.
2. The consent comes with its whole text, found by its version among the rules ever in force.
3. Questions are quoted only of rounds that have closed: before that a paper is still a secret.
4. Of results, what is public is told, and nothing of anybody else.
"""

import json
from collections.abc import Mapping
from typing import Any

from chalicelib.contest.acts import WHOLE_CONTEST, RoundStatus
from chalicelib.contest.attempts import Attempt
from chalicelib.contest.ids import Pid
from chalicelib.contest.names import show_name
from chalicelib.contest.questions import Question
from chalicelib.contest.retention import kept_until
from chalicelib.contest.times import format_moment, format_second
from chalicelib.contest.units import ancestors, index_units
from chalicelib.ports import Person
from chalicelib.use_cases.complaint_answers import held_complaints
from chalicelib.use_cases.staging import standings_name
from office.privacy.desk import PrivacyDesk

SCHEMA = 1


def held_about(desk: PrivacyDesk, identifier: str) -> dict[str, Any]:
    """Return all that is held about the person of an identifier, as a JSON value.

    Raises InvalidInputError where it can be no identifier, PeopleErasedError after the erasure of
    everybody.
    """
    pid = desk.pid_of(identifier)
    person = desk.stores.people.get_person(desk.contest_id, pid)
    last_day = kept_until(desk.contest)
    return {
        "schema": SCHEMA,
        "contest": desk.contest.name,
        "organizer": desk.contest.organizer,
        "contact": desk.contest.contact,
        "made_at": format_second(desk.clock.now()),
        "kept_until": None if last_day is None else last_day.isoformat(),
        "person": None if person is None else _person(desk, person),
        "consent": None if person is None else _consent(desk, person),
        "excluded_as": desk.stores.people.get_exclusion(desk.contest_id, pid),
        "complaints": _complaints(desk, pid),
        "attempts": [_attempt(desk, attempt) for attempt in desk.attempts_of(pid)],
        "results": _results(desk, pid, person),
        "shown_to_unit": _shown_to_unit(desk, person),
    }


def consent_texts(desk: PrivacyDesk, version: int) -> list[str]:
    """Return the text to which people agreed under a version; one, as long as it never changed."""
    found = {
        rules.entry.consent.text: None
        for _, rules in desk.stores.contests.all_rules(desk.contest_id)
        if rules.entry.consent.version == version
    }
    return list(found)


def _person(desk: PrivacyDesk, person: Person) -> dict[str, Any]:
    secrets = desk.stores.secrets.entry(desk.contest_id)
    sealed = json.loads(desk.stores.sealer.unseal(person.sealed, secrets.seal))
    units = {unit.id: unit.name for unit in desk.contest.units}
    divisions = {division.id: division.name for division in desk.contest.divisions}
    return {
        "name": person.name,
        "identifier": sealed["identifier"],
        "birth_date": sealed["birth_date"],
        "phone": sealed["phone"],
        "unit": "" if person.unit is None else units.get(person.unit, person.unit),
        "division": ""
        if person.division is None
        else divisions.get(person.division, person.division),
        "registered_at": format_second(person.registered_at),
        "codes_replaced": person.replaced_codes,
        "birth_date_kept_for_ranking": person.born_on is not None,
    }


def _consent(desk: PrivacyDesk, person: Person) -> dict[str, Any] | None:
    if not person.consent_version:
        return None
    agreed_at = person.consented_at or person.registered_at
    return {
        "version": person.consent_version,
        "agreed_at": format_second(agreed_at),
        "texts": consent_texts(desk, person.consent_version),
    }


def _attempt(desk: PrivacyDesk, attempt: Attempt) -> dict[str, Any]:
    round_ = desk.contest.round(attempt.round_id)
    closed = desk.clock.now() >= round_.closes_at
    bank = desk.stores.banks.get_bank(desk.contest_id, attempt.bank) if closed else None
    questions = {} if bank is None else {each.id: each for each in bank.questions}
    submitted = attempt.submitted_at
    return {
        "round": round_.name,
        "receipt": attempt.receipt_code,
        "state": attempt.state.value,
        "started_at": format_second(attempt.started_at),
        "deadline_at": format_second(attempt.deadline_at),
        "submitted_at": None if submitted is None else format_second(submitted),
        "devices": len(attempt.former_start_ids) + 1,
        "answers": [
            {
                "question": _question_text(questions.get(question_id)),
                "answer": _answer_text(
                    questions.get(question_id), attempt.answers.get(question_id, "")
                ),
            }
            for question_id in attempt.question_ids
        ],
    }


def _complaints(desk: PrivacyDesk, pid: Pid) -> list[dict[str, Any]]:
    return [
        {
            "code": held.complaint.code,
            "receipt": held.receipt,
            "received_at": format_second(held.complaint.received_at),
            "text": held.text,
            "answers": [
                {"answered_at": format_second(at), "text": words.text} for at, words in held.answers
            ],
        }
        for held in held_complaints(desk.complaints)
        if held.complaint.pid == pid
    ]


def _question_text(question: Question | None) -> str:
    return "" if question is None else question.text


def _answer_text(question: Question | None, answer: str) -> str:
    """Return an answer in words; of options, in the order in which they were chosen by letter."""
    if question is None or not question.options:
        return answer
    texts = {option.id: option.text for option in question.options}
    return "; ".join(texts.get(option, option) for option in _letters(answer, texts))


def _letters(answer: str, texts: Mapping[Any, str]) -> list[Any]:
    return [answer] if answer in texts else list(answer)


def _results(desk: PrivacyDesk, pid: Pid, person: Person | None) -> list[dict[str, Any]]:
    states = desk.stores.contests.get_states(desk.contest_id)
    names = {round_.id: round_.name for round_ in desk.contest.rounds}
    entry = desk.contest.entry
    told = []
    for scope in (*names, WHOLE_CONTEST):
        state = states.get(scope)
        if state is None or state.standings is None or state.status is not RoundStatus.PUBLISHED:
            continue
        round_ = desk.contest.rounds[-1] if scope == WHOLE_CONTEST else desk.contest.round(scope)
        name = standings_name(desk.contest_id, scope, state.standings)
        standings = json.loads(desk.stores.archive.get(name) or b'{"persons": []}')
        for row in standings["persons"]:
            if row["pid"] != pid:
                continue
            wins = any(award["decided"] for award in row["awards"])
            shown_as = entry.winners_shown_as if wins else entry.others_shown_as
            told.append(
                {
                    "scope": names.get(scope, ""),
                    "rank": row["rank"],
                    "marks": row["marks"],
                    "awards": [award["prize"] for award in row["awards"]],
                    "name_shown": "" if person is None else show_name(person.name, shown_as),
                    "published_at": format_moment(round_.publishes_at),
                }
            )
    return told


def _shown_to_unit(desk: PrivacyDesk, person: Person | None) -> list[dict[str, Any]]:
    """Return whose coordinators can see whether the person has entered."""
    if person is None or person.unit is None:
        return []
    units = index_units(desk.contest.units)
    if person.unit not in units:
        return []
    links = desk.stores.links.get_links(desk.contest_id)
    return [
        {"unit": units[unit].name, "holds": links[unit].holds()}
        for unit in ancestors(person.unit, units)
        if unit in links
    ]
