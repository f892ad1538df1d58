"""Two people changed one text: what each changed, and the text that holds both changes.

Lines are what is compared; nobody's line is lost. Where both changed the same place, the merged text holds both, each
under a head line that says whose it is.
"""

import dataclasses
import difflib
from collections.abc import Iterator, Sequence
from typing import Final

SAME: Final = "same"
ADDED: Final = "added"
REMOVED: Final = "removed"


@dataclasses.dataclass(frozen=True, slots=True)
class Heads:
    """The head lines over what both changed at one place."""

    theirs: str = "【对方写的】"
    yours: str = "【我写的】"


@dataclasses.dataclass(frozen=True, slots=True)
class Merged:
    """A merged text and at how many places both had changed the same lines differently."""

    text: str
    clashes: int

    @property
    def is_clean(self) -> bool:
        """Tell whether nobody has to choose anything."""
        return self.clashes == 0


def changes(before: str, after: str) -> list[tuple[str, str]]:
    r"""Return the lines of both texts in order, each with `SAME`, `ADDED` or `REMOVED`.

    >>> changes("a", "a\nb")
    [('same', 'a'), ('added', 'b')]
    """
    old, new = _lines(before), _lines(after)
    found: list[tuple[str, str]] = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [(SAME, line) for line in old[i1:i2]]
            continue
        found += [(REMOVED, line) for line in old[i1:i2]]
        found += [(ADDED, line) for line in new[j1:j2]]
    return found


def merge(base: str, theirs: str, yours: str, heads: Heads | None = None) -> Merged:
    r"""Return the text with the changes of both against `base`; lines end with a line feed.

    >>> merge("a\nb\nc", "A\nb\nc", "a\nb\nC")
    Merged(text='A\nb\nC', clashes=0)
    >>> merge("a", "b", "c").clashes
    1
    """
    shown = heads or Heads()
    parts: list[str] = []
    clashes = 0
    for was, they, you in _regions(_lines(base), _lines(theirs), _lines(yours)):
        if you in (they, was):
            parts += they
        elif they == was:
            parts += you
        elif both := _without_clash(was, they, you):
            parts += both
        else:
            clashes += 1
            parts += [shown.theirs, *they, shown.yours, *you]
    return Merged("\n".join(parts), clashes)


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _without_clash(was: Sequence[str], they: Sequence[str], you: Sequence[str]) -> list[str]:
    """Return both changes at one place if they do not touch: only added lines (theirs first), or different lines."""
    if not was:
        return [*they, *you]
    if not len(was) == len(they) == len(you):
        return []
    lines = list(zip(was, they, you, strict=True))
    if any(old not in (one, other) and one != other for old, one, other in lines):
        return []
    return [other if one == old else one for old, one, other in lines]


def _regions(base: list[str], theirs: list[str], yours: list[str]) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """Yield the same stretch of the three texts, alternating between what stands in all of them and what does not."""
    at_base = at_theirs = at_yours = 0
    for in_base, in_theirs, in_yours, size in _common(base, theirs, yours):
        yield base[at_base:in_base], theirs[at_theirs:in_theirs], yours[at_yours:in_yours]
        same = base[in_base : in_base + size]
        yield same, same, same
        at_base, at_theirs, at_yours = in_base + size, in_theirs + size, in_yours + size


def _common(base: list[str], theirs: list[str], yours: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield where runs of lines stand that all three have: place in each and length; an empty run at the end."""
    left = difflib.SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    right = difflib.SequenceMatcher(None, base, yours, autojunk=False).get_matching_blocks()
    i = j = 0
    while i < len(left) and j < len(right):
        start = max(left[i].a, right[j].a)
        end = min(left[i].a + left[i].size, right[j].a + right[j].size)
        if start < end:
            yield start, left[i].b + start - left[i].a, right[j].b + start - right[j].a, end - start
        if left[i].a + left[i].size < right[j].a + right[j].size:
            i += 1
        else:
            j += 1
    yield len(base), len(theirs), len(yours), 0
