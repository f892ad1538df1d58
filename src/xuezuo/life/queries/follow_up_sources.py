"""What has to be put right for reasons that are no meeting's decision: rooms above say so, and it stands in one list.

A room above registers a source in its app's `ready()`; this room never knows which. Example:

    add_source("responsibility", Problems())
"""

import dataclasses
import datetime as dt
from typing import Final, Protocol

from xuezuo.life.types import Progress
from xuezuo.platform.access import Actor


@dataclasses.dataclass(frozen=True, slots=True)
class OtherFollowUp:
    """A thing to be put right, as this room's lists show it beside decisions.

    Attributes:
        text: what is to be done, or what is wrong.
        href: where it is read and moved on.
        origin: what it comes from, in words.
        due_on: last civil day.
        progress: how far it is; `DONE` = a second person has confirmed it.
        owner: who answers for it, a post in words.
        note: what came of it.
        done_on: civil day on which it was put right, once confirmed.
        reported_on: civil day that was reported.
    """

    text: str
    href: str
    origin: str
    due_on: dt.date
    progress: Progress
    owner: str = ""
    note: str = ""
    reported_on: dt.date | None = None
    done_on: dt.date | None = None
    dropped_on: None = None

    def is_overdue(self, on: dt.date) -> bool:
        """Nobody has reported it, and its last day is past."""
        return self.progress == Progress.OPEN and self.due_on < on


class Source(Protocol):
    """What a room above gives."""

    def of_unit(self, actor: Actor, unit_id: int, on: dt.date) -> list[OtherFollowUp]:
        """Return what the unit has to put right and has put right, as far as this asker may know, soonest due first."""
        ...

    def to_confirm(self, actor: Actor, on: dt.date) -> list[OtherFollowUp]:
        """Return what waits for this asker's word as the second person."""
        ...


_SOURCES: Final[dict[str, Source]] = {}


def add_source(name: str, source: Source) -> None:
    """Register a source; the same name again replaces it. Each is asked with one or two queries."""
    _SOURCES[name] = source


def others_of(actor: Actor, unit_id: int, on: dt.date) -> list[OtherFollowUp]:
    """Return what rooms above say of a unit to this asker, the soonest due first."""
    found = (one for name in sorted(_SOURCES) for one in _SOURCES[name].of_unit(actor, unit_id, on))
    return sorted(found, key=lambda one: one.due_on)


def others_to_confirm(actor: Actor, on: dt.date) -> list[OtherFollowUp]:
    """Return what waits for this asker in rooms above."""
    return [one for name in sorted(_SOURCES) for one in _SOURCES[name].to_confirm(actor, on)]
