"""Keys as people write them: `AC`, `对`, `七|7；党章`; the same words in forms and in files.

Blanks of a fill-in are separated by `；` or a new line, the accepted forms of one blank by `|`.
"""

import re
from collections.abc import Sequence
from typing import Final

from xuezuo.kernel.text import squeeze
from xuezuo.study.exams.types import CHOICES, LETTERS, QuestionKind

KINDS: Final = {label: value for value, label in QuestionKind.choices} | {
    label.removesuffix("题"): value for value, label in QuestionKind.choices
}
_TRUE: Final = frozenset({"对", "正确", "√", "是", "T", "TRUE"})
_FALSE: Final = frozenset({"错", "错误", "×", "否", "F", "FALSE"})
_BLANK: Final = re.compile(r"_{2,}|＿{2,}|[（(]\s{1,}[）)]")


class KeyFault(Exception):  # CONFIG: a finding with its code, not an error of the program
    """What is wrong with a key: a code of `findings` and its parameters."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def read_key(kind: str, text: str, options: Sequence[str], stem: str) -> list[object]:
    """Return the key as it is stored.

    Raises:
        KeyFault: the words do not fit the kind, the options or the blanks of the stem.
    """
    if kind in CHOICES:
        return _choices(kind, text, options)
    if kind == QuestionKind.TRUE_FALSE:
        return [_truth(text)]
    if kind == QuestionKind.FILL_IN:
        return _blanks(text, stem)
    return [text.strip()]


def _choices(kind: str, text: str, options: Sequence[str]) -> list[object]:
    letters = re.sub(r"[\s、,;.；]", "", squeeze(text).upper())
    if not letters or not letters.isascii() or not letters.isalpha():
        raise KeyFault("key_unreadable", expected="请填选项字母，如 A 或 ACD")
    for letter in letters:
        if LETTERS.find(letter) not in range(len(options)):
            raise KeyFault("key_not_offered", letter=letter)
    found = sorted({LETTERS.index(letter) for letter in letters})
    if kind == QuestionKind.SINGLE and len(found) != 1:
        raise KeyFault("key_not_single")
    if kind == QuestionKind.MULTIPLE and len(found) == 1:
        raise KeyFault("key_not_multiple")
    return list(found)


def _truth(text: str) -> bool:
    word = squeeze(text).upper()
    if word not in _TRUE | _FALSE:
        raise KeyFault("key_unreadable", expected="判断题请填“对”或“错”")
    return word in _TRUE


def _blanks(text: str, stem: str) -> list[object]:
    found = [
        list(dict.fromkeys(form for part in re.split(r"[|｜]", blank) if (form := squeeze(part))))
        for blank in re.split(r"[；;\n]", text)
        if blank.strip()
    ]
    if not found or not all(found):
        raise KeyFault("key_unreadable", expected="每个空的答案用“；”分开，同一空的几种写法用“|”分开")
    blanks = len(_BLANK.findall(stem))
    if blanks and blanks != len(found):
        raise KeyFault("blanks_differ", blanks=blanks, keys=len(found))
    return list(found)
