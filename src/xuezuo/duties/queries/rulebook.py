"""What the rule browser shows."""

import datetime as dt
from collections.abc import Collection

from xuezuo.duties.policies import RULES_VIEW
from xuezuo.duties.queries.asks import asks_around, duty_named
from xuezuo.duties.queries.packs import packs, rules_of
from xuezuo.duties.types import AskDuty
from xuezuo.kernel.dates import ONE_DAY, parse_civil_date
from xuezuo.kernel.errors import NotFound
from xuezuo.org.queries.access import unit_decision
from xuezuo.platform.access import Actor
from xuezuo.rules.errors import UnknownDuty
from xuezuo.rules.queries import DutyRow, duty_get, duty_list, parameter_list, regulation_list


def rulebook(actor: Actor, day: str, today: dt.date) -> dict[str, object]:
    """Return duties, documents and parameters as of the day named in `day` (YYYY-MM-DD), today when it names none.

    With them what is asked of the actor's own units for a time; what others are asked is not shown.
    """
    try:
        on = parse_civil_date(day)
    except ValueError:
        on = today
    return {
        "on": on,
        "is_today": on == today,
        "duties": duty_list(packs(), on),
        "asks": [
            duty_get(ask.packs, ask.id, on)
            for ask in asks_around(_own(actor), on, on + ONE_DAY)
            if ask.periods_between(on, on + ONE_DAY)
        ],
        "regulations": regulation_list(packs(), on),
        "parameters": parameter_list(packs(), on),
    }


def duty_page(actor: Actor, duty_id: str, on: dt.date) -> DutyRow:
    """Return one duty with its history.

    Raises:
        NotFound: when no pack defines it; when it was asked of units that are none of the actor's, nor below them.
    """
    try:
        duty = duty_named(duty_id)
    except UnknownDuty:
        raise NotFound from None
    if isinstance(duty, AskDuty) and not actor.is_system:
        start, end = duty.facts.during.start, duty.versions[-1].end or on
        is_own = duty.id in {ask.id for ask in asks_around(_own(actor), start, end)}
        if not is_own and not unit_decision(actor, RULES_VIEW, duty.facts.unit_id, on):
            raise NotFound
    return duty_get(rules_of(duty), duty_id, on)


def _own(actor: Actor) -> Collection[int]:
    return RULES_VIEW.nodes(actor)
