"""The sum before a registration: who did it is let in, who did not is told why."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chalicelib.contest.challenges import (
    LIFETIME_MS,
    NUMBERS,
    SALT_RANDOM_BITS,
    Challenge,
    Solution,
    check_solution,
    digest_of,
    make_challenge,
)
from chalicelib.contest.errors import ChallengeError
from chalicelib.contest.ids import ContestId

CONTEST = ContestId("hoi-dap-2021")
SECRET = b"a secret of the tests"
NOW = 1_633_827_600_000


def asked(bits: int = 5, **overrides: object) -> Challenge:
    arguments: dict[str, object] = {"now": NOW, "bits": bits, "secret": SECRET, **overrides}
    contest = arguments.pop("contest", CONTEST)
    return make_challenge(contest, **arguments)  # type: ignore[arg-type]


def solved(challenge: Challenge) -> Solution:
    number = next(n for n in range(NUMBERS) if digest_of(challenge.salt, n) == challenge.digest)
    return Solution(salt=challenge.salt, tag=challenge.tag, number=number)


CHALLENGE = asked()
SOLUTION = solved(CHALLENGE)


def refused(solution: Solution, **overrides: object) -> object:
    arguments: dict[str, object] = {"now": NOW, "secret": SECRET, **overrides}
    contest = arguments.pop("contest", CONTEST)
    with pytest.raises(ChallengeError) as refusal:
        check_solution(contest, solution, **arguments)  # type: ignore[arg-type]
    return refusal.value.details["reason"]


def test_a_solution_holds_until_the_instant_at_which_it_expires() -> None:
    last = NOW + LIFETIME_MS - 1

    assert check_solution(CONTEST, SOLUTION, now=NOW, secret=SECRET) == NOW + LIFETIME_MS
    assert check_solution(CONTEST, SOLUTION, now=last, secret=SECRET) == NOW + LIFETIME_MS
    assert refused(SOLUTION, now=last + 1) == "expired"


def test_in_another_contest_or_under_another_secret_it_is_nobodys() -> None:
    assert refused(SOLUTION, contest=ContestId("another")) == "forged"
    assert refused(SOLUTION, secret=b"another") == "forged"


def test_its_end_cannot_be_moved_not_even_by_digits_of_the_number() -> None:
    later = f"{NOW + 10 * LIFETIME_MS}{SOLUTION.salt[13:]}"
    digits = str(SOLUTION.number)

    assert refused(replace(SOLUTION, salt=later)) == "forged"
    for split in range(1, len(digits)):
        moved = replace(
            SOLUTION, salt=f"{SOLUTION.salt}.{digits[:split]}", number=int(digits[split:])
        )
        assert refused(moved) == "forged"


@given(st.integers())
@example(SOLUTION.number + 1)
def test_no_other_number_solves_it(number: int) -> None:
    if number != SOLUTION.number:
        assert refused(replace(SOLUTION, number=number)) == "unsolved"


@given(st.text(max_size=60), st.text(max_size=60))
@example("", "")
@example("no instant", "ă")
def test_what_we_never_asked_is_refused_whatever_it_is(salt: str, tag: str) -> None:
    assert refused(Solution(salt=salt, tag=tag, number=0)) == "forged"


def test_the_number_is_spread_over_all_numbers_and_follows_from_the_secret() -> None:
    challenges = [asked(bits) for bits in range(4)]
    numbers = [solved(challenge).number for challenge in challenges]

    assert [asked(bits) for bits in range(4)] == challenges
    assert len(set(numbers)) == 4
    assert asked(0, secret=b"another").digest != challenges[0].digest


@given(st.integers(0, 2**SALT_RANDOM_BITS - 1), st.integers(10**12, 10**13 - 1))
def test_salt_point_and_number_fit_into_one_block_of_the_hash(bits: int, now: int) -> None:
    longest = f"{asked(bits, now=now).salt}.{NUMBERS - 1}"

    assert len(longest.encode()) <= 55
