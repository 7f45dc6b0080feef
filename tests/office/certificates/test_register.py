import json
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from chalicelib.contest.ids import ContestId, RoundId
from chalicelib.ports import PublicFiles
from office.certificates.codes import address_of, certificate_code
from office.certificates.register import (
    INDEX,
    SAVE_TRIES,
    BusyRegisterError,
    DamagedRegisterError,
    Record,
    Register,
    Revocation,
    decide_and_save,
    register_files,
    seal,
    shard_name,
    unseal,
)
from office.local.in_memory import memory_backend
from office.local.memory.files import MemoryPublicFiles

CONTEST = ContestId("hoi-dap-2021")
CODE, OTHER = (certificate_code(b"s" * 32, CONTEST, name) for name in ("a", "b"))
RECORD = Record(
    title="Giấy chứng nhận",
    name="Nguyễn T. Ánh",
    unit="Phường 1",
    achievement="Đã đạt Giải Nhất",
    detail="Giải cá nhân",
    contest="Cuộc thi",
    issuer="Ủy ban nhân dân",
    number=1,
    serial="001 – Tuần 1",
    issued_on="2021-10-20",
)


@pytest.fixture
def public() -> PublicFiles:
    return memory_backend().public


def issued(public: PublicFiles) -> Register:
    register = Register(CONTEST, public)
    register.put(CODE, RECORD)
    register.save()
    return Register(CONTEST, public)


def test_what_was_issued_is_found_by_its_code_alone(public: PublicFiles) -> None:
    register = issued(public)

    assert register.find(CODE) == RECORD
    assert register.find(OTHER) is None


def test_nothing_of_a_record_or_a_code_can_be_read_in_the_public_files(
    public: PublicFiles,
) -> None:
    issued(public)
    public_text = b"".join(register_files(public).values()).decode()

    planted = [RECORD.name, RECORD.unit, RECORD.serial, RECORD.achievement, CODE, CODE[:4]]
    assert [each for each in planted if each in public_text] == []


def test_a_revoked_certificate_looks_like_any_other_until_it_is_opened(
    public: PublicFiles,
) -> None:
    register = issued(public)
    name = shard_name(address_of(CONTEST, CODE).shard)
    before = public.get(name)

    revoked = register.revoke(CODE, Revocation(reason="In sai tên", on="2021-11-01"))
    register.save()

    after = public.get(name)
    assert revoked == replace(RECORD, revoked=Revocation(reason="In sai tên", on="2021-11-01"))
    assert Register(CONTEST, public).find(CODE) == revoked
    assert before is not None
    assert after is not None
    assert before != after
    assert len(before) == len(after)


def test_what_was_never_issued_cannot_be_revoked(public: PublicFiles) -> None:
    register = issued(public)

    assert register.revoke(OTHER, Revocation(reason="x", on="2021-11-01")) is None
    assert register.find(OTHER) is None


def test_numbers_go_on_where_they_stopped_and_each_round_has_its_own(public: PublicFiles) -> None:
    register = Register(CONTEST, public)
    first = [register.next_number(RoundId(each)) for each in ("tuan-1", "tuan-1", "tuan-2")]
    register.put(CODE, RECORD)
    register.save()

    again = Register(CONTEST, public)

    assert first == [1, 2, 1]
    assert again.next_number(RoundId("tuan-1")) == 3


def test_the_same_record_gives_the_same_bytes_and_another_one_another_nonce() -> None:
    key = address_of(CONTEST, CODE).key
    other = replace(RECORD, name="Người khác")

    assert seal(RECORD, key) == seal(RECORD, key)
    assert seal(RECORD, key)[:16] != seal(other, key)[:16]
    assert unseal(seal(other, key), key) == other


def test_a_code_opens_no_record_but_its_own() -> None:
    sealed = seal(RECORD, address_of(CONTEST, CODE).key)

    with pytest.raises(DamagedRegisterError):
        unseal(sealed, address_of(CONTEST, OTHER).key)


def test_nothing_is_written_before_it_is_saved(public: PublicFiles) -> None:
    register = Register(CONTEST, public)
    register.put(CODE, RECORD)

    assert register_files(public) == {}


def test_a_register_of_another_form_is_left_alone(public: PublicFiles) -> None:
    data = json.dumps({"schema": 2, "numbers": {}, "shards": []}).encode()
    public.put(INDEX, data, content_type="application/json", immutable=False)

    with pytest.raises(DamagedRegisterError, match="schema 2"):
        Register(CONTEST, public)
    assert public.get(INDEX) == data


