"""The columns of the rows behind a figure, and what such a relation of rows is."""

import dataclasses
from collections.abc import Mapping
from typing import Final

from xuezuo.reports.types import Shape

COLUMNS: Final = {
    "unit_id": "NULL::bigint",
    "via_id": "place.via_id",
    "day": "NULL::date",
    "uid": "NULL::uuid",
    "kind": "NULL::text",
    "pid": "NULL::text",
    "asked": "NULL::bigint",
    "done": "NULL::bigint",
    "recorded_on": "NULL::date",
    "qty": "1::bigint",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """The rows behind a figure: SQL, parameters, and how they are shown."""

    sql: str
    params: Mapping[str, object]
    shape: Shape


def row_of(**values: str) -> str:
    """Return the select list of a row: the SQL given for some columns, the usual one for the rest."""
    return ", ".join(f"{values.get(name, default)} AS {name}" for name, default in COLUMNS.items())
