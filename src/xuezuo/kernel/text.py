"""Small text helpers without language data."""

import unicodedata
from typing import Final

_PUNCTUATION: Final = "！（），：；？～"  # how Chinese is written: NFKC would turn it into that of English
_NARROW: Final = {ord(wide): ord(wide) - 0xFEE0 for wide in map(chr, range(0xFF01, 0xFF5F)) if wide not in _PUNCTUATION}


def squeeze(text: str) -> str:
    """Fold full-width letters, digits and signs, drop control characters, and collapse runs of white space.

    Chinese punctuation stays as written.

    >>> squeeze(" 第１２期，Ａ卷（上） ")
    '第12期，A卷（上）'
    """
    folded = unicodedata.normalize("NFC", text.translate(_NARROW))
    kept = "".join(c if not unicodedata.category(c).startswith("C") else " " for c in folded)
    return " ".join(kept.split())


def masked(text: str, *, head: int, tail: int) -> str:
    """Show the first `head` and last `tail` characters, the rest as `*`; all `*` when too short to hide anything."""
    hidden = len(text) - head - tail
    if hidden <= 0:
        return "*" * len(text)
    return text[:head] + "*" * hidden + text[len(text) - tail :]
