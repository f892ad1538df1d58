"""Which asks of campaigns, plans and prompts an activity may name."""

import datetime as dt

from xuezuo.life.models import Activity
from xuezuo.life.types import KINDS_OF_UNIT, ActivityKind
from xuezuo.study.asks.queries.lists import Doer, asks_open, fitting
from xuezuo.study.asks.types import AskFacts


def asks_offered(unit: Doer, kind: str, on: dt.date) -> list[AskFacts]:
    """Return the asks open for the unit that day that an activity of this kind can meet; a theme day by any part."""
    kinds = KINDS_OF_UNIT[unit.kind] if kind == ActivityKind.THEME_DAY else [kind]
    return fitting(asks_open(unit, on), [str(one) for one in (kind, *kinds)])


def asks_served(activity: Activity) -> list[tuple[int, str]]:
    """Return (id, label) of the asks that the activity names, in the order in which they were made."""
    return list(activity.serves.order_by("ask_id").values_list("ask_id", "ask__label"))
