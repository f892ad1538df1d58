"""Questionnaires of any unit, counted by child: what goes upward of them beside each one's own result.

Ballots of a part to which fewer than ten answered are in no sum, as on the questionnaire's own page.
"""

import dataclasses
import datetime as dt
import uuid
from typing import Final

from xuezuo.org.queries.tree import unit_labels, unit_row
from xuezuo.org.types import UnitLabel, UnitRow
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.db.reading import fetch_all
from xuezuo.review.ballots.types import LEAST_TO_BREAK_DOWN

_COUNTS: Final = """
WITH part AS (
  SELECT s.id, s.unit_id, (s.closed_at AT TIME ZONE 'Asia/Shanghai')::date AS day, p.size,
         (o.result ->> 'returned')::bigint AS returned
    FROM assessments_survey s
    JOIN assessments_part p ON p.survey_id = s.id
    LEFT JOIN ballots_outcome o ON o.poll_id = p.poll_id
   WHERE s.state = 'closed' AND s.closed_at >= %(start)s::timestamptz AND s.closed_at < %(end)s::timestamptz
)
SELECT c.via_id, count(DISTINCT part.id), sum(part.size)::bigint,
       COALESCE(sum(part.size) FILTER (WHERE part.returned >= %(least)s), 0)::bigint,
       COALESCE(sum(part.returned) FILTER (WHERE part.returned >= %(least)s), 0)::bigint
  FROM part JOIN org_closure c ON c.descendant_id = part.unit_id AND c.ancestor_id = %(unit)s AND c.during @> part.day
 GROUP BY c.via_id"""


_CLOSED: Final = """
SELECT s.uid, s.unit_id, (s.closed_at AT TIME ZONE 'Asia/Shanghai')::date AS day, sum(p.size)::bigint,
       COALESCE(sum((o.result ->> 'returned')::bigint)
                FILTER (WHERE (o.result ->> 'returned')::bigint >= %(least)s), 0)::bigint
  FROM assessments_survey s
  JOIN assessments_part p ON p.survey_id = s.id
  LEFT JOIN ballots_outcome o ON o.poll_id = p.poll_id
 WHERE s.state = 'closed' AND (%(units)s::bigint[] IS NULL OR s.unit_id = ANY(%(units)s::bigint[]))
   AND (s.closed_at AT TIME ZONE 'Asia/Shanghai')::date >= %(start)s::date
   AND (s.closed_at AT TIME ZONE 'Asia/Shanghai')::date < %(end)s::date
 GROUP BY s.id ORDER BY day, s.id"""


@dataclasses.dataclass(frozen=True, slots=True)
class SurveyRow:
    """Closed questionnaires of a child; `counted` of the asked stood in parts of which `returned` ballots came back."""

    label: UnitLabel | None
    surveys: int
    asked: int
    counted: int
    returned: int


@dataclasses.dataclass(frozen=True, slots=True)
class SurveyCounts:
    """A unit's questionnaires of a year by child; the own ones last, then the sum."""

    unit: UnitRow
    year: int
    rows: tuple[SurveyRow, ...]
    total: SurveyRow


@dataclasses.dataclass(frozen=True, slots=True)
class ClosedSurvey:
    """A closed questionnaire in numbers; `returned` leaves out the parts to which fewer than ten answered."""

    uid: uuid.UUID
    unit_id: int
    day: dt.date
    asked: int
    returned: int


def surveys_closed(start: dt.date, end: dt.date, unit_ids: list[int] | None) -> list[ClosedSurvey]:
    """Return the questionnaires of these units (None = all) closed in the days `[start, end)`; names nobody."""
    params = {"start": start, "end": end, "units": unit_ids, "least": LEAST_TO_BREAK_DOWN}
    with acting_as(SYSTEM):
        return [ClosedSurvey(*row) for row in fetch_all(_CLOSED, params)]


def survey_counts(unit_id: int, year: int, on: dt.date) -> SurveyCounts:
    """Count the questionnaires closed in a year at and below a unit; the caller has checked the right to it."""
    zone = dt.timezone(dt.timedelta(hours=8))
    start, end = (dt.datetime(one, 1, 1, tzinfo=zone) for one in (year, year + 1))
    params = {"unit": unit_id, "start": start, "end": end, "least": LEAST_TO_BREAK_DOWN}
    with acting_as(SYSTEM):
        found = fetch_all(_COUNTS, params)
    names = unit_labels([via for via, *_ in found if via], on)
    rows = [SurveyRow(names[via] if via else None, *map(int, numbers)) for via, *numbers in found]
    rows.sort(key=lambda row: (row.label is None, row.label.code if row.label else ""))
    sums = (sum(getattr(row, name) for row in rows) for name in ("surveys", "asked", "counted", "returned"))
    return SurveyCounts(unit_row(unit_id, on), year, tuple(rows), SurveyRow(None, *sums))
