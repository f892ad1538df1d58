"""What the database holds of the units and members that a file names, as plain values."""

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from django.db import connection

_CHUNK: Final = 20_000
type Record = tuple[Any, ...]  # a row of one of the SELECTs below; its columns are named where it is unpacked


@dataclasses.dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit of the database: its life, and its name and parent on the day of the import (or its last day).

    `name_until` and `edge_until` tell from which day on another name or parent has been entered already.
    """

    id: int
    code: str
    kind: str
    unit_type: str
    founded: dt.date
    dissolved: dt.date | None
    name: str
    parent: str | None
    name_id: int
    name_since: dt.date
    edge_id: int | None
    edge_since: dt.date | None
    name_until: dt.date | None
    edge_until: dt.date | None
    in_scope: bool

    @property
    def changed_on(self) -> dt.date:
        """The last day on which its name or parent changed (or the founding)."""
        return max(self.founded, self.name_since, self.edge_since or self.founded)


@dataclasses.dataclass(slots=True)
class KnownAffiliation:
    """An affiliation of the database."""

    id: int
    unit_id: int
    kind: str
    start: dt.date
    end: dt.date | None


@dataclasses.dataclass(slots=True)
class KnownPost:
    """A post of the database; an ended one tells which rows of a file are already known."""

    id: int
    unit_id: int
    title: str
    start: dt.date
    end: dt.date | None


@dataclasses.dataclass(slots=True)
class KnownMember:
    """A member of the database with the dated relations that a roster can speak of."""

    id: int
    name: str
    sex: str
    nation: str
    born: dt.date
    education: str
    joined: dt.date
    full: dt.date | None
    id_hash: bytes | None
    phone_hash: bytes | None
    stage: str = ""
    stage_id: int = 0
    affiliations: list[KnownAffiliation] = dataclasses.field(default_factory=list)
    posts: list[KnownPost] = dataclasses.field(default_factory=list)


@dataclasses.dataclass(frozen=True, slots=True)
class State:
    """The database seen through one file: every unit by code, the file's members by number."""

    units: dict[str, KnownUnit]
    members: dict[str, KnownMember]
    owners: dict[bytes, str]
    """党员编号 of the member who holds an identity number, by keyed hash, for the numbers of the file."""
    is_limited: bool = False
    """The importer may act below some units only."""


_UNITS: Final = """
SELECT u.id, u.code, u.kind, u.unit_type, lower(u.during), upper(u.during), n.name, p.code,
       n.id, lower(n.during), e.id, lower(e.during),
       nullif(upper(n.during), upper(u.during)), nullif(upper(e.during), upper(u.during))
FROM org_unit u
JOIN LATERAL (SELECT least(greatest(%(on)s, lower(u.during)), upper(u.during) - 1) AS day) d ON true
LEFT JOIN org_unitname n ON n.unit_id = u.id AND n.during @> d.day
LEFT JOIN org_edge e ON e.unit_id = u.id AND e.during @> d.day
LEFT JOIN org_unit p ON p.id = e.parent_id
ORDER BY u.code
"""
_MEMBERS: Final = """
SELECT m.number, m.id, m.name, m.sex, m.nation, m.born_on, m.education, m.joined_on, m.full_on,
       i.id_number_hash, i.phone_hash
FROM org_member m LEFT JOIN org_memberidentity i ON i.member_id = m.id
WHERE m.number = ANY(%s)
"""
_STAGES: Final = "SELECT member_id, id, stage FROM org_stage WHERE upper(during) IS NULL AND member_id = ANY(%s)"
_AFFILIATIONS: Final = """
SELECT member_id, id, unit_id, kind, lower(during), upper(during) FROM org_affiliation
WHERE member_id = ANY(%s) ORDER BY lower(during), id
"""
_POSTS: Final = """
SELECT member_id, id, unit_id, title, lower(during), upper(during) FROM org_post
WHERE member_id = ANY(%s) ORDER BY lower(during), id
"""
_OWNERS: Final = """
SELECT i.id_number_hash, m.number FROM org_memberidentity i JOIN org_member m ON m.id = i.member_id
WHERE i.id_number_hash = ANY(%s)
"""
_BELOW: Final = "SELECT DISTINCT descendant_id FROM org_closure WHERE ancestor_id = ANY(%s) AND during @> %s::date"


