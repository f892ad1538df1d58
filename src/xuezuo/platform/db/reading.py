"""Reading rows of hand-written SQL, typed at the edge."""

from collections.abc import Mapping
from typing import Any, cast

from django.db import connection


def fetch_all(sql: str, params: Mapping[str, object]) -> list[tuple[Any, ...]]:
    """Run a query of the house with named parameters and return its rows; values never enter the text."""
    with connection.cursor() as cursor:
        cursor.execute(sql, cast("Mapping[str, Any]", params))
        return cast("list[tuple[Any, ...]]", cursor.fetchall())
