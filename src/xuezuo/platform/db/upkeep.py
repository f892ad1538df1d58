"""Upkeep that a program may ask of PostgreSQL."""

from django.db import connection


def refresh_statistics() -> None:
    """Have the planner look at the tables anew; call it after an import that changed their size.

    The served role owns no table and may not ANALYZE them; a function of the owner does it (org migration
    `analyze_function`). Without it the first pages after a large import are planned for empty tables until
    autovacuum comes by.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT xuezuo_analyze()")
