"""Units as they stood on a day, by hand-written SQL.

Composing the same with the ORM takes several times longer than running it, and every page needs a few of these.
"""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Final

from xuezuo.kernel.errors import NotFound
from xuezuo.org.types import UnitLabel, UnitRow
from xuezuo.platform.db.ranges import to_span
from xuezuo.platform.db.reading import fetch_all

_ROW: Final = """
SELECT u.id, u.uid, u.code, COALESCE(n.name, u.code), u.kind, u.unit_type, u.is_temporary, u.during, e.parent_id,
       COALESCE(p.code, '')
  FROM {units}
  LEFT JOIN org_unitname n ON n.unit_id = u.id AND n.during @> {day}
  LEFT JOIN org_edge e ON e.unit_id = u.id AND e.during @> {day}
  LEFT JOIN org_unit p ON p.id = e.parent_id
 WHERE {where}
"""
_ONE: Final = _ROW.format(
    units="""org_unit u
 CROSS JOIN LATERAL (SELECT GREATEST(LEAST(%(day)s::date, upper(u.during) - 1), lower(u.during)) AS day) shown""",
    day="shown.day",
    where="u.{field} = %(key)s",
)
_SOME: Final = _ROW.format(
    units="org_unit u",
    day="%(day)s::date",
    where="u.id = ANY(%(ids)s::bigint[]) AND u.during @> %(day)s::date ORDER BY u.code",
)
_ABOVE: Final = _ROW.format(
    units="org_closure c JOIN org_unit u ON u.id = c.ancestor_id",
    day="%(day)s::date",
    where="c.descendant_id = %(unit)s AND c.during @> %(day)s::date ORDER BY c.depth DESC",
)
_LABELS: Final = """
SELECT u.id, u.code, u.uid, u.kind, (
       SELECT n.name FROM org_unitname n WHERE n.unit_id = u.id
        ORDER BY n.during @> %(day)s::date DESC, n.during DESC LIMIT 1)
  FROM org_unit u WHERE u.id = ANY(%(ids)s::bigint[])
"""


def unit_row(key: str | uuid.UUID | int, day: dt.date) -> UnitRow:
    """Return the unit with this code, uid or id as on `day` (for an ended unit: as on its last day).

    Raises:
        NotFound: when there is no such unit.
    """
    field = "uid" if isinstance(key, uuid.UUID) else "id" if isinstance(key, int) else "code"
    found = _read(_ONE.format(field=field), {"key": key, "day": day})
    if not found:
        raise NotFound
    return found[0]


def rows_by_id(unit_ids: Collection[int], day: dt.date) -> list[UnitRow]:
    """Return the units with these ids that exist on `day`, by code."""
    return _read(_SOME, {"ids": list(unit_ids), "day": day})


def ancestors_on(unit_id: int, day: dt.date) -> list[UnitRow]:
    """Return the units above on `day`, the top first, the unit itself last."""
    return _read(_ABOVE, {"unit": unit_id, "day": day})


def unit_labels(unit_ids: Collection[int], day: dt.date) -> dict[int, UnitLabel]:
    """Return code, name, uid and kind of each unit by id; the name on `day`, else the latest one."""
    rows = fetch_all(_LABELS, {"ids": list(unit_ids), "day": day}) if unit_ids else []
    return {key: UnitLabel(code, name or "", uid, kind) for key, code, uid, kind, name in rows}


def _read(sql: str, params: dict[str, object]) -> list[UnitRow]:
    return [
        UnitRow(key, uid, code, name, kind, unit_type, is_temporary, to_span(during), parent_id, parent_code)
        for key, uid, code, name, kind, unit_type, is_temporary, during, parent_id, parent_code in fetch_all(
            sql, params
        )
    ]
