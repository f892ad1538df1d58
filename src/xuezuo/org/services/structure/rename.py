"""Renaming a unit."""

import datetime as dt

from xuezuo.org.errors.structure import AlreadyThere
from xuezuo.org.events.structure import UNIT_RENAMED
from xuezuo.org.models import Unit, UnitName
from xuezuo.org.services.structure.checks import check_alive, clean_name, label
from xuezuo.org.services.structure.frame import begin, finish, note
from xuezuo.org.services.structure.rows import name_put, span_from, until_text
from xuezuo.org.types import ChangeKind, Document
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import Fields, use_case


@use_case("org.unit_rename")
def unit_rename(*, actor: Actor, unit: Unit, name: str, document: Document, at: dt.datetime) -> Unit:
    """Give the unit another name from `document.on` until the next renaming on record, else until its end.

    A second renaming for the same day replaces the first.

    Raises:
        DocumentMissing, BadName: see there.
        UnitNotAlive: the day lies outside the unit's life.
        AlreadyThere: it bears that name on that day.
        NotFound, Forbidden: the actor may not change the unit.
    """
    deed, [unit] = begin(actor, document, at, unit)
    check_alive(unit, deed.on)
    wanted = clean_name(name)
    names = list(UnitName.objects.filter(unit=unit))
    former = next((row.name for row in names if deed.on in row.during), None)
    if former == wanted:
        raise AlreadyThere(unit=label(unit, deed.on), on=deed.on, value=wanted)
    span = span_from(names, unit, deed.on)
    name_put(unit, wanted, span)
    after: Fields = {"name": wanted, "until": until_text(span.end)}
    note(deed, ChangeKind.RENAME, unit, UNIT_RENAMED, {"name": former}, after)
    finish(deed, ChangeKind.RENAME, touched=[unit.pk])
    return unit
