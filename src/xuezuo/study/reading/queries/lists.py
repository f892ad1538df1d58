"""Reading lists: which ones somebody reads, one with its materials, today's reading."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence

from django.db.models import Count, Q, QuerySet

from xuezuo.kernel.errors import NotFound
from xuezuo.org.models import Closure
from xuezuo.org.queries.access import require_unit, unit_decision
from xuezuo.org.queries.tree import rows_by_id, unit_labels
from xuezuo.org.types import UnitRow
from xuezuo.platform.access import Actor
from xuezuo.study.library.models import Material
from xuezuo.study.library.queries import materials_q
from xuezuo.study.library.queries.detail import Paragraph, paragraphs_of
from xuezuo.study.reading.models import Item, ReadingList
from xuezuo.study.reading.policies import LIST_KEEP, LIST_VIEW
from xuezuo.study.reading.types import ListKind

DAILY_SHOWN = 30  # items of daily reading on a page: today's and those before


@dataclasses.dataclass(frozen=True, slots=True)
class ListRow:
    """A list on a page of lists."""

    list: ReadingList
    unit_name: str
    count: int


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """An item as a reader sees it; `material` is None when it was withdrawn or is not open to the reader."""

    item: Item
    material: Material | None
    paragraphs: Sequence[Paragraph] = ()


def lists_q(actor: Actor, on: dt.date) -> Q:
    """Return the condition on lists that `actor` may read on `on`: those of the own units and of the units above."""
    if actor.is_system:
        return Q()
    above = Closure.objects.filter(descendant_id__in=LIST_VIEW.nodes(actor), during__contains=on)
    circles = sorted(set(above.values_list("ancestor_id", flat=True)))
    return Q(unit_id__in=circles, withdrawn_at=None)


def lists_for(actor: Actor, on: dt.date, kind: str = ListKind.LIST) -> QuerySet[ReadingList]:
    """Return the lists that `actor` may read, the newest first; each with `count`, the number of its items."""
    found = ReadingList.objects.filter(lists_q(actor, on), kind=kind).order_by("-made_at", "-pk")
    return found.annotate(count=Count("items"))


def list_rows(lists: Sequence[ReadingList], on: dt.date) -> list[ListRow]:
    """Return lists with the names of their units; `count` is what `lists_for` counted."""
    labels = unit_labels({one.unit_id for one in lists}, on)
    return [ListRow(one, labels[one.unit_id].name, getattr(one, "count", 0)) for one in lists]


def list_get_for(actor: Actor, uid: uuid.UUID, on: dt.date, *, to_keep: bool = False) -> ReadingList:
    """Return a list that `actor` may read, or keep.

    Raises:
        NotFound: no such list, or not for this actor.
        Forbidden: read but not kept.
    """
    found = ReadingList.objects.filter(lists_q(actor, on), uid=uid).first()
    if found is None:
        raise NotFound
    if to_keep:
        require_unit(actor, LIST_KEEP, found.unit_id, on)
    return found


def item_get_for(actor: Actor, uid: uuid.UUID, item_id: int, on: dt.date) -> Item:
    """Return an item of a list that `actor` keeps.

    Raises:
        NotFound: no such list or item, or not for this actor.
        Forbidden: read but not kept.
    """
    reading_list = list_get_for(actor, uid, on, to_keep=True)
    found = reading_list.items.select_related("reading_list", "material").filter(pk=item_id).first()
    if found is None:
        raise NotFound
    return found


def list_titled(unit_id: int, title: str) -> ReadingList | None:
    """Return the unit's list of this title, if it has one that is shown."""
    return ReadingList.objects.filter(unit_id=unit_id, title=title, withdrawn_at=None).order_by("pk").first()


def may_keep(actor: Actor, reading_list: ReadingList, on: dt.date) -> bool:
    """Tell whether the actor keeps the list."""
    return bool(unit_decision(actor, LIST_KEEP, reading_list.unit_id, on))


def units_to_keep_for(actor: Actor, on: dt.date) -> list[UnitRow]:
    """Return the units for which the actor may keep lists, by code."""
    return rows_by_id(LIST_KEEP.nodes(actor), on)


def readings_of(actor: Actor, reading_list: ReadingList, on: dt.date) -> list[Reading]:
    """Return the items of a list as the reader sees them: in order, daily reading by day, the latest first.

    Of daily reading only what has come by `on` and at most the last `DAILY_SHOWN`; keepers see what is to come too.
    """
    items = reading_list.items.all()
    if reading_list.is_daily:
        shown = items if may_keep(actor, reading_list, on) else items.filter(on__lte=on)
        return _with_materials(actor, list(shown.order_by("-on")[: 4 * DAILY_SHOWN]), on)
    return _with_materials(actor, list(items.order_by("position", "pk")), on)


def whole_list(actor: Actor, reading_list: ReadingList, on: dt.date) -> list[Reading]:
    """Return a list with the texts of its materials, to be printed or kept on a phone; of daily reading until `on`."""
    items = reading_list.items.order_by("position", "pk")
    if reading_list.is_daily:
        items = reading_list.items.filter(on__lte=on).order_by("-on")[:DAILY_SHOWN]
    return _with_materials(actor, list(items), on, with_text=True)


def daily_on(actor: Actor, on: dt.date) -> list[Reading]:
    """Return what daily reading of the actor's units and those above has for the civil day, the nearest unit last."""
    lists = ReadingList.objects.filter(lists_q(actor, on), kind=ListKind.DAILY)
    items = Item.objects.filter(reading_list__in=lists, on=on).select_related("reading_list").order_by("pk")
    return [one for one in _with_materials(actor, list(items), on) if one.material]


def _with_materials(actor: Actor, items: Sequence[Item], on: dt.date, *, with_text: bool = False) -> list[Reading]:
    found = Material.objects.filter(materials_q(actor, on), pk__in={item.material_id for item in items})
    unread = ("folded", "removed", "words", "title_words", *(() if with_text else ("body",)))
    by_id = {one.pk: one for one in found.defer(*unread)}
    return [
        Reading(item, material, paragraphs_of(material.body) if with_text and material else ())
        for item, material in ((item, by_id.get(item.material_id)) for item in items)
    ]
