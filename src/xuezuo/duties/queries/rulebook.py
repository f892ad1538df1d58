"""What the rule browser shows."""

import datetime as dt

from xuezuo.duties.queries.packs import packs
from xuezuo.kernel.dates import parse_civil_date
from xuezuo.kernel.errors import NotFound
from xuezuo.rules.errors import UnknownDuty
from xuezuo.rules.queries import DutyRow, duty_get, duty_list, parameter_list, regulation_list


def rulebook(day: str, today: dt.date) -> dict[str, object]:
    """Return duties, documents and parameters as of the day named in `day` (YYYY-MM-DD), today when it names none."""
    try:
        on = parse_civil_date(day)
    except ValueError:
        on = today
    return {
        "on": on,
        "is_today": on == today,
        "duties": duty_list(packs(), on),
        "regulations": regulation_list(packs(), on),
        "parameters": parameter_list(packs(), on),
    }


def duty_page(duty_id: str, on: dt.date) -> DutyRow:
    """Return one duty with its history.

    Raises:
        NotFound: when no pack defines it.
    """
    try:
        return duty_get(packs(), duty_id, on)
    except UnknownDuty:
        raise NotFound from None
