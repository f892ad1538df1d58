"""The roster as rows, as it stood on a day: the same format as the import, in one fixed order.

Units that had begun, with their name and parent of that day (ended ones: of their last day, with 撤销日期). Members who
belonged to the party that day: every formal affiliation up to then (so that transfers are read back as transfers),
other affiliations and posts of that day. Posts away from home, or with another beginning, become rows of kind 任职.
What ended before is written where the format can say its end: with the formal affiliation of its row, or with its unit.
"""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

from django.db import connection

from xuezuo.org.roster.columns import AFFILIATIONS, POST_ONLY, STAGES, UNIT_KINDS
from xuezuo.org.types import AffiliationKind, PostKind, Sex, UnitType
from xuezuo.platform.crypto import bound, unseal

type Row = tuple[str, ...]
_CHUNK: Final = 5_000
_RANKS: Final = {kind: rank for rank, kind in enumerate(PostKind.values)}
_KIND_WORDS: Final = {value: word for word, value in AFFILIATIONS.items()}
_KIND_RANKS: Final = {kind: rank for rank, kind in enumerate(AffiliationKind.values)}
_STAGE_WORDS: Final = {value: word for word, value in STAGES.items()}
_UNIT_WORDS: Final = {value: word for word, value in UNIT_KINDS.items()}
_SCOPE: Final = """
    (%(everywhere)s OR {unit} IN (
        SELECT descendant_id FROM org_closure WHERE ancestor_id = ANY(%(nodes)s) AND during @> %(on)s::date))
"""
_UNITS: Final = f"""
SELECT u.code, n.name, p.code, u.kind, u.unit_type, lower(u.during), upper(u.during)
FROM org_unit u
JOIN LATERAL (SELECT least(%(on)s::date, upper(u.during) - 1) AS day) d ON true
LEFT JOIN org_unitname n ON n.unit_id = u.id AND n.during @> d.day
LEFT JOIN org_edge e ON e.unit_id = u.id AND e.during @> d.day
LEFT JOIN org_unit p ON p.id = e.parent_id
WHERE lower(u.during) <= %(on)s AND {_SCOPE.format(unit="u.id")}
ORDER BY u.code COLLATE "C"
"""
_POSTS: Final = f"""
SELECT o.member_id, u.code, lower(o.during), CASE WHEN NOT o.during @> %(on)s::date THEN upper(o.during) END,
       upper(o.during) = upper(u.during), o.kind, o.title
FROM org_post o JOIN org_unit u ON u.id = o.unit_id
WHERE lower(o.during) <= %(on)s AND {_SCOPE.format(unit="o.unit_id")} AND (
    o.during @> %(on)s::date OR upper(o.during) = upper(u.during) OR EXISTS (
        SELECT 1 FROM org_affiliation a WHERE a.member_id = o.member_id AND a.unit_id = o.unit_id
        AND a.kind = 'formal' AND upper(a.during) = upper(o.during)))
"""
_MEMBERS: Final = f"""
SELECT m.id, m.uid, m.number, m.name, m.sex, m.nation, m.born_on, i.id_number, m.education, i.phone,
       s.stage, m.joined_on, m.full_on, u.code, a.kind, lower(a.during),
       CASE WHEN NOT a.during @> %(on)s::date THEN upper(a.during) END
FROM org_member m
JOIN org_stage s ON s.member_id = m.id AND s.during @> %(on)s::date
LEFT JOIN org_affiliation a ON a.member_id = m.id AND lower(a.during) <= %(on)s
     AND (a.kind = 'formal' OR a.during @> %(on)s::date
          OR upper(a.during) = (SELECT upper(e.during) FROM org_unit e WHERE e.id = a.unit_id))
     AND {_SCOPE.format(unit="a.unit_id")}
LEFT JOIN org_unit u ON u.id = a.unit_id
LEFT JOIN org_memberidentity i ON i.member_id = m.id
WHERE %(everywhere)s OR EXISTS (
    SELECT 1 FROM org_affiliation h WHERE h.member_id = m.id AND h.during @> %(on)s::date
    AND {_SCOPE.format(unit="h.unit_id")})
ORDER BY m.number COLLATE "C", lower(a.during), u.code COLLATE "C", a.kind
"""


