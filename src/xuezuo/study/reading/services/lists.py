"""Reading lists: made, changed, filled, put in order, withdrawn."""

import datetime as dt
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Max

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.org.queries.access import require_unit
from xuezuo.org.queries.tree import unit_row
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import Value, record, use_case
from xuezuo.study.library.models import Material
from xuezuo.study.library.queries import is_open_to
from xuezuo.study.library.services import listing_set
from xuezuo.study.reading import events
from xuezuo.study.reading.errors import AlreadyListed, DayMissing, ListWithdrawn, MaterialNotOpen
from xuezuo.study.reading.models import Item, ReadingList
from xuezuo.study.reading.policies import LIST_KEEP
from xuezuo.study.reading.types import MAX_HINT, ListSpec


@use_case("reading.list_make")
def list_make(
    *, actor: Actor, unit_id: int, spec: ListSpec, materials: Sequence[Material] = (), at: dt.datetime
) -> ReadingList:
    """Make a list of the unit, for it and everything below it; in order, that of `materials` or empty.

    Raises:
        NotFound, Forbidden: the actor may not keep lists of the unit.
        MaterialNotOpen: readers of the list could not open one of them.
    """
    require_unit(actor, LIST_KEEP, unit_id, civil_date(at))
    made = ReadingList(uid=new_id(), unit_id=unit_id, kind=spec.kind, made_at=at, made_by=actor.account_id)
    made.title, made.intro = squeeze(spec.title), spec.intro.strip()
    made.save(force_insert=True)
    for number, material in enumerate(materials, start=1):
        _check_open(made, material, civil_date(at))
        Item.objects.create(reading_list=made, material=material, position=number)
    listing_set(made.uid, {material.pk for material in materials})
    _tell(events.LIST_MADE, actor, made, at, title=made.title, kind=str(made.kind))
    return made


@use_case("reading.list_change")
def list_change(*, actor: Actor, reading_list: ReadingList, spec: ListSpec, at: dt.datetime) -> ReadingList:
    """Change title and introduction; the kind stays.

    Raises:
        NotFound, Forbidden: not the actor's to keep.
        ListWithdrawn: it is not changed any more.
    """
    found = _locked(actor, reading_list, at)
    found.title, found.intro = squeeze(spec.title), spec.intro.strip()
    found.save(update_fields=["title", "intro"])
    _tell(events.LIST_CHANGED, actor, found, at, title=found.title)
    return found


@use_case("reading.list_withdraw")
def list_withdraw(*, actor: Actor, reading_list: ReadingList, at: dt.datetime) -> ReadingList:
    """Take a list out of sight; the materials stay.

    Raises:
        NotFound, Forbidden: not the actor's to keep.
        ListWithdrawn: withdrawn already.
    """
    found = _locked(actor, reading_list, at)
    found.withdrawn_at = at
    found.save(update_fields=["withdrawn_at"])
    listing_set(found.uid, ())
    _tell(events.LIST_WITHDRAWN, actor, found, at)
    return found


@use_case("reading.item_add")
def item_add(
    *,
    actor: Actor,
    reading_list: ReadingList,
    material: Material,
    on: dt.date | None = None,
    hint: str = "",
    at: dt.datetime,
) -> Item:
    """Put a material at the end of a list, or on the civil day `on` of daily reading, with a hint for its readers.

    Raises:
        NotFound, Forbidden: not the actor's to keep.
        ListWithdrawn: it is not changed any more.
        DayMissing: daily reading without a day.
        MaterialNotOpen: readers of the list could not open it.
        AlreadyListed: it stands there already, or the day is taken.
    """
    found = _locked(actor, reading_list, at)
    if found.is_daily and on is None:
        raise DayMissing
    _check_open(found, material, civil_date(at))
    last = found.items.aggregate(last=Max("position"))["last"] or 0
    item = Item(reading_list=found, material=material, position=last + 1, hint=squeeze(hint)[:MAX_HINT])
    item.on = on if found.is_daily else None
    try:
        with transaction.atomic():
            item.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyListed from error
    listing_set(found.uid, set(found.items.values_list("material_id", flat=True)))
    _tell(events.ITEM_ADDED, actor, found, at, material=str(material.uid))
    return item


@use_case("reading.item_change")
def item_change(*, actor: Actor, item: Item, hint: str, at: dt.datetime) -> Item:
    """Say something else to the readers of a material in a list, or nothing.

    Raises:
        NotFound, Forbidden: not the actor's to keep.
        ListWithdrawn: it is not changed any more.
    """
    found = _locked(actor, item.reading_list, at)
    item.hint = squeeze(hint)[:MAX_HINT]
    item.save(update_fields=["hint"])
    _tell(events.LIST_CHANGED, actor, found, at, title=found.title)
    return item


@use_case("reading.item_remove")
def item_remove(*, actor: Actor, item: Item, at: dt.datetime) -> None:
    """Take a material out of a list.

    Raises:
        NotFound, Forbidden: not the actor's to keep.
        ListWithdrawn: it is not changed any more.
    """
    found = _locked(actor, item.reading_list, at)
    Item.objects.filter(pk=item.pk).delete()
    listing_set(found.uid, set(found.items.values_list("material_id", flat=True)))
    _tell(events.ITEM_REMOVED, actor, found, at)


@use_case("reading.item_move")
def item_move(*, actor: Actor, item: Item, up: bool, at: dt.datetime) -> None:
    """Let an item change places with the one before it (`up`) or after it; at the end nothing happens.

    Raises:
        NotFound, Forbidden: not the actor's to keep.
        ListWithdrawn: it is not changed any more.
    """
    found = _locked(actor, item.reading_list, at)
    items = list(found.items.order_by("position", "pk"))
    place = [one.pk for one in items].index(item.pk)
    other = place - 1 if up else place + 1
    if 0 <= other < len(items):
        items[place], items[other] = items[other], items[place]
        for number, one in enumerate(items, start=1):
            one.position = number
        Item.objects.bulk_update(items, ["position"])
        _tell(events.LIST_CHANGED, actor, found, at, title=found.title)


def _check_open(reading_list: ReadingList, material: Material, on: dt.date) -> None:
    """Let only materials in that everybody at or below the list's unit may read."""
    if not is_open_to(material, reading_list.unit_id, on):
        raise MaterialNotOpen(unit=unit_row(reading_list.unit_id, on).name)


def _locked(actor: Actor, reading_list: ReadingList, at: dt.datetime) -> ReadingList:
    require_unit(actor, LIST_KEEP, reading_list.unit_id, civil_date(at))
    found = ReadingList.objects.select_for_update().get(pk=reading_list.pk)
    if found.withdrawn_at is not None:
        raise ListWithdrawn
    return found


def _tell(name: str, actor: Actor, reading_list: ReadingList, at: dt.datetime, **after: Value) -> None:
    subject = ("reading.list", reading_list.uid)
    record(name, actor=actor, subject=subject, at=at, unit_id=reading_list.unit_id, after=after)
