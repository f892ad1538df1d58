"""Names in the order of surname strokes 姓氏笔画, as ballots list candidates.

Stroke counts are those of the Unicode Han Database (kTotalStrokes), for the characters of GB 2312 and further surnames.
Within one count the customary order goes by the kind of the first stroke (横竖撇点折), which the database does not
tell: there the order of the code chart (by radical) stands in, and people put it right by hand.
"""

import functools
from importlib.resources import files

UNKNOWN = 99  # a character that is not in the table comes last


@functools.cache
def _table() -> dict[str, int]:
    text = files("xuezuo.review.elections").joinpath("strokes.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {char: int(count) for count, chars in rows for char in chars}


def strokes_of(char: str) -> int | None:
    """Return how many strokes the character has; None when it is not known.

    >>> strokes_of("王"), strokes_of("李"), strokes_of("A")
    (4, 7, None)
    """
    return _table().get(char)


def by_strokes(name: str) -> tuple[tuple[int, int], ...]:
    """Return the key that sorts names by the strokes of their characters, the surname first.

    >>> sorted(["李明", "王强", "丁一"], key=by_strokes)
    ['丁一', '王强', '李明']
    """
    return tuple((_table().get(char, UNKNOWN), ord(char)) for char in name)
