"""Pieces of a text with the words that were searched for."""

import dataclasses
import re
from collections.abc import Sequence
from typing import Final

from xuezuo.study.library.words.fold import fold

_BEFORE: Final = 24
_WIDTH: Final = 100


@dataclasses.dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `is_hit` = it was searched for."""

    text: str
    is_hit: bool = False


def marked(text: str, terms: Sequence[str], folded: str = "") -> list[Piece]:
    """Cut the text into pieces at every occurrence of the (folded) terms, whichever way the text is written.

    Args:
        text: as it is shown.
        terms: folded, the longest first.
        folded: the folded text when it is at hand; of the same length.
    """
    if not terms:
        return [Piece(text)] if text else []
    pattern, pieces, at = re.compile("|".join(map(re.escape, terms))), [], 0
    for hit in pattern.finditer(folded or fold(text)):
        if hit.start() > at:
            pieces.append(Piece(text[at : hit.start()]))
        pieces.append(Piece(text[hit.start() : hit.end()], is_hit=True))
        at = hit.end()
    return [*pieces, Piece(text[at:])] if at < len(text) else pieces


def snippet(body: str, folded: str, terms: Sequence[str]) -> list[Piece]:
    """Return about a hundred signs around the best hit: the first one of the longest term that occurs."""
    low = folded or body
    at = next((place for term in terms if (place := low.find(term)) >= 0), 0)
    start = max(at - _BEFORE, 0)
    end = start + _WIDTH
    flat = body.replace("\n", " ")
    pieces = marked(flat[start:end], terms, low[start:end].replace("\n", " "))
    before = [Piece("……")] if start else []
    return [*before, *pieces, *([Piece("……")] if end < len(body) else [])]
