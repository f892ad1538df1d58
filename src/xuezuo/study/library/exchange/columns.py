"""The lines of a printed page in the order in which they are read: across the page, and down its columns."""

import dataclasses
import itertools
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Final

from xuezuo.study.library.exchange.plain import glue

_ROWS: Final = 3  # lines: fewer beside one another are no columns
_WIDE: Final = 9  # signs: narrower columns are those of a table, which is read across

type Room = tuple[float, float]  # left and right edge of a column, in points


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """A line on a page, in points from the page's lower left corner; `room` is the column it stands in."""

    text: str
    left: float
    right: float
    top: float
    foot: float
    room: Room | None = None

    @property
    def height(self) -> float:
        """Height of the letters."""
        return self.top - self.foot


def joined(pieces: Sequence[Row]) -> list[Row]:
    """Put pieces together that stand beside one another on one line, as where the font changes."""
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda one: one.left):
        mates = [place for place, row in enumerate(rows) if _touch(row, piece)]
        if not mates:
            rows.append(piece)
            continue
        place = max(mates, key=lambda at: _overlap(rows[at], piece))
        row = rows[place]
        rows[place] = Row(
            glue(row.text, piece.text),
            row.left,
            max(row.right, piece.right),
            max(row.top, piece.top),
            min(row.foot, piece.foot),
        )
    return rows


def _overlap(one: Row, other: Row) -> float:
    return min(one.top, other.top) - max(one.foot, other.foot)


def _touch(left: Row, right: Row) -> bool:
    size = max(left.height, right.height)
    is_beside = _overlap(left, right) > min(left.height, right.height) * 0.5
    return is_beside and -size < right.left - left.right < size * 1.2


def is_beside(one: Row, other: Row) -> bool:
    """Tell whether two lines stand at one height."""
    return _overlap(one, other) > min(one.height, other.height) * 0.5


def in_reading_order(rows: Sequence[Row]) -> list[Row]:
    """Return the lines from top to foot; where columns stand beside one another, down each of them from the left.

    A line that runs across ends the columns above it. The cells of a table are no columns: they are narrow.
    """
    return list(_ordered(_from_top(rows)))


def _from_top(rows: Sequence[Row]) -> list[Row]:
    """Sort by height and, among lines that stand at one height, from the left."""
    sorted_rows: list[Row] = []
    level: list[Row] = []
    for row in sorted(rows, key=lambda one: -(one.top + one.foot)):
        if level and not is_beside(level[0], row):
            sorted_rows += sorted(level, key=lambda one: one.left)
            level = []
        level.append(row)
    return sorted_rows + sorted(level, key=lambda one: one.left)


def _ordered(rows: list[Row]) -> Iterator[Row]:
    place = 0
    while place < len(rows):
        end, columns = _band(rows, place)
        if not columns:
            yield rows[place]
            place += 1
            continue
        for column in columns:
            room = (min(row.left for row in column), max(row.right for row in column))
            yield from _ordered([dataclasses.replace(row, room=room) for row in column])
        place = end


def _band(rows: list[Row], start: int) -> tuple[int, list[list[Row]]]:
    """Return where the columns that begin with this line end, and their lines; no columns where there are none."""
    free = [(float("-inf"), float("inf"))]  # what no line has covered so far
    found: tuple[int, list[list[Row]]] = (start, [])
    gutters: list[Room] = []
    for end, row in enumerate(rows[start:], start + 1):
        free = [part for one in free for part in _left_of(one, row)]
        inner = [one for one in free if one[0] > float("-inf") and one[1] < float("inf")]
        if end - start > 1 and not inner and gutters:
            break
        gutters = inner or gutters
        if not inner and end - start > 2:
            break
        if inner and (columns := _parted(rows[start:end], inner)):
            found = (end, columns)
    return found


def _left_of(free: Room, row: Row) -> Iterator[Room]:
    """Yield what of a free stretch stays free beside the line; a gutter is at least as wide as a sign."""
    least = row.height * 0.6
    for left, right in ((free[0], min(free[1], row.left)), (max(free[0], row.right), free[1])):
        if right - left > least:
            yield left, right


def _parted(rows: list[Row], gutters: list[Room]) -> list[list[Row]]:
    """Return the lines between the gutters, if these are columns of text; else nothing."""
    edges = [float("-inf"), *((left + right) / 2 for left, right in sorted(gutters)), float("inf")]
    columns = [
        [row for row in rows if left < (row.left + row.right) / 2 < right] for left, right in itertools.pairwise(edges)
    ]
    if min(map(len, columns)) < _ROWS or not _are_text(columns):
        return []
    return columns


def _are_text(columns: list[list[Row]]) -> bool:
    return all(
        median(row.right - row.left for row in column) > _WIDE * median(row.height for row in column)
        for column in columns
    )
