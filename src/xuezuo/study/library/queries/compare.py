"""Two texts of a group, with what differs: one text read downwards, as a phone shows it."""

import dataclasses
import itertools
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from xuezuo.study.library.words.fold import essence, fold

_TOKENS: Final = re.compile(r"[a-z0-9]+|\n|.")
_MOST: Final = 4000  # signs of a stretch that is compared sign by sign
_BARELY: Final = 0.3  # less in common: shown as two texts


@dataclasses.dataclass(frozen=True, slots=True)
class Span:
    """A stretch: in both texts, or only in the one or the other."""

    text: str
    side: str = "both"  # both | left | right


@dataclasses.dataclass(frozen=True, slots=True)
class Block:
    """Neighbouring paragraphs that are the same in both (`is_same`, `size` of them), or one stretch that differs."""

    spans: Sequence[Span]
    is_same: bool
    size: int = 1


def differences(left: Sequence[str], right: Sequence[str]) -> list[Block]:
    """Compare paragraph by paragraph; what only punctuation or the way of writing sets apart counts as the same."""
    matcher = SequenceMatcher(None, [essence(one) for one in left], [essence(one) for one in right], autojunk=False)
    blocks = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            blocks.append(Block([Span(line) for line in left[a:b]], is_same=True, size=b - a))
        else:
            blocks.append(Block(list(_spans("\n".join(left[a:b]), "\n".join(right[c:d]))), is_same=False))
    return blocks


def _spans(left: str, right: str) -> Iterator[Span]:
    if not left or not right or max(len(left), len(right)) > _MOST:
        yield from _sides(left, right)
        return
    ours, theirs = _TOKENS.findall(fold(left)), _TOKENS.findall(fold(right))
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    if matcher.real_quick_ratio() < _BARELY or matcher.ratio() < _BARELY:
        yield from _sides(left, right)
        return
    starts = [list(itertools.accumulate(map(len, tokens), initial=0)) for tokens in (ours, theirs)]
    for kind, a, b, c, d in matcher.get_opcodes():
        here, there = left[starts[0][a] : starts[0][b]], right[starts[1][c] : starts[1][d]]
        if kind == "equal":
            yield Span(here)
        else:
            yield from _sides(here, there)


def _sides(left: str, right: str) -> Iterator[Span]:
    if left:
        yield Span(left, "left")
    if right:
        yield Span(right, "right")
