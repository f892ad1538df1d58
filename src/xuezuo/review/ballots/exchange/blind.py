"""RSA blind signatures, RFC 9474, variant RSABSSA-SHA384-PSS-Randomized (salt 48 bytes, prefix 32 bytes).

The voter's half stands here for tests, programs and `verify-ballots`; voters use `static/ballots/blind.js`.

The poll's half is the RSA private operation on a number the poll does not understand. `cryptography` does not offer it
without padding; here it is `powmod_sec` of GMP, made to take a time that does not depend on exponent or base, by
remainders of the two primes. What is left outside it (remainders, their sum) is Python's, so the number is multiplied
by a random one before the operation and divided after it: what voters send tells nothing of what is computed on. The
answer is checked with the public key before it leaves: a fault in the remainders would otherwise give the key away
(Boneh, DeMillo, Lipton 1997).

Source: RFC 9474 sections 4.1 to 4.5; RFC 8017 section 9.1.1 (EMSA-PSS).
"""

import hashlib
import math
import secrets
from typing import Final

import gmpy2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

SALT: Final = 48
PREFIX: Final = 32
_HASH: Final = 48
_EIGHT: Final = bytes(8)
_PSS: Final = padding.PSS(mgf=padding.MGF1(hashes.SHA384()), salt_length=SALT)


class BlindFault(Exception):
    """Something does not fit: a length, a number out of range, a signature that does not verify."""


def prepare(message: bytes) -> bytes:
    """Return the message behind 32 random bytes (RFC 9474, 4.1, randomized)."""
    return secrets.token_bytes(PREFIX) + message


def encode(prepared: bytes, bits: int, salt: bytes) -> int:
    """Return the encoded message of `bits` bits as a number (RFC 8017, 9.1.1, with SHA-384 and MGF1)."""
    length = (bits + 7) // 8
    inner = _sha384(_EIGHT + _sha384(prepared) + salt)
    room = length - _HASH - 1
    data = bytes(room - len(salt) - 1) + b"\x01" + salt
    masked = bytearray(a ^ b for a, b in zip(data, _mask(inner, room), strict=True))
    masked[0] &= 0xFF >> (8 * length - bits)
    return int.from_bytes(bytes(masked) + inner + b"\xbc")


def _sha384(data: bytes) -> bytes:
    return hashlib.sha384(data).digest()


def _mask(seed: bytes, length: int) -> bytes:
    blocks = range((length + _HASH - 1) // _HASH)
    return b"".join(_sha384(seed + block.to_bytes(4)) for block in blocks)[:length]


def blind(
    key: rsa.RSAPublicKey, prepared: bytes, *, salt: bytes | None = None, inverse: int | None = None
) -> tuple[bytes, int]:
    """Return what is sent to be signed, and the number that takes the blinding off (RFC 9474, 4.2).

    Args:
        key: the poll's.
        prepared: from `prepare`.
        salt: fixed by test vectors only.
        inverse: fixed by test vectors only.

    Raises:
        BlindFault: the message has a factor in common with the modulus (never, for an honest key).
    """
    numbers, salt = key.public_numbers(), secrets.token_bytes(SALT) if salt is None else salt
    encoded = encode(prepared, numbers.n.bit_length() - 1, salt)
    if math.gcd(encoded, numbers.n) != 1:
        raise BlindFault("the message is no unit of the ring")
    factor = _unit(numbers.n) if inverse is None else pow(inverse, -1, numbers.n)
    blinded = encoded * pow(factor, numbers.e, numbers.n) % numbers.n
    return blinded.to_bytes(_length(numbers.n)), pow(factor, -1, numbers.n)


def _unit(modulus: int) -> int:
    while True:
        found = secrets.randbelow(modulus)
        if math.gcd(found, modulus) == 1:
            return found


def _length(modulus: int) -> int:
    return (modulus.bit_length() + 7) // 8


def blind_sign(key: rsa.RSAPrivateKey, blinded: bytes) -> bytes:
    """Return the signature under the blinding: the same one for the same input (RFC 9474, 4.3).

    0, 1 and the modulus less 1 are their own signatures. No blinding leads to them, but a broken browser might: they
    are refused, or they would use up the only ballot of their voter.

    Raises:
        BlindFault: not exactly as long as the modulus, not below it, or one of these three; or the computer has
            miscounted.
    """
    private = key.private_numbers()
    public, number = private.public_numbers, int.from_bytes(blinded)
    if len(blinded) != _length(public.n) or not 1 < number < public.n - 1:
        raise BlindFault("no blinded number below the modulus")
    cover = _unit(public.n)
    covered = number * pow(cover, public.e, public.n) % public.n
    first = int(gmpy2.powmod_sec(covered % private.p, private.dmp1, private.p))
    second = int(gmpy2.powmod_sec(covered % private.q, private.dmq1, private.q))
    whole = second + private.q * ((first - second) * private.iqmp % private.p)
    signed = whole * pow(cover, -1, public.n) % public.n
    if pow(signed, public.e, public.n) != number:
        raise BlindFault("the private operation has gone wrong")
    return signed.to_bytes(len(blinded))


def finalize(key: rsa.RSAPublicKey, prepared: bytes, signed: bytes, inverse: int) -> bytes:
    """Take the blinding off and return the signature of the prepared message (RFC 9474, 4.4).

    Raises:
        BlindFault: the poll did not sign what it was given.
    """
    modulus = key.public_numbers().n
    if len(signed) != _length(modulus):
        raise BlindFault("the signature has another length")
    signature = (int.from_bytes(signed) * inverse % modulus).to_bytes(len(signed))
    if not verify(key, prepared, signature):
        raise BlindFault("the signature does not verify")
    return signature


def verify(key: rsa.RSAPublicKey, prepared: bytes, signature: bytes) -> bool:
    """Tell whether this is the poll's signature of the prepared message (RFC 9474, 4.5: RSASSA-PSS)."""
    try:
        key.verify(signature, prepared, _PSS, hashes.SHA384())
    except InvalidSignature:
        return False
    return True
