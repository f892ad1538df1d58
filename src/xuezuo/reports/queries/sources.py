"""What stands behind each figure, as SQL: one relation of rows whose quantities add up to the figure.

Columns: `unit_id, via_id` (child of the report's unit, NULL for its own), `day, uid, kind, pid, asked, done,
recorded_on, qty`. The sum of `qty` is the figure; a figure that the roll-up counts by another query must give the same
number (tests compare all of them). Members are counted per unit: no person stands in a report.
"""

from collections.abc import Mapping

from xuezuo.duties.queries.asks import duty_named
from xuezuo.duties.queries.relations import deeds_of
from xuezuo.duties.queries.slots import slot_query
from xuezuo.duties.queries.templates import STATE
from xuezuo.life.deeds import DECISION, TALK_KIND_PREFIX
from xuezuo.life.types import ActivityKind, TalkPair
from xuezuo.org.types import PostKind
from xuezuo.platform.db.reading import fetch_all
from xuezuo.reports.queries.columns import Source, row_of
from xuezuo.reports.queries.places import Places
from xuezuo.reports.queries.reviews import review_source
from xuezuo.reports.types import Scope, Shape
from xuezuo.rules.types import Duty
from xuezuo.rules.vocabulary import SubjectKind

_KINDS = (*ActivityKind.values, *(f"{TALK_KIND_PREFIX}{pair}" for pair in TalkPair.values))
_ACTIVITY = "d.is_main AND d.kind = ANY(%(kinds)s)"
_HELD_POST = """EXISTS (SELECT 1 FROM org_post o WHERE o.member_id = d.by_member_id AND o.kind = ANY(%({posts})s)
    AND o.during @> d.occurred_on)"""
_BY_SECRETARY = _HELD_POST.format(posts="secretaries")
_BY_COMMITTEE = _HELD_POST.format(posts="committee")
_DEEDS = {  # which rows of `deed` count, and how much each
    "deeds": (_ACTIVITY, "1"),
    "deeds.late": (f"{_ACTIVITY} AND d.recorded_on > d.occurred_on", "1"),
    "attendance.expected": (_ACTIVITY, "d.expected"),
    "attendance.present": (_ACTIVITY, "d.present"),
    "talks": ("starts_with(d.kind, 'heart_talk_')", "1"),
    "lectures.by_secretary": (f"d.kind = 'lecture' AND {_BY_SECRETARY}", "1"),
    "lectures.by_committee": (f"d.kind = 'lecture' AND NOT {_BY_SECRETARY} AND {_BY_COMMITTEE}", "1"),
    "lectures.by_other": (f"d.kind = 'lecture' AND NOT {_BY_SECRETARY} AND NOT {_BY_COMMITTEE}", "1"),
}
_UNDONE = "(d.done_on IS NULL OR d.done_on > %(as_of)s) AND (d.dropped_on IS NULL OR d.dropped_on > %(as_of)s)"
_DECISIONS = {  # which decisions count, as things stood on the last day or on the day of the report
    "resolutions": "TRUE",
    "resolutions.done": "d.done_on <= %(as_of)s",
    "resolutions.overdue": f"d.due_on < %(as_of)s AND {_UNDONE}",
}
_BEFORE = """EXISTS (SELECT 1 FROM {table} x WHERE x.unit_id = b.unit_id AND upper(x.during) = lower(b.during)
    AND x.{column} <> b.{column})"""
_EVENTS = {  # figure: (table, day of the event, day on which the tree is asked, further condition)
    "tree.founded": ("org_unit", "lower(b.during)", "lower(b.during)", "TRUE"),
    "tree.ended": ("org_unit", "upper(b.during)", "upper(b.during) - 1", "TRUE"),
    "tree.moved": (
        "org_edge",
        "lower(b.during)",
        "lower(b.during)",
        _BEFORE.format(table="org_edge", column="parent_id"),
    ),
    "tree.renamed": (
        "org_unitname",
        "lower(b.during)",
        "lower(b.during)",
        _BEFORE.format(table="org_unitname", column="name"),
    ),
}
_SUBJECTS = {  # which units count, from the numbers of their periods
    "bound": "TRUE",
    "complete": "done = asked",
    "missing": "missed > 0",
}


