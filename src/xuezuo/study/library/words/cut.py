"""Cut Chinese text into the words that the index holds and that a query asks for.

The dictionary alone decides (no guessing of unknown words): the same characters give the same words wherever they stand
as far as possible. Where it knows no word, single signs stand in a row; their pairs are indexed instead, so that
new words and names are found too.
"""

import dataclasses
import functools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import rjieba

from xuezuo.study.library.words.fold import fold

MOST_WORDS: Final = 40_000  # of one text: PostgreSQL keeps at most 1 MB of them
_LONGEST: Final = 40
_LETTERS: Final = re.compile(r"\w")
_HAN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_RUN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[a-z0-9]+")
_QUOTED: Final = re.compile(r'["“”「」『』]([^"“”「」『』]+)["“”「」『』]')
# Words of this house that general dictionaries tear apart.
_OWN: Final = Path(__file__).with_name("own_words.txt")


@functools.cache
def _jieba() -> rjieba.Jieba:
    cutter = rjieba.Jieba()
    for word in _OWN.read_text(encoding="utf-8").split():
        cutter.add_word(word, None, None)
    return cutter


def _pieces(folded: str) -> Iterator[str]:
    return (word.strip() for word in _jieba().cut_for_search(folded, False))


def words_of(text: str) -> set[str]:
    """Return the words to index: those of the dictionary, their parts, and pairs of signs it knows no word for."""
    found: set[str] = set()
    before = ""
    for word in _pieces(fold(text)):
        if len(word) == 1 and _HAN.match(word):
            if before:
                found.add(before + word)
            before = word
            continue
        before = ""
        if _LETTERS.search(word):
            found.add(word[:_LONGEST])
    return found


def title_words_of(title: str) -> set[str]:
    """Return what a title is found by: words, single signs and all pairs of neighbouring signs."""
    found = words_of(title)
    for run in _RUN.findall(fold(title)):
        found.update({run} if run.isascii() else {*run, *(run[n : n + 2] for n in range(len(run) - 1))})
    return found


@dataclasses.dataclass(frozen=True, slots=True)
class Wanted:
    """What a query asks for.

    Attributes:
        words: each must be there; empty when nothing can be searched for.
        pairs: single signs and pairs, for titles.
        phrases: quoted, folded; each must be there letter by letter.
        terms: what was typed, folded, the longest first: for highlighting.
    """

    words: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing can be searched for."""
        return not self.words and not self.pairs


def wanted(text: str) -> Wanted:
    """Read what somebody typed: words separated by blanks, phrases in quotation marks of any kind."""
    text = text.replace("\0", "")
    phrases = tuple(fold(phrase.strip()) for phrase in _QUOTED.findall(text) if phrase.strip())
    rest = fold(_QUOTED.sub(" ", text))
    terms = [*phrases, *(run for run in _RUN.findall(rest) if run)]
    words = _in_order(word for term in terms for word in _asked(term))
    pairs = _in_order(pair for term in terms for pair in _pairs(term))
    highlights = sorted({*terms, *(word for word in words if len(word) > 1)}, key=lambda term: (-len(term), term))
    return Wanted(words, pairs, phrases, tuple(highlights))


def _asked(term: str) -> list[str]:
    """Return what must be in a text that holds `term`: its words, or pairs of signs where it has no word."""
    whole = [word for word in _pieces(term) if len(word) > 1 and _LETTERS.search(word)]
    return whole or sorted(word for word in words_of(term) if len(word) > 1 or word.isascii())


def _pairs(term: str) -> list[str]:
    found = []
    for run in _RUN.findall(term):
        pairs = [run[n : n + 2] for n in range(len(run) - 1)]
        found += [run] if run.isascii() or not pairs else pairs
    return found


def _in_order(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word[:_LONGEST] for word in found))
