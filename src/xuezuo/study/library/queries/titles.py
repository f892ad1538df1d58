"""The materials that somebody names by their titles: `《党章》`, `党章` and `黨章` name the same text."""

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Final

from django.db.models import Q
from django.db.models.functions import Length

from xuezuo.platform.access import Actor
from xuezuo.study.library.models import Material
from xuezuo.study.library.queries.lists import lexemes, readable_by
from xuezuo.study.library.words.cut import wanted
from xuezuo.study.library.words.fold import essence

DRESSING: Final = 12  # signs that a title in the library may have more: title marks, quotation marks, blanks
_READ: Final = 500
_LIGHT: Final = ("body", "folded", "removed", "words", "title_words")
_NOT_LETTERS: Final = re.compile(r"[\W_]+")


@dataclasses.dataclass(frozen=True, slots=True)
class Named:
    """A text as somebody names it.

    Attributes:
        title: in any dressing.
        source: who published it; chooses among several texts of the title, shuts none out.
        published_on: civil day; a text known to be of another day is another one.
    """

    title: str
    source: str = ""
    published_on: dt.date | None = None


def materials_named(actor: Actor, named: Sequence[Named], on: dt.date) -> list[Material | None]:
    """Return for each of these the material that it names, without its text, if `actor` may read one; two queries.

    Titles agree letter by letter, or without regard to punctuation and to the way of writing. Of several the one
    written letter by letter alike comes first, then that of the source, then the one that keeps the place of its
    group, then the newest.
    """
    where = Q()
    for one in named:
        pairs = wanted(_NOT_LETTERS.sub(" ", one.title)).pairs
        if pairs:
            where |= Q(title_words__holds=lexemes(pairs), signs__lte=len(one.title) + DRESSING)
    if not where:
        return [None for _ in named]
    found = Material.objects.annotate(signs=Length("title")).filter(where, readable_by(actor, on))
    by_essence: dict[str, list[Material]] = {}
    for material in found.order_by("signs", "-pk").defer(*_LIGHT)[:_READ]:
        by_essence.setdefault(essence(material.title), []).append(material)
    return [_best(one, by_essence.get(essence(one.title), ())) for one in named]


def _best(named: Named, found: Iterable[Material]) -> Material | None:
    asked, source = named.published_on, essence(named.source)
    same_day = [one for one in found if asked is None or one.published_on in (None, asked)]

    def nearness(one: Material) -> tuple[bool, bool, bool, bool, dt.date, int]:
        return (
            one.title == named.title,
            asked is not None and one.published_on == asked,
            bool(source) and source in essence(one.source),
            one.keeps_place,
            one.published_on or dt.date.min,
            one.pk,
        )

    return max(same_day, key=nearness, default=None)
