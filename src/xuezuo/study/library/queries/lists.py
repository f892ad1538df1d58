"""Lists of materials, for pages and for the rooms above."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Collection, Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from xuezuo.org.queries.tree import unit_labels
from xuezuo.platform.access import Actor
from xuezuo.study.library.models import Batch, Listing, Material
from xuezuo.study.library.policies import MATERIAL_KEEP
from xuezuo.study.library.queries.access import materials_q
from xuezuo.study.library.types import MaterialFilter
from xuezuo.study.library.words.cut import wanted

_LIGHT = ("body", "folded", "removed", "words", "title_words")
_TAGS_READ = 2000


def readable_by(actor: Actor, on: dt.date) -> Q:
    """Return the condition for what stands in lists: readable on the day, not withdrawn; one query."""
    return materials_q(actor, on) & Q(withdrawn_at=None)


def listed(readable: Q, filters: MaterialFilter) -> QuerySet[Material]:
    """Return the readable materials that fit everything but the text searched for, unordered."""
    return Material.objects.filter(readable, _narrowed(filters), _titled(filters))


def _titled(filters: MaterialFilter, lookup: str = "holds") -> Q:
    title = wanted(filters.title)
    return Q() if title.is_empty else Q(**{f"title_words__{lookup}": lexemes(title.pairs)})


def _narrowed(filters: MaterialFilter) -> Q:
    exact = {"language": filters.language, "kind": filters.kind, "unit_id": filters.unit_id}
    where = Q(**{name: value for name, value in exact.items() if value})
    if filters.tag:
        where &= Q(tags__contains=[filters.tag])
    for name, value in (("source", filters.source), ("author", filters.author)):
        if value:
            where &= Q(**{f"{name}__icontains": value}) & _worded(value)
    if filters.since:
        where &= Q(published_on__gte=filters.since)
    if filters.until:
        where &= Q(published_on__lte=filters.until)
    if filters.list_uid:
        where &= Q(Exists(Listing.objects.filter(material=OuterRef("pk"), list_uid=filters.list_uid)))
    return where


def _worded(text: str) -> Q:
    """Source and author stand in the search index too: pairs of their signs narrow what has to be compared."""
    pairs = [pair for pair in wanted(text).pairs if len(pair) > 1 and not pair.isascii()]
    return Q(words__holds=lexemes(pairs)) if pairs else Q()


def lexemes(words: Collection[str]) -> str:
    """Return the words as a text search query that wants all of them; whatever was typed, it is quoted."""
    return " & ".join("'" + word.replace("\\", "\\\\").replace("'", "''") + "'" for word in words)


def _one_per_group(actor: Actor, filters: MaterialFilter, on: dt.date) -> QuerySet[Material]:
    """Return one of each group: the one that keeps the place, or the oldest when that one is not among those found."""
    fitting = readable_by(actor, on) & _narrowed(filters)
    before = Q(keeps_place=True) | Q(pk__lt=OuterRef("pk"))
    others = Material.objects.filter(fitting, _titled(filters, "fits"), before, group_id=OuterRef("group_id"))
    alone = Q(keeps_place=True) | ~Exists(others.exclude(pk=OuterRef("pk")))
    return Material.objects.filter(fitting, _titled(filters), alone)


def newest_first(found: QuerySet[Material]) -> QuerySet[Material]:
    """Order by day of publication, the latest first, those without a day last."""
    return found.order_by(Material.newest, "-pk")


def material_list(actor: Actor, on: dt.date, filters: MaterialFilter = MaterialFilter()) -> QuerySet[Material]:  # noqa: B008  # frozen
    """Return the materials that `actor` may read on the civil day `on`, one per group, the newest first, without texts.

    `filters.text` is not looked at: see `material_search`.
    """
    return newest_first(_one_per_group(actor, filters, on)).select_related("unit").defer(*_LIGHT)


def material_count(actor: Actor, on: dt.date, filters: MaterialFilter = MaterialFilter()) -> int:  # noqa: B008  # frozen
    """Return how many materials `material_list` would bring."""
    return _one_per_group(actor, filters, on).count()


def materials_by_uid(actor: Actor, uids: Sequence[uuid.UUID], on: dt.date) -> list[Material]:
    """Return those of the materials that the actor may read, in the order given, without texts; for lists above."""
    found = Material.objects.filter(materials_q(actor, on), uid__in=uids).select_related("unit").defer(*_LIGHT)
    by_uid = {material.uid: material for material in found}
    return [by_uid[uid] for uid in uids if uid in by_uid]


@dataclasses.dataclass(frozen=True, slots=True)
class MaterialRow:
    """A material in a list: what it is, who keeps it."""

    material: Material
    unit_name: str


def material_rows(materials: Sequence[Material], on: dt.date) -> list[MaterialRow]:
    """Return the materials with the names that their units have on the day; one query."""
    labels = unit_labels({material.unit_id for material in materials}, on)
    return [MaterialRow(material, labels[material.unit_id].name) for material in materials]


def tag_list(actor: Actor, on: dt.date) -> list[str]:
    """Return the tags of the newest materials that the actor may read, those used most first, at most 40."""
    counts: dict[str, int] = {}
    found = Material.objects.filter(materials_q(actor, on), withdrawn_at=None).exclude(tags=[]).order_by("-pk")
    for tags in found.values_list("tags", flat=True)[:_TAGS_READ]:
        for tag in tags:
            counts[tag] = counts.get(tag, 0) + 1
    return sorted(counts, key=lambda tag: (-counts[tag], tag))[:40]


def batch_list(actor: Actor) -> QuerySet[Batch]:
    """Return the imports into units that the actor keeps, the newest first."""
    kept = Q() if actor.is_system else Q(unit_id__in=MATERIAL_KEEP.nodes(actor))
    return Batch.objects.filter(kept).order_by("-applied_at", "-pk")
