"""Which counts are not told, so that nobody's result can be worked out from them.

The rule, for every unit of an exam's tree, the same for whoever looks and from whichever page:

1. The exam's own unit is told when `FEW` or more have sat and it gives no line away.
2. Under a unit that is told, a line (a unit directly below, or its own members) is not told in which fewer than `FEW`
   have sat, or which gives a line away. With it so many others, those with the fewest first, that two or more lines
   with `FEW` or more persons are left out together, of whom not all and not none have passed. Lines in which nobody
   has sat say nothing and count for nothing.
3. Under a unit that is not told, nothing is told.

A figure gives a line away when all, or none, of its persons have passed and somewhere below it stands a line in which
fewer than `FEW` have sat: all or none of them have passed, too.

By 3 the figures that are told and hold persons of the lines left out at one unit are those of that unit and of units
above it: they give the sum of these lines, no part of it. A sum of two or more lines that is neither nothing nor
everything leaves each of them open (a line of n persons could be k or k + 1 of them for some k).
"""

import itertools
from collections.abc import Mapping, Sequence
from typing import Final

FEW: Final = 10

type Line = tuple[int, int, int]  # persons who have sat, of them passed, the fewest in any line of the line (not 0)
type Level = Mapping[int | None, Line]  # lines by the unit directly below; None = the unit's own members


def left_out(lines: Level) -> set[int | None]:
    """Return the lines that are not told under a unit that is told.

    >>> sorted(left_out({1: (4, 1, 4), 2: (12, 6, 12), 3: (20, 20, 20)})), left_out({1: (12, 6, 3), 2: (20, 20, 20)})
    ([1, 2], set())
    >>> sorted(left_out({1: (12, 12, 3), 2: (20, 9, 20), 3: (30, 9, 5)}))
    [1, 2]
    """
    hidden = {via for via, line in lines.items() if line[0] and not _is_safe(line)}
    rest = sorted((via for via in lines.keys() - hidden if lines[via][0]), key=lambda via: lines[via][0])
    while hidden and rest and not _is_closed([lines[via] for via in hidden]):
        hidden.add(rest.pop(0))
    return hidden


def _is_safe(line: Line) -> bool:
    """Tell whether the figure may be told: it is of many, and says nothing of a few among them."""
    sat, passed, fewest = line
    return sat >= FEW and (0 < passed < sat or fewest >= FEW)


def _is_closed(lines: Sequence[Line]) -> bool:
    """Tell whether the sum of these lines gives none of them away."""
    sat, passed, _ = (sum(numbers) for numbers in zip(*lines, strict=True))
    return len(lines) > 1 and sat >= FEW and 0 < passed < sat


def whole(lines: Level) -> Line:
    """Return the figure of a unit from its lines."""
    found = [line for line in lines.values() if line[0]]
    return (
        sum(sat for sat, _, _ in found),
        sum(passed for _, passed, _ in found),
        min((few for *_, few in found), default=0),
    )


def is_told(path: Sequence[tuple[int, Level]]) -> bool:
    """Tell whether the last unit of the path is told; `path` leads down to it from the exam's unit.

    Args:
        path: each unit with its lines; the next unit is one of them.
    """
    if not path or not _is_safe(whole(path[0][1])):
        return False
    steps = itertools.pairwise(path)
    return all(below not in left_out(lines) for (_, lines), (below, _) in steps)
