"""Where a report's numbers come from: rooms above, which count, register here what they know.

This room stands below the engine of duties and the registry of figures and must not import them. With nobody
registered a report has no figures, and only its percentages go unchecked.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from xuezuo.org.types import UnitRow
from xuezuo.review.responsibility.types import KnownFigure, Span


class Knowledge(Protocol):
    """What the room of reports gives."""

    def figures(self, unit: UnitRow, span: Span, on: dt.date) -> tuple[KnownFigure, ...]:
        """Return what is known of the unit in these days as of `on`; the caller has checked the right."""
        ...

    def faults(self, text: str, unit: UnitRow, span: Span, known: Sequence[KnownFigure]) -> tuple[str, ...]:
        """Return where typed numbers disagree with these figures or with one another, in words."""
        ...

    def link(self, unit: UnitRow, span: Span, key: str) -> str:
        """Return the address of what stands behind a figure."""
        ...


_known: list[Knowledge] = []


def register(source: Knowledge) -> None:
    """Take `source` as where numbers come from; the last one counts."""
    _known[:] = [source]


def figures(unit: UnitRow, span: Span, on: dt.date) -> tuple[KnownFigure, ...]:
    """Return what the system knows; see `Knowledge.figures`."""
    return _known[0].figures(unit, span, on) if _known else ()


def faults(text: str, unit: UnitRow, span: Span, known: Sequence[KnownFigure]) -> tuple[str, ...]:
    """Return what disagrees; see `Knowledge.faults`."""
    return _known[0].faults(text, unit, span, known) if _known else ()


def link(unit: UnitRow, span: Span, key: str) -> str:
    """Return the way to what stands behind a figure; see `Knowledge.link`."""
    return _known[0].link(unit, span, key) if _known else ""
