import pytest
from builders import CONTEST, make_secrets

from chalicelib.contest.errors import DigestMismatchError, NotPreparedError
from chalicelib.contest.ids import ContestId
from chalicelib.store.objects import S3PublicFiles
from chalicelib.store.seal import AesGcmSealer

KEY = bytes(range(32))


def test_an_archived_file_is_read_back(stores):
    assert stores.archive.get("tuan-1/results-abc.json") is None
    stores.archive.put_if_absent("tuan-1/results-abc.json", b"\x00{}")
    assert stores.archive.get("tuan-1/results-abc.json") == b"\x00{}"


def test_the_same_bytes_may_be_archived_again(stores):
    stores.archive.put_if_absent("name", b"bytes")
    stores.archive.put_if_absent("name", b"bytes")
    assert stores.archive.get("name") == b"bytes"


@pytest.mark.parametrize("other", [b"other", b""])
def test_other_bytes_under_an_archived_name_are_refused_and_not_written(stores, other):
    stores.archive.put_if_absent("name", b"bytes")
    with pytest.raises(DigestMismatchError):
        stores.archive.put_if_absent("name", other)
    assert stores.archive.get("name") == b"bytes"


def test_a_public_file_is_replaced(stores):
    assert stores.public_files.get("results/now.json") is None
    for data in (b"1", b"2"):
        stores.public_files.put(
            "results/now.json", data, content_type="application/json", immutable=False
        )
    assert stores.public_files.get("results/now.json") == b"2"


def test_many_public_files_are_all_there_when_it_returns(stores):
    files = {f"data/many.{number}.json": str(number).encode() for number in range(40)}
    stores.public_files.put_many(
        iter(files.items()), content_type="application/json", immutable=True
    )
    assert {name: stores.public_files.get(name) for name in files} == files


def put_if_unchanged(stores, data, before):
    return stores.public_files.put_if_unchanged(
        "now.json", data, before=before, content_type="application/json"
    )


@pytest.mark.parametrize(
    ("there", "before", "put"),
    [
        (None, None, True),
        (None, b"1", False),
        (b"1", b"1", True),
        (b"1", b"2", False),
        (b"1", None, False),
        (b"", None, False),
        (b"", b"", True),
        (None, b"", False),
    ],
)
def test_a_file_is_put_only_over_what_was_read(stores, there, before, put):
    if there is not None:
        stores.public_files.put("now.json", there, content_type="application/json", immutable=False)
    assert put_if_unchanged(stores, b"new", before) is put
    assert stores.public_files.get("now.json") == (b"new" if put else there)


def test_of_two_that_have_read_the_same_one_puts(stores):
    assert [put_if_unchanged(stores, data, None) for data in (b"1", b"2")] == [True, False]
    assert [put_if_unchanged(stores, data, b"1") for data in (b"3", b"4")] == [True, False]
    assert stores.public_files.get("now.json") == b"3"


def test_of_many_files_one_that_cannot_be_put_is_not_passed_over(clients):
    public = S3PublicFiles(clients)
    public._bucket = "no-such-bucket"
    with pytest.raises(clients.s3.exceptions.ClientError, match="NoSuchBucket"):
        public.put_many([("data/1.json", b"1")], content_type="text/plain", immutable=True)


@pytest.mark.parametrize(
    ("immutable", "expected"),
    [(True, "public, max-age=31536000, immutable"), (False, "public, max-age=10")],
)
def test_caches_are_told_how_long_a_public_file_holds(clients, immutable, expected):
    S3PublicFiles(clients).put("file", b"1", content_type="text/html", immutable=immutable)
    told = clients.s3.head_object(Bucket=clients.settings.public_bucket, Key="file")
    assert (told["CacheControl"], told["ContentType"]) == (expected, "text/html")


@pytest.mark.parametrize("before", [None, b"0"])
def test_caches_are_told_that_what_was_put_conditionally_changes(clients, before):
    public = S3PublicFiles(clients)
    if before is not None:
        public.put("file", before, content_type="text/html", immutable=True)
    assert public.put_if_unchanged("file", b"1", before=before, content_type="text/plain")
    told = clients.s3.head_object(Bucket=clients.settings.public_bucket, Key="file")
    assert (told["CacheControl"], told["ContentType"]) == ("public, max-age=10", "text/plain")


def test_a_contest_without_secrets_is_not_prepared(stores):
    with pytest.raises(NotPreparedError):
        stores.secrets.entry(CONTEST)


def test_the_first_secrets_of_a_contest_stay(stores):
    stores.secrets.put_entry_if_absent(CONTEST, make_secrets(1))
    stores.secrets.put_entry_if_absent(CONTEST, make_secrets(2))
    stores.secrets.put_entry_if_absent(ContestId("another"), make_secrets(3))
    assert stores.secrets.entry(CONTEST) == make_secrets(1)


def test_what_was_sealed_is_unsealed():
    sealed = AesGcmSealer().seal("Số 019099001234", KEY)
    assert AesGcmSealer().unseal(sealed, KEY) == "Số 019099001234"


def test_the_same_text_is_never_sealed_in_the_same_way():
    assert AesGcmSealer().seal("text", KEY) != AesGcmSealer().seal("text", KEY)


@pytest.mark.parametrize("key", [bytes(32), KEY[:16]])
def test_what_was_sealed_under_another_key_is_refused(key):
    sealed = AesGcmSealer().seal("text", KEY)
    with pytest.raises(ValueError, match="under another key"):
        AesGcmSealer().unseal(sealed, key)


@pytest.mark.parametrize("damage", ["", "A" * 8, "không", "AAAA*"])
def test_what_nobody_sealed_is_refused(damage):
    with pytest.raises(ValueError, match="damaged"):
        AesGcmSealer().unseal(damage, KEY)


def test_a_sealed_text_with_one_letter_changed_is_refused():
    sealed = AesGcmSealer().seal("text", KEY)
    damaged = ("B" if sealed[0] == "A" else "A") + sealed[1:]
    with pytest.raises(ValueError, match="damaged"):
        AesGcmSealer().unseal(damaged, KEY)