@dataclass
class Interrupted(MemoryPublicFiles):
    """Public files of which another computer writes some right before a write of ours."""

    files: PublicFiles
    other: Callable[[int], None]
    writes: int = 0

    def get(self, name: str) -> bytes | None:
        return self.files.get(name)

    def put_if_unchanged(
        self, name: str, data: bytes, *, before: bytes | None, content_type: str
    ) -> bool:
        self.writes += 1
        self.other(self.writes)
        return self.files.put_if_unchanged(name, data, before=before, content_type=content_type)


def codes_of(start: int, count: int) -> list[str]:
    return [certificate_code(b"s" * 32, CONTEST, str(each)) for each in range(start, start + count)]


def numbering(codes: list[str]) -> Callable[[Register], list[int]]:
    """Return what issues certificates: each gets a number once, and keeps it."""

    def decide(register: Register) -> list[int]:
        for code in codes:
            if register.find(code) is None:
                number = register.next_number(RoundId("tuan-1"))
                register.put(code, replace(RECORD, number=number))
        found = [register.find(code) for code in codes]
        return [record.number for record in found if record is not None]

    return decide


def numbers_in(public: PublicFiles, codes: list[str]) -> list[int]:
    register = Register(CONTEST, public)
    return [record.number for code in codes if (record := register.find(code)) is not None]


@pytest.mark.parametrize("shared", [0, 3, 6])
@pytest.mark.parametrize("moment", range(1, 8))
@pytest.mark.parametrize("begun", [False, True])
def test_whenever_another_computer_saves_nothing_is_lost_and_no_number_is_given_twice(
    public: PublicFiles, shared: int, moment: int, begun: bool
) -> None:
    ours, theirs = codes_of(0, 6), codes_of(6 - shared, 6)
    if begun:
        decide_and_save(CONTEST, public, numbering(codes_of(100, 40)))
    told: list[list[int]] = []

    def other(write: int) -> None:
        if write == moment:
            told.append(decide_and_save(CONTEST, public, numbering(theirs)))

    own = decide_and_save(CONTEST, Interrupted(public, other), numbering(ours))

    assert numbers_in(public, ours) == own
    assert [numbers_in(public, theirs)] == told
    every = numbers_in(public, sorted({*ours, *theirs, *codes_of(100, 40 if begun else 0)}))
    assert len(every) == len({*every}) == 12 - shared + (40 if begun else 0)


def test_a_revocation_elsewhere_is_seen_before_a_certificate_is_printed_again(
    public: PublicFiles,
) -> None:
    issued(public)
    revocation = Revocation(reason="In sai tên", on="2021-11-01")
    found: list[Record | None] = []

    def revoke_elsewhere(write: int) -> None:
        if write == 1:
            elsewhere = Register(CONTEST, public)
            elsewhere.revoke(CODE, revocation)
            assert elsewhere.save()

    def print_again(register: Register) -> None:
        record = register.find(CODE)
        found.append(record)
        if record is not None and record.revoked is None:
            register.put(CODE, replace(record, issued_on="2021-10-21"))

    decide_and_save(CONTEST, Interrupted(public, revoke_elsewhere), print_again)

    assert found == [RECORD, replace(RECORD, revoked=revocation)]
    assert Register(CONTEST, public).find(CODE) == replace(RECORD, revoked=revocation)


def test_whoever_is_overtaken_every_time_gives_up_and_is_told(public: PublicFiles) -> None:
    others = iter(codes_of(0, 100))

    def other(_: int) -> None:
        decide_and_save(CONTEST, public, numbering([next(others)]))

    files = Interrupted(public, other)

    with pytest.raises(BusyRegisterError):
        decide_and_save(CONTEST, files, numbering([OTHER]))

    assert files.writes == SAVE_TRIES
    assert Register(CONTEST, public).find(OTHER) is None
    assert numbers_in(public, codes_of(0, SAVE_TRIES)) == [1, 2, 3, 4, 5]


def test_what_has_not_changed_is_not_written_again(public: PublicFiles) -> None:
    issued(public)
    files = Interrupted(public, lambda _: None)

    decide_and_save(CONTEST, files, numbering([CODE]))

    assert files.writes == 0