def load_units(on: dt.date, nodes: Collection[int] | None) -> dict[str, KnownUnit]:
    """Return every unit by code; `nodes` are the units at or below which the importer may act, None = everywhere."""
    with connection.cursor() as cursor:
        allowed: set[int] | None = None
        if nodes is not None:
            cursor.execute(_BELOW, [list(nodes), on])
            allowed = {row[0] for row in cursor.fetchall()}
        cursor.execute(_UNITS, {"on": on})
        return {row[1]: KnownUnit(*(*row, allowed is None or row[0] in allowed)) for row in cursor.fetchall()}


def load_members(numbers: Collection[str]) -> dict[str, KnownMember]:
    """Return the members with these numbers, with stage, affiliations and posts."""
    members: dict[str, KnownMember] = {}
    for row in _rows(_MEMBERS, list(numbers)):
        number, *fields, id_hash, phone_hash = row
        members[number] = KnownMember(*(*fields, _bytes(id_hash), _bytes(phone_hash)))
    by_id = {member.id: member for member in members.values()}
    ids = list(by_id)
    for member_id, stage_id, stage in _rows(_STAGES, ids):
        by_id[member_id].stage, by_id[member_id].stage_id = stage, stage_id
    for member_id, *fields in _rows(_AFFILIATIONS, ids):
        by_id[member_id].affiliations.append(KnownAffiliation(*fields))
    for member_id, *fields in _rows(_POSTS, ids):
        by_id[member_id].posts.append(KnownPost(*fields))
    return members


def load_owners(hashes: Collection[bytes]) -> dict[bytes, str]:
    """Return who holds these identity numbers: 党员编号 by keyed hash."""
    return {bytes(row[0]): row[1] for row in _rows(_OWNERS, list(hashes))}


def _bytes(value: bytes | memoryview | None) -> bytes | None:
    return None if value is None else bytes(value)


def _rows(query: str, keys: Sequence[object]) -> Iterator[Record]:
    """Run `query` for the keys in chunks, so that neither side holds everything at once."""
    with connection.cursor() as cursor:
        for start in range(0, len(keys), _CHUNK):
            cursor.execute(query, [list(keys[start : start + _CHUNK])])
            yield from cursor.fetchall()


_STAYING: Final = """
WITH leaving AS (SELECT * FROM unnest(%(leaving)s::bigint[], %(left)s::date[]) AS l(id, day))
SELECT DISTINCT u.id FROM unnest(%(units)s::bigint[], %(days)s::date[]) AS u(id, day)
WHERE EXISTS (SELECT 1 FROM org_affiliation a WHERE a.unit_id = u.id AND a.kind = 'formal'
              AND (upper(a.during) IS NULL OR upper(a.during) > u.day)
              AND NOT EXISTS (SELECT 1 FROM leaving l WHERE l.id = a.id AND l.day <= u.day))
   OR EXISTS (SELECT 1 FROM org_edge e JOIN org_unit c ON c.id = e.unit_id WHERE e.parent_id = u.id
              AND upper(e.during) IS NULL AND NOT (c.id = ANY(%(units)s)))
"""


def members_staying(ended: Mapping[int, dt.date], leaving: Sequence[tuple[int, dt.date]]) -> list[int]:
    """Return which of the units, ended on these days, would still have formal members or living units below them.

    Args:
        ended: unit id -> day of dissolution.
        leaving: affiliations that end anyway, and when.
    """
    if not ended:
        return []
    parameters: dict[str, list[Any]] = {"units": list(ended), "days": list(ended.values())}
    parameters |= {"leaving": [row_id for row_id, _ in leaving], "left": [day for _, day in leaving]}
    with connection.cursor() as cursor:
        cursor.execute(_STAYING, parameters)
        return [row[0] for row in cursor.fetchall()]


_BEYOND: Final = """
SELECT u.id, max(coalesce(upper(r.during), lower(r.during)))
FROM unnest(%(units)s::bigint[], %(days)s::date[]) AS u(id, day)
JOIN (SELECT unit_id, during FROM org_affiliation WHERE kind <> 'formal' UNION ALL
      SELECT unit_id, during FROM org_post UNION ALL SELECT unit_id, during FROM org_term UNION ALL
      SELECT parent_id, during FROM org_edge WHERE upper(during) IS NOT NULL) r
  ON r.unit_id = u.id AND (lower(r.during) >= u.day OR upper(r.during) > u.day)
GROUP BY u.id
"""


def noted_beyond(ended: Mapping[int, dt.date]) -> dict[int, dt.date]:
    """Return which of the units, ended on these days, have something recorded for later, and until when."""
    if not ended:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_BEYOND, {"units": list(ended), "days": list(ended.values())})
        return dict(cursor.fetchall())
