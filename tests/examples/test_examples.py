"""The five reference contests, each from its check to its final standings, at reduced size."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from chalicelib.composition import Desks
from chalicelib.contest.acts import WHOLE_CONTEST, ActName, due_at
from chalicelib.contest.ids import QuestionId, RoundId
from chalicelib.contest.rules import Contest, PrizeFor, PrizeGroup, PrizePer
from chalicelib.use_cases.prepare import prepare_contest
from office.commands.site import read_published
from office.contest_file.codes import Severity
from office.contest_file.load import load_contest
from office.local.in_memory import memory_backend
from office.local.memory import ManualClock, SeededChance
from office.simulate.play import play_round
from sitegen.build import build_site
from sitegen.settings import Published

ROOT = Path(__file__).parents[2]
NAMES = ("hoa-binh-2023", "hue-2023", "soc-trang-2020", "song-cong-2021", "thai-nguyen-2021")
ENTRANTS = 60
SEED = 3


@dataclass
class Played:
    """One example that has been run to its end."""

    contest: Contest
    warnings: list[str]
    rounds: dict[RoundId, Any]
    whole: Any
    published: Published


def right_answers(desks: Desks, contest: Contest) -> dict[QuestionId, str]:
    release = desks.backend.contests.get_release(contest.id)
    assert release is not None
    right: dict[QuestionId, str] = {}
    for bank in release.banks.values():
        keys = desks.backend.keys.get_keys(contest.id, bank)
        assert keys is not None
        right |= {key.question: key.right for key in keys.keys}
    return right


def standings(desks: Desks, contest: Contest, round_id: RoundId) -> Any:
    state = desks.backend.contests.get_states(contest.id)[round_id]
    data = desks.backend.archive.get(f"{contest.id}/{round_id}/standings-{state.standings}.json")
    assert data is not None
    return json.loads(data)


@pytest.fixture(scope="module", params=NAMES)
def played(request: pytest.FixtureRequest) -> Played:
    """Check the example, let invented people take every round, close and publish it."""
    loaded = load_contest(ROOT / "examples" / request.param)
    contest = loaded.contest
    clock = ManualClock(contest.rounds[0].opens_at - 1)
    desks = Desks(contest.id, memory_backend(), clock, SeededChance(b"example"))
    prepare_contest(desks.prepare, contest, loaded.banks, loaded.excluded)
    right = right_answers(desks, contest)
    for round_ in contest.rounds:
        play_round(desks.entry, clock, round_id=round_.id, right=right, count=ENTRANTS, seed=SEED)
        clock.set(due_at(ActName.CLOSE, round_))
        desks.close_round(round_.id)
        clock.set(due_at(ActName.PUBLISH, round_))
        desks.publish_results(round_.id)
    return Played(
        contest=contest,
        warnings=[f.code.value for f in loaded.findings if f.severity is Severity.WARNING],
        rounds={r.id: standings(desks, contest, r.id) for r in contest.rounds},
        whole=standings(desks, contest, WHOLE_CONTEST),
        published=read_published(contest, desks.backend.public),
    )


def awards(rows: Any, group: PrizeGroup) -> list[str]:
    return [
        award["prize"]
        for row in rows
        for award in row["awards"]
        if award["group"] == group.id and award["decided"]
    ]


def test_the_check_warns_of_what_the_announced_plan_contradicts_and_of_nothing_else(
    played: Played,
) -> None:
    wanted = {"song-cong-2021": ["W202"], "thai-nguyen-2021": ["W203"]}

    assert played.warnings == wanted.get(played.contest.id, [])


def test_everybody_who_took_part_is_ranked_in_every_round(played: Played) -> None:
    for round_ in played.rounds.values():
        assert len(round_["persons"]) == ENTRANTS
        assert round_["figures"]["attempts"] == round_["figures"]["people"] == ENTRANTS


def test_ranks_follow_the_contests_own_order_of_keys(played: Played) -> None:
    for round_ in played.rounds.values():
        ranks = [row["rank"] for row in round_["persons"]]
        assert ranks == sorted(ranks)
        assert ranks[0] == 1


def test_individual_prizes_are_awarded_as_offered_and_never_more(played: Played) -> None:
    groups = played.contest.prizes.of(PrizeFor.PERSONS, PrizePer.ROUND)
    for group in groups:
        for round_ in played.rounds.values():
            given = awards(round_["persons"], group)
            for prize in group.prizes:
                assert given.count(prize.name) <= sum(
                    p.count for p in group.prizes if p.name == prize.name
                )


def test_nobody_takes_more_prizes_than_one_person_may(played: Played) -> None:
    most = played.contest.prizes.most_per_person
    taken: dict[str, int] = {}
    for round_ in played.rounds.values():
        for row in round_["persons"]:
            decided = sum(award["decided"] for award in row["awards"])
            taken[row["pid"]] = taken.get(row["pid"], 0) + decided

    assert [pid for pid, count in taken.items() if most is not None and count > most] == []


def test_collective_prizes_are_awarded_once_in_all(played: Played) -> None:
    groups = played.contest.prizes.of(PrizeFor.UNITS, PrizePer.CONTEST)
    assert len(groups) > 0
    for group in groups:
        offered = sum(prize.count for prize in group.prizes)
        assert 0 < len(awards(played.whole["units"], group)) <= offered
        for round_ in played.rounds.values():
            assert awards(round_["units"], group) == []


def test_attempts_of_the_whole_are_those_of_its_rounds(played: Played) -> None:
    whole = played.whole["figures"]["attempts"]

    assert whole == sum(round_["figures"]["attempts"] for round_ in played.rounds.values())


def test_the_site_is_built_from_the_contest_and_its_results(played: Played, tmp_path: Path) -> None:
    public = tmp_path / "public"

    build_site(played.contest, played.published, ROOT, public)

    pages = {path.parent.name for path in public.glob("ket-qua/*/index.html")}
    assert pages == {*(round_.id for round_ in played.contest.rounds), "chung-cuoc"}
