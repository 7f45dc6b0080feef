"""Contests as raw records, as the store would have them: what an audit reads."""

import base64
from dataclasses import asdict
from datetime import date
from typing import Any

import msgspec

from chalicelib.backends import Backend
from chalicelib.composition import Desks
from chalicelib.contest.acts import ActName, due_at
from chalicelib.contest.canonical import canonical_json, digest_of
from chalicelib.contest.events import event_value
from chalicelib.contest.rules import Contest
from chalicelib.store import items, keys
from office.audit import Records
from office.local.memory import ManualClock, SeededChance
from office.report import make_report
from office.report.collect import collect


def records_of(backend: Backend, contest: Contest) -> Records:
    """Return everything that a backend in memory holds, in the database's own format."""
    stores: Any = backend
    name = contest.id
    records = Records(contest=name)
    scopes = {*(round_.id for round_ in contest.rounds), "contest"}
    records.put(
        "attempts",
        [items.attempt_item(a) for s in sorted(scopes) for a in stores.attempts.attempts(name, s)],
    )
    records.put("people", [items.person_item(name, one) for one in stores.people.people(name)])
    release = stores.contests.get_release(name)
    for digest in sorted(set(release.banks.values())):
        bank, answer_keys = stores.banks.get_bank(name, digest), stores.keys.get_keys(name, digest)
        version = digest_of(canonical_json(msgspec.to_builtins(answer_keys)))
        for table, said, entries in (
            ("questions", digest, [items.question_entry(each) for each in bank.questions]),
            ("keys", version, [items.answer_key_entry(each) for each in answer_keys.keys]),
        ):
            partition = keys.frozen_partition(name, digest)
            head = {"version": items.digest(said), "entries": items.number(len(entries))}
            records.put(
                table,
                [
                    keys.head_key(partition) | head,
                    *(
                        keys.entry_key(partition, said, place) | entry
                        for place, entry in enumerate(entries)
                    ),
                ],
            )
    events = [
        keys.event_key(name, event.number) | {"json": items.json_text(event_value(event))}
        for event in stores.events.events(name)
    ]
    states = stores.contests.get_states(name).values()
    records.put(
        "contests",
        [
            *(items.rules_item(rules)[1] for _, rules in stores.contests.all_rules(name)),
            items.release_item(release),
            *(items.state_item(name, state) for state in states),
            *events,
        ],
    )
    records.archive = dict(stores.archive._files)
    records.public = {each: file.data for each, file in stores.public._files.items()}
    secrets = asdict(stores.secrets.entry(name))
    records.read_secrets(
        canonical_json({p: base64.b64encode(v).decode() for p, v in secrets.items()}).decode()
    )
    return records


def close_all(backend: Backend, contest: Contest) -> None:
    """Close and publish every round, each at its hour."""
    clock = ManualClock()
    desks = Desks(contest.id, backend, clock, SeededChance(b"close"))
    for round_ in contest.rounds:
        clock.set(due_at(ActName.CLOSE, round_))
        desks.close_round(round_.id)
    for round_ in contest.rounds:
        clock.set(due_at(ActName.PUBLISH, round_))
        desks.publish_results(round_.id)


def with_report(records: Records, backend: Backend, contest: Contest) -> Records:
    """Return the records with the closing report made public, as ``report --page`` does."""
    stores: Any = backend
    collected = collect(stores, contest)
    value = make_report(
        contest,
        collected.rounds,
        made_on=date(2026, 11, 23),
        births=collected.births,
        registered=collected.registered,
        recorded=collected.recorded,
    )
    records.public["data/closing.report.json"] = canonical_json(value) + b"\n"
    return records


def copy_of(records: Records) -> Records:
    """Return records that can be spoilt without spoiling these."""
    return Records(
        contest=records.contest,
        items={
            table: {name: [dict(item) for item in rows] for name, rows in partitions.items()}
            for table, partitions in records.items.items()
        },
        archive=dict(records.archive),
        public=dict(records.public),
        secrets=dict(records.secrets),
    )
