"""The list of units: the tree below what the actor may see, and finding a unit by what is typed."""

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db.models import Q, QuerySet

from xuezuo.kernel.text import squeeze
from xuezuo.org.models import Closure, Edge, Unit, UnitName
from xuezuo.org.policies import UNIT_VIEW
from xuezuo.org.queries.access import units_q
from xuezuo.org.types import UnitRow
from xuezuo.platform.access import Actor
from xuezuo.platform.db.ranges import to_span
from xuezuo.platform.db.reading import fetch_all

WHOLE_TREE = 150  # up to so many units the page shows the whole tree; above that one level at a time


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """A unit in a list: how deep it is indented, what is below it, and the name of the unit above."""

    row: UnitRow
    depth: int
    members: int
    children: int
    parent_name: str


def top_units(actor: Actor, on: dt.date) -> list[int]:
    """Return the ids of the highest units that the actor may see on the day; for the house itself every root."""
    if actor.is_system:
        standing = Edge.objects.filter(during__contains=on)
        return list(
            Unit.objects.filter(during__contains=on)
            .exclude(pk__in=standing.values("unit_id"))
            .values_list("pk", flat=True)
            .order_by("code")
        )
    nodes = UNIT_VIEW.nodes(actor)
    alive = set(Unit.objects.filter(pk__in=nodes, during__contains=on).values_list("pk", flat=True))
    below = Closure.objects.filter(ancestor_id__in=alive, descendant_id__in=alive, depth__gt=0, during__contains=on)
    return sorted(alive - set(below.values_list("descendant_id", flat=True)))


def tree_lines(top_ids: Sequence[int], on: dt.date) -> list[Line]:
    """Return the whole tree below the units on the day, each followed by what is below it; one level when it is large.

    Four or five queries. Above `WHOLE_TREE` units only the given units and their children.
    """
    below = Closure.objects.filter(ancestor_id__in=top_ids, during__contains=on)
    depths = dict(below.order_by("depth").values_list("descendant_id", "depth")[: WHOLE_TREE + 1])
    if len(depths) > WHOLE_TREE:
        depths = dict(below.filter(depth__lte=1).values_list("descendant_id", "depth"))
    return _in_tree_order(lines_of(depths, on, depths), set(top_ids))


def unit_search(actor: Actor, text: str, on: dt.date) -> QuerySet[Unit]:
    """Return the units of the day that the actor may see and whose name, pinyin, initials or code holds the text."""
    wanted = squeeze(text).replace(" ", "")
    typed = wanted.lower()
    named = UnitName.objects.filter(during__contains=on).filter(
        Q(name__contains=wanted) | Q(pinyin__contains=typed) | Q(initials__contains=typed)
    )
    found = Unit.objects.filter(during__contains=on).filter(units_q(actor, UNIT_VIEW, on, "id"))
    return found.filter(Q(code__istartswith=wanted) | Q(pk__in=named.values("unit_id"))).order_by("code")


def lines_of(unit_ids: Iterable[int], on: dt.date, depths: Mapping[int, int] | None = None) -> list[Line]:
    """Return the units that exist on the day, by code, with what is below them; three queries.

    Raw SQL: composing the same with the ORM took longer than running it, and every list and page of units does it.
    """
    ids = sorted(unit_ids)
    members = members_of_each(ids, on)
    lines = []
    for *plain, children, parent_name in fetch_all(_LINES, {"ids": ids, "on": on}):
        key, uid, code, name, kind, unit_type, is_temporary, during, parent_id, parent_code = plain
        row = UnitRow(key, uid, code, name, kind, unit_type, is_temporary, to_span(during), parent_id, parent_code)
        lines.append(Line(row, (depths or {}).get(key, 0), members.get(key, 0), children, parent_name))
    return lines


_LINES = """
SELECT u.id, u.uid, u.code, COALESCE(n.name, u.code), u.kind, u.unit_type, u.is_temporary, u.during,
       e.parent_id, COALESCE(p.code, ''),
       (SELECT count(*) FROM org_edge k WHERE k.parent_id = u.id AND k.during @> %(on)s::date),
       COALESCE(pn.name, p.code, '')
  FROM org_unit u
  LEFT JOIN org_unitname n ON n.unit_id = u.id AND n.during @> %(on)s::date
  LEFT JOIN org_edge e ON e.unit_id = u.id AND e.during @> %(on)s::date
  LEFT JOIN org_unit p ON p.id = e.parent_id
  LEFT JOIN org_unitname pn ON pn.unit_id = p.id AND pn.during @> %(on)s::date
 WHERE u.id = ANY(%(ids)s::bigint[]) AND u.during @> %(on)s::date
 ORDER BY u.code
"""


def members_of_each(unit_ids: Collection[int], on: dt.date) -> dict[int, int]:
    """Return the number of formal members in and below each unit on the day, as far as the actor may see them.

    Below many units it is twice as fast to count every unit's members first (180,000 members: 60 ms), below few to
    look each unit's members up (a branch: 1 ms).
    """
    below = Closure.objects.filter(ancestor_id__in=unit_ids, during__contains=on)
    sql = _COUNT_ALL if below[: MANY + 1].count() > MANY else _COUNT_EACH
    return dict(fetch_all(sql, {"ids": sorted(unit_ids), "on": on}))


MANY = 2000
_BELOW = "c.ancestor_id = ANY(%(ids)s::bigint[]) AND c.during @> %(on)s::date"
_FORMAL = "a.kind = 'formal' AND a.during @> %(on)s::date"
_COUNT_EACH = f"""
SELECT c.ancestor_id, count(*) FROM org_closure c JOIN org_affiliation a ON a.unit_id = c.descendant_id
WHERE {_BELOW} AND {_FORMAL} GROUP BY c.ancestor_id
"""
_COUNT_ALL = f"""
WITH below AS MATERIALIZED (SELECT c.ancestor_id, c.descendant_id FROM org_closure c WHERE {_BELOW}),
counted AS MATERIALIZED (
    SELECT a.unit_id, count(*) AS members FROM org_affiliation a WHERE {_FORMAL} GROUP BY a.unit_id
)
SELECT b.ancestor_id, sum(n.members)::bigint FROM below b JOIN counted n ON n.unit_id = b.descendant_id
GROUP BY b.ancestor_id
"""


def _in_tree_order(lines: Sequence[Line], tops: set[int]) -> list[Line]:
    below: dict[int | None, list[Line]] = {}
    for line in sorted(lines, key=lambda line: line.row.code):
        below.setdefault(None if line.row.id in tops else line.row.parent_id, []).append(line)
    ordered: list[Line] = []
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        line = waiting.pop()
        ordered.append(line)
        waiting += reversed(below.get(line.row.id, []))
    return ordered
