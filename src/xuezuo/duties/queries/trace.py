"""Why a status is what it is: requirement, clause, numbers, deeds."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Collection

from xuezuo.duties.queries.asks import duty_named
from xuezuo.duties.queries.relations import deeds_of
from xuezuo.duties.queries.status import statuses
from xuezuo.duties.queries.this_month import Item, item_of
from xuezuo.kernel.errors import NotFound
from xuezuo.kernel.periods import Period
from xuezuo.org.queries.tree import unit_labels
from xuezuo.platform.db.reading import fetch_all
from xuezuo.rules.errors import UnknownDuty
from xuezuo.rules.types import Duty
from xuezuo.rules.vocabulary import DeedKind, SubjectKind


@dataclasses.dataclass(frozen=True, slots=True)
class DeedRow:
    """A deed that counted, under its main kind."""

    uid: uuid.UUID
    kind: str
    kind_label: str
    occurred_on: dt.date
    recorded_on: dt.date
    unit_id: int
    unit_name: str

    @property
    def is_late(self) -> bool:
        """Recorded on a later day than it took place."""
        return self.recorded_on > self.occurred_on


@dataclasses.dataclass(frozen=True, slots=True)
class Trace:
    """One status explained."""

    duty: Duty
    item: Item
    deeds: tuple[DeedRow, ...]


def trace(unit_id: int, duty_id: str, period_id: str, on: dt.date) -> Trace:
    """Explain how one duty of the unit stands in one period, as of the end of `on`.

    Raises:
        NotFound: no such duty or period, or it does not bind the unit then.
    """
    try:
        duty, period = duty_named(duty_id), Period.parse(period_id)
    except (UnknownDuty, ValueError):
        raise NotFound from None
    found = statuses([unit_id], on, [(duty, [period])]) if _is_of(duty, period) else []
    if not found or SubjectKind.MEMBER in duty.subjects:
        raise NotFound
    return Trace(duty, item_of(found[0], duty), deed_rows(found[0].deeds, on, duty.deed_kinds))


def _is_of(duty: Duty, period: Period) -> bool:
    return period in duty.periods_between(period.start, period.end)


def deed_rows(uids: tuple[uuid.UUID, ...], on: dt.date, kinds: Collection[str] = ()) -> tuple[DeedRow, ...]:
    """Return the deeds with these uids, by day; each once, under its main kind, and of several that of `kinds`."""
    sql = f"""WITH found AS (
SELECT DISTINCT ON (uid) uid, kind, occurred_on, recorded_on, unit_id
  FROM ({deeds_of(None, "b.uid = ANY(%(uids)s)")}) d WHERE d.is_main ORDER BY uid, kind = ANY(%(kinds)s::text[]) DESC)
SELECT * FROM found ORDER BY occurred_on, uid"""
    params = {"uids": list(uids), "kinds": [str(kind) for kind in kinds]}
    rows = fetch_all(sql, params) if uids else []
    names = unit_labels({row[4] for row in rows}, on)
    labels = {kind.value: kind.label for kind in DeedKind}
    return tuple(
        DeedRow(uid, kind, labels.get(kind, "谈心谈话"), occurred, recorded, unit_id, names[unit_id].name)
        for uid, kind, occurred, recorded, unit_id in rows
    )
