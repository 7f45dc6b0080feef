"""Signatures: the test vectors of RFC 8032, and that nothing else is accepted."""

import pytest

from chalicelib.store.signing import Ed25519Signer, is_signed

VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
]


@pytest.mark.parametrize(("seed", "public", "message", "signature"), VECTORS)
def test_keys_and_signatures_are_those_of_the_standard(
    seed: str, public: str, message: str, signature: str
) -> None:
    signer = Ed25519Signer()

    assert signer.public_key(bytes.fromhex(seed)).hex() == public
    assert signer.sign(bytes.fromhex(message), bytes.fromhex(seed)).hex() == signature
    assert is_signed(bytes.fromhex(message), bytes.fromhex(signature), bytes.fromhex(public))


def test_one_signer_signs_under_several_keys() -> None:
    signer = Ed25519Signer()
    seeds = [bytes.fromhex(vector[0]) for vector in VECTORS]

    first = [signer.sign(b"message", seed) for seed in seeds]

    assert [signer.sign(b"message", seed) for seed in reversed(seeds)] == first[::-1]
    assert [is_signed(b"message", first[0], signer.public_key(seed)) for seed in seeds] == [
        True,
        False,
    ]


def test_another_message_or_a_signature_of_another_length_is_not_signed() -> None:
    seed = bytes.fromhex(VECTORS[0][0])
    signer = Ed25519Signer()
    signature, public = signer.sign(b"message", seed), signer.public_key(seed)

    tried = [(b"Message", signature), (b"message", signature[:-1]), (b"message", b"")]

    assert [is_signed(message, sent, public) for message, sent in tried] == [False] * 3
