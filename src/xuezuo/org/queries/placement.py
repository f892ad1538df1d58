"""Where units that do not exist on a day stand in that day's tree.

Old deeds shown under the tree of a later day follow the dated successor links; a unit dissolved without successor stays
a node under its last parent; a unit founded later stands under its first parent.
"""

import dataclasses
import datetime as dt

from django.db.models import Q

from xuezuo.org.models import Closure, Edge, Succession, Unit


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """A unit that counts below another one: `via` is that one's child on the way, None when it counts as itself."""

    unit_id: int
    via_id: int | None


@dataclasses.dataclass(frozen=True, slots=True)
class _Links:
    """What is needed to place units that do not exist on the day, all by unit id."""

    absent: frozenset[int]
    successor: dict[int, int]
    parent: dict[int, int]

    def way(self, unit_id: int) -> tuple[tuple[int, ...], int | None]:
        """Return the absent units that stay nodes, lowest first, and the existing unit they hang under."""
        nodes: list[int] = []
        here: int | None = unit_id
        while here is not None and here in self.absent:
            if here in self.successor:
                here = self.successor[here]
                continue
            nodes.append(here)
            here = self.parent.get(here)
        return tuple(nodes), here


def absent_places(unit_id: int, day: dt.date) -> list[Place]:
    """Return the units that do not exist on `day` but count below (or as) `unit_id` in the tree of `day`.

    Four queries, whatever the size of the tree; memory grows with the number of ended units only.
    """
    links = _links(day)
    via = dict(Closure.objects.filter(ancestor_id=unit_id, during__contains=day).values_list("descendant_id", "via_id"))
    found = []
    for absent in sorted(links.absent):
        nodes, anchor = links.way(absent)
        if unit_id in nodes:
            position = nodes.index(unit_id)
            found.append(Place(absent, nodes[position - 1] if position else None))
        elif anchor == unit_id:
            found.append(Place(absent, nodes[-1] if nodes else None))
        elif anchor in via:
            found.append(Place(absent, via[anchor]))
    return found


def _links(day: dt.date) -> _Links:
    spans = dict(Unit.objects.exclude(during__contains=day).values_list("id", "during"))
    successor = dict(Succession.objects.filter(is_main=True, on__lte=day).values_list("old_id", "new_id"))
    edges = Edge.objects.filter(Q(unit_id__in=spans)).values_list("unit_id", "parent_id", "during")
    parent: dict[int, int] = {}
    for child, above, during in edges:
        span = spans[child]
        is_later = span.lower > day
        if (is_later and during.lower == span.lower) or (not is_later and during.upper == span.upper):
            parent[child] = above
    ended = {key: value for key, value in successor.items() if key in spans and spans[key].lower <= day}
    return _Links(frozenset(spans), ended, parent)
