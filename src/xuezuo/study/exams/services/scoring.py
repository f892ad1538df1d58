"""What one answer is worth: pure, the same for the first grading, for regrading and for practice.

Choices count when exactly the right options are chosen. A fill-in shares its marks among its blanks. Accepted forms are
compared without regard to width, case, blanks, punctuation at the ends, simplified or traditional characters.
"""

import functools
import unicodedata
from collections.abc import Sequence
from typing import Final

import opencc

from xuezuo.study.exams.types import QuestionKind

_ENDS: Final = "。．.，,；;：:、!！?？\"'“”‘’《》〈〉()（）[]【】"


@functools.cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def folded(text: str) -> str:
    """Return the form in which accepted answers are compared.

    >>> folded("《黨章》 ") == folded("党章"), folded("Ｎｏ． １") == folded("no.1"), folded("一 带一路。")
    (True, True, '一带一路')
    """
    wide = unicodedata.normalize("NFKC", text).casefold()
    return "".join(_simplifier().convert(wide).split()).strip(_ENDS)


def score(kind: str, key: Sequence[object], answer: object, full_marks: int) -> int | None:
    """Return the marks of an answer in hundredths; None = a person has to mark it.

    Args:
        kind: a `QuestionKind` value.
        key: as `QuestionVersion.key` holds it.
        answer: as `Step.answers` holds it, options counted as in the version (not as shuffled), right 0 and wrong 1;
            None = left empty.
        full_marks: of the question, in hundredths.

    An empty short answer is worth nothing and needs nobody.

    >>> score("multiple", [0, 2], [2, 0], 200), score("multiple", [0, 2], [0], 200)
    (200, 0)
    >>> score("fill_in", [["七", "7"], ["党章"]], ["７", "宪法"], 200), score("short", ["…"], "答", 500)
    (100, None)
    """
    if is_empty(answer):
        return 0
    if kind == QuestionKind.SHORT:
        return None
    if kind == QuestionKind.FILL_IN:
        return _fill_in(key, answer, full_marks)
    given = answer if isinstance(answer, list) else [answer]
    right = [0 if key[0] else 1] if kind == QuestionKind.TRUE_FALSE else key
    return full_marks if _as_set(given) == _as_set(right) else 0


def is_empty(answer: object) -> bool:
    """Tell whether nothing was answered.

    >>> is_empty(None), is_empty([]), is_empty(["", " "]), is_empty("　"), is_empty([0])
    (True, True, True, True, False)
    """
    if answer is None or answer == []:
        return True
    words = answer if isinstance(answer, list) else [answer]
    return all(isinstance(word, str) and not word.strip() for word in words)


def _as_set(values: Sequence[object]) -> set[str]:
    return {repr(value) for value in values}  # what a browser sends may be anything, also what has no hash


def _fill_in(key: Sequence[object], answer: object, full_marks: int) -> int:
    given = answer if isinstance(answer, list) else [answer]
    right = sum(_accepts(forms, word) for forms, word in zip(key, given, strict=False))
    return full_marks * right // len(key)


def _accepts(forms: object, word: object) -> bool:
    accepted = forms if isinstance(forms, list) else [forms]
    return isinstance(word, str) and folded(word) in {folded(str(form)) for form in accepted}
