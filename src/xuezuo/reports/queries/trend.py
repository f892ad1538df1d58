"""Meetings by month."""

from collections.abc import Mapping

from xuezuo.life.deeds import DEED
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


def months_counted(scope: Scope) -> Mapping[tuple[str, str], int]:
    """Return the number of meetings by (id of the month, figure), of the kinds in `TREND_KINDS`; none = no entry."""
    places = places_of(scope)
    where = "b.occurred_on >= %(start)s AND b.occurred_on < %(end)s"
    where += "" if places.units is None else " AND b.unit_id = ANY(%(units)s)"
    sql = f"""WITH place AS ({places.sql})
SELECT to_char(d.occurred_on, 'YYYY-MM'), d.kind, count(*)
  FROM ({DEED.format(where=where)}) d JOIN place ON place.descendant_id = d.unit_id AND place.during @> d.occurred_on
 WHERE d.kind = ANY(%(kinds)s) GROUP BY 1, 2"""
    params = {**places.params, "start": scope.start, "end": scope.end, "units": places.units}
    rows = fetch_all(sql, params | {"kinds": list(TREND_KINDS)})
    return {(month, f"meetings.{kind}"): number for month, kind, number in rows}
