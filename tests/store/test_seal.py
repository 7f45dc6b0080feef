"""Sealing what is made again: the same bytes for the same content, opened by its key alone."""

import pytest

from chalicelib.store.seal import AesGcmSealer

KEY, OTHER = b"k" * 32, b"o" * 32


def test_the_same_content_under_the_same_key_is_the_same_text_and_opens_again() -> None:
    sealer = AesGcmSealer()
    sealed = sealer.seal_same("Điểm 15".encode(), KEY)

    assert sealer.seal_same("Điểm 15".encode(), KEY) == sealed
    assert sealer.unseal(sealed, KEY) == "Điểm 15"


def test_other_content_or_another_key_has_another_nonce() -> None:
    sealer = AesGcmSealer()
    texts = [sealer.seal_same(content, key) for content in (b"a", b"b") for key in (KEY, OTHER)]

    assert len({text[:16] for text in texts}) == 4
    with pytest.raises(ValueError, match="another key"):
        sealer.unseal(texts[0], OTHER)


def test_a_text_that_is_sealed_twice_is_not_seen_to_be_the_same() -> None:
    sealer = AesGcmSealer()

    assert sealer.seal("a", KEY) != sealer.seal("a", KEY)
