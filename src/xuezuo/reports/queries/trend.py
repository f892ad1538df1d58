"""Meetings by month."""

import datetime as dt
from collections.abc import Mapping

from xuezuo.duties.queries.relations import deeds_of
from xuezuo.kernel.periods import Period, PeriodKind
from xuezuo.life.types import ActivityKind
from xuezuo.platform.db.reading import fetch_all
from xuezuo.reports.queries.places import places_of
from xuezuo.reports.types import Scope

TREND_KINDS = (
    ActivityKind.GENERAL_MEETING.value,
    ActivityKind.COMMITTEE_MEETING.value,
    ActivityKind.GROUP_MEETING.value,
    ActivityKind.LECTURE.value,
    ActivityKind.THEME_DAY.value,
)


def trend_scope(scope: Scope) -> Scope:
    """Return the 12 months that end with the report's last one, for the same unit and tree."""
    last = Period.containing(PeriodKind.MONTH, scope.last_day)
    return Scope(scope.unit_id, _eleven_before(last.start), last.end, scope.held, scope.today)


def _eleven_before(day: dt.date) -> dt.date:
    return day.replace(year=day.year - 1, month=day.month + 1) if day.month < 12 else day.replace(month=1)


def months_counted(scope: Scope) -> Mapping[tuple[str, str], int]:
    """Return the number of meetings by (id of the month, figure), of the kinds in `TREND_KINDS`; none = no entry."""
    places = places_of(scope)
    where = "b.occurred_on >= %(start)s AND b.occurred_on < %(end)s"
    where += "" if places.units is None else " AND b.unit_id = ANY(%(units)s)"
    sql = f"""WITH place AS ({places.sql})
SELECT to_char(d.occurred_on, 'YYYY-MM'), d.kind, count(*)
  FROM ({deeds_of(TREND_KINDS, where)}) d
  JOIN place ON place.descendant_id = d.unit_id AND place.during @> d.occurred_on
 WHERE d.kind = ANY(%(kinds)s) GROUP BY 1, 2"""
    params = {**places.params, "start": scope.start, "end": scope.end, "units": places.units}
    rows = fetch_all(sql, params | {"kinds": list(TREND_KINDS)})
    return {(month, f"meetings.{kind}"): number for month, kind, number in rows}
