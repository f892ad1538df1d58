"""The asks of campaigns, plans and prompts that a class or a visit may name."""

import datetime as dt

from xuezuo.org.queries.tree import unit_row
from xuezuo.rules.vocabulary import DeedKind
from xuezuo.study.asks.queries.lists import Doer, asks_open, fitting
from xuezuo.study.asks.types import AskFacts


def asks_for(unit_id: int, kind: DeedKind, on: dt.date) -> list[AskFacts]:
    """Return what is asked of the unit or its members on the civil day `on` that something of this kind can meet."""
    return fitting(asks_open(Doer.of(unit_row(unit_id, on)), on), [kind.value])