def source(scope: Scope, places: Places, key: str) -> Source | None:
    """Return what stands behind the count `key`; None when nothing can (a duty not in force in the period)."""
    return review_source(scope, places, key) or _source(scope, places, key)


def _source(scope: Scope, places: Places, key: str) -> Source | None:
    family, _, rest = key.partition(".")
    if family == "duties":
        duty, _, state = rest.rpartition(".")
        return _duty(scope, places, duty_named(duty), state)
    if family == "subjects":
        duty, _, which = rest.rpartition(".")
        return _subjects(scope, places, duty_named(duty), which)
    params = _params(scope, places)
    if key in _DECISIONS or key in _EVENTS:
        made, shape = (_decisions, Shape.DECISIONS) if key in _DECISIONS else (_event, Shape.EVENTS)
        return Source(made(places, key), params, shape)
    if key == "members":
        return Source(_members(places), params, Shape.MEMBERS)
    if key in {"units", "branches"}:
        return Source(_units(places, only_branches=key == "branches"), params, Shape.UNITS)
    condition, quantity = _DEEDS.get(key, ("d.kind = %(kind)s", "1"))
    sql = _deeds(places, condition, quantity)
    return Source(sql, params | {"kind": rest}, Shape.TALKS if key == "talks" else Shape.DEEDS)


def _params(scope: Scope, places: Places) -> dict[str, object]:
    secretaries = [PostKind.SECRETARY.value, PostKind.DEPUTY.value]
    return {
        **places.params,
        "start": scope.start,
        "end": scope.end,
        "last_day": scope.last_day,
        "as_of": min(scope.last_day, scope.today),
        "units": places.units,
        "kinds": list(ActivityKind.values),
        "secretaries": secretaries,
        "committee": [PostKind.COMMITTEE_MEMBER.value],
    }


def _units(places: Places, *, only_branches: bool) -> str:
    kind = "AND u.kind = 'branch'" if only_branches else ""
    return f"""WITH place AS ({places.sql})
SELECT {row_of(unit_id="u.id", kind="u.kind::text")}
  FROM org_unit u JOIN place ON place.descendant_id = u.id AND place.during @> %(last_day)s::date
 WHERE u.during @> %(last_day)s::date {kind}"""


def _members(places: Places) -> str:
    return f"""WITH place AS ({places.sql})
SELECT {row_of(unit_id="a.unit_id", qty="count(*)")}
  FROM org_affiliation a JOIN place ON place.descendant_id = a.unit_id AND place.during @> %(last_day)s::date
 WHERE a.kind = 'formal' AND a.during @> %(last_day)s::date GROUP BY a.unit_id, place.via_id"""


def _deeds(places: Places, condition: str, quantity: str) -> str:
    where = "b.occurred_on >= %(start)s AND b.occurred_on < %(end)s"
    where += "" if places.units is None else " AND b.unit_id = ANY(%(units)s)"
    row = row_of(
        unit_id="d.unit_id",
        day="d.occurred_on",
        uid="d.uid",
        kind="d.kind",
        asked="d.expected",
        done="d.present",
        recorded_on="d.recorded_on",
        qty=quantity,
    )
    return f"""WITH place AS ({places.sql})
SELECT {row}
  FROM ({deeds_of(_KINDS, where)}) d JOIN place ON place.descendant_id = d.unit_id AND place.during @> d.occurred_on
 WHERE {condition}"""


def _decisions(places: Places, key: str) -> str:
    where = "b.occurred_on >= %(start)s AND b.occurred_on < %(end)s"
    where += "" if places.units is None else " AND b.unit_id = ANY(%(units)s)"
    row = row_of(unit_id="d.unit_id", day="d.occurred_on", uid="d.uid", kind="d.kind", recorded_on="d.done_on")
    return f"""WITH place AS ({places.sql})
SELECT {row}
  FROM ({DECISION.format(where=where)}) d
  JOIN place ON place.descendant_id = d.unit_id AND place.during @> d.occurred_on
 WHERE {_DECISIONS[key]}"""


