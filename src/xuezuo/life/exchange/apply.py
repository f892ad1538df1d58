"""Write a checked file: new deeds, and new versions of deeds that the file says otherwise. Set-based, one transaction.

What a file does not say (no length, topic, lecturer) is left as it is. Nobody's attendance is deleted: who is no longer
in a deed becomes a guest who was absent, in no count, with the former value as a revision.
"""

import dataclasses
import datetime as dt
from typing import Final

from xuezuo.life.exchange.staging import Params, fetch, run
from xuezuo.life.exchange.statements import (
    ATTEND,
    COUNT,
    FIND_CHANGED,
    KEEP_ATTENDANCE,
    KEEP_VERSION,
    LEAVE_BEHIND,
    MARK,
    NEW_ASKS,
    NEW_DEEDS,
    NEW_PARTS,
    NEW_TALKS,
    POINT_TO_NEW,
    REVIVE_TALKS,
    TAKE_PARTS,
    UPDATE_DEEDS,
)

REASON: Final = "文件导入"


@dataclasses.dataclass(frozen=True, slots=True)
class Stamp:
    """When and by whom a file is applied, and the batch it makes (None on a dry run)."""

    at: dt.datetime
    today: dt.date
    account_id: int | None
    batch_id: int | None = None


def find_changed() -> tuple[int, int, int]:
    """Mark the staged deeds that differ from what is stored; return how many are new, changed and the same."""
    run(FIND_CHANGED)
    found = fetch("""SELECT count(*) FILTER (WHERE activity_id IS NULL AND talk_id IS NULL),
        count(*) FILTER (WHERE is_changed), count(*) FROM deed_line WHERE NOT is_held_back""")
    created, changed, total = found[0]
    return created, changed, total - created - changed


def write(stamp: Stamp) -> None:
    """Write new and changed deeds of the staged file."""
    params: Params = {**dataclasses.asdict(stamp), "why": REASON}
    corrections = (KEEP_VERSION, KEEP_ATTENDANCE, MARK, LEAVE_BEHIND, TAKE_PARTS, UPDATE_DEEDS, REVIVE_TALKS)
    for statement in (*corrections, NEW_DEEDS, POINT_TO_NEW, NEW_PARTS, NEW_ASKS, ATTEND, COUNT, NEW_TALKS):
        run(statement, params)


def touched_units() -> list[int]:
    """Return the ids of the units whose deeds are new or changed, ascending."""
    found = fetch("""SELECT DISTINCT unit_id FROM deed_line
         WHERE is_new OR is_changed OR (talk_id IS NULL AND activity_id IS NULL AND NOT is_held_back)
         ORDER BY unit_id""")
    return [unit_id for (unit_id,) in found]
