"""Fold what people may write in two ways into one, sign by sign."""

import functools
import re
from typing import Final

import opencc

_WIDE: Final = {ord(wide): chr(ord(wide) - 0xFEE0) for wide in "０１２３４５６７８９"}
_WIDE_LETTERS: Final = {code: chr(code - 0xFEE0).lower() for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_CAPITALS: Final = {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
_TABLE: Final = _WIDE | _WIDE_LETTERS | _CAPITALS
_UNFOLDED: Final = re.compile("[A-Z０-９Ａ-Ｚａ-ｚ]")
_LINE: Final = 400
_NOT_LETTERS: Final = re.compile(r"[\W_]+")


@functools.cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("tw2s")  # t2s and the variants used in Taiwan: 帶著 -> 带着, 著作 stays


def fold(text: str) -> str:
    """Return the text in simplified signs, small letters and narrow digits; of the same length, place by place.

    Phrases are folded as phrases (乾隆 stays, 乾燥 becomes 干燥). A phrase whose folding has another length would move
    everything after it: then the whole text is folded sign by sign.

    >>> fold("肇慶ＡＢ深入開展")
    '肇庆ab深入开展'
    """
    return _fold_line(text) if len(text) <= _LINE else _fold(text)


def _fold(text: str) -> str:
    plain = text.translate(_TABLE) if _UNFOLDED.search(text) else text
    folded: str = _converter().convert(plain)
    if len(folded) == len(plain):
        return folded
    return "".join(one if len(one := _converter().convert(sign)) == 1 else sign for sign in plain)


_fold_line = functools.lru_cache(maxsize=2048)(_fold)  # undressing looks at each line a dozen times


def essence(text: str) -> str:
    """Return the folded text without spaces and punctuation: what is left of it in every dressing."""
    return _NOT_LETTERS.sub("", fold(text))