@dataclasses.dataclass(frozen=True, slots=True)
class Extent:
    """What to export.

    Attributes:
        on: the civil day.
        nodes: units at or below which to export; None = everything.
        with_secrets: whether identity numbers and phones are written; else the columns stay empty.
    """

    on: dt.date
    nodes: tuple[int, ...] | None = None
    with_secrets: bool = False

    def parameters(self) -> dict[str, dt.date | bool | list[int]]:
        """Return the parameters of the statements."""
        return {"on": self.on, "everywhere": self.nodes is None, "nodes": list(self.nodes or ())}


type _Tenure = tuple[str, dt.date, dt.date | None, bool]
"""Unit code, beginning, end when it is over, whether that is the end of the unit."""
type _PostGroup = tuple[_Tenure, tuple[str, ...]]
"""When and where, titles."""


def unit_rows(extent: Extent) -> Iterator[Row]:
    """Give the rows of 党组织 by code."""
    for code, name, parent, kind, unit_type, founded, ended in _stream(_UNITS, extent):
        shown_end = ended.isoformat() if ended and ended <= extent.on else ""
        type_word = UnitType(unit_type).label if unit_type else ""
        yield code, name, parent or "", _UNIT_WORDS[kind], type_word, founded.isoformat(), shown_end


def member_rows(extent: Extent) -> Iterator[Row]:
    """Give the rows of 党员 by 党员编号; one member's formal rows by their start, then the others, then 任职."""
    posts = _posts(extent)
    for _, group in groupby(_stream(_MEMBERS, extent), key=lambda row: row[0]):
        rows = list(group)
        yield from _rows_of(rows, posts.pop(rows[0][0], []), extent)


def _posts(extent: Extent) -> dict[int, list[_PostGroup]]:
    found: dict[int, dict[_Tenure, list[tuple[int, str]]]] = {}
    for member_id, code, start, end, with_unit, kind, title in _stream(_POSTS, extent):
        tenure = (code, start, end, bool(with_unit))
        found.setdefault(member_id, {}).setdefault(tenure, []).append((_RANKS[kind], title))
    return {
        member_id: [
            (tenure, tuple(title for _, title in sorted(titles)))
            for tenure, titles in sorted(tenures.items(), key=lambda one: one[0][:2])
        ]
        for member_id, tenures in found.items()
    }


type _Record = tuple[Any, ...]  # a row of one of the SELECTs above; its columns are named where it is unpacked


def _rows_of(rows: list[_Record], posts: list[_PostGroup], extent: Extent) -> Iterator[Row]:
    """Join the affiliations of one member with the posts: a post goes to the first row at its unit that ends with it.

    Present ones have no end. A post that is left over stands alone, unless it ended by itself: no row could say that.
    """
    person = _person(rows[0], extent)
    places = sorted(
        ((kind != AffiliationKind.FORMAL, _KIND_RANKS[kind], start, code, end or dt.date.max)
         for *_, code, kind, start, end in rows if code is not None),
    )  # fmt: skip
    left = list(posts)
    for _, rank, start, code, end in places:
        mine = next((post for post in left if (post[0][0], post[0][2] or dt.date.max) == (code, end)), None)
        if mine is not None:
            left.remove(mine)
        yield _joined(person, (code, AffiliationKind.values[rank], start.isoformat()), mine)
    for post in left:
        code, _, ended, with_unit = post[0]
        if ended is None or with_unit:
            yield _joined(person, (code, POST_ONLY, ""), post)


def _person(record: _Record, extent: Extent) -> tuple[Row, Row]:
    """Return the cells before and after 所在组织代码."""
    _, uid, number, name, sex, nation, born, id_number, education, phone, stage, joined, full, *_ = record
    full_on = full.isoformat() if full and full <= extent.on else ""
    secrets = (_opened(uid, "id_number", id_number), _opened(uid, "phone", phone)) if extent.with_secrets else ("", "")
    before = (number, name, Sex(sex).label, nation, born.isoformat(), secrets[0], education, secrets[1])
    return before, (_STAGE_WORDS[stage], joined.isoformat(), full_on)


def _opened(uid: uuid.UUID, field: str, value: bytes | None) -> str:
    return unseal(value, place=bound("org.identity", field, uid)) if value else ""


def _joined(person: tuple[Row, Row], place: Row, post: _PostGroup | None) -> Row:
    code, kind, start = place
    titles, since = ("、".join(post[1]), post[0][1].isoformat()) if post else ("", "")
    return (*person[0], code, *person[1], _KIND_WORDS[kind], start, titles, since)


def _stream(query: str, extent: Extent) -> Iterator[_Record]:
    """Read through a cursor on the server, so that a roster of any size needs little memory."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(query, extent.parameters())
        while rows := cursor.fetchmany(_CHUNK):
            yield from rows
