"""What is recorded of one unit: its history, its posts."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from django.db.backends.postgresql.psycopg_any import DateRange

from xuezuo.kernel.dates import DateSpan
from xuezuo.org.models import Post, StructuralChange, Term
from xuezuo.org.queries.tree import UnitLabel, unit_labels
from xuezuo.org.types import ChangeKind, PostKind
from xuezuo.platform.db.ranges import to_span
from xuezuo.platform.db.reading import fetch_all


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

    Four queries, whatever there is.
    """
    rows = [_Recorded(*row) for row in fetch_all(_RECORDED, {"unit": unit_id})]
    labels = unit_labels({unit_id} | {row.other_id for row in rows if row.other_id is not None}, day)
    of = {what: [row for row in rows if row.what == what] for what in ("name", "superior", "successor", "predecessor")}
    return History(
        names=tuple(Named(row.name or "", to_span(row.during)) for row in of["name"] if row.during),
        superiors=tuple(
            Superior(labels[row.other_id or 0], to_span(row.during)) for row in of["superior"] if row.during
        ),
        terms=tuple(Term.objects.filter(unit_id=unit_id).order_by("-during")),
        changes=_changes(StructuralChange.objects.filter(unit_id=unit_id).order_by("-on", "-id"), labels),
        successors=tuple(sorted(_links(of["successor"], labels), key=lambda link: (not link.is_main, link.unit.code))),
        predecessors=_links(of["predecessor"], labels),
    )


class _Recorded(NamedTuple):
    """A name, a unit above, or a link to another unit, as `_RECORDED` gives it; what does not apply is None."""

    what: str
    other_id: int | None
    name: str | None
    during: DateRange | None
    on: dt.date | None
    is_main: bool | None


def _links(rows: Iterable[_Recorded], labels: Mapping[int, UnitLabel]) -> tuple[Link, ...]:
    return tuple(Link(labels[row.other_id or 0], row.on, bool(row.is_main)) for row in rows if row.on)


# One statement: four small ones with the ORM took several times longer.
_RECORDED: Final = """
SELECT r.what, r.other_id, r.name, r.during, r."on", r.is_main FROM (
  SELECT 'name' AS what, NULL::bigint AS other_id, n.name, n.during, NULL::date AS "on", NULL::boolean AS is_main
    FROM org_unitname n WHERE n.unit_id = %(unit)s
  UNION ALL
  SELECT 'superior', e.parent_id, NULL, e.during, NULL, NULL FROM org_edge e WHERE e.unit_id = %(unit)s
  UNION ALL
  SELECT 'successor', s.new_id, NULL, NULL, s."on", s.is_main FROM org_succession s WHERE s.old_id = %(unit)s
  UNION ALL
  SELECT 'predecessor', s.old_id, NULL, NULL, s."on", s.is_main FROM org_succession s WHERE s.new_id = %(unit)s
) r LEFT JOIN org_unit u ON u.id = r.other_id
ORDER BY r.during DESC, r."on", u.code
"""


def changes_recorded(at: dt.datetime) -> tuple[Change, ...]:
    """Return the structural changes that were recorded at exactly this instant, the ended units first."""
    rows = list(StructuralChange.objects.filter(recorded_at=at).order_by("-id"))
    return _changes(rows, unit_labels({row.unit_id for row in rows}, rows[0].on) if rows else {})


def posts_of(unit_id: int, day: dt.date) -> list[tuple[str, str, DateSpan]]:
    """Return title, holder and days of the posts of the unit on `day`, the secretary first, as the actor may see."""
    found = Post.objects.filter(unit_id=unit_id, during__contains=day).order_by("id")
    posts = sorted(
        found.values_list("kind", "title", "member__name", "during"), key=lambda post: PostKind.values.index(post[0])
    )
    return [(title, holder, to_span(during)) for _, title, holder, during in posts]


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
