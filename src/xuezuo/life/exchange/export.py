"""Deeds out of the system: every confirmed activity and talk as one line, in the order (date, unit code, id).

The same deeds give the same bytes: fixed order of lines, keys and members, no blanks, one line feed after each line.
"""

import dataclasses
import datetime as dt
import heapq
import itertools
import json
import uuid
from collections.abc import Iterator
from typing import Any, Final

from django.db import connection

from xuezuo.life.exchange.staging import Params, fetch

_CHUNK: Final = 1000
_WHERE: Final = """(%(as_of)s::date IS NULL OR b.recorded_on <= %(as_of)s)
   AND (%(units)s::bigint[] IS NULL OR b.unit_id = ANY(%(units)s))"""
_ACTIVITIES: Final = f"""
SELECT b.id, b.uid, b.kind, u.code, u.kind, b.occurred_on, b.minutes, m.number, b.topic, b.recorded_on, b.place,
       b.lecturer_note
  FROM life_activity b JOIN org_unit u ON u.id = b.unit_id LEFT JOIN org_member m ON m.id = b.lecturer_id
 WHERE b.state = 'confirmed' AND {_WHERE}
 ORDER BY b.occurred_on, u.code COLLATE "C", b.uid"""
_TALKS: Final = f"""
SELECT b.uid, 'heart_talk_' || b.pair, u.code, b.occurred_on, b.recorded_on, f.number, s.number
  FROM life_hearttalk b JOIN org_unit u ON u.id = b.unit_id
  JOIN org_member f ON f.id = b.first_id JOIN org_member s ON s.id = b.second_id
 WHERE b.voided_at IS NULL AND {_WHERE}
 ORDER BY b.occurred_on, u.code COLLATE "C", b.uid"""
_PARTS: Final = """SELECT activity_id, kind FROM life_activitypart WHERE activity_id = ANY(%(ids)s)
    ORDER BY activity_id, kind COLLATE "C" """
_ASKS: Final = """SELECT s.activity_id, a.uid::text FROM life_activityask s JOIN asks_ask a ON a.id = s.ask_id
    WHERE s.activity_id = ANY(%(ids)s) ORDER BY s.activity_id, a.uid"""
_PEOPLE: Final = """
SELECT t.activity_id, m.number, t.status,
       CASE WHEN %(kept)s::bigint[] IS NULL OR b.unit_id = ANY(%(kept)s) THEN t.reason ELSE '' END
  FROM life_attendance t JOIN org_member m ON m.id = t.member_id JOIN life_activity b ON b.id = t.activity_id
 WHERE t.activity_id = ANY(%(ids)s) AND NOT (t.is_guest AND t.status <> 'present')
 ORDER BY t.activity_id, m.number COLLATE "C" """


@dataclasses.dataclass(frozen=True, slots=True)
class Selection:
    """Which deeds: those recorded by the civil day `as_of` (None = all), of these units (None = all).

    Reasons of leave are given for the units in `with_reasons` only (None = all).
    """

    as_of: dt.date | None = None
    units: list[int] | None = None
    with_reasons: list[int] | None = None

    @property
    def params(self) -> Params:
        """The values of the statements' parameters."""
        return {"as_of": self.as_of, "units": self.units}


@dataclasses.dataclass(frozen=True, slots=True)
class Deed:
    """A deed in the form of the contract; `place`, `lecturer_note` and `asks` appear only when they say something.

    `unit_kind` is not part of it: people read by it what the meeting is called.
    """

    date: dt.date
    unit: str
    id: uuid.UUID
    kind: str
    recorded_on: dt.date
    attendance: list[dict[str, str]]
    minutes: int | None = None
    parts: tuple[str, ...] = ()
    lecturer: str | None = None
    topic: str = ""
    place: str = ""
    lecturer_note: str = ""
    asks: tuple[str, ...] = ()
    unit_kind: str = ""

    @property
    def key(self) -> tuple[dt.date, str, uuid.UUID]:
        """Where it stands in the file."""
        return self.date, self.unit, self.id

    def as_line(self) -> str:
        """Return its line, with the line feed."""
        said: dict[str, object] = {
            "id": str(self.id),
            "kind": self.kind,
            "unit": self.unit,
            "date": self.date.isoformat(),
            "minutes": self.minutes,
            "parts": list(self.parts),
            "lecturer": self.lecturer,
            "topic": self.topic,
            "recorded_on": self.recorded_on.isoformat(),
        }
        extra = {name: value for name in ("place", "lecturer_note") if (value := getattr(self, name))}
        extra |= {"asks": list(self.asks)} if self.asks else {}
        whole = {**said, **extra, "attendance": self.attendance}
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"


def deeds(selection: Selection) -> Iterator[Deed]:
    """Give the deeds of the selection in order, in bounded memory; needs an open transaction."""
    yield from heapq.merge(_activities(selection), _talks(selection), key=lambda deed: deed.key)


def _activities(selection: Selection) -> Iterator[Deed]:
    for rows in itertools.batched(_stream("deeds_out", _ACTIVITIES, selection), _CHUNK):
        ids = [row[0] for row in rows]
        parts = _grouped(fetch(_PARTS, {"ids": ids}))
        asks = _grouped(fetch(_ASKS, {"ids": ids}))
        people = _grouped(fetch(_PEOPLE, {"ids": ids, "kept": selection.with_reasons}))
        for key, uid, kind, unit, unit_kind, date, minutes, lecturer, topic, recorded_on, place, note in rows:
            yield Deed(
                date=date,
                unit=unit,
                id=uid,
                kind=kind,
                recorded_on=recorded_on,
                attendance=[_person(*row) for row in people.get(key, ())],
                minutes=minutes,
                parts=tuple(part for (part,) in parts.get(key, ())),
                lecturer=lecturer,
                topic=topic,
                place=place,
                lecturer_note=note,
                asks=tuple(ask for (ask,) in asks.get(key, ())),
                unit_kind=unit_kind,
            )


def _talks(selection: Selection) -> Iterator[Deed]:
    for uid, kind, unit, date, recorded_on, first, second in _stream("talks_out", _TALKS, selection):
        both = [_person(number, "present", "") for number in (first, second)]
        yield Deed(date=date, unit=unit, id=uid, kind=kind, recorded_on=recorded_on, attendance=both)


def _person(number: str, status: str, reason: str) -> dict[str, str]:
    return {"member": number, "status": status, **({"reason": reason} if reason else {})}


def _grouped(rows: list[tuple[Any, ...]]) -> dict[int, list[tuple[Any, ...]]]:
    return {key: [row[1:] for row in own] for key, own in itertools.groupby(rows, key=lambda row: row[0])}


def _stream(name: str, statement: str, selection: Selection) -> Iterator[tuple[Any, ...]]:
    """Read with a cursor of the server, so that the client never holds the whole result."""
    connection.ensure_connection()
    with connection.create_cursor(name=name) as cursor:
        cursor.itersize = _CHUNK
        cursor.execute(statement, selection.params)
        yield from cursor
