"""Small text helpers without language data."""

import unicodedata


def squeeze(text: str) -> str:
    """Fold full-width forms (NFKC), drop control characters, and collapse runs of white space."""
    folded = unicodedata.normalize("NFKC", text)
    kept = "".join(c if not unicodedata.category(c).startswith("C") else " " for c in folded)
    return " ".join(kept.split())


def masked(text: str, *, head: int, tail: int) -> str:
    """Show the first `head` and last `tail` characters, the rest as `*`; all `*` when too short to hide anything."""
    hidden = len(text) - head - tail
    if hidden <= 0:
        return "*" * len(text)
    return text[:head] + "*" * hidden + text[len(text) - tail :]
