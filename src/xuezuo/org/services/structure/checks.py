"""Whether a change of the tree can be."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from django.db import connection

from xuezuo.kernel.dates import DateSpan
from xuezuo.kernel.text import squeeze
from xuezuo.org.errors.structure import (
    BadCode,
    BadName,
    CodeTaken,
    CycleInTree,
    KindsDoNotFit,
    LaterChanges,
    ParentGone,
    UnitEndsLater,
    UnitFoundedThatDay,
    UnitNotAlive,
)
from xuezuo.org.models import StructuralChange, Succession, Unit, UnitName
from xuezuo.org.queries.closure import CLIMB, these_units
from xuezuo.org.queries.tree import span_of, unit_row
from xuezuo.org.types import PARENT_KINDS, ChangeKind, UnitKind


@dataclasses.dataclass(frozen=True, slots=True)
class Heir:
    """A unit that takes something over, and during which days: after its own end its main successor is next."""

    unit_id: int
    kind: str
    span: DateSpan


def label(unit: Unit, on: dt.date) -> str:
    """Return name and code of a unit for a message."""
    return f"{unit_row(unit.pk, on).name}（{unit.code}）"


def clean_name(text: str) -> str:
    """Return the name without odd blanks.

    Raises:
        BadName: it is empty or longer than 120 characters.
    """
    name = squeeze(text)
    if not 0 < len(name) <= 120:
        raise BadName
    return name


def clean_new_code(text: str) -> str:
    """Return the code of a unit to be made.

    Raises:
        BadCode: it is empty, longer than 40 characters or has blanks.
        CodeTaken: a unit has or had it.
    """
    code = squeeze(text)
    if not 0 < len(code) <= 40 or " " in code:
        raise BadCode(value=code[:40])
    if Unit.objects.filter(code=code).exists():
        raise CodeTaken(unit=code)
    return code


def check_alive(unit: Unit, on: dt.date) -> None:
    """Check that the unit exists on the day.

    Raises:
        UnitNotAlive: it does not.
    """
    life = span_of(unit)
    if on not in life:
        shown = f"{life.start} 至 {life.last_day or '今'}"
        raise UnitNotAlive(unit=label(unit, on), on=on, life=shown)


def check_may_end(unit: Unit, on: dt.date) -> None:
    """Check that the unit can end on the day without contradicting what is recorded.

    Raises:
        UnitNotAlive: it does not exist on the day.
        UnitEndsLater: its end is already recorded.
        UnitFoundedThatDay: the day is its first.
        LaterChanges: it has changes of its own, or receives another unit, on a later day.
    """
    check_alive(unit, on)
    life = span_of(unit)
    if life.end is not None:
        raise UnitEndsLater(unit=label(unit, on), end=life.end)
    if life.start == on:
        raise UnitFoundedThatDay(unit=label(unit, on), on=on)
    later = StructuralChange.objects.filter(unit=unit, on__gt=on).order_by("on").values_list("on", "kind")
    found = [f"{day} {ChangeKind(kind).label}" for day, kind in later]
    received = Succession.objects.filter(new=unit, on__gte=on).order_by("on").values_list("on", flat=True)
    found += [f"{day} 接收其他组织" for day in received]
    names = UnitName.objects.filter(unit=unit, during__startswith__gt=on).values_list("during", flat=True)
    found += [f"{during.lower} 更名" for during in names if not found]
    if found:
        raise LaterChanges(unit=label(unit, on), on=on, changes="、".join(found))


def check_kinds(kind: str, parent_kind: str) -> None:
    """Check that a unit of `kind` may stand under one of `parent_kind`.

    Raises:
        KindsDoNotFit: it may not.

    Source: 支部工作条例 art. 4, 5, 13; 党章 art. 30.
    """
    if parent_kind in PARENT_KINDS[kind]:
        return
    allowed = "、".join(one.label for one in PARENT_KINDS[kind])
    raise KindsDoNotFit(
        kind=UnitKind(kind).label,
        parent_kind=UnitKind(parent_kind).label,
        allowed=f"{UnitKind(kind).label}只能设在{allowed}下。",
    )


def heirs_of(unit: Unit, span: DateSpan) -> list[Heir]:
    """Return who stands for `unit` during `span`: itself while it lives, then its main successor, and so on.

    Raises:
        ParentGone: on some day of the span nobody does.
    """
    heirs: list[Heir] = []
    while True:
        life = span_of(unit)
        if span.start not in life:
            raise ParentGone(unit=label(unit, span.start), on=span.start)
        if life.end is None or (span.end is not None and span.end <= life.end):
            return [*heirs, Heir(unit.pk, unit.kind, span)]
        heirs.append(Heir(unit.pk, unit.kind, DateSpan(span.start, life.end)))
        span = DateSpan(life.end, span.end)
        link = Succession.objects.filter(old=unit, is_main=True).select_related("new").first()
        if link is None:
            raise ParentGone(unit=label(unit, span.start), on=span.start)
        unit = link.new


def check_not_among(heirs: Sequence[Heir], unit: Unit) -> None:
    """Check that the unit is not to stand under itself.

    Raises:
        CycleInTree: it is one of the heirs.
    """
    for heir in heirs:
        if heir.unit_id == unit.pk:
            raise CycleInTree(unit=label(unit, heir.span.start), on=heir.span.start)


def check_acyclic(unit_ids: Sequence[int]) -> None:
    """Check that none of these units stands above itself on any day, past or future.

    A new cycle runs through a changed edge, so climbing from the units that got one finds it.

    Raises:
        CycleInTree: with the unit and the first day.
    """
    sql = these_units(CLIMB) + (
        " SELECT descendant_id, min(lower(during)) FROM climb WHERE ancestor_id = descendant_id"
        " GROUP BY descendant_id ORDER BY 2, 1 LIMIT 1"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, {"units": list(unit_ids)})
        found = cursor.fetchone()
    if found:
        unit = Unit.objects.get(pk=found[0])
        raise CycleInTree(unit=label(unit, found[1]), on=found[1])
