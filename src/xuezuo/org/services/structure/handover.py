"""What members, children and open transfers of an ending unit do: they go to the unit's heirs."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db.models import F, Func, QuerySet, Value

from xuezuo.kernel.dates import DateSpan
from xuezuo.org.models import Affiliation, Edge, Succession, Transfer, TransferState, Unit
from xuezuo.org.services.structure.checks import Heir, check_kinds, check_not_among
from xuezuo.org.services.structure.frame import Deed
from xuezuo.platform.db.ranges import to_range, to_span

type Key = tuple[int, str, int]  # member, kind, unit: one affiliation a day


def affiliations_from(unit_id: int, on: dt.date) -> list[Affiliation]:
    """Return the affiliations of every kind in the unit on the day or later."""
    return list(Affiliation.objects.filter(unit_id=unit_id, during__overlap=to_range(DateSpan(on))))


def members_pass(rows: Sequence[Affiliation], on: dt.date, heirs: Sequence[Heir]) -> int:
    """Move the affiliations from the day on to the heirs; what was before the day stays. Returns how many members."""
    fresh = rows_with(heirs, rows, on)
    _cut(Affiliation.objects.filter(pk__in=[row.pk for row in rows]), on)
    Affiliation.objects.bulk_create(fresh)
    return len({row.member_id for row in rows})


def rows_with(heirs: Sequence[Heir], rows: Sequence[Affiliation], on: dt.date) -> list[Affiliation]:
    """Return the rows to write so that the affiliations go on with the heirs from the day on.

    Somebody who already belongs to an heir in the same way keeps that affiliation; the days are not doubled.
    """
    taken = _taken(rows, heirs)
    fresh = []
    for row in rows:
        rest = to_span(row.during).intersection(DateSpan(on))
        for heir in heirs:
            key = (row.member_id, row.kind, heir.unit_id)
            spans = _untaken(rest and rest.intersection(heir.span), taken.setdefault(key, []))
            taken[key].extend(spans)
            fresh += [_affiliation(key, span) for span in spans]
    return fresh


def children_pass(unit: Unit, on: dt.date, heirs: Sequence[Heir]) -> list[int]:
    """Have the units below `unit` stand under the heirs from the day on; returns their ids.

    Raises:
        KindsDoNotFit: an heir cannot have such a child.
        CycleInTree: an heir is one of the children.
    """
    rows = list(Edge.objects.filter(parent=unit, during__overlap=to_range(DateSpan(on))).select_related("unit"))
    fresh = []
    for row in rows:
        check_not_among(heirs, row.unit)
        rest = to_span(row.during).intersection(DateSpan(on))
        for heir in heirs:
            if part := rest and rest.intersection(heir.span):
                check_kinds(row.unit.kind, heir.kind)
                fresh.append(Edge(unit_id=row.unit_id, parent_id=heir.unit_id, during=to_range(part)))
    _cut(Edge.objects.filter(pk__in=[row.pk for row in rows]), on)
    Edge.objects.bulk_create(fresh)
    return sorted({row.unit_id for row in rows})


def transfers_pass(unit: Unit, heir: Unit, deed: Deed) -> None:
    """Have open transfers from or to the ending unit go on with its main heir; one inside the heir is withdrawn."""
    waiting = Transfer.objects.filter(state=TransferState.SENT)
    waiting.filter(from_unit=unit).update(from_unit=heir)
    waiting.filter(to_unit=unit).update(to_unit=heir)
    waiting.filter(from_unit=heir, to_unit=F("from_unit")).update(
        state=TransferState.WITHDRAWN, decided_on=deed.on, decided_at=deed.at, decision_note="双方组织已合并"
    )


def successors_put(old: Unit, heirs: Iterable[Unit], main: Unit, on: dt.date) -> None:
    """Link the ended unit to those that carry on, one of them the main one."""
    Succession.objects.bulk_create(Succession(old=old, new=heir, on=on, is_main=heir.pk == main.pk) for heir in heirs)


def _taken(rows: Sequence[Affiliation], heirs: Sequence[Heir]) -> dict[Key, list[DateSpan]]:
    taken: dict[Key, list[DateSpan]] = {}
    there = Affiliation.objects.filter(
        unit_id__in={heir.unit_id for heir in heirs}, member_id__in={row.member_id for row in rows}
    )
    for one in there:
        taken.setdefault((one.member_id, one.kind, one.unit_id), []).append(to_span(one.during))
    return taken


def _untaken(span: DateSpan | None, taken: Sequence[DateSpan]) -> list[DateSpan]:
    left = [span] if span else []
    for other in taken:
        left = [piece for one in left for piece in one.minus(other)]
    return left


def _affiliation(key: Key, span: DateSpan) -> Affiliation:
    member_id, kind, unit_id = key
    return Affiliation(member_id=member_id, kind=kind, unit_id=unit_id, during=to_range(span))


def _cut(rows: QuerySet[Affiliation] | QuerySet[Edge], on: dt.date) -> None:
    """Shorten the rows to before the day; rows that begin on it or later go, as they never came to be."""
    rows.filter(during__startswith__gte=on).delete()
    rows.update(during=Func(F("during__startswith"), Value(on), function="daterange"))
