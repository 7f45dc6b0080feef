from dataclasses import replace

import pytest
from builders import (
    CONTEST,
    ROUND,
    make_attempt,
    make_contest,
    make_key,
    make_person,
    make_save,
    make_submission,
)
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.contest.acts import ActName, RoundState, RoundStatus
from chalicelib.contest.attempts import Attempt, AttemptKey, AttemptState
from chalicelib.contest.questions import AnswerKey, Option, Question, QuestionKind
from chalicelib.ports import Person, Release
from chalicelib.store import items, keys

DIGESTS = st.binary(min_size=32, max_size=32).map(bytes.hex)
PIDS = st.binary(min_size=16, max_size=16).map(bytes.hex)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
SLUGS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,19}", fullmatch=True)
TIMES = st.integers(0, 2**53)

ATTEMPTS = st.builds(
    Attempt,
    key=st.builds(AttemptKey, contest=SLUGS, scope=SLUGS, pid=PIDS, ordinal=st.integers(1, 99)),
    round_id=SLUGS,
    unit=st.none() | SLUGS,
    division=st.none() | SLUGS,
    receipt_code=TEXTS,
    rules=DIGESTS,
    bank=DIGESTS,
    question_ids=st.lists(TEXTS).map(tuple),
    started_at=TIMES,
    deadline_at=TIMES,
    start_id=TEXTS,
    device_epoch=st.integers(1, 99),
    state=st.sampled_from(AttemptState),
    revision=st.integers(0, 9999),
    answers=st.dictionaries(TEXTS, TEXTS),
    changed_at=TIMES,
    submitted_at=st.none() | TIMES,
    submit_id=TEXTS,
    former_start_ids=st.lists(TEXTS, max_size=2).map(tuple),
    credit_ms=st.integers(0, 9),
    taken_over_at=st.lists(TIMES, max_size=2).map(tuple),
    result_key=st.just("") | PIDS,
)
PEOPLE = st.builds(
    Person,
    pid=PIDS,
    name=TEXTS,
    unit=st.none() | SLUGS,
    division=st.none() | SLUGS,
    born_on=st.none() | st.dates(),
    second_factor=TEXTS,
    code_hash=TEXTS,
    sealed=TEXTS,
    consent_version=st.integers(0, 99),
    registered_at=TIMES,
    consented_at=st.none() | TIMES,
    replaced_codes=st.integers(0, 99),
)
QUESTIONS = st.builds(
    Question,
    id=TEXTS,
    text=TEXTS,
    options=st.lists(st.builds(Option, id=TEXTS, text=TEXTS, last=st.booleans())).map(tuple),
    kind=st.sampled_from(QuestionKind),
    points=st.integers(1, 99),
    topic=TEXTS,
    difficulty=TEXTS,
)
STATES = st.builds(
    RoundState,
    round=SLUGS,
    status=st.sampled_from(RoundStatus),
    attempts=st.none() | DIGESTS,
    standings=st.none() | DIGESTS,
    results=st.none() | DIGESTS,
)


@given(ATTEMPTS)
def test_every_attempt_survives_its_item(attempt):
    assert items.attempt_of(items.attempt_item(attempt)) == attempt


@given(PEOPLE)
def test_every_person_survives_their_item(person):
    assert items.person_of(items.person_item(CONTEST, person)) == person


@given(QUESTIONS)
def test_every_question_survives_its_entry(question):
    assert items.question_of(items.question_entry(question)) == question


@given(st.builds(AnswerKey, question=TEXTS, right=TEXTS, source=TEXTS, explanation=TEXTS))
def test_every_answer_key_survives_its_entry(key):
    assert items.answer_key_of(items.answer_key_entry(key)) == key


@given(STATES)
def test_every_round_state_survives_its_item(state):
    assert items.state_of(items.state_item(CONTEST, state)) == state


@given(
    st.builds(
        Release, contest=st.just(CONTEST), rules=DIGESTS, banks=st.dictionaries(SLUGS, DIGESTS)
    )
)
def test_every_release_survives_its_item(release):
    assert items.release_of(CONTEST, items.release_item(release)) == release


def test_rules_survive_their_item():
    contest = make_contest()
    digest, item = items.rules_item(contest)
    assert items.rules_of(item, digest) == contest


def test_equal_rules_have_equal_bytes():
    assert items.rules_bytes(make_contest()) == items.rules_bytes(make_contest())


def test_a_person_s_item_repeats_no_identifier():
    item = items.person_item(CONTEST, make_person())
    assert sorted(item) == [
        "code", "consent", "factor", "name", "pk", "registered", "replaced", "sealed", "sk", "unit",
    ]  # fmt: skip


def test_an_attempt_of_15_questions_costs_one_write_unit_from_start_to_submission():
    questions = [f"cau-hoi-{number:04d}" for number in range(15)]
    answers = dict.fromkeys(questions, "d")
    started = make_attempt(
        key=make_key(contest="tim-hieu-bau-cu-song-cong-2021", scope="tuan-01"),
        unit="trung-tam-phat-trien-quy-dat-thanh-pho",
        question_ids=tuple(questions),
        start_id="0" * 36,
        result_key="0" * 32,
        networks="0" * 24,
    )
    submitted = replace(
        started,
        state=AttemptState.SUBMITTED,
        answers=answers,
        revision=999,
        submitted_at=started.deadline_at,
        submit_id="1" * 36,
    )
    assert item_size(items.attempt_item(started)) <= 1024
    assert item_size(items.attempt_item(submitted)) <= 1024


def test_what_a_write_sets_is_named_as_what_an_item_holds():
    whole = items.attempt_item(make_attempt(submitted_at=1, submit_id="x"))
    assert items.save_values(make_save()).keys() - whole.keys() == set()
    assert items.submission_values(make_submission()).keys() - whole.keys() == set()
    assert items.answers_values(make_save()).keys() - whole.keys() == set()


def test_a_key_s_parts_cannot_run_into_each_other():
    for part in ("", "a/b"):
        with pytest.raises(ValueError, match="no part of a key"):
            keys.attempt_key(make_key(scope=part))


def test_what_is_no_keyed_hash_has_no_shard():
    for pid in ("", "xyz", "A0"):
        with pytest.raises(ValueError, match="not a keyed hash in hex"):
            keys.shard_of(pid)


def test_people_are_spread_over_all_16_shards():
    shards = {keys.shard_of(make_key(number).pid) for number in range(500)}
    assert shards == set(keys.SHARD_NAMES)


def test_no_two_kinds_of_one_table_share_a_partition():
    pid = make_key().pid
    partitions = [
        key["pk"]["S"]
        for key in (
            keys.person_key(CONTEST, pid),
            keys.code_key(CONTEST, pid),
            keys.exclusion_key(CONTEST, pid),
            keys.rules_key(CONTEST, "0" * 64),
            keys.release_key(CONTEST),
            keys.state_key(CONTEST, ROUND),
        )
    ]
    assert len(set(partitions)) == len(partitions)


def test_names_are_prefixed():
    assert keys.table_name("p-", keys.Table.ATTEMPTS) == "p-attempts"
    assert keys.function_name("p-", ActName.CLOSE) == "p-close"
    assert keys.secrets_name("/p", CONTEST) == f"/p/{CONTEST}/entry"


def item_size(item):
    """Return an item's size as DynamoDB counts it, for strings, numbers and bytes."""
    total = 0
    for name, attribute in item.items():
        kind, value = next(iter(attribute.items()))
        size = {
            "S": lambda text: len(text.encode()),
            "N": lambda number: len(number) // 2 + 2,
            "B": len,
        }[kind](value)
        total += len(name) + size
    return total
