"""Many rows at once: COPY into a temporary table, then one INSERT.

Straight COPY is refused on tables behind row-level security; a temporary table is not, and the INSERT that follows is
checked as any other. Values go in PostgreSQL's text form, so ranges are written with `range_text`.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

from django.db import connection
from psycopg import sql

_STAGING: Final = sql.Identifier("bulk_staging")


def bulk_insert(table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Insert `rows` into `table` in the running transaction; returns how many.

    Args:
        table: a table of the house, never user input.
        columns: its columns, in the order of the values.
        rows: values; consumed once, never held as a whole. Making them must not ask the database anything: the
            connection is in the middle of a COPY, and a second statement would wait for it for ever.
    """
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    target = sql.Identifier(table)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP TABLE IF EXISTS pg_temp.{}").format(_STAGING))
        make = "CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT {} FROM {} WITH NO DATA"
        cursor.execute(sql.SQL(make).format(_STAGING, names, target))
        with cursor.copy(sql.SQL("COPY pg_temp.{} FROM STDIN").format(_STAGING)) as copy:
            for row in rows:
                copy.write_row(row)
        insert = "INSERT INTO {} ({}) SELECT {} FROM pg_temp.{}"
        cursor.execute(sql.SQL(insert).format(target, names, names, _STAGING))
        count: int = cursor.rowcount
        cursor.execute(sql.SQL("DROP TABLE pg_temp.{}").format(_STAGING))
    return count


def next_ids(table: str, count: int) -> list[int]:
    """Take `count` ids from the table's sequence, ascending."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count])
        return [row[0] for row in cursor.fetchall()]


def range_text(start: dt.date, end: dt.date | None = None) -> str:
    """Return the civil days `[start, end)` as PostgreSQL writes a range; no `end` = open."""
    return f"[{start.isoformat()},{'' if end is None else end.isoformat()})"
