"""Moving a unit under another superior."""

import datetime as dt

from xuezuo.org.errors.structure import AlreadyThere
from xuezuo.org.events.structure import UNIT_MOVED
from xuezuo.org.models import Edge, Unit
from xuezuo.org.services.structure.checks import check_alive, check_kinds, check_not_among, heirs_of, label
from xuezuo.org.services.structure.frame import begin, finish, note
from xuezuo.org.services.structure.rows import edges_put, span_from, until_text
from xuezuo.org.types import ChangeKind, Document
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import Fields, use_case


@use_case("org.unit_move")
def unit_move(*, actor: Actor, unit: Unit, parent: Unit, document: Document, at: dt.datetime) -> Unit:
    """Have the unit, with everything below it, stand under `parent` from `document.on` on.

    It stays there until the next change of its superior that is on record, else until its end. If the superior ends on
    a later day that is already recorded, the unit goes to its main successor then. A second move for the same day
    replaces the first.

    Raises:
        DocumentMissing: see there.
        UnitNotAlive: the day lies outside the life of the unit or of the superior.
        ParentGone: the superior ends later without a successor, while the unit would still stand there.
        KindsDoNotFit: the superior cannot have such a child.
        AlreadyThere: the unit stands there on that day.
        CycleInTree: on some day from then on the unit would stand above itself.
        NotFound, Forbidden: the actor may not change both units.
    """
    deed, [unit, parent] = begin(actor, document, at, unit, parent)
    check_alive(unit, deed.on)
    check_alive(parent, deed.on)
    edges = list(Edge.objects.filter(unit=unit).select_related("parent"))
    former = next((row.parent for row in edges if deed.on in row.during), None)
    if former == parent:
        raise AlreadyThere(unit=label(unit, deed.on), on=deed.on, value=f"隶属{label(parent, deed.on)}")
    check_kinds(unit.kind, parent.kind)
    heirs = heirs_of(parent, span_from(edges, unit, deed.on))
    for heir in heirs:
        check_kinds(unit.kind, heir.kind)
    check_not_among(heirs, unit)
    edges_put(unit, heirs)
    before = {"parent": former.code if former else None}
    after: Fields = {"parent": parent.code, "until": until_text(heirs[-1].span.end)}
    note(deed, ChangeKind.MOVE, unit, UNIT_MOVED, before, after)
    finish(deed, ChangeKind.MOVE, touched=[unit.pk, parent.pk], restood=[unit.pk])
    return unit
