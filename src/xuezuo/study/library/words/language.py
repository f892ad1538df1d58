"""The language tag of a text, as far as its script tells."""

import functools
import re
from typing import Final

import opencc

from xuezuo.study.library.types import Language

_SAMPLE: Final = 4000
_SCRIPTS: Final = (
    (Language.TIBETAN, re.compile(r"[\u0f00-\u0fff]")),
    (Language.MONGOLIAN, re.compile(r"[\u1800-\u18af]")),
    (Language.KOREAN, re.compile(r"[\uac00-\ud7af]")),
    (Language.YI, re.compile(r"[\ua000-\ua4cf]")),
    (Language.UYGHUR, re.compile(r"[\u0600-\u06ff]")),
    (Language.ENGLISH, re.compile(r"[A-Za-z]")),
)
_HAN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_UYGHUR: Final = re.compile(r"[ەېۈۆ]")
_ENGLISH: Final = re.compile(r"\b(the|of|and|to|in|is)\b", re.IGNORECASE)


@functools.cache
def _converter(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name)


def language_of(text: str) -> Language:
    """Return the tag; Han text is traditional when more signs would change by simplifying than the other way."""
    sample = text[:_SAMPLE]
    han = _HAN.findall(sample)
    counts = {language: len(script.findall(sample)) for language, script in _SCRIPTS}
    first = max(counts, key=lambda language: counts[language])
    if len(han) * 3 >= counts[first] and han:
        return _han("".join(han))
    if first is Language.UYGHUR and not _UYGHUR.search(sample):
        return Language.KAZAKH
    if first is Language.ENGLISH and not _ENGLISH.search(sample):
        return Language.OTHER
    return first if counts[first] else Language.OTHER


def _han(signs: str) -> Language:
    return Language.HANT if _changed(signs, "t2s") > _changed(signs, "s2t") else Language.HANS


def _changed(signs: str, name: str) -> int:
    return sum(1 for old, new in zip(signs, _converter(name).convert(signs), strict=False) if old != new)
