"""Shards: however attempts are split, graded and put together, the standings are the same bytes."""

import json
import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from builders import LIMIT_MS, OPENS_AT, ROUND, make_attempt, make_contest, make_digest, make_key
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.contest.attempt_lines import read_lines, write_lines
from chalicelib.contest.attempts import Attempt
from chalicelib.contest.canonical import canonical_json, digest_of
from chalicelib.contest.grading import Markscheme, Score, grade_shard
from chalicelib.contest.ids import QuestionId, ReceiptCode, UnitId
from chalicelib.contest.results import merge_shards, round_results
from chalicelib.contest.rules import AttemptRules, Contest, Counting, RankingKey, RankingRules
from chalicelib.contest.standings import Provenance, standings_json
from chalicelib.use_cases.decoding import decode_lines, read_scores, write_scores

ROOT = Path(__file__).resolve().parents[2]
PROVENANCE = Provenance(
    rules=make_digest(1), bank=make_digest(2), keys=make_digest(3), attempts=make_digest(4)
)
QUESTIONS = (QuestionId("q1"), QuestionId("q2"), QuestionId("q3"))
SCHEMES = {
    None: Markscheme(
        right={QUESTIONS[0]: "a", QUESTIONS[1]: "ac", QUESTIONS[2]: "12.5"},
        points={QUESTIONS[0]: 1, QUESTIONS[1]: 3, QUESTIONS[2]: 2},
    )
}


def contest(counts: Counting = Counting.BEST) -> Contest:
    return make_contest(
        attempts=AttemptRules(limit=3, counts=counts),
        ranking=RankingRules(
            keys=(RankingKey.MARKS, RankingKey.TIME_USED, RankingKey.PUBLIC_DRAW), draw_seed="s"
        ),
    )


def attempt(person: int, ordinal: int, answers: dict[str, str], seconds: int | None) -> Attempt:
    """Return a final attempt; without seconds nobody submitted it."""
    return make_attempt(
        person,
        key=make_key(person, ordinal=ordinal),
        receipt_code=ReceiptCode(f"R{person}-{ordinal}"),
        unit=[None, UnitId("phuong-1"), UnitId("phuong-2")][person % 3],
        question_ids=QUESTIONS,
        answers=answers,
        deadline_at=OPENS_AT + LIMIT_MS,
        submitted_at=None if seconds is None else OPENS_AT + 1_000 * seconds,
    )


answered = st.dictionaries(
    st.sampled_from(["q1", "q2", "q3", "prediction"]), st.sampled_from(["a", "ac", "12.5", "7"])
)
attempts = st.lists(
    st.builds(
        attempt, st.integers(1, 9), st.integers(1, 3), answered, st.none() | st.integers(1, 3)
    ),
    max_size=25,
    unique_by=lambda each: each.key,
)


def graded(lines: bytes) -> list[Score]:
    return list(grade_shard(decode_lines(BytesIO(lines)), SCHEMES))


def graded_elsewhere(lines: bytes) -> bytes:
    return write_scores(graded(lines))


def standings(shards: list[list[Score]], counts: Counting = Counting.BEST) -> bytes:
    return standings_json(merge_shards(contest(counts), ROUND, shards), PROVENANCE)


def spread(given_attempts: list[Attempt], into: int, places: list[int]) -> list[list[Attempt]]:
    shards: list[list[Attempt]] = [[] for _ in range(into)]
    for each, place in zip(given_attempts, places, strict=True):
        shards[place % into].append(each)
    return shards


@given(attempts, st.sampled_from(Counting), st.integers(1, 6), st.data())
def test_any_split_into_shards_in_any_order_gives_the_same_bytes(
    given_attempts: list[Attempt], counts: Counting, into: int, data: st.DataObject
) -> None:
    places = data.draw(
        st.lists(st.integers(0, 5), min_size=len(given_attempts), max_size=len(given_attempts))
    )
    shards = data.draw(st.permutations(spread(given_attempts, into, places)))

    whole = standings([graded(write_lines(given_attempts))], counts)

    assert standings([graded(write_lines(shard)) for shard in shards], counts) == whole


@given(attempts)
def test_decoded_lines_are_graded_as_the_attempts_themselves(given_attempts: list[Attempt]) -> None:
    lines = write_lines(given_attempts)

    assert graded(lines) == list(grade_shard(read_lines(lines), SCHEMES))


@given(attempts)
def test_scores_travel_unchanged(given_attempts: list[Attempt]) -> None:
    scores = graded(write_lines(given_attempts))

    assert read_scores(write_scores(scores)) == scores


@given(attempts)
def test_standings_are_written_as_canonical_json(given_attempts: list[Attempt]) -> None:
    scores = graded(write_lines(given_attempts))
    document = standings_json(round_results(contest(), ROUND, scores), PROVENANCE)

    assert document == canonical_json(json.loads(document))


def some_shards() -> list[bytes]:
    """Return the lines of thirty people in three shards."""
    answers = [{"q1": "a"}, {"q2": "ac", "q3": "7"}, {"q1": "a", "q2": "ac", "q3": "12.5"}]
    people = [attempt(n, 1 + n % 2, answers[n % 3], 1 + n % 4) for n in range(30)]
    return [write_lines(people[start::3]) for start in range(3)]


def test_a_pool_of_processes_gives_the_same_bytes_as_one_process() -> None:
    shards = some_shards()
    with ProcessPoolExecutor(max_workers=2) as pool:
        pooled = [read_scores(data) for data in pool.map(graded_elsewhere, shards)]

    assert standings(pooled) == standings([[each for shard in shards for each in graded(shard)]])


@pytest.mark.parametrize("seed", ["0", "1", "20211010"])
def test_the_digest_does_not_depend_on_how_python_hashes(seed: str, tmp_path: Path) -> None:
    for number, shard in enumerate(some_shards()):
        (tmp_path / f"{number}.jsonl").write_bytes(shard)
    folders = [ROOT / "functions", ROOT / "tests", ROOT / "tests" / "contest"]
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(tmp_path)],
        env={
            **os.environ,
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": os.pathsep.join(map(str, folders)),
        },
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == digest_of(standings([graded(s) for s in some_shards()]))


_PROGRAM = """
import sys
from pathlib import Path
from test_shards import graded, standings
from chalicelib.contest.canonical import digest_of
shards = [graded(file.read_bytes()) for file in sorted(Path(sys.argv[1]).iterdir())]
print(digest_of(standings(shards)))
"""
