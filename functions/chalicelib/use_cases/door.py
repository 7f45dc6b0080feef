"""At the door: the sum before a registration, and what wrong tries cost.

1. A registration is looked at once its challenge is solved, and each solved challenge once.
2. Whoever gives a right code is asked for nothing more; the storage is asked about tries only where
   somebody offers a second factor or a code that nobody has.
3. A wrong second factor is written down before it is refused.  Once the free tries are used up, a
   try is written down before it is judged, so that of many at once one is judged.
"""

from chalicelib.contest import challenges, tries
from chalicelib.contest.challenges import Challenge, Solution
from chalicelib.contest.errors import (
    ChallengeError,
    ContestError,
    TooManyCodesError,
    TooManyTriesError,
    UnknownCodeError,
)
from chalicelib.contest.identity import keyed_hash, read_code
from chalicelib.contest.ids import Pid
from chalicelib.ports import Person
from chalicelib.use_cases.entry import EntryDesk


def ask_challenge(desk: EntryDesk) -> Challenge:
    """Return a new challenge; nothing is stored."""
    return challenges.make_challenge(
        desk.contest_id,
        now=desk.clock.now(),
        bits=desk.chance.bits(challenges.SALT_RANDOM_BITS),
        secret=desk.banks.secrets().tokens,
    )


def take_solution(desk: EntryDesk, solution: Solution) -> None:
    """Use a solved challenge up.

    Raises ChallengeError (detail: reason: ``forged``, ``expired``, ``unsolved`` or ``used``).
    """
    until = challenges.check_solution(
        desk.contest_id, solution, now=desk.clock.now(), secret=desk.banks.secrets().tokens
    )
    if not desk.door.use_challenge(desk.contest_id, solution.tag, until):
        raise ChallengeError(reason="used")


def recognise(desk: EntryDesk, typed_code: str, came_from: str) -> Person:
    """Return the person whose code in force this is.

    Raises UnknownCodeError; TooManyCodesError (detail: seconds) in its place where too many unknown
    codes came from there.  What cannot be a code, by its check letter, is not counted.
    """
    code = read_code(typed_code)
    try:
        return desk.person_of_code(code)
    except UnknownCodeError:
        seconds = _count_unknown_code(desk, came_from)
        if not seconds:
            raise
    raise TooManyCodesError(seconds=seconds)


def judge_second_factor(
    desk: EntryDesk, pid: Pid, *, right: bool, came_from: str, refusal: ContestError
) -> None:
    """Return where a second factor is right; raise ``refusal`` where it is wrong.

    Raises TooManyTriesError (detail: seconds) for either, where it comes too soon.
    """
    who = tries.who_tries(desk.banks.secrets().people, desk.contest_id, pid, came_from)
    while True:
        seen = desk.door.get_tries(desk.contest_id, who)
        now = desk.clock.now()
        seconds = tries.seconds_to_wait(seen, now)
        if seconds:
            raise TooManyTriesError(seconds=seconds)
        if right and not tries.is_watched(seen, now):
            return
        # Where another try came between, it counts too, and this one may have to wait by now.
        if desk.door.put_tries(desk.contest_id, who, tries.after_try(seen, now), seen):
            break
    if not right:
        raise refusal


def front_key(desk: EntryDesk) -> str:
    """Return what the delivery network shows us so that we believe whom it names as the caller."""
    return keyed_hash(desk.banks.secrets().tokens, "front", desk.contest_id)


def _count_unknown_code(desk: EntryDesk, came_from: str) -> int:
    """Return how many seconds whoever sends unknown codes has to wait; 0 for not at all."""
    who = tries.whose_codes(desk.banks.secrets().people, desk.contest_id, came_from)
    now = desk.clock.now()
    seen = desk.door.get_tries(desk.contest_id, who)
    seconds = tries.seconds_to_wait_with_codes(seen, now)
    if not seconds:
        # Of several at once one is counted: it slows down, it locks nobody out.
        desk.door.put_tries(desk.contest_id, who, tries.after_unknown_code(seen, now), seen)
    return seconds
