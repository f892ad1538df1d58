"""The asks of campaigns, plans and prompts that a class or a visit may name."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Final

from xuezuo.org.queries.tree import unit_row
from xuezuo.org.types import UnitRow
from xuezuo.rules.vocabulary import DeedKind
from xuezuo.study.asks.queries.lists import Doer, asks_open, fitting
from xuezuo.study.asks.types import AskFacts

MOST_UNITS: Final = 12


def asks_for(unit_id: int, kind: DeedKind, on: dt.date) -> list[AskFacts]:
    """Return what is asked of the unit or its members on the civil day `on` that something of this kind can meet."""
    return fitting(asks_open(Doer.of(unit_row(unit_id, on)), on), [kind.value])


def asks_for_any(units: Sequence[UnitRow], kind: DeedKind, on: dt.date) -> list[AskFacts]:
    """Return what `asks_for` returns for each of the units, each ask once; not asked of all = said of whom.

    Who keeps classes of very many units chooses the ask when the class is changed: the form would not be readable.
    """
    if len(units) > MOST_UNITS:
        return []
    found: dict[int, AskFacts] = {}
    named: dict[int, list[str]] = {}
    for unit in units:
        for ask in asks_for(unit.id, kind, on):
            found[ask.id] = ask
            named.setdefault(ask.id, []).append(unit.name)
    return [
        ask
        if len(named[ask.id]) == len(units)
        else dataclasses.replace(ask, label=f"{ask.label}（{'、'.join(named[ask.id])}）")
        for ask in found.values()
    ]
