"""Dissolving a unit."""

import datetime as dt

from xuezuo.kernel.dates import DateSpan
from xuezuo.org.errors.structure import ChildrenRemain, MembersRemain
from xuezuo.org.events.structure import UNIT_DISSOLVED
from xuezuo.org.models import Edge, Transfer, TransferState, Unit
from xuezuo.org.services.structure.checks import check_may_end, label
from xuezuo.org.services.structure.frame import begin, finish, note
from xuezuo.org.services.structure.handover import affiliations_from
from xuezuo.org.services.structure.recorded import check_nothing_recorded
from xuezuo.org.services.structure.rows import hold, unit_close
from xuezuo.org.types import ChangeKind, Document
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.platform.db.ranges import to_range


@use_case("org.unit_dissolve")
def unit_dissolve(*, actor: Actor, unit: Unit, document: Document, at: dt.datetime) -> Unit:
    """End the unit on `document.on`; nobody carries on for it. Its posts and terms end.

    Raises:
        DocumentMissing: see there.
        UnitNotAlive, UnitEndsLater, UnitFoundedThatDay, LaterChanges: see `check_may_end`.
        MembersRemain: somebody belongs to it, in whatever way, or is on the way to it, on the day or later.
        ChildrenRemain: a unit stands below it on the day or later.
        DeedsRemain: something it did on the day or later is recorded.
        NotFound, Forbidden: the actor may not change the unit.
    """
    deed, [unit] = begin(actor, document, at, unit)
    check_may_end(unit, deed.on)
    hold([unit.pk])
    remaining = len(affiliations_from(unit.pk, deed.on))
    remaining += Transfer.objects.filter(to_unit=unit, state=TransferState.SENT).count()
    if remaining:
        raise MembersRemain(unit=label(unit, deed.on), on=deed.on, count=remaining)
    children = Edge.objects.filter(parent=unit, during__overlap=to_range(DateSpan(deed.on)))
    if count := children.values("unit").distinct().count():
        raise ChildrenRemain(unit=label(unit, deed.on), on=deed.on, count=count)
    check_nothing_recorded([unit], deed.on)
    posts = unit_close(unit, deed.on)
    note(deed, ChangeKind.DISSOLVE, unit, UNIT_DISSOLVED, {}, {"posts_ended": posts})
    finish(deed, ChangeKind.DISSOLVE, touched=[unit.pk], restood=[unit.pk])
    return unit
