"""The tree as it stood on a civil day."""

import datetime as dt
from collections.abc import Collection

from django.db.models import OuterRef, QuerySet, Subquery

from xuezuo.kernel.dates import ONE_DAY, DateSpan
from xuezuo.org.errors.structure import NoSuchCode
from xuezuo.org.models import Closure, Edge, Unit, UnitName
from xuezuo.org.queries.rows import ancestors_on, rows_by_id, unit_labels, unit_row
from xuezuo.org.types import UnitKind, UnitLabel, UnitRow

__all__ = [
    "UnitLabel",
    "ancestors_on",
    "branches_above",
    "chains_within",
    "children_on",
    "clamp",
    "groups_within",
    "rows_by_id",
    "span_of",
    "subtree_between",
    "subtree_ids",
    "to_row",
    "unit_by_code",
    "unit_labels",
    "unit_row",
    "units_on",
    "with_names",
]


def units_on(day: dt.date) -> QuerySet[Unit]:
    """Return the units that exist on `day`, annotated with `name`, `parent_id` and `parent_code` of that day."""
    return with_names(Unit.objects.filter(during__contains=day), day)


def with_names(units: QuerySet[Unit], day: dt.date) -> QuerySet[Unit]:
    """Annotate units with `name`, `parent_id`, `parent_code` as on `day` (None where there was none)."""
    names = UnitName.objects.filter(unit=OuterRef("pk"), during__contains=day)
    edges = Edge.objects.filter(unit=OuterRef("pk"), during__contains=day)
    return units.annotate(
        name=Subquery(names.values("name")[:1]),
        parent_id=Subquery(edges.values("parent_id")[:1]),
        parent_code=Subquery(edges.values("parent__code")[:1]),
    )


def unit_by_code(code: str) -> Unit:
    """Return the unit with this code, for the commands; whether it may be changed is the service's question.

    Raises:
        NoSuchCode: when there is no such unit.
    """
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise NoSuchCode(code=code)
    return unit


def span_of(unit: Unit) -> DateSpan:
    """Return the days of a unit's existence."""
    return DateSpan(unit.during.lower, unit.during.upper)


def clamp(day: dt.date, span: DateSpan) -> dt.date:
    """Return `day`, or the nearest day inside `span`."""
    if day < span.start:
        return span.start
    return day if span.last_day is None else min(day, span.last_day)


def to_row(unit: Unit) -> UnitRow:
    """Return the plain row of a unit annotated by `with_names`."""
    return UnitRow(
        id=unit.pk,
        uid=unit.uid,
        code=unit.code,
        name=getattr(unit, "name", None) or unit.code,
        kind=unit.kind,
        unit_type=unit.unit_type,
        is_temporary=unit.is_temporary,
        during=span_of(unit),
        parent_id=getattr(unit, "parent_id", None),
        parent_code=getattr(unit, "parent_code", None) or "",
    )


def children_on(unit_id: int, day: dt.date) -> QuerySet[Unit]:
    """Return the units directly below on `day`, annotated as in `units_on`, by code."""
    below = Edge.objects.filter(parent_id=unit_id, during__contains=day).values("unit_id")
    return units_on(day).filter(pk__in=below).order_by("code")


def subtree_ids(unit_id: int, day: dt.date) -> list[int]:
    """Return the ids of the unit and all below it on `day`, ascending."""
    closure = Closure.objects.filter(ancestor_id=unit_id, during__contains=day)
    return sorted(closure.values_list("descendant_id", flat=True))


def chains_within(codes: Collection[str]) -> dict[int, tuple[str, ...]]:
    """Return, for each unit named in `codes`, by id, the named codes from the widest down to the unit itself.

    A unit that stood below different named units on different days has them all, the higher first.
    """
    named = dict(Unit.objects.filter(code__in=codes).values_list("id", "code"))
    above = Closure.objects.filter(descendant_id__in=named, ancestor_id__in=named).order_by("-depth", "ancestor_id")
    chains: dict[int, tuple[str, ...]] = {}
    for low, high in above.values_list("descendant_id", "ancestor_id").distinct():
        if named[high] not in chains.setdefault(low, ()):
            chains[low] = (*chains[low], named[high])
    return chains


def groups_within(unit_id: int, start: dt.date, last: dt.date) -> list[int]:
    """Return the ids of the groups that stood directly below the unit on some day from `start` to `last` inclusive."""
    edges = Edge.objects.filter(parent_id=unit_id, unit__kind=UnitKind.GROUP)
    return sorted(set(edges.filter(during__overlap=(start, last + ONE_DAY)).values_list("unit_id", flat=True)))


def branches_above(unit_ids: Collection[int], day: dt.date) -> list[int]:
    """Return the ids of the units directly above those of the units that are groups on `day`."""
    groups = Edge.objects.filter(unit_id__in=unit_ids, unit__kind=UnitKind.GROUP, during__contains=day)
    return sorted(set(groups.values_list("parent_id", flat=True)))


def subtree_between(unit_id: int, start: dt.date, end: dt.date) -> list[int]:
    """Return the ids of all units that stood at or below the unit on some day in `[start, end)`, ascending."""
    closure = Closure.objects.filter(ancestor_id=unit_id, during__overlap=(start, end))
    return sorted(set(closure.values_list("descendant_id", flat=True)))


def above_between(unit_ids: Collection[int], start: dt.date, end: dt.date) -> QuerySet[Closure]:
    """Return, to be used inside another query, the ids of the units that stood at or above one of these units.

    Args:
        unit_ids: the units; each stands at itself.
        start: on some day from this one on.
        end: and before this one.
    """
    closure = Closure.objects.filter(descendant_id__in=unit_ids, during__overlap=(start, end))
    return closure.values("ancestor_id")  # type: ignore[return-value]  # rows of one column, still a queryset


def below_between(unit_ids: Collection[int], start: dt.date, end: dt.date) -> QuerySet[Closure]:
    """Return, to be used inside another query, the ids of the units that stood at or below one of these units.

    Args:
        unit_ids: the units; each stands at itself.
        start: on some day from this one on.
        end: and before this one.
    """
    closure = Closure.objects.filter(ancestor_id__in=unit_ids, during__overlap=(start, end))
    return closure.values("descendant_id")  # type: ignore[return-value]  # rows of one column, still a queryset
