"""What rooms above have to say before a unit ends: they register here, because this room cannot see their records.

A concern is shown with the preview and stops nothing: records after the end keep their unit, count under no superior as
held then, and under the successor as of today.
"""

import datetime as dt
from collections.abc import Callable

type Concern = Callable[[int, dt.date], str]

_concerns: list[Concern] = []


def concern(check: Concern) -> Concern:
    """Register a function of unit id and first day without the unit; it returns a sentence in Chinese, or nothing."""
    if check not in _concerns:
        _concerns.append(check)
    return check


def concerns_about(unit_id: int, on: dt.date) -> list[str]:
    """Return what the rooms above say about ending the unit on the day."""
    return [words for check in _concerns if (words := check(unit_id, on))]
