"""Which counts are not told, so that nobody's result can be worked out from them.

The rule, for every unit of an exam's tree, the same for whoever looks and from whichever page:

1. The exam's own unit is told when `FEW` or more have sat.
2. Under a unit that is told, a line (a unit directly below, or its own members) in which fewer than `FEW` have sat is
   not told. With it so many others, those with the fewest first, that two or more lines with `FEW` or more persons are
   left out together, of whom not all and not none have passed. Lines in which nobody has sat say nothing and count for
   nothing.
3. Under a unit that is not told, nothing is told.

By 3 the figures that are told and hold persons of the lines left out at one unit are those of that unit and of units
above it: they give the sum of these lines, no part of it. A sum of two or more lines that is neither nothing nor
everything leaves each of them open (a line of n persons could be k or k + 1 of them for some k). Where all, or none, of
a unit that is told have passed, its lines cannot be kept secret; that is a figure of `FEW` or more persons, told like
any other.
"""

import itertools
from collections.abc import Mapping, Sequence
from typing import Final

FEW: Final = 10

type Line = tuple[int, int]  # persons who have sat, of them passed
type Level = Mapping[int | None, Line]  # lines by the unit directly below; None = the unit's own members


def left_out(lines: Level) -> set[int | None]:
    """Return the lines that are not told under a unit that is told.

    >>> sorted(left_out({1: (4, 1), 2: (12, 6), 3: (20, 20)})), left_out({1: (12, 6), 2: (20, 20)})
    ([1, 2], set())
    """
    hidden = {via for via, (sat, _) in lines.items() if 0 < sat < FEW}
    rest = sorted((via for via, (sat, _) in lines.items() if sat >= FEW), key=lambda via: lines[via][0])
    while hidden and rest and not _is_closed([lines[via] for via in hidden]):
        hidden.add(rest.pop(0))
    return hidden


def _is_closed(lines: Sequence[Line]) -> bool:
    """Tell whether the sum of these lines gives none of them away."""
    sat, passed = (sum(numbers) for numbers in zip(*lines, strict=True))
    return len(lines) > 1 and sat >= FEW and 0 < passed < sat


def is_told(path: Sequence[tuple[int, Level]]) -> bool:
    """Tell whether the last unit of the path is told; `path` leads down to it from the exam's unit.

    Args:
        path: each unit with its lines; the next unit is one of them.
    """
    if not path or sum(sat for sat, _ in path[0][1].values()) < FEW:
        return False
    steps = itertools.pairwise(path)
    return all(below not in left_out(lines) for (_, lines), (below, _) in steps)
