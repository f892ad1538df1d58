"""Setting up a unit."""

import datetime as dt

from xuezuo.kernel.dates import DateSpan
from xuezuo.kernel.ids import new_id
from xuezuo.org.errors.structure import KindsDoNotFit, RootNotAllowed
from xuezuo.org.events.structure import UNIT_SET_UP
from xuezuo.org.models import Unit
from xuezuo.org.services.closure import closure_rebuild
from xuezuo.org.services.structure.checks import Heir, check_alive, check_kinds, clean_name, clean_new_code, heirs_of
from xuezuo.org.services.structure.frame import Deed, begin, finish, note
from xuezuo.org.services.structure.rows import edges_put, name_put
from xuezuo.org.types import ChangeKind, Document, NewUnit, UnitKind
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.platform.db.ranges import date_range


@use_case("org.unit_set_up")
def unit_set_up(*, actor: Actor, new: NewUnit, document: Document, at: dt.datetime) -> Unit:
    """Set up a unit from `document.on` on, under a superior that exists from that day on.

    If the superior itself ends on a later day that is already recorded, the unit goes to its main successor then.

    Raises:
        DocumentMissing, BadCode, CodeTaken, BadName: see there.
        KindsDoNotFit: the superior cannot have such a child, or a group has no superior.
        RootNotAllowed: a person tries to set up a unit without a superior.
        UnitNotAlive: the superior does not exist on the day.
        ParentGone: the superior ends later without a successor.
        NotFound, Forbidden: the actor may not change the superior.
    """
    superiors = Unit.objects.filter(pk=new.parent_id) if new.parent_id else ()
    deed, parents = begin(actor, document, at, *superiors)
    heirs = _place(deed, new, parents)
    unit = unit_make(new, deed.on, heirs)
    note(
        deed,
        ChangeKind.SET_UP,
        unit,
        UNIT_SET_UP,
        {},
        {"code": unit.code, "parent": parents[0].code if parents else None},
    )
    finish(deed, ChangeKind.SET_UP, touched=[unit.pk], restood=[unit.pk])
    return unit


def unit_make(new: NewUnit, on: dt.date, heirs: list[Heir]) -> Unit:
    """Write a unit that exists from the day on, its name, and its place under the heirs (none = a root).

    Raises:
        BadCode, CodeTaken, BadName: see there.
    """
    name, code = clean_name(new.name), clean_new_code(new.code)
    unit = Unit.objects.create(
        uid=new_id(),
        code=code,
        kind=new.kind,
        unit_type=new.unit_type,
        function=new.function,
        is_temporary=new.is_temporary,
        during=date_range(on),
    )
    name_put(unit, name, DateSpan(on))
    if heirs:
        edges_put(unit, heirs)
    closure_rebuild([unit.pk])  # at once: row-level security asks it before anybody may be put into the unit
    return unit


def _place(deed: Deed, new: NewUnit, parents: list[Unit]) -> list[Heir]:
    if not parents:
        if not deed.actor.is_system:
            raise RootNotAllowed
        if new.kind == UnitKind.GROUP:
            raise KindsDoNotFit(kind="党小组", parent_kind="无上级", allowed="党小组只能设在党支部下。")
        return []
    check_alive(parents[0], deed.on)
    heirs = heirs_of(parents[0], DateSpan(deed.on))
    for heir in heirs:
        check_kinds(new.kind, heir.kind)
    return heirs
