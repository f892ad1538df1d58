"""Temporary tables that hold a file while it is checked: filled by COPY, gone with the transaction.

deed_line    one row a deed: what the file says, and what the checks found (unit_id, lecturer_id, activity_id)
deed_person  one row a line of attendance
deed_due     one row a person and deed as it will stand: the roster and the guests (see `rosters`)
"""

import contextlib
import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from django.db import connection

from xuezuo.life.exchange.lines import DeedLine

type Value = bool | int | float | Decimal | str | dt.date | dt.datetime | Sequence[int] | Sequence[str] | None
type Params = Mapping[str, Value]

_TABLES: Final = (
    """CREATE TEMP TABLE deed_line (
        row int PRIMARY KEY, uid uuid, kind text, unit_code text, occurred_on date, minutes int, parts text[] NOT NULL,
        lecturer text, topic text NOT NULL, recorded_on date, place text NOT NULL, lecturer_note text NOT NULL,
        rest text NOT NULL, unit_id bigint, unit_kind text, lecturer_id bigint, activity_id bigint, talk_id bigint,
        asks uuid[], is_held_back boolean NOT NULL DEFAULT false, is_new boolean NOT NULL DEFAULT false,
        is_changed boolean NOT NULL DEFAULT false
    ) ON COMMIT DROP""",
    """CREATE TEMP TABLE deed_person (
        row int NOT NULL, place int NOT NULL, number text NOT NULL, status text NOT NULL, reason text NOT NULL,
        member_id bigint
    ) ON COMMIT DROP""",
)
_LINES: Final = """COPY deed_line (row, uid, kind, unit_code, occurred_on, minutes, parts, lecturer, topic, recorded_on,
    place, lecturer_note, rest, asks) FROM STDIN"""
_PEOPLE: Final = "COPY deed_person (row, place, number, status, reason) FROM STDIN"
_CHUNK: Final = 2000  # deeds held in memory at a time


def run(statement: str, params: Params | None = None) -> int:
    """Run one statement in the open transaction; returns the number of rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params)  # type: ignore[arg-type]  # lists become arrays: the stubs know no lists
        return int(cursor.rowcount)


def fetch(statement: str, params: Params | None = None) -> list[tuple[Any, ...]]:
    """Return the rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params)  # type: ignore[arg-type]  # lists become arrays: the stubs know no lists
        return list(cursor.fetchall())


@contextlib.contextmanager
def staged(lines: Iterable[DeedLine]) -> Iterator[int]:
    """Fill the temporary tables from `lines`, in bounded memory; gives the number of deeds, drops the tables after."""
    for statement in _TABLES:
        run(statement)
    try:
        count = sum(_copy(chunk) for chunk in itertools.batched(lines, _CHUNK))
        run("GRANT ALL ON deed_line, deed_person TO PUBLIC")  # of this session only: the scope changes the role
        run("CREATE INDEX ON deed_person (row)")
        run("ANALYZE deed_line")
        run("ANALYZE deed_person")
        yield count
    finally:
        if not connection.needs_rollback:
            run("DROP TABLE IF EXISTS deed_line, deed_person, deed_due")


def _copy(lines: tuple[DeedLine, ...]) -> int:
    with connection.cursor() as cursor:
        with cursor.copy(_LINES) as copy:
            for line in lines:
                copy.write_row(_values(line))
        with cursor.copy(_PEOPLE) as copy:
            for line in lines:
                for place, person in enumerate(line.people):
                    copy.write_row((line.row, place, person.number, person.status, person.reason))
    return len(lines)


def _values(line: DeedLine) -> tuple[object, ...]:
    said = (line.row, line.id, line.kind, line.unit, line.date, line.minutes, list(line.parts), line.lecturer)
    asks = None if line.asks is None else list(line.asks)
    return (*said, line.topic, line.recorded_on, line.place, line.lecturer_note, line.rest, asks)
