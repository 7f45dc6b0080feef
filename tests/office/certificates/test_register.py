import json
from dataclasses import replace

import pytest

from chalicelib.contest.ids import ContestId, RoundId
from chalicelib.ports import PublicFiles
from office.certificates.codes import address_of, certificate_code
from office.certificates.register import (
    INDEX,
    DamagedRegisterError,
    Record,
    Register,
    Revocation,
    register_files,
    seal,
    shard_name,
    unseal,
)
from office.local.in_memory import memory_backend

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
