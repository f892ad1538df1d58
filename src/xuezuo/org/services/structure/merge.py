"""Merging units into another."""

import datetime as dt
from collections.abc import Sequence

from xuezuo.kernel.dates import DateSpan
from xuezuo.org.errors.structure import KindsDoNotMerge, MergeIntoItself, NothingToMerge
from xuezuo.org.events.structure import UNIT_MERGED
from xuezuo.org.models import Closure, Unit
from xuezuo.org.services.structure.checks import Heir, check_alive, check_may_end, heirs_of, label
from xuezuo.org.services.structure.frame import Deed, begin, finish, note
from xuezuo.org.services.structure.handover import (
    affiliations_from,
    children_pass,
    members_pass,
    successors_put,
    transfers_pass,
)
from xuezuo.org.services.structure.recorded import check_nothing_recorded
from xuezuo.org.services.structure.rows import hold, unit_close
from xuezuo.org.types import MERGE_KINDS, ChangeKind, Document, UnitKind
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import Fields, use_case
from xuezuo.platform.db.ranges import to_range


@use_case("org.unit_merge")
def unit_merge(*, actor: Actor, units: Sequence[Unit], target: Unit, document: Document, at: dt.datetime) -> list[Unit]:
    """End the units on `document.on`; their members and the units below them go to `target`.

    Posts and terms of the ended units end; open transfers go on with the target. Old deeds stay with the old units,
    which keep their place in the old tree; dated successor links lead from them to the target. If the target itself
    ends on a later recorded day, its main successor takes over from that day.

    Returns:
        The ended units, in the order given, each once.

    Raises:
        DocumentMissing, NothingToMerge: see there.
        UnitNotAlive: a unit or the target does not exist on the day.
        UnitEndsLater, UnitFoundedThatDay, LaterChanges: see `check_may_end`.
        MergeIntoItself: the target is one of the units or stands below one on the day or later.
        KindsDoNotMerge: see `types.MERGE_KINDS`. KindsDoNotFit: the target cannot have a child of one of the units.
        DeedsRemain: something a unit did on the day or later is recorded.
        NotFound, Forbidden: the actor may not change all of them.
    """
    if not units:
        raise NothingToMerge
    deed, [target, *found] = begin(actor, document, at, target, *units)
    olds = list(dict.fromkeys(found))
    check_alive(target, deed.on)
    for unit in olds:
        _check(unit, target, deed.on)
    heirs = heirs_of(target, DateSpan(deed.on))
    restood: set[int] = set()
    hold([unit.pk for unit in olds])
    check_nothing_recorded(olds, deed.on)
    for unit in olds:
        restood |= _merge_one(deed, unit, target, heirs)
    finish(deed, ChangeKind.MERGE, touched=[target.pk], restood=sorted(restood))
    return olds


def _check(unit: Unit, target: Unit, on: dt.date) -> None:
    check_may_end(unit, on)
    below = Closure.objects.filter(ancestor=unit, descendant=target, during__overlap=to_range(DateSpan(on)))
    if unit == target or below.exists():
        raise MergeIntoItself(unit=label(unit, on))
    if target.kind != unit.kind and target.kind not in MERGE_KINDS.get(unit.kind, ()):
        raise KindsDoNotMerge(kind=UnitKind(unit.kind).label, target_kind=UnitKind(target.kind).label)


def _merge_one(deed: Deed, unit: Unit, target: Unit, heirs: Sequence[Heir]) -> set[int]:
    members = members_pass(affiliations_from(unit.pk, deed.on), deed.on, heirs)
    children = children_pass(unit, deed.on, heirs)
    posts = unit_close(unit, deed.on)
    successors_put(unit, [target], target, deed.on)
    transfers_pass(unit, target, deed)
    after: Fields = {"into": target.code, "members": members, "children": len(children), "posts_ended": posts}
    note(deed, ChangeKind.MERGE, unit, UNIT_MERGED, {}, after)
    return {unit.pk, *children}
