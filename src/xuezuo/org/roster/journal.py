"""What a batch did to rows that were there before it: enough to take the batch back, row by row.

New units, members, affiliations and posts carry their batch themselves. Here stand the ids of rows that the batch
ended or corrected. Personal values that it replaced are sealed.
"""

import base64
import datetime as dt
import json
import uuid
from collections.abc import Sequence
from typing import Final

from django.db import connection

from xuezuo.platform.crypto import bound, seal, unseal

_DISSOLVED_PARTS: Final = ("org_unitname", "org_edge", "org_affiliation", "org_post")
type Note = int | str | list[int | str | None]


class Journal:
    """Collects the notes of one batch while it is written."""

    def __init__(self, batch_id: int, uid: uuid.UUID) -> None:
        """Begin an empty journal of the batch."""
        self.batch_id = batch_id
        self._uid = uid
        self._notes: dict[str, list[Note]] = {}
        self._sealed: list[object] = []

    def note(self, topic: str, row_id: int, before: int | str | None = None) -> None:
        """Note a row that was ended (no `before`) or whose value `before` was replaced."""
        self._notes.setdefault(topic, []).append(row_id if before is None else [row_id, before])

    def add(self, topic: str, row_ids: Sequence[int]) -> None:
        """Note rows that the batch made and that do not carry its number."""
        if row_ids:
            self._notes.setdefault(topic, []).extend(row_ids)

    def seal_before(self, member_id: int, field: str, before: str | None) -> None:
        """Note the former value of a personal field; it is stored encrypted."""
        self._sealed.append([member_id, field, before])

    def end_rows(self, table: str, ends: Sequence[tuple[int, dt.date]]) -> None:
        """End open rows of a dated table on their days, in one statement."""
        if ends:
            with connection.cursor() as cursor:
                cursor.execute(
                    f"UPDATE {table} t SET during = daterange(lower(t.during), e.day) "
                    "FROM unnest(%s::bigint[], %s::date[]) AS e(id, day) WHERE t.id = e.id",
                    [[row_id for row_id, _ in ends], [day for _, day in ends]],
                )

    def dissolve(self, days: Sequence[tuple[int, dt.date]]) -> None:
        """End units with their open names, edges, further affiliations and posts; note what was open."""
        if not days:
            return
        unit_ids, ends = [unit_id for unit_id, _ in days], [day for _, day in days]
        self.add("dissolved", unit_ids)
        with connection.cursor() as cursor:
            for table in _DISSOLVED_PARTS:
                cursor.execute(
                    f"UPDATE {table} t SET during = daterange(lower(t.during), e.day) "
                    "FROM unnest(%s::bigint[], %s::date[]) AS e(id, day) "
                    "WHERE t.unit_id = e.id AND upper(t.during) IS NULL AND lower(t.during) < e.day RETURNING t.id",
                    [unit_ids, ends],
                )
                self.add(f"ended:{table}", [row[0] for row in cursor.fetchall()])
            cursor.execute(
                "UPDATE org_unit t SET during = daterange(lower(t.during), e.day) "
                "FROM unnest(%s::bigint[], %s::date[]) AS e(id, day) WHERE t.id = e.id",
                [unit_ids, ends],
            )

    def as_json(self) -> dict[str, object]:
        """Return what is stored in `RosterBatch.journal`."""
        stored: dict[str, object] = dict(self._notes)
        if self._sealed:
            place = bound("org.roster_batch", "journal", self._uid)
            stored["sealed"] = base64.b64encode(seal(json.dumps(self._sealed), place=place)).decode()
        return stored


def sealed_before(journal: dict[str, object], uid: uuid.UUID) -> list[tuple[int, str, str | None]]:
    """Return the former personal values that a stored journal holds: member id, field, value."""
    text = journal.get("sealed")
    if not isinstance(text, str):
        return []
    opened = unseal(base64.b64decode(text), place=bound("org.roster_batch", "journal", uid))
    return [(member_id, field, before) for member_id, field, before in json.loads(opened)]
