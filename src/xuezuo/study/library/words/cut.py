"""Cut Chinese text into what the index holds and what a query asks for.

The index holds the words of the dictionary, their parts, and every pair of neighbouring signs: words for what people
ask in their own order, pairs for quoted phrases, new words and names, which no dictionary cuts in the same way
everywhere.
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
    """Return what a text is found by: words, parts of words, pairs of signs, also over punctuation."""
    folded = fold(text)
    words = {word[:_LONGEST] for word in _pieces(folded) if _is_word(word)}
    latin = {run[:_LONGEST] for run in _RUN.findall(folded) if run.isascii()}  # the dictionary keeps "c#" whole
    return words | latin | _pairs_of("".join(_HAN.findall(folded)))


def title_words_of(title: str) -> set[str]:
    """Return what a title is found by: the same, and single signs."""
    return words_of(title) | set(_HAN.findall(fold(title)))


def _is_word(word: str) -> bool:
    return bool(_LETTERS.search(word)) and (len(word) > 1 or word.isascii())


def _pairs_of(run: str) -> set[str]:
    return set() if run.isascii() else {run[at : at + 2] for at in range(len(run) - 1)}


@dataclasses.dataclass(frozen=True, slots=True)
class Wanted:
    """What a query asks for.

    Attributes:
        words: each must be there; empty when nothing can be searched for.
        pairs: single signs and pairs, for titles.
        phrases: quoted, folded, of three signs or more; each must be there letter by letter. The index answers
            shorter ones.
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
    phrases = [fold(phrase.strip()) for phrase in _QUOTED.findall(text) if phrase.strip()]
    loose = _RUN.findall(fold(_QUOTED.sub(" ", text)))
    asked = [word for term in loose for word in _asked(term)]
    quoted = [pair for phrase in phrases for pair in _across(phrase)]
    words = _in_order([*asked, *filter(_is_word, quoted)])
    pairs = _in_order([*quoted, *(pair for term in loose for pair in _pairs(term))])
    highlights = sorted({*phrases, *loose, *filter(_is_word, asked)}, key=lambda term: (-len(term), term))
    return Wanted(words, pairs, tuple(phrase for phrase in phrases if len(phrase) > 2), tuple(highlights))


def _asked(term: str) -> list[str]:
    """Return what must be in a text that holds `term`: its words, or pairs of signs where it has no word."""
    whole = [word for word in _pieces(term) if _is_word(word)]
    return whole or sorted(_pairs_of(term))


def _across(phrase: str) -> list[str]:
    """Return the pairs of signs of a phrase, also over its punctuation, and its Latin words and numbers."""
    return [*_pairs("".join(_HAN.findall(phrase))), *(run for run in _RUN.findall(phrase) if run.isascii())]


def _pairs(term: str) -> list[str]:
    found = []
    for run in _RUN.findall(term):
        pairs = [run[n : n + 2] for n in range(len(run) - 1)]
        found += [run] if run.isascii() or not pairs else pairs
    return found


def _in_order(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word[:_LONGEST] for word in found))
