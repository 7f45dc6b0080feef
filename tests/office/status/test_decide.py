"""What is wrong, due, to come and done, decided from facts alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from chalicelib.contest.acts import WHOLE_CONTEST, RoundState, RoundStatus, due_at
from chalicelib.contest.acts import ActName as Act
from chalicelib.contest.extra_time import Credit
from chalicelib.contest.ids import BankSlot, Digest, RoundId
from chalicelib.contest.rules import ComplaintRules, Contest
from chalicelib.contest.times import DAY_MS, MINUTE_MS
from chalicelib.ports import Release
from office.contest_file.load import load_contest
from office.status.decide import findings_of
from office.status.facts import Damage, Facts, Record, Typed, Unanswered, Waiting
from office.status.findings import Finding, Kind, next_step
from office.status.outputs import Outputs
from office.status.words import next_line, sentence, told

EXAMPLE = Path(__file__).parents[3] / "examples" / "song-cong-2021"
ONE, TWO = RoundId("tuan-1"), RoundId("tuan-2")
BANKS = {BankSlot(round_id): Digest(round_id * 8) for round_id in (ONE, TWO)}
STATUS = {"s": RoundStatus.SCHEDULED, "g": RoundStatus.CLOSING} | {
    "c": RoundStatus.CLOSED,
    "p": RoundStatus.PUBLISHED,
}


@pytest.fixture(scope="module")
def contest() -> Contest:
    return load_contest(EXAMPLE).contest


def digests(scope: RoundId) -> tuple[str, str]:
    return f"attempts of {scope}", f"standings of {scope}"


def states(letters: str) -> dict[RoundId, RoundState]:
    """Return the states of both rounds and of the whole, a letter for each."""
    return {
        scope: RoundState(
            round=scope,
            status=STATUS[letter],
            attempts=Digest(digests(scope)[0]),
            standings=Digest(digests(scope)[1]),
            results=Digest(f"results of {scope}"),
        )
        for scope, letter in zip((ONE, TWO, WHOLE_CONTEST), letters, strict=False)
        if letter != "s"
    }


def facts(contest: Contest, now: int, letters: str = "", **more: object) -> Facts:
    release = Release(contest=contest.id, rules=Digest("rules"), banks=BANKS)
    known: dict[str, object] = {
        "contest": contest,
        "now": now,
        "typed": Typed(folder="../c"),
        "release": release,
        "rules": contest,
        "banks": BANKS,
        "states": states(letters),
    }
    return Facts(**{**known, **more})  # type: ignore[arg-type]


def shown(found: Facts) -> list[tuple[str, str, str, str]]:
    """Return the findings as kind, code, what about, and command."""
    return [
        (each.kind.value, each.code, each.about, " ".join(each.command))
        for each in findings_of(found)
    ]


def asks(found: Facts) -> list[tuple[str, str, str, str]]:
    return [each for each in shown(found) if each[0] in {"wrong", "due"}]


def next_code(found: Facts) -> str:
    step = next_step(findings_of(found))
    return step.code if step else ""


def test_before_the_first_round_a_prepared_contest_only_waits(contest: Contest) -> None:
    assert shown(facts(contest, contest.rounds[0].opens_at - 2 * DAY_MS)) == [
        ("next", "opens", "tuan-1", ""),
        ("next", "opens", "tuan-2", ""),
    ]


@pytest.mark.parametrize(
    ("before_ms", "kind", "code"),
    [(DAY_MS, "next", "prepare"), (DAY_MS - 1, "due", "prepare_soon")],
)
def test_what_is_not_prepared_is_due_within_a_day_of_the_opening(
    contest: Contest, before_ms: int, kind: str, code: str
) -> None:
    now = contest.rounds[0].opens_at - before_ms
    unprepared = facts(contest, now, release=None, rules=None, banks={})

    assert shown(unprepared)[0] == (kind, code, "tuan-1", "prepare --contest ../c")


def test_an_open_round_that_nobody_prepared_is_wrong_where_people_come_to_it(
    contest: Contest,
) -> None:
    opens_at = contest.rounds[0].opens_at
    there = Typed(folder="../c", stage="production")
    unprepared = facts(contest, opens_at, release=None, rules=None, banks={}, typed=there)

    assert shown(unprepared)[0] == (
        "wrong",
        "open_unprepared",
        "tuan-1",
        "--stage production prepare --contest ../c",
    )


def test_where_nothing_is_stored_on_this_computer_nothing_is_due_here(contest: Contest) -> None:
    opens_at = contest.rounds[0].opens_at
    nothing = facts(contest, opens_at, release=None, rules=None, banks={})

    assert shown(nothing) == [("next", "nothing_here", "", "simulate --contest ../c")]
    assert shown(replace(nothing, now=opens_at - 1))[0][1] == "prepare_soon"


@pytest.mark.parametrize(
    ("since_opening", "expected"),
    [
        (-DAY_MS - 1, ("next", "bank_missing", "tuan-1")),
        (-DAY_MS, ("due", "bank_missing", "tuan-1")),
        (0, ("wrong", "open_without_bank", "tuan-1")),
    ],
)
def test_a_round_without_a_bank_is_named_before_it_opens_and_wrong_once_it_has(
    contest: Contest, since_opening: int, expected: tuple[str, str, str]
) -> None:
    release = Release(
        contest=contest.id, rules=Digest("rules"), banks={BankSlot(TWO): BANKS[BankSlot(TWO)]}
    )
    found = facts(contest, contest.rounds[0].opens_at + since_opening, release=release)

    assert [each[:3] for each in shown(found) if "bank" in each[1]] == [expected]


@pytest.mark.parametrize(
    ("since_opening", "code", "typed"),
    [(-1, "other_bank", "prepare --contest ../c"), (0, "bank_frozen", "")],
)
def test_a_bank_that_was_changed_is_wrong_and_cannot_be_prepared_once_its_round_is_open(
    contest: Contest, since_opening: int, code: str, typed: str
) -> None:
    changed = {**BANKS, BankSlot(ONE): Digest("other")}
    found = facts(contest, contest.rounds[0].opens_at + since_opening, banks=changed)

    assert asks(found) == [("wrong", code, "tuan-1", typed)]


def test_rules_other_than_those_in_force_are_wrong_and_frozen_ones_are_named(
    contest: Contest,
) -> None:
    renamed = replace(contest, short_name="Another name")
    remarked = replace(contest, paper=replace(contest.paper, limit_ms=MINUTE_MS))
    opens_at = contest.rounds[0].opens_at

    assert asks(facts(contest, opens_at, rules=renamed)) == [
        ("wrong", "other_rules", "", "prepare --contest ../c")
    ]
    assert asks(facts(contest, opens_at - 1, rules=remarked)) == [
        ("wrong", "other_rules", "", "prepare --contest ../c")
    ]
    assert asks(facts(contest, opens_at, rules=remarked)) == [("wrong", "rules_frozen", "", "")]
    assert dict(findings_of(facts(contest, opens_at, rules=remarked))[0].details) == {
        "what": "paper"
    }
    assert asks(facts(contest, opens_at, rules=None)) == [
        ("wrong", "rules_missing", "", "prepare --contest ../c")
    ]


def test_a_round_is_closed_when_it_is_due_and_published_when_that_is_due(
    contest: Contest,
) -> None:
    first = contest.rounds[0]
    closing = due_at(Act.CLOSE, first)

    assert shown(facts(contest, closing - 1))[0] == (
        "next",
        "close_from",
        "tuan-1",
        "close --contest ../c --round tuan-1",
    )
    assert asks(facts(contest, closing)) == [
        ("due", "close", "tuan-1", "close --contest ../c --round tuan-1")
    ]
    assert asks(facts(contest, closing, "g"))[0][1] == "close_again"
    assert next_code(facts(contest, first.publishes_at - 1, "c")) == "publish_from"
    assert asks(facts(contest, first.publishes_at, "c")) == [
        ("due", "publish", "tuan-1", "publish --contest ../c --round tuan-1")
    ]


@pytest.mark.parametrize(
    ("late_ms", "letters", "expected"),
    [
        (-1, "", ("next", "close_by_schedule")),
        (0, "", ("due", "close")),
        (5 * MINUTE_MS - 1, "", ("due", "close")),
        (5 * MINUTE_MS, "", ("wrong", "close_overdue")),
        (-1, "c", ("next", "publish_by_schedule")),
        (0, "c", ("due", "publish")),
        (5 * MINUTE_MS, "c", ("wrong", "publish_overdue")),
    ],
)
def test_a_schedule_that_is_five_minutes_late_is_dead(
    contest: Contest, late_ms: int, letters: str, expected: tuple[str, str]
) -> None:
    act = Act.PUBLISH if letters else Act.CLOSE
    now = due_at(act, contest.rounds[0]) + late_ms
    live = {ONE: now, TWO: now}
    found = shown(facts(contest, now, letters, scheduled=True, live_at=live))

    assert [each[:2] for each in found if each[2] == "tuan-1" and each[0] != "done"] == [expected]


def test_a_round_whose_figures_stand_still_is_wrong_only_where_a_schedule_writes_them(
    contest: Contest,
) -> None:
    opens_at = contest.rounds[0].opens_at
    fresh = facts(contest, opens_at + 25 * MINUTE_MS - 1, scheduled=True)
    stale = replace(fresh, now=fresh.now + 1)

    assert asks(fresh) == []
    assert asks(stale) == [("wrong", "live_stale", "tuan-1", "")]
    assert asks(replace(stale, live_at={ONE: opens_at + 1})) == []
    assert asks(replace(stale, scheduled=False)) == []


def test_extra_time_for_a_round_puts_off_when_it_is_due(contest: Contest) -> None:
    credit = Credit(round=ONE, pid=None, extra_ms=10 * MINUTE_MS, at=0)
    release = Release(contest=contest.id, rules=Digest("r"), banks=BANKS, credits=(credit,))
    recorded = Record(credits=(credit,))
    closing = due_at(Act.CLOSE, contest.rounds[0])
    found = facts(contest, closing, release=release, record=recorded)

    assert asks(found) == []
    assert asks(replace(found, now=closing + 10 * MINUTE_MS))[0][1] == "close"


def test_a_credit_on_record_that_is_not_in_force_is_wrong(contest: Contest) -> None:
    credit = Credit(round=ONE, pid=None, extra_ms=MINUTE_MS, at=0)
    found = facts(contest, contest.rounds[0].opens_at, record=Record(credits=(credit,)))

    assert asks(found) == [
        ("wrong", "credits_unfinished", "tuan-1", "extra-time apply tuan-1 --contest ../c")
    ]


def test_a_correction_that_waits_or_is_not_in_force_and_a_broken_record_are_named(
    contest: Contest,
) -> None:
    now = contest.rounds[0].opens_at
    waiting = Record(waiting=(Waiting(number=3, by="Lê Mẫu"),))

    assert asks(facts(contest, now, record=waiting)) == [
        ("due", "approve", "", "approve 3 --contest ../c --key KHÓA.pem")
    ]
    assert asks(facts(contest, now, record=Record(in_force=False))) == [
        ("wrong", "corrections_unfinished", "", "correct apply --contest ../c")
    ]
    assert asks(facts(contest, now, record=Record(broken_at=7))) == [
        ("wrong", "record_broken", "", "")
    ]


def test_a_complaint_is_due_until_its_window_ends_and_wrong_from_then_on(
    contest: Contest,
) -> None:
    opened = contest.rounds[0].opens_at
    record = Record(complaints=(Unanswered(code="AB12-CD34-EF", due_at=opened + 1),))
    typed = "complaints show AB12-CD34-EF --contest ../c"

    assert asks(facts(contest, opened, record=record)) == [("due", "complaint", "", typed)]
    assert asks(facts(contest, opened + 1, record=record)) == [
        ("wrong", "complaint_late", "", typed)
    ]


def test_results_are_provisional_while_one_may_complain_then_official(contest: Contest) -> None:
    ruled = replace(contest, complaints=ComplaintRules(window_ms=DAY_MS, how="by letter"))
    published = contest.rounds[0].publishes_at
    found = facts(ruled, published, "p")

    def said(now: int) -> list[tuple[str, str]]:
        return [
            each[:2]
            for each in shown(replace(found, now=now))
            if each[1] in {"provisional", "official"}
        ]

    assert said(published) == [("next", "provisional")]
    assert said(published + DAY_MS - 1) == [("next", "provisional")]
    assert said(published + DAY_MS) == [("done", "official")]


@pytest.mark.parametrize("what", ["attempts", "standings", "results", "public"])
def test_a_damaged_file_is_wrong_and_only_a_public_one_is_mended_by_a_command(
    contest: Contest, what: str
) -> None:
    damaged = (Damage(scope=ONE, what=what),)
    found = facts(contest, contest.rounds[0].publishes_at, "p", damaged=damaged)
    typed = "publish --contest ../c --round tuan-1" if what == "public" else ""

    assert shown(found)[0] == ("wrong", f"damaged_{what}", "tuan-1", typed)


def test_after_the_publication_come_report_certificates_and_site_in_this_order(
    contest: Contest,
) -> None:
    now = contest.rounds[0].publishes_at
    found = facts(contest, now, "p", site_shows="new")
    report, certificates, site = (
        ("due", "report", "tuan-1", "report --contest ../c --round tuan-1 --page"),
        ("due", "certificates", "tuan-1", "certificates --contest ../c --round tuan-1"),
        ("due", "site", "", "site --contest ../c"),
    )
    reported = Outputs(report={ONE: digests(ONE)})
    printed = replace(reported, certificates={ONE: digests(ONE)[1]})
    built = replace(printed, site="new")

    assert asks(found) == [report, certificates, site]
    assert asks(replace(found, outputs=reported)) == [certificates, site]
    assert asks(replace(found, public_report={ONE: digests(ONE)})) == [certificates, site]
    assert asks(replace(found, outputs=printed)) == [site]
    assert asks(replace(found, outputs=replace(printed, site="old"))) == [site]
    assert asks(replace(found, outputs=built)) == []
    assert next_code(replace(found, outputs=built)) == "opens"


def test_what_was_made_of_former_results_is_to_be_made_again(contest: Contest) -> None:
    former = Outputs(report={ONE: ("a", "b")}, certificates={ONE: "former"})
    found = facts(contest, contest.rounds[0].publishes_at, "p", outputs=former)

    assert [each[1] for each in asks(found)] == ["report_stale", "certificates_stale", "site"]


def test_after_the_last_round_one_command_each_does_for_the_whole_contest(
    contest: Contest,
) -> None:
    found = facts(contest, contest.rounds[-1].publishes_at, "ppp")
    both = "certificates --contest ../c"

    assert asks(found) == [
        ("due", "report", "contest", "report --contest ../c --page"),
        ("due", "certificates", "tuan-1", both),
        ("due", "certificates", "tuan-2", both),
        ("due", "certificates", "contest", both),
        ("due", "site", "", "site --contest ../c"),
    ]


@pytest.mark.parametrize(
    ("letters", "code", "typed"),
    [("cc", "whole_close", "close --contest ../c"), ("ppc", "whole_publish", "publish")],
)
def test_results_of_the_whole_contest_that_were_left_undone_are_wrong(
    contest: Contest, letters: str, code: str, typed: str
) -> None:
    found = [each for each in asks(facts(contest, 0, letters)) if each[0] == "wrong"]

    assert [(each[1], each[3].startswith(typed)) for each in found] == [(code, True)]


def test_a_report_is_never_asked_for_beyond_a_round_that_is_not_public(contest: Contest) -> None:
    found = facts(contest, contest.rounds[-1].publishes_at, "cpc")

    assert [each[1] for each in asks(found)] == ["publish"]


def test_where_the_clock_was_set_every_command_sets_it_to_a_moment_that_is_due(
    contest: Contest,
) -> None:
    shifted = Typed(folder="our contest", shifted=True)
    now = contest.rounds[0].opens_at
    found = findings_of(facts(contest, now, typed=shifted))

    assert next_line(contest, found) == (
        "Việc tiếp theo: Đóng Tuần 1, sớm nhất 16:30:35 ngày 19/12/2021. Gõ: python build.py "
        'close --contest "our contest" --round tuan-1 --at "19/12/2021 16:31"'
    )


def test_the_lines_end_with_the_first_thing_to_do_and_say_so_where_there_is_none(
    contest: Contest,
) -> None:
    now = due_at(Act.CLOSE, contest.rounds[0])
    found = findings_of(facts(contest, now))
    lines = told(contest, found, now)

    assert lines[0].endswith(", lúc 16:30 ngày 19/12/2021")
    assert lines[1:] == [
        "",
        "ĐẾN HẠN",
        "  - Đóng Tuần 1.",
        "      python build.py close --contest ../c --round tuan-1",
        "",
        "SẮP TỚI",
        "  - Tuần 2 mở lúc 08:30 ngày 20/12/2021.",
        "",
        "Việc tiếp theo: Đóng Tuần 1. Gõ: python build.py close --contest ../c --round tuan-1",
    ]
    assert next_line(contest, []) == "Việc tiếp theo: không còn việc nào."


def test_whatever_is_found_can_be_said(contest: Contest) -> None:
    """Sentences take exactly the details that their findings give."""
    moments = [
        at + delta
        for round_ in contest.rounds
        for at in (round_.opens_at, round_.closes_at, round_.publishes_at)
        for delta in (-2 * DAY_MS, -1, 0, 40_000, 30 * MINUTE_MS)
    ]
    record = Record(
        broken_at=1,
        waiting=(Waiting(number=1, by="A"),),
        in_force=False,
        complaints=(Unanswered(code="A", due_at=moments[0]),),
        credits=(Credit(round=ONE, pid=None, extra_ms=1, at=0),),
    )
    ruled = replace(contest, complaints=ComplaintRules(window_ms=DAY_MS, how="by letter"))
    said: dict[str, Finding] = {}
    for now in moments:
        for letters in ("", "s", "g", "c", "p", "cc", "pc", "pp", "ppc", "ppp"):
            for scheduled in (False, True):
                one = facts(ruled, now, letters, scheduled=scheduled, record=record)
                for found in (one, replace(one, release=None, rules=None)):
                    for each in findings_of(found):
                        assert sentence(ruled, each).endswith((".", "!")), each.code
                        said[each.code] = each

    assert len(said) > 25
    assert {each.kind for each in said.values()} == set(Kind)
