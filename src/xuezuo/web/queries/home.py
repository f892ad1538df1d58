"""The board on the home page: what one's own unit still has to do this month."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from xuezuo.duties.queries.choices import holds_post, month_of, own_units
from xuezuo.duties.queries.this_month import Item, this_month
from xuezuo.kernel.periods import Period
from xuezuo.org.types import UnitRow
from xuezuo.platform.access import Actor

SHOWN = 3  # what fits on a phone without scrolling past it; the month's own page has the rest


@dataclasses.dataclass(frozen=True, slots=True)
class Board:
    """What the home page says about one unit.

    Attributes:
        unit: the unit of the actor's first post, else where the actor belongs.
        month: the month of the day asked for.
        first: the most urgent open items.
        todo_count: open items.
        done_count: items that are met, in time or late.
        is_own: the actor holds a post there and so records what is done.
    """

    unit: UnitRow
    month: Period
    first: Sequence[Item]
    todo_count: int
    done_count: int
    is_own: bool


def home_board(actor: Actor, on: dt.date) -> Board | None:
    """Return the board of the actor's unit on the civil day `on`; None for people without a unit."""
    units = own_units(actor, on)
    if not units:
        return None
    month = month_of("", on)
    items = this_month(units[0].id, month, on)
    todo = [item for item in items if item.is_open]
    done = [item for item in items if not item.is_open and item.status.state != "exempt"]
    return Board(units[0], month, todo[:SHOWN], len(todo), len(done), holds_post(actor, units[0].id))
