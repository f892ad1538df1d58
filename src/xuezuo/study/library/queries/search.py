"""Full-text search: by words, with quoted phrases letter by letter, in both ways of writing Chinese.

Order: materials whose title fits first, then by day of publication, the newest first. That is an order people can
foresee; a rank by frequencies would have to read every text found, and a common word is in most of them.
"""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Final

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from xuezuo.org.queries.tree import UnitLabel, unit_labels
from xuezuo.platform.access import Actor
from xuezuo.platform.http import Page
from xuezuo.study.library.models import Material
from xuezuo.study.library.queries.lists import lexemes, listed, newest_first, one_per_group
from xuezuo.study.library.queries.snippets import Piece, marked, snippet
from xuezuo.study.library.types import MaterialFilter
from xuezuo.study.library.words.cut import Wanted, wanted

PER_PAGE: Final = 20
COUNTED: Final = 1000  # more hits than that nobody looks through
_LONGEST: Final = 100  # signs of a query


@dataclasses.dataclass(frozen=True, slots=True)
class Hit:
    """A material that was found.

    Attributes:
        material: without its text.
        unit_name: who keeps it.
        title: with the words searched for.
        snippet: a piece of the text with them; empty when nothing was searched for.
        others: how many readable materials of the same group stand under it.
    """

    material: Material
    unit_name: str
    title: Sequence[Piece]
    snippet: Sequence[Piece]
    others: int


@dataclasses.dataclass(frozen=True, slots=True)
class SearchPage:
    """What a search brought: a page of hits, and whether the words had to be loosened."""

    page: Page[Hit]
    is_loose: bool = False


def material_search(actor: Actor, filters: MaterialFilter, on: dt.date, number: int = 1) -> SearchPage:
    """Return one page of the materials that `actor` may read and that fit, one per group.

    When no text holds all words, those that hold some of them are shown, and the page says so.
    """
    asked = wanted(filters.text[:_LONGEST])
    base = listed(actor, filters, on)
    found = _fitting(base, asked)
    page, is_loose = _page(found, number), False
    if not page and number == 1 and len(asked.words) > 1 and not asked.phrases:
        found = newest_first(one_per_group(base.filter(words__holds=lexemes(asked.words).replace(" & ", " | "))))
        page, is_loose = _page(found, number), True
    hits = _hits(actor, page.rows, asked, on)
    shown = Page(hits, page.number, page.has_next, page.total, page.is_capped, PER_PAGE)
    return SearchPage(shown, is_loose and bool(hits))


def _fitting(base: QuerySet[Material], asked: Wanted) -> QuerySet[Material]:
    if asked.is_empty:
        return newest_first(one_per_group(base))
    in_title = Q(title_words__holds=lexemes(asked.pairs))
    found = base.filter(words__holds=lexemes(asked.words)) if asked.words else base.filter(in_title)
    for phrase in asked.phrases:
        found = found.filter(
            Q(folded="", body__contains=phrase) | Q(folded__contains=phrase) | Q(title__contains=phrase)
        )
    titled = Case(When(in_title, then=Value(0)), default=Value(1), output_field=IntegerField())
    return one_per_group(found).order_by(titled, Material.newest, "-pk")


def _page(found: QuerySet[Material], number: int) -> Page[int]:
    start = (number - 1) * PER_PAGE
    ids = list(found.values_list("pk", flat=True)[start : start + PER_PAGE + 1])
    is_whole = number == 1 and len(ids) <= PER_PAGE
    total = len(ids) if is_whole else found.order_by()[: COUNTED + 1].count()
    return Page(ids[:PER_PAGE], number, len(ids) > PER_PAGE, min(total, COUNTED), total > COUNTED, PER_PAGE)


def _hits(actor: Actor, ids: Sequence[int], asked: Wanted, on: dt.date) -> list[Hit]:
    unread = ("removed", "words", "title_words")
    found = {one.pk: one for one in Material.objects.filter(pk__in=ids).select_related("unit").defer(*unread)}
    labels = unit_labels({one.unit_id for one in found.values()}, on)
    groups = [one.group_id for one in found.values()]
    readable = listed(actor, MaterialFilter(), on).filter(group_id__in=groups) if groups else Material.objects.none()
    members: dict[int, int] = {}
    for group in readable.values_list("group_id", flat=True):
        members[group] = members.get(group, 0) + 1
    return [_hit(found[key], labels[found[key].unit_id], asked, members) for key in ids]


def _hit(material: Material, label: UnitLabel, asked: Wanted, members: dict[int, int]) -> Hit:
    return Hit(
        material=material,
        unit_name=label.name,
        title=marked(material.title, asked.terms),
        snippet=snippet(material.body, material.folded, asked.terms),
        others=members.get(material.group_id, 1) - 1,
    )