def _event(places: Places, key: str) -> str:
    table, day, placed_on, condition = _EVENTS[key]
    unit = "b.id" if table == "org_unit" else "b.unit_id"
    return f"""WITH place AS ({places.sql})
SELECT {row_of(unit_id=unit, day=day)}
  FROM {table} b JOIN place ON place.descendant_id = {unit} AND place.during @> ({placed_on})
 WHERE {day} >= %(start)s AND {day} < %(end)s AND {condition}"""


def _slots(scope: Scope, places: Places, duty: Duty) -> tuple[str, dict[str, object]] | None:
    """Return the text up to the relations `place` and `slot`, and its parameters."""
    periods = duty.periods_ending_in(scope.start, scope.end)
    query = slot_query(duty, periods, scope.today, units=places.units) if periods else None
    if query is None:
        return None
    return f"WITH place AS ({places.sql}), {query.ctes}", {**query.params, **places.params}


def _duty(scope: Scope, places: Places, duty: Duty, state: str) -> Source | None:
    found = _slots(scope, places, duty)
    if found is None:
        return None
    text, params = found
    is_member = SubjectKind.MEMBER in duty.subjects
    values = {"unit_id": "slot.unit_id", "pid": "slot.pid", "day": "slot.ends - 1"}
    values |= {"qty": "count(*)"} if is_member else {"asked": "slot.required", "done": "slot.done"}
    sql = f"""{text}
SELECT {row_of(**values)}
  FROM slot JOIN place ON place.descendant_id = slot.unit_id AND place.during @> slot.placed_on
 WHERE {STATE} = %(state)s
 {"GROUP BY slot.unit_id, place.via_id, slot.pid, slot.ends" if is_member else ""}"""
    return Source(sql, params | {"state": state}, Shape.MEMBER_SLOTS if is_member else Shape.SLOTS)


def _subjects(scope: Scope, places: Places, duty: Duty, which: str) -> Source | None:
    found = _subject_text(scope, places, duty)
    if found is None:
        return None
    text, params = found
    row = row_of(unit_id="unit_id", via_id="NULL::bigint", asked="asked", done="done")
    return Source(f"{text} SELECT {row} FROM subject_total WHERE {_SUBJECTS[which]}", params, Shape.SUBJECTS)


def subject_totals(scope: Scope, places: Places, duty: Duty) -> dict[str, int]:
    """Return how many units a duty of units binds, how many met every period and how many missed one; one query."""
    keys = [f"subjects.{duty.id}.{which}" for which in _SUBJECTS]
    found = _subject_text(scope, places, duty)
    if found is None:
        return dict.fromkeys(keys, 0)
    text, params = found
    counts = ", ".join(f"count(*) FILTER (WHERE {condition})" for condition in _SUBJECTS.values())
    [numbers] = fetch_all(f"{text} SELECT {counts} FROM subject_total", params)
    return dict(zip(keys, numbers, strict=True))


def _subject_text(scope: Scope, places: Places, duty: Duty) -> tuple[str, Mapping[str, object]] | None:
    """Return the text up to the relation `subject_total`: per bound unit the periods asked, met and missed."""
    found = _slots(scope, places, duty)
    if found is None:
        return None
    text, params = found
    sql = f"""{text}, stated AS (
SELECT slot.unit_id, {STATE} AS state
  FROM slot JOIN place ON place.descendant_id = slot.unit_id AND place.during @> slot.placed_on),
subject_total AS (
SELECT unit_id, count(*) AS asked, count(*) FILTER (WHERE state IN ('met', 'met_late')) AS done,
       count(*) FILTER (WHERE state = 'missed') AS missed
  FROM stated WHERE state <> 'exempt' GROUP BY unit_id)"""
    return sql, params
