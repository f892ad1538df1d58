"""Rows that hang on meetings, put under them."""

import collections
from collections.abc import Iterable
from typing import Protocol


class OfActivity(Protocol):
    """A row that hangs on a meeting."""

    @property
    def activity_id(self) -> int:
        """The meeting."""


def grouped[T: OfActivity](rows: Iterable[T]) -> dict[int, list[T]]:
    """Return the rows by the id of their meeting, in the order given; a meeting without rows has an empty list."""
    found: dict[int, list[T]] = collections.defaultdict(list)
    for row in rows:
        found[row.activity_id].append(row)
    return found
