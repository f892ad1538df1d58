"""Everything the house knows of one unit, as it stood on a day, with its whole history."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from django.db.models import Count, Q

from xuezuo.kernel.dates import DateSpan
from xuezuo.org.models import Closure, Edge, Post, StructuralChange, Succession, Term, Unit, UnitName
from xuezuo.org.queries.tree import children_on, clamp, to_row, unit_labels, unit_row
from xuezuo.org.types import AffiliationKind, ChangeKind, UnitRow
from xuezuo.platform.db.ranges import to_span


@dataclasses.dataclass(frozen=True, slots=True)
class Named:
    """A name a unit bore."""

    name: str
    span: DateSpan


@dataclasses.dataclass(frozen=True, slots=True)
class Superior:
    """A unit that another stood under."""

    uid: str
    code: str
    name: str
    span: DateSpan


@dataclasses.dataclass(frozen=True, slots=True)
class Link:
    """A successor or predecessor."""

    uid: str
    code: str
    name: str
    on: dt.date
    is_main: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """A structural deed with the document it rests on, in words."""

    kind: str
    label: str
    on: dt.date
    document: str
    words: str


@dataclasses.dataclass(frozen=True, slots=True)
class Child:
    """A unit directly below, with the number of formal members in it and below it."""

    row: UnitRow
    members: int


@dataclasses.dataclass(frozen=True, slots=True)
class UnitProfile:
    """One unit on `day`; for an ended unit its last day, for a future one its first."""

    row: UnitRow
    day: dt.date
    names: tuple[Named, ...]
    superiors: tuple[Superior, ...]
    children: tuple[Child, ...]
    members_here: int
    members: int
    terms: tuple[Term, ...]
    changes: tuple[Change, ...]
    successors: tuple[Link, ...]
    predecessors: tuple[Link, ...]


def unit_profile(unit_id: int, day: dt.date) -> UnitProfile:
    """Return the unit as on `day`, with names, superiors and changes of all days, the latest first.

    A fixed number of queries. Members are counted as far as the actor may see them.

    Raises:
        NotFound: no such unit.
    """
    row = unit_row(unit_id, day)
    shown = clamp(day, row.during)
    members = members_below(unit_id, shown)
    children = tuple(Child(to_row(unit), members.get(unit.pk, 0)) for unit in children_on(unit_id, shown))
    names = UnitName.objects.filter(unit_id=unit_id).order_by("-during")
    return UnitProfile(
        row=row,
        day=shown,
        names=tuple(Named(name.name, to_span(name.during)) for name in names),
        superiors=_superiors(unit_id, shown),
        children=children,
        members_here=members.get(None, 0),
        members=sum(members.values()),
        terms=tuple(Term.objects.filter(unit_id=unit_id).order_by("-during")),
        changes=tuple(
            Change(change.kind, ChangeKind(change.kind).label, change.on, change.document, _words(change.detail))
            for change in StructuralChange.objects.filter(unit_id=unit_id).order_by("-on", "-id")
        ),
        successors=_successors(unit_id, shown),
        predecessors=_predecessors(unit_id, shown),
    )


def members_below(unit_id: int, day: dt.date) -> dict[int | None, int]:
    """Return the number of formal members on `day` by child of the unit; key None: in the unit itself."""
    formal = Q(descendant__affiliations__kind=AffiliationKind.FORMAL, descendant__affiliations__during__contains=day)
    closure = Closure.objects.filter(formal, ancestor_id=unit_id, during__contains=day)
    return dict(closure.values("via_id").annotate(count=Count("pk")).values_list("via_id", "count"))


def posts_of(unit_id: int, day: dt.date) -> list[tuple[str, str, DateSpan]]:
    """Return title, name of the holder and days of the posts held in the unit on `day`, as the actor may see them."""
    posts = Post.objects.filter(unit_id=unit_id, during__contains=day).select_related("member").order_by("kind", "id")
    return [(post.title, post.member.name, to_span(post.during)) for post in posts]


def _superiors(unit_id: int, day: dt.date) -> tuple[Superior, ...]:
    edges = list(Edge.objects.filter(unit_id=unit_id).select_related("parent").order_by("-during"))
    labels = unit_labels({edge.parent_id for edge in edges}, day)
    return tuple(
        Superior(str(edge.parent.uid), edge.parent.code, labels[edge.parent_id][1], to_span(edge.during))
        for edge in edges
    )


def _successors(unit_id: int, day: dt.date) -> tuple[Link, ...]:
    rows = Succession.objects.filter(old_id=unit_id).select_related("new").order_by("-is_main", "new__code")
    return _links([(row, row.new) for row in rows], day)


def _predecessors(unit_id: int, day: dt.date) -> tuple[Link, ...]:
    rows = Succession.objects.filter(new_id=unit_id).select_related("old").order_by("on", "old__code")
    return _links([(row, row.old) for row in rows], day)


def _links(found: Sequence[tuple[Succession, Unit]], day: dt.date) -> tuple[Link, ...]:
    labels = unit_labels({unit.pk for _, unit in found}, day)
    return tuple(Link(str(unit.uid), unit.code, labels[unit.pk][1], row.on, row.is_main) for row, unit in found)


def _words(detail: dict[str, dict[str, object]]) -> str:
    """Turn the recorded detail of a change into words."""
    return "；".join(
        f"{_WORDS[key]}{value}" for key, value in detail.get("after", {}).items() if key in _WORDS and value
    )


_WORDS = {
    "name": "更名为",
    "parent": "隶属于",
    "into": "并入或分为",
    "main": "主要承接组织",
    "split_from": "分自",
    "members": "转入党员人数",
    "children": "转隶下级组织数",
    "posts_ended": "终止职务数",
}
