"""RFC 9474's own numbers, and what must be refused."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from xuezuo.review.ballots.exchange import blind
from xuezuo.review.ballots.exchange.blind import BlindFault

VECTOR = json.loads((Path(__file__).parents[1] / "vectors" / "rfc9474_a1.json").read_text("utf-8"))
N, P, Q, INVERSE = (int(VECTOR[name], 16) for name in ("n", "p", "q", "inv"))
MESSAGE, PREFIX, SALT = (bytes.fromhex(VECTOR[name]) for name in ("msg", "msg_prefix", "salt"))
PREPARED = PREFIX + MESSAGE
# Copied from the RFC by eye, apart from the file: the file must be the RFC's.
BLINDED_BEGINS = "aa3ee045138d874669685ffaef962c7694a9450aa9b4fd6465db9b3b75a522bb921c4c0fdcdfae96"
SIGNATURE_BEGINS = "191e941c57510e22d29afad257de5ca436d2316221fe870c7cb75205a6c071c2735aed0b"
SIGNATURE_ENDS = "6cb934679795bbdfcdfad5e0f2"


def key_of(p: int, q: int) -> rsa.RSAPrivateKey:
    public = rsa.RSAPublicNumbers(65537, p * q)
    d = pow(65537, -1, (p - 1) * (q - 1))
    numbers = rsa.RSAPrivateNumbers(
        p, q, d, rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q), public
    )
    return numbers.private_key()


KEY = key_of(P, Q)


def test_the_numbers_are_those_of_the_rfc():
    assert P * Q == N
    assert VECTOR["blinded_msg"].startswith(BLINDED_BEGINS)
    assert VECTOR["sig"].startswith(SIGNATURE_BEGINS)
    assert VECTOR["sig"].endswith(SIGNATURE_ENDS)
    assert blind.verify(KEY.public_key(), PREPARED, bytes.fromhex(VECTOR["sig"]))


def test_every_step_of_the_rfc():
    encoded = blind.encode(PREPARED, N.bit_length() - 1, SALT)
    assert encoded == int(VECTOR["encoded_msg"], 16)
    blinded, inverse = blind.blind(KEY.public_key(), PREPARED, salt=SALT, inverse=INVERSE)
    assert (blinded.hex(), inverse) == (VECTOR["blinded_msg"], INVERSE)
    signed = blind.blind_sign(KEY, blinded)
    assert signed.hex() == VECTOR["blind_sig"]
    assert blind.finalize(KEY.public_key(), PREPARED, signed, INVERSE).hex() == VECTOR["sig"]


@pytest.mark.parametrize("bits", [2048, 2049, 2055, 3072])
def test_any_key_length_verifies_with_the_library(bits):
    """EMSA-PSS at every place of the top bit, also where the encoded message is a byte shorter than the modulus."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    prepared = blind.prepare(b"[]")
    blinded, inverse = blind.blind(key.public_key(), prepared)
    assert blind.finalize(key.public_key(), prepared, blind.blind_sign(key, blinded), inverse)


def test_the_same_is_signed_the_same():
    blinded, _ = blind.blind(KEY.public_key(), PREPARED)
    assert blind.blind_sign(KEY, blinded) == blind.blind_sign(KEY, blinded)


def test_two_blindings_have_nothing_in_common():
    first, _ = blind.blind(KEY.public_key(), PREPARED)
    second, _ = blind.blind(KEY.public_key(), PREPARED)
    assert first != second


@pytest.mark.parametrize("wrong", [b"", b"\x01", N.to_bytes(512), (N + 2).to_bytes(512), bytes(511), bytes(513)])
def test_what_is_no_number_below_the_modulus_is_refused(wrong):
    with pytest.raises(BlindFault):
        blind.blind_sign(KEY, wrong)


@pytest.mark.parametrize("number", [0, 1, N - 1])
def test_what_signs_itself_is_refused(number):
    """No blinding leads there; signing it would use up the only ballot of a voter whose browser is broken."""
    assert pow(number, 65537, N) == number
    with pytest.raises(BlindFault):
        blind.blind_sign(KEY, number.to_bytes(512))


def test_the_ends_of_what_is_signed():
    for number in (2, N - 2):
        signed = int.from_bytes(blind.blind_sign(KEY, number.to_bytes(512)))
        assert pow(signed, 65537, N) == number


def test_a_wrong_signature_is_refused():
    blinded, inverse = blind.blind(KEY.public_key(), PREPARED)
    signed = bytearray(blind.blind_sign(KEY, blinded))
    signed[-1] ^= 1
    for wrong in (bytes(signed), bytes(signed[1:])):
        with pytest.raises(BlindFault):
            blind.finalize(KEY.public_key(), PREPARED, wrong, inverse)


def test_a_miscount_does_not_leave_the_server(monkeypatch):
    """A fault in one half of the remainders would give the key away: gcd(s^e - m, n) is a prime."""
    private = KEY.private_numbers()
    broken = rsa.RSAPrivateNumbers(
        P, Q, private.d, private.dmp1, private.dmq1 ^ 4, private.iqmp, private.public_numbers
    )

    class Broken:
        def private_numbers(self):
            return broken

    with pytest.raises(BlindFault, match="gone wrong"):
        blind.blind_sign(Broken(), bytes.fromhex(VECTOR["blinded_msg"]))
