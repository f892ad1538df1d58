"""What rooms above have recorded of a unit: they register here, because this room cannot see their records.

What a unit has done on a day keeps the unit on that day. Its end before that is refused: the record would stand under
no superior and count nowhere. What is only planned is a concern, shown with the preview: it stops nothing.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Collection, Mapping

from xuezuo.org.errors.structure import DeedsRemain
from xuezuo.org.models import Unit
from xuezuo.org.services.structure.checks import label


@dataclasses.dataclass(frozen=True, slots=True)
class Recorded:
    """How many records a unit has from some day on, and the civil day of the latest."""

    count: int
    last: dt.date


type Source = Callable[[Mapping[int, dt.date]], Mapping[int, Recorded]]
type Concern = Callable[[int, dt.date], str]

_sources: list[Source] = []
_concerns: list[Concern] = []


def source_of_records(source: Source) -> Source:
    """Register a function of first days without the unit, by unit id; it returns what each unit has from then on."""
    if source not in _sources:
        _sources.append(source)
    return source


def concern(check: Concern) -> Concern:
    """Register a function of unit id and first day without the unit; it returns a sentence in Chinese, or nothing."""
    if check not in _concerns:
        _concerns.append(check)
    return check


def concerns_about(unit_id: int, on: dt.date) -> list[str]:
    """Return what the rooms above say about ending the unit on the day."""
    return [words for check in _concerns if (words := check(unit_id, on))]


def recorded_from(ends: Mapping[int, dt.date]) -> dict[int, Recorded]:
    """Return what is recorded of each unit on its day or later; units without records are not in it.

    Read it after the units' rows are locked (`rows.hold`): who is recording holds them too.
    """
    found: dict[int, Recorded] = {}
    for source in _sources:
        for unit_id, more in source(ends).items():
            known = found.get(unit_id, Recorded(0, more.last))
            found[unit_id] = Recorded(known.count + more.count, max(known.last, more.last))
    return found


def check_nothing_recorded(units: Collection[Unit], on: dt.date) -> None:
    """Check that none of the units, all ending on the day, has a record on that day or later.

    Raises:
        DeedsRemain: one has; it names how many and the latest day.
    """
    found = recorded_from({unit.pk: on for unit in units})
    for unit in units:
        if unit.pk in found:
            kept = found[unit.pk]
            raise DeedsRemain(unit=label(unit, on), on=on, count=kept.count, last=kept.last)
