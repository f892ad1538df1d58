"""Plain text: lines are paragraphs, unless somebody wrapped them at a fixed width."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from xuezuo.study.library.exchange.lines import has_han, is_closed, tidy
from xuezuo.study.library.exchange.sheet import Sheet

_WIDEST: Final = 60  # signs: nobody wraps Chinese text wider than that
_SHARE: Final = 0.6
_INDENTS: Final = ("　　", "  ", "\t")


def read_plain(text: str) -> Sheet:
    """Return the paragraphs of a text."""
    raw = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    if is_wrapped([tidy(line) for line in raw if tidy(line)]):
        return Sheet(tuple(join_wrapped(raw)))
    return Sheet(tuple(line for one in raw if (line := tidy(one))))


def is_wrapped(lines: Sequence[str]) -> bool:
    """Tell whether most lines end at one width in the middle of a sentence."""
    if len(lines) < 6:
        return False
    width = max(len(line) for line in lines)
    if width > _WIDEST or width < 16:
        return False
    full = [line for line in lines if len(line) >= width * 0.85]
    return len(full) >= len(lines) * _SHARE and sum(1 for line in full if not is_closed(line)) >= len(full) * _SHARE


def join_wrapped(raw: Sequence[str]) -> list[str]:
    """Join lines to paragraphs: a blank line, an indent, or a short line ends one."""
    width = max(len(tidy(line)) for line in raw)
    joined: list[str] = []
    goes_on = False
    for line, after in pairwise([*raw, ""]):
        text = tidy(line)
        if not text:
            goes_on = False
            continue
        if goes_on and not line.startswith(_INDENTS):
            joined[-1] = glue(joined[-1], text)
        else:
            joined.append(text)
        goes_on = bool(tidy(after)) and len(text) >= width * 0.85
    return joined


def glue(left: str, right: str) -> str:
    """Put two pieces of one sentence together: a blank between words of Latin letters, none between Chinese signs."""
    if left[-1:].isascii() and right[:1].isascii() and left[-1:].isalnum() and right[:1].isalnum():
        return f"{left} {right}"
    if not has_han(left[-1:] + right[:1]) and left[-1:].isascii() and right[:1].isascii() and left[-1:] not in "([":
        return f"{left} {right}"
    return left + right
