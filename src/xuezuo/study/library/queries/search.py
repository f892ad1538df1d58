"""Full-text search: by words, with quoted phrases letter by letter, in both ways of writing Chinese.

Order: materials whose title fits first, then by day of publication, the newest first. That is an order people can
foresee; a rank by frequencies would have to read every text found, and a common word is in most of them.
"""

import contextlib
import dataclasses
import datetime as dt
import itertools
from collections.abc import Iterator, Sequence
from typing import Final

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from xuezuo.org.queries.tree import UnitLabel, unit_labels
from xuezuo.platform.access import Actor
from xuezuo.platform.http import Page, paginate
from xuezuo.study.library.models import Material
from xuezuo.study.library.queries.lists import lexemes, listed, newest_first, readable_by
from xuezuo.study.library.queries.snippets import Piece, marked, snippet
from xuezuo.study.library.types import MaterialFilter
from xuezuo.study.library.words.cut import Wanted, wanted

PER_PAGE: Final = 20
SHOWN: Final = 500  # the first hits; more than that nobody looks through
_READ: Final = 750  # rows read for them: of a group one is shown
_TRIED: Final = 30_000  # texts in which quoted phrases are looked for letter by letter, `_PART` at a time
_PART: Final = 150
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
    """Return one page of the first 500 materials that `actor` may read and that fit, one per group.

    When no text holds all words, those that hold some of them are shown, and the page says so. A group stands where
    its first hit stands, and is shown by the text that keeps its place when that one was found too.
    """
    asked = wanted(filters.text[:_LONGEST])
    readable = readable_by(actor, on)
    base = listed(readable, filters)
    # Quoted phrases are looked for in the texts themselves: only as far as this page and the next one need it.
    enough = number * PER_PAGE + 1 if asked.phrases else SHOWN + 1
    with by_index():
        found, is_loose = _first_of_groups(_fitting(base, asked), asked, enough), False
        if not found and len(asked.words) > 1 and not asked.phrases:
            some = base.filter(words__holds=lexemes(asked.words).replace(" & ", " | "))
            found, is_loose = _first_of_groups([newest_first(some)], asked, enough), True
    page = paginate(found[:SHOWN], number, per_page=PER_PAGE)
    hits = _hits(readable, page.rows, asked, on)
    total = None if asked.phrases and len(found) >= enough else page.total
    shown = Page(hits, page.number, page.has_next, total, len(found) > SHOWN, PER_PAGE)
    return SearchPage(shown, is_loose and bool(hits))


@contextlib.contextmanager
def by_index() -> Iterator[None]:
    """Keep the planner from reading the whole table: it does not know what unpacking a hundred thousand texts costs.

    And from starting workers: that takes longer than the search.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL max_parallel_workers_per_gather = 0")
        yield
        cursor.execute("SET LOCAL enable_seqscan = on; SET LOCAL max_parallel_workers_per_gather = DEFAULT")


def _fitting(base: QuerySet[Material], asked: Wanted) -> list[QuerySet[Material]]:
    """Return what fits in the order in which it is shown: by title, then by text."""
    if asked.is_empty:
        return [newest_first(base)]
    titled = newest_first(base.filter(title_words__holds=lexemes(asked.pairs)))
    return [titled, newest_first(base.filter(words__holds=lexemes(asked.words)))] if asked.words else [titled]


def _first_of_groups(found: Sequence[QuerySet[Material]], asked: Wanted, enough: int) -> list[int]:
    """Return the ids of the first hits, one per group; at least `enough` when there are so many."""
    shown: dict[int, int] = {}
    most, size = (_TRIED, _PART) if asked.phrases else (_READ, _READ)
    for part in found:
        rows = list(part.values_list("pk", "group_id", "keeps_place")[:most])
        for some in itertools.batched(rows, size):
            exact = _exact([key for key, _, _ in some], asked)
            for key, group, keeps_place in some:
                if key in exact and (keeps_place or group not in shown):
                    shown[group] = key
            if len(shown) >= enough:
                return list(shown.values())
    return list(shown.values())


def _exact(ids: list[int], asked: Wanted) -> set[int]:
    """Return those of the texts that hold every quoted phrase letter by letter: pairs of signs are nearly that."""
    if not asked.phrases:
        return set(ids)
    found = Material.objects.filter(pk__in=ids)
    for phrase in asked.phrases:
        pairs = lexemes(wanted(phrase).pairs)
        in_text = Q(folded="", body__contains=phrase) | Q(folded__contains=phrase)
        found = found.filter(in_text | Q(title_words__fits=pairs))
    return set(found.values_list("pk", flat=True))


def _hits(readable: Q, ids: Sequence[int], asked: Wanted, on: dt.date) -> list[Hit]:
    unread = ("removed", "words", "title_words")
    found = {one.pk: one for one in Material.objects.filter(pk__in=ids).select_related("unit").defer(*unread)}
    labels = unit_labels({one.unit_id for one in found.values()}, on)
    groups = [one.group_id for one in found.values()]
    members: dict[int, int] = {}
    for group in Material.objects.filter(readable, group_id__in=groups).values_list("group_id", flat=True):
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
