"""Fingerprints: the same article in another dressing holds mostly the same ones.

A shingle is five neighbouring signs of the essence of a text (no punctuation, simplified). Of its hashes those that
divide by 16 are kept, by 8 for short texts: a fair sample that is the same sample in every text.
"""

import zlib
from typing import Final

from xuezuo.study.library.words.fold import essence

SIZE: Final = 5
LONG: Final = 16
SHORT: Final = 8
SHORT_TEXT: Final = 600  # signs; below that every 16th would be too few to compare
COMMON: Final = 3  # so many fingerprints must be shared
_BYTES: Final = 4  # of a sign in UTF-32


def shingles(text: str) -> frozenset[int]:
    """Return the kept hashes of the text, as signed 32-bit integers (what PostgreSQL's integer holds)."""
    core = essence(text)
    data = core.encode("utf-32-le", "replace")
    modulus = LONG if len(core) >= SHORT_TEXT else SHORT
    width = SIZE * _BYTES
    hashes = (zlib.crc32(data[at : at + width]) for at in range(0, len(data) - width + 1, _BYTES))
    return frozenset(number - (number >> 31 << 32) for number in hashes if number % modulus == 0)
