"""Shards: however attempts are split, graded and put together, the standings are the same bytes."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from builders import (
    LIMIT_MS,
    OPENS_AT,
    ROUND,
    make_attempt,
    make_contest,
    make_digest,
    make_key,
    make_score,
)
from hypothesis import given
from hypothesis import strategies as st
from oracle.random_contests import random_contest

from chalicelib.contest.attempt_lines import read_lines, write_lines
from chalicelib.contest.attempts import Attempt
from chalicelib.contest.canonical import canonical_json, digest_of
from chalicelib.contest.grading import Markscheme, Score, grade_shard
from chalicelib.contest.ids import Pid, QuestionId, ReceiptCode, RoundId, UnitId
from chalicelib.contest.merit import AwardHistory, Withdrawal
from chalicelib.contest.results import round_results
from chalicelib.contest.rules import AttemptRules, Contest, Counting, RankingKey, RankingRules
from chalicelib.contest.shards import (
    RankedShard,
    ShardSums,
    add_up,
    count_shard,
    merge_shards,
    merged_standings,
    rank_shard,
)
from chalicelib.contest.standings import Provenance, standings_json
from chalicelib.use_cases.decoding import decode_lines
from chalicelib.use_cases.shard_files import (
    read_ranked,
    read_sums,
    write_blocks,
    write_sums,
)

ROOT = Path(__file__).resolve().parents[2]
PROVENANCE = Provenance(
    rules=make_digest(1), bank=make_digest(2), keys=make_digest(3), attempts=make_digest(4)
)
QUESTIONS = (QuestionId("q1"), QuestionId("q2"), QuestionId("q3"))
UNITS_CHOSEN = (None, UnitId("phuong-1"), UnitId("phuong-2"))
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
        unit=UNITS_CHOSEN[person % 3],
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


def counted(scores: Iterable[Score], rules: Contest) -> tuple[tuple[Score, ...], bytes]:
    """Return what counts in a shard, and what it comes to as another process gets it."""
    counting, sums = count_shard(rules, scores)
    return counting, write_sums(sums)


def ranked(counting: Sequence[Score], sums: ShardSums, rules: Contest) -> tuple[bytes, bytes]:
    """Return a ranked shard as another process gets it."""
    shard = rank_shard(rules, counting, sums)
    return b"".join(write_blocks(shard.rows)), b"".join(write_blocks(shard.scores))


def merged(
    rules: Contest,
    round_id: RoundId,
    shards: Iterable[Iterable[Score]],
    history: AwardHistory | None = None,
) -> bytes:
    """Return the standings that come of shards by way of bytes, as other processes write them."""
    counts = [counted(shard, rules) for shard in shards]
    sums = add_up(read_sums(theirs) for _, theirs in counts)
    files = [ranked(counting, sums, rules) for counting, _ in counts]
    read = [read_ranked(partial(BytesIO, rows), partial(BytesIO, scores)) for rows, scores in files]
    results = merge_shards(rules, round_id, sums, read, history)
    return b"".join(merged_standings(results, PROVENANCE))


def split(scores: Iterable[Score], cuts: Iterable[int]) -> list[list[Score]]:
    """Return shards of people, cut at these places of all people in order."""
    listed = list(scores)
    people = sorted({score.pid for score in listed})
    ends = sorted(min(cut, len(people)) for cut in cuts)
    parts = [people[start:end] for start, end in pairwise([0, *ends, len(people)])]
    return [[score for score in listed if score.pid in part] for part in map(set, parts)]


cuts = st.lists(st.integers(0, 12), max_size=5)


@given(attempts, st.sampled_from(Counting), cuts, st.data())
def test_any_split_into_shards_in_any_order_gives_the_same_bytes(
    given_attempts: list[Attempt], counts: Counting, given_cuts: list[int], data: st.DataObject
) -> None:
    scores = graded(write_lines(given_attempts))
    shards = data.draw(st.permutations(split(scores, given_cuts)))

    whole = standings_json(round_results(contest(counts), ROUND, scores), PROVENANCE)

    assert merged(contest(counts), ROUND, shards) == whole


@given(st.integers(0, 10_000), cuts)
def test_shards_of_a_contest_of_any_rules_give_the_bytes_of_all_attempts_together(
    seed: int, given_cuts: list[int]
) -> None:
    rules, rounds = (invented := random_contest(seed)).contest, invented.rounds
    taken: dict[Pid, int] = {}
    withdrawals: tuple[Withdrawal, ...] = ()
    for round_, scores in zip(rules.rounds, rounds, strict=True):
        history = AwardHistory(taken=taken, withdrawals=withdrawals)
        whole = round_results(rules, round_.id, scores, history)

        standings = merged(rules, round_.id, split(scores, given_cuts), history)

        assert standings == standings_json(whole, PROVENANCE)
        for row in whole.persons:
            pid = row.standing.score.pid
            taken[pid] = taken.get(pid, 0) + len(row.awards)
            # In the next round the first who won here gives the same prize back.
            for award in row.awards[:1]:
                withdrawals += tuple(
                    Withdrawal(group=award.group, round=each.id, holder=pid)
                    for each in rules.rounds
                )


def test_shards_that_may_share_a_person_are_refused() -> None:
    _, sums = count_shard(contest(), [make_score(1), make_score(3)])
    _, more = count_shard(contest(), [make_score(3, ordinal=2), make_score(4)])
    _, none = count_shard(contest(), [])

    with pytest.raises(ValueError, match="two shards overlap: one ends with n03"):
        add_up([more, none, sums])
    with pytest.raises(ValueError, match="two shards overlap: one ends with n03"):
        add_up([sums, sums])


def test_sums_may_be_added_up_in_steps() -> None:
    rules = make_contest(ranking=RankingRules(keys=(RankingKey.PREDICTION_ERROR,)))
    people = [
        make_score(number, prediction=str(number % 2), unit=UNITS_CHOSEN[number % 3])
        for number in range(9)
    ]
    one, two, three = (count_shard(rules, people[n : n + 3])[1] for n in (0, 3, 6))
    _, whole = count_shard(rules, people)

    assert add_up([three, add_up([two, one])]) == whole
    assert (whole.first, whole.last, whole.predictions) == ("n00", "n08", {"0", "1"})
    assert add_up([]) == count_shard(rules, [])[1]


def test_predictions_are_kept_only_where_the_ranking_goes_by_them() -> None:
    _, sums = count_shard(contest(), [make_score(1, prediction="7")])

    assert sums.predictions == frozenset()


def test_a_prize_given_back_goes_down_over_all_shards() -> None:
    rules = contest()
    people = [make_score(number, marks=10 * number) for number in range(9)]
    group = rules.prizes.groups[0].id
    history = AwardHistory(withdrawals=(Withdrawal(group=group, round=ROUND, holder="n08"),))

    standings = merged(rules, ROUND, [people[:5], people[5:]], history)

    winners = [row["pid"] for row in json.loads(standings)["persons"] if row["awards"]]
    assert winners == ["n07", "n06", "n05"]


def test_scores_are_read_no_further_than_prizes_go() -> None:
    rules = contest()
    counting, sums = count_shard(rules, [make_score(n, marks=10 * n) for n in range(99)])
    shard = rank_shard(rules, counting, sums)
    asked: list[Pid] = []

    class Watched(Iterable[Score]):
        def __iter__(self) -> Iterator[Score]:
            for score in shard.scores:
                asked.append(score.pid)
                yield score

    watched = RankedShard(rows=shard.rows, scores=Watched())
    results = merge_shards(rules, ROUND, sums, [watched])

    assert sorted(results.awards) == ["n96", "n97", "n98"]
    # Three prizes, one more to see that nobody shares the last place.
    assert asked == ["n98", "n97", "n96", "n95"]


@given(attempts)
def test_decoded_lines_are_graded_as_the_attempts_themselves(given_attempts: list[Attempt]) -> None:
    lines = write_lines(given_attempts)

    assert graded(lines) == list(grade_shard(read_lines(lines), SCHEMES))


@given(attempts)
def test_standings_are_written_as_canonical_json(given_attempts: list[Attempt]) -> None:
    scores = graded(write_lines(given_attempts))
    document = standings_json(round_results(contest(), ROUND, scores), PROVENANCE)

    assert document == canonical_json(json.loads(document))


def some_shards() -> list[bytes]:
    """Return the lines of thirty people in three shards."""
    answers = [{"q1": "a"}, {"q2": "ac", "q3": "7"}, {"q1": "a", "q2": "ac", "q3": "12.5"}]
    people = sorted(
        (attempt(n, 1 + n % 2, answers[n % 3], 1 + n % 4) for n in range(30)),
        key=lambda each: each.key.pid,
    )
    return [write_lines(people[start : start + 10]) for start in (0, 10, 20)]


def ranked_elsewhere(lines: bytes) -> tuple[bytes, bytes, bytes]:
    """Return a shard as a process of a pool, or a function, makes it: sums, rows and scores."""
    counting, sums = count_shard(contest(), graded(lines))
    return write_sums(sums), *ranked(counting, sums, contest())


def put_together(shards: Sequence[tuple[bytes, bytes, bytes]]) -> bytes:
    sums = add_up(read_sums(theirs) for theirs, _, _ in shards)
    read = [
        read_ranked(partial(BytesIO, rows), partial(BytesIO, scores)) for _, rows, scores in shards
    ]
    return b"".join(merged_standings(merge_shards(contest(), ROUND, sums, read), PROVENANCE))


def test_a_pool_of_processes_gives_the_same_bytes_as_one_process() -> None:
    shards = some_shards()
    with ProcessPoolExecutor(max_workers=2) as pool:
        pooled = list(pool.map(ranked_elsewhere, shards))

    scores = [each for shard in shards for each in graded(shard)]
    whole = standings_json(round_results(contest(), ROUND, scores), PROVENANCE)
    assert put_together(pooled) == whole


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

    here = put_together([ranked_elsewhere(lines) for lines in some_shards()])
    assert done.stdout.strip() == digest_of(here)


_PROGRAM = """
import sys
from pathlib import Path
from test_shards import put_together, ranked_elsewhere
from chalicelib.contest.canonical import digest_of
files = sorted(Path(sys.argv[1]).iterdir())
print(digest_of(put_together([ranked_elsewhere(file.read_bytes()) for file in files])))
"""
