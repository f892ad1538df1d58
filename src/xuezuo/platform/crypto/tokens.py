"""Keyed hashes and one-time codes."""

import functools
import hashlib
import hmac
import secrets
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

# Without 0 O 1 I L U: nothing that is misread on paper or spells words.
ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


@functools.lru_cache(maxsize=16)
def _lookup_key(secret: str, purpose: str) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=None, info=f"xuezuo lookup {purpose}".encode()).derive(secret.encode())


def lookup_hash(text: str, *, purpose: str) -> bytes:
    """Return the keyed hash (HMAC-SHA256, 32 bytes) under which equal values of one purpose are found.

    Args:
        text: the value in its one canonical form (an identity number in capitals, a phone as digits).
        purpose: keeps hashes of different columns apart ("id_number", "phone").
    """
    return hmac.digest(_lookup_key(settings.LOOKUP_KEY, purpose), text.encode(), hashlib.sha256)


def new_code(length: int = 12) -> str:
    """Make a random code of `length` characters that people can read off paper (12 = 58 bits)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def digest_of(code: str) -> bytes:
    """Return what is stored of a one-time code: the keyed hash of its letters and digits, in capitals."""
    return lookup_hash("".join(c for c in code.upper() if c.isalnum()), purpose="one-time code")
