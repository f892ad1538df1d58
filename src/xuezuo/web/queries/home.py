"""The board on the home page: what one's own unit still has to do this month."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from xuezuo.duties.queries.choices import holds_post, month_of, own_units
from xuezuo.duties.queries.this_month import Item, this_month
from xuezuo.kernel.periods import Period
from xuezuo.org.types import UnitRow
from xuezuo.platform.access import Actor
from xuezuo.study.plans.queries.prompts import UnreadPrompt, unread_for

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
        unread: prompts that the unit has not read, for those who read them; those with a reminder first.
    """

    unit: UnitRow
    month: Period
    first: Sequence[Item]
    todo_count: int
    done_count: int
    is_own: bool
    unread: Sequence[UnreadPrompt]


def home_board(actor: Actor, on: dt.date) -> Board | None:
    """Return the board of the actor's unit on the civil day `on`; None for people without a unit."""
    units = own_units(actor, on)
    if not units:
        return None
    month = month_of("", on)
    items = this_month(units[0].id, month, on)
    todo = [item for item in items if item.is_open]
    done = [item for item in items if not item.is_open and item.status.state != "exempt"]
    return Board(
        unit=units[0],
        month=month,
        first=todo[:SHOWN],
        todo_count=len(todo),
        done_count=len(done),
        is_own=holds_post(actor, units[0].id),
        unread=unread_for(actor, units[0].id, on),
    )
