"""What is recorded of one unit: its history, its posts."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping

from xuezuo.kernel.dates import DateSpan
from xuezuo.org.models import Edge, Post, StructuralChange, Succession, Term, UnitName
from xuezuo.org.queries.tree import UnitLabel, unit_labels
from xuezuo.org.types import ChangeKind, PostKind
from xuezuo.platform.db.ranges import to_span


@dataclasses.dataclass(frozen=True, slots=True)
class Named:
    """A name a unit bore."""

    name: str
    span: DateSpan


@dataclasses.dataclass(frozen=True, slots=True)
class Superior:
    """A unit that another stood under."""

    unit: UnitLabel
    span: DateSpan


@dataclasses.dataclass(frozen=True, slots=True)
class Link:
    """A successor or predecessor."""

    unit: UnitLabel
    on: dt.date
    is_main: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """A structural deed with the document it rests on, in words; `unit` is the unit's code and name of that day."""

    unit: str
    kind: str
    label: str
    on: dt.date
    document: str
    words: str


@dataclasses.dataclass(frozen=True, slots=True)
class History:
    """What is recorded of one unit, of all days, the latest first."""

    names: tuple[Named, ...]
    superiors: tuple[Superior, ...]
    terms: tuple[Term, ...]
    changes: tuple[Change, ...]
    successors: tuple[Link, ...]
    predecessors: tuple[Link, ...]


def unit_history(unit_id: int, day: dt.date) -> History:
    """Return names, superiors, terms, changes and successor links of a unit; other units are named as on `day`.

    Seven queries, whatever there is.
    """
    edges = list(Edge.objects.filter(unit_id=unit_id).order_by("-during"))
    after = list(Succession.objects.filter(old_id=unit_id).order_by("-is_main", "new__code"))
    before = list(Succession.objects.filter(new_id=unit_id).order_by("on", "old__code"))
    others = {edge.parent_id for edge in edges} | {row.new_id for row in after} | {row.old_id for row in before}
    labels = unit_labels({unit_id} | others, day)
    return History(
        names=tuple(
            Named(name.name, to_span(name.during))
            for name in UnitName.objects.filter(unit_id=unit_id).order_by("-during")
        ),
        superiors=tuple(Superior(labels[edge.parent_id], to_span(edge.during)) for edge in edges),
        terms=tuple(Term.objects.filter(unit_id=unit_id).order_by("-during")),
        changes=_changes(StructuralChange.objects.filter(unit_id=unit_id).order_by("-on", "-id"), labels),
        successors=tuple(Link(labels[row.new_id], row.on, row.is_main) for row in after),
        predecessors=tuple(Link(labels[row.old_id], row.on, row.is_main) for row in before),
    )


def changes_recorded(at: dt.datetime) -> tuple[Change, ...]:
    """Return the structural changes that were recorded at exactly this instant, the ended units first."""
    rows = list(StructuralChange.objects.filter(recorded_at=at).order_by("-id"))
    return _changes(rows, unit_labels({row.unit_id for row in rows}, rows[0].on) if rows else {})


def posts_of(unit_id: int, day: dt.date) -> list[tuple[str, str, DateSpan]]:
    """Return title, holder and days of the posts of the unit on `day`, the secretary first, as the actor may see."""
    found = Post.objects.filter(unit_id=unit_id, during__contains=day).select_related("member").order_by("id")
    posts = sorted(found, key=lambda post: PostKind.values.index(post.kind))
    return [(post.title, post.member.name, to_span(post.during)) for post in posts]


def _changes(rows: Iterable[StructuralChange], labels: Mapping[int, UnitLabel]) -> tuple[Change, ...]:
    return tuple(
        Change(
            unit=f"{labels[row.unit_id].code} {labels[row.unit_id].name}",
            kind=row.kind,
            label=ChangeKind(row.kind).label,
            on=row.on,
            document=row.document,
            words=_words(row.kind, row.detail),
        )
        for row in rows
    )


def _words(kind: str, detail: Mapping[str, Mapping[str, object]]) -> str:
    """Turn the recorded detail of a change into words."""
    after = detail.get("after", {})
    return "，".join(_WORDS[key].format(value) for key, value in _for(kind, after).items() if key in _WORDS and value)


def _for(kind: str, after: Mapping[str, object]) -> Mapping[str, object]:
    return {"split_into" if key == "into" and kind == ChangeKind.SPLIT else key: after[key] for key in after}


_WORDS = {
    "name": "更名为{}",
    "parent": "隶属于{}",
    "until": "到 {} 已登记的下一次变更为止",
    "into": "并入{}",
    "split_into": "分为{}",
    "main": "主要由{}承接",
    "split_from": "由{}分出",
    "members": "{} 名党员随之转入",
    "children": "{} 个下级组织随之调整",
    "posts_ended": "{} 个职务终止",
}
