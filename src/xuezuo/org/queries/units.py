"""The list of units: the tree below what the actor may see, and finding a unit by what is typed."""

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable, Sequence

from django.db.models import Count, Q, QuerySet

from xuezuo.kernel.text import squeeze
from xuezuo.org.models import Closure, Edge, Unit, UnitName
from xuezuo.org.policies import UNIT_VIEW
from xuezuo.org.queries.access import units_q
from xuezuo.org.queries.tree import to_row, unit_labels, units_on
from xuezuo.org.types import AffiliationKind, UnitRow
from xuezuo.platform.access import Actor

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
            units_on(on).exclude(pk__in=standing.values("unit_id")).values_list("pk", flat=True).order_by("code")
        )
    nodes = UNIT_VIEW.nodes(actor)
    alive = set(Unit.objects.filter(pk__in=nodes, during__contains=on).values_list("pk", flat=True))
    below = Closure.objects.filter(ancestor_id__in=alive, descendant_id__in=alive, depth__gt=0, during__contains=on)
    return sorted(alive - set(below.values_list("descendant_id", flat=True)))


def tree_lines(top_ids: Sequence[int], on: dt.date) -> list[Line]:
    """Return the whole tree below the units on the day, each followed by what is below it; one level when it is large.

    Five queries. Above `WHOLE_TREE` units only the given units and their children.
    """
    below = Closure.objects.filter(ancestor_id__in=top_ids, during__contains=on)
    depths = dict(below.order_by("depth").values_list("descendant_id", "depth")[: WHOLE_TREE + 1])
    if len(depths) > WHOLE_TREE:
        depths = dict(below.filter(depth__lte=1).values_list("descendant_id", "depth"))
    lines = lines_of(units_on(on).filter(pk__in=depths), on, depths)
    return _in_tree_order(lines, set(top_ids))


def unit_search(actor: Actor, text: str, on: dt.date) -> QuerySet[Unit]:
    """Return the units of the day that the actor may see and whose name, pinyin, initials or code holds the text."""
    wanted = squeeze(text).replace(" ", "")
    typed = wanted.lower()
    named = UnitName.objects.filter(during__contains=on).filter(
        Q(name__contains=wanted) | Q(pinyin__contains=typed) | Q(initials__contains=typed)
    )
    found = units_on(on).filter(units_q(actor, UNIT_VIEW, on, "id"))
    return found.filter(Q(code__istartswith=wanted) | Q(pk__in=named.values("unit_id"))).order_by("code")


def lines_of(units: Iterable[Unit], on: dt.date, depths: dict[int, int] | None = None) -> list[Line]:
    """Return the units (annotated as by `units_on`) with what is below them; three queries."""
    rows = [to_row(unit) for unit in units]
    ids = [row.id for row in rows]
    members = members_of_each(ids, on)
    children = dict(
        Edge.objects.filter(parent_id__in=ids, during__contains=on)
        .values("parent_id")
        .annotate(count=Count("pk"))
        .values_list("parent_id", "count")
    )
    above = unit_labels({row.parent_id for row in rows if row.parent_id}, on)
    return [
        Line(
            row=row,
            depth=(depths or {}).get(row.id, 0),
            members=members.get(row.id, 0),
            children=children.get(row.id, 0),
            parent_name=above[row.parent_id][1] if row.parent_id else "",
        )
        for row in rows
    ]


def members_of_each(unit_ids: Collection[int], on: dt.date) -> dict[int, int]:
    """Return the number of formal members in and below each unit on the day, as far as the actor may see them."""
    formal = Q(descendant__affiliations__kind=AffiliationKind.FORMAL, descendant__affiliations__during__contains=on)
    closure = Closure.objects.filter(formal, ancestor_id__in=unit_ids, during__contains=on)
    return dict(closure.values("ancestor_id").annotate(count=Count("pk")).values_list("ancestor_id", "count"))


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
