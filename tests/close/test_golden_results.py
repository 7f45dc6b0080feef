"""The results of every example, played in small, are the golden ones byte for byte.

``python -m pytest tests/close/test_golden_results.py --renew`` writes them anew; what has changed
is then to be read in the difference, line by line.  Golden is the JSON that the public gets, with
a member a line, and the digests on record beside it.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from close.small_examples import CASES, ENTRANTS, Taken, close_example, take_example

from chalicelib.contest.canonical import canonical_json, digest_of
from chalicelib.contest.ids import RoundId
from chalicelib.use_cases.publish import document_name

GOLDEN = Path(__file__).parents[1] / "golden" / "results"
DIGESTS = "digests.json"
BEFALLS = {
    "code_replaced",
    "double_click",
    "in_grace",
    "lost_save",
    "lost_start",
    "lost_submission",
    "other_phone",
    "second_try_refused",
    "submits",
    "too_early",
    "too_late",
    "walked_away",
    "wrong_second_factor",
}


@dataclass(frozen=True, kw_only=True)
class Results:
    """What an example came to, as it is compared."""

    taken: Taken
    digests: Mapping[RoundId, Mapping[str, str | None]]
    documents: Mapping[RoundId, bytes]


_MADE: dict[str, Results] = {}


def results_of(case: str) -> Results:
    if case not in _MADE:
        taken = take_example(case)
        closed = close_example(taken)
        documents = {}
        for round_id, state in sorted(closed.states.items()):
            assert state.results is not None
            documents[round_id] = closed.public[document_name(round_id, state.results)]
        _MADE[case] = Results(
            taken=taken,
            digests={
                round_id: {
                    "attempts": state.attempts,
                    "standings": state.standings,
                    "results": state.results,
                }
                for round_id, state in sorted(closed.states.items())
            },
            documents=documents,
        )
    return _MADE[case]


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    if request.config.getoption("renew", False):
        renew(name)
    return name


def renew(case: str) -> None:
    folder = GOLDEN / case
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.json"):
        old.unlink()
    made = results_of(case)
    for round_id, document in made.documents.items():
        _write(folder / f"{round_id}.json", json.loads(document))
    _write(folder / DIGESTS, made.digests)


def _write(file: Path, value: object) -> None:
    shown = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    file.write_bytes(shown.encode())


def test_results_equal_the_golden_ones_byte_for_byte(case: str, note: Callable[..., None]) -> None:
    made = results_of(case)
    files = sorted((GOLDEN / case).glob("*.json"))
    golden = {
        RoundId(file.stem): canonical_json(json.loads(file.read_bytes()))
        for file in files
        if file.name != DIGESTS
    }

    # Readable first: where they differ, this shows which member it is.
    assert {name: json.loads(text) for name, text in made.documents.items()} == {
        name: json.loads(text) for name, text in golden.items()
    }
    assert made.documents == golden
    note(
        f"golden results of {case}",
        entrants_in_each_round=ENTRANTS,
        documents=len(golden),
        bytes=sum(map(len, golden.values())),
        differing_bytes=0,
    )


def test_digests_equal_the_golden_ones_and_are_those_of_the_files(case: str) -> None:
    made = results_of(case)

    assert made.digests == json.loads((GOLDEN / case / DIGESTS).read_bytes())
    assert {name: digest_of(text) for name, text in made.documents.items()} == {
        name: digests["results"] for name, digests in made.digests.items()
    }


def test_everything_that_befalls_people_befalls_somebody_in_them() -> None:
    befell = {name for case in CASES for name in results_of(case).taken.befell}

    assert befell & BEFALLS == BEFALLS
