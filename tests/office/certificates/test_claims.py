from fractions import Fraction
from typing import Any

from builders import make_group, make_score
from certificate_scene import make_certificate_contest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.contest.ids import Pid, PrizeGroupId, RoundId, UnitId
from chalicelib.contest.rules import PassCertificate, Prize, PrizeFor, Prizes
from office.certificates.claims import Skipped, Why, award_claims, pass_claims

PRIZES = ("Nhất", "Nhì", "Ba")
ROUND = RoundId("tuan-1")
CONTEST = make_certificate_contest(
    prizes=Prizes(
        groups=tuple(
            make_group(
                *(Prize(name=name, count=9, value=1) for name in PRIZES),
                id=PrizeGroupId(name),
                to=to,
            )
            for name, to in (("g1", PrizeFor.PERSONS), ("g2", PrizeFor.UNITS))
        )
    )
)
PEOPLE = [f"p{number}" for number in range(6)]
UNITS = ["phuong-1", "phuong-2"]


def awards(group: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(
        st.fixed_dictionaries(
            {
                "group": st.just(group),
                "prize": st.sampled_from(PRIZES),
                "certificate": st.sampled_from(["", "Giấy khen", "Giấy chứng nhận"]),
                "decided": st.booleans(),
            }
        ),
        max_size=1,
    )


STANDINGS = st.fixed_dictionaries(
    {
        "persons": st.tuples(*(awards("g1") for _ in PEOPLE)).map(
            lambda given: [
                {"pid": pid, "unit": None, "receipt": f"R{pid}", "awards": list(each)}
                for pid, each in zip(PEOPLE, given, strict=True)
            ]
        ),
        "units": st.tuples(*(awards("g2") for _ in UNITS)).map(
            lambda given: [
                {"unit": unit, "awards": list(each)}
                for unit, each in zip(UNITS, given, strict=True)
            ]
        ),
    }
)


@given(STANDINGS, st.sets(st.sampled_from(PEOPLE)))
def test_nobody_gets_one_without_a_decided_award_with_a_certificate_and_everybody_else_is_told(
    standings: dict[str, Any], nameless: set[str]
) -> None:
    names = {Pid(pid): f"Tên {pid}" for pid in PEOPLE if pid not in nameless}

    claims, skipped = award_claims(CONTEST, ROUND, standings, names)

    taken = [
        (row.get("pid", row["unit"]), award)
        for row in [*standings["persons"], *standings["units"]]
        for award in row["awards"]
    ]
    due = {
        (holder, award["prize"], award["certificate"])
        for holder, award in taken
        if award["decided"] and award["certificate"] and holder not in nameless
    }
    assert {(claim.holder, claim.prize, claim.certificate) for claim in claims} == due
    assert len(claims) == len(due)
    assert len(skipped) == len(taken) - len(due)
    assert len({claim.identity() for claim in claims}) == len(claims)


def test_why_somebody_gets_none_is_said() -> None:
    def row(pid: str, *, certificate: str = "Giấy khen", decided: bool = True) -> dict[str, Any]:
        award = {"group": "g1", "prize": "Ba", "certificate": certificate, "decided": decided}
        return {"pid": pid, "unit": "phuong-1", "receipt": f"R-{pid}", "awards": [award]}

    rows = [row("p1", certificate="", decided=False), row("p2", certificate=""), row("p3")]
    names = {Pid("p1"): "A B", Pid("p2"): "C D"}

    _, skipped = award_claims(CONTEST, ROUND, {"persons": rows, "units": []}, names)

    assert skipped == [
        Skipped(name="A B", prize="Ba", why=Why.UNDECIDED),
        Skipped(name="C D", prize="Ba", why=Why.NO_CERTIFICATE),
        Skipped(name="R-p3", prize="Ba", why=Why.NO_NAME),
    ]


def test_certificates_come_by_prize_best_first() -> None:
    award = {"group": "g1", "certificate": "Giấy khen", "decided": True}
    rows = [
        {"pid": pid, "unit": None, "receipt": "", "awards": [{**award, "prize": prize}]}
        for pid, prize in [("p1", "Ba"), ("p2", "Nhất"), ("p3", "Nhì")]
    ]
    names = {Pid(pid): pid for pid in PEOPLE}

    claims, _ = award_claims(CONTEST, ROUND, {"persons": rows, "units": []}, names)

    assert [(claim.holder, claim.prize) for claim in claims] == [
        ("p2", "Nhất"),
        ("p3", "Nhì"),
        ("p1", "Ba"),
    ]


PROMISE = PassCertificate(name="Giấy chứng nhận hoàn thành", pass_percent=80)


def test_who_reaches_the_share_exactly_passes_and_a_hundredth_of_a_point_less_does_not() -> None:
    scores = [make_score(1, marks=1_200), make_score(2, marks=1_199), make_score(3, marks=1_500)]
    names = {score.pid: f"Tên {score.pid}" for score in scores}

    claims, skipped = pass_claims(CONTEST, PROMISE, ROUND, scores, names)

    assert [(claim.holder, claim.share) for claim in claims] == [
        ("n01", Fraction(4, 5)),
        ("n03", Fraction(1)),
    ]
    assert skipped == []


def test_who_passed_comes_by_unit_and_then_by_given_name() -> None:
    placed = [("n01", "phuong-2", "Lê An"), ("n02", "phuong-1", "Ân Bình"), ("n03", None, "Á A")]
    placed.append(("n04", "phuong-1", "Vũ Thị Ánh"))
    scores = [
        make_score(number, marks=1_500, unit=None if unit is None else UnitId(unit))
        for number, (_, unit, _) in enumerate(placed, start=1)
    ]
    names = {Pid(pid): name for pid, _, name in placed}

    claims, _ = pass_claims(CONTEST, PROMISE, ROUND, scores, names)

    assert [(claim.name, claim.unit) for claim in claims] == [
        ("Vũ Thị Ánh", "Phường 1"),
        ("Ân Bình", "Phường 1"),
        ("Lê An", "Phường 2"),
        ("Á A", ""),
    ]


def test_over_several_rounds_a_person_gets_one_by_the_best_of_them() -> None:
    scores = [make_score(1, marks=1_200), make_score(1, marks=1_500), make_score(1, marks=900)]

    claims, _ = pass_claims(CONTEST, PROMISE, ROUND, scores, {Pid("n01"): "A B"})

    assert [claim.share for claim in claims] == [Fraction(1)]


def test_who_passed_without_a_name_on_record_is_told_by_the_receipt() -> None:
    _, skipped = pass_claims(CONTEST, PROMISE, ROUND, [make_score(1, marks=1_500)], {})

    assert skipped == [Skipped(name="R01", prize=PROMISE.name, why=Why.NO_NAME)]
