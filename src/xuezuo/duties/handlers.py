"""What the engine tells the rooms below: deeds of study and review keep their unit, like those of `life`."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from xuezuo.org.services.structure.recorded import Recorded, source_of_records
from xuezuo.platform.access import beyond_scope
from xuezuo.platform.db.reading import fetch_all
from xuezuo.platform.db.relations import deed_relation
from xuezuo.review import deeds as review
from xuezuo.study import deeds as study

_FROM: Final = """
WITH ending AS (SELECT * FROM unnest(%(units)s::bigint[], %(days)s::date[]) AS e (unit_id, gone))
SELECT d.unit_id, count(DISTINCT d.id), max(d.occurred_on)
  FROM ({deeds}) d JOIN ending e ON e.unit_id = d.unit_id AND d.occurred_on >= e.gone
 GROUP BY d.unit_id
"""


@source_of_records
@beyond_scope()  # a unit that ends for one asker ends for all
def other_deeds_from(ends: Mapping[int, date]) -> Mapping[int, Recorded]:
    """Name what units are recorded to have studied or reported on the first day without them, or later."""
    deeds = deed_relation((*study.SOURCES, *review.SOURCES), None, "b.unit_id = ANY(%(units)s)")
    rows = fetch_all(_FROM.format(deeds=deeds), {"units": list(ends), "days": list(ends.values())})
    return {unit_id: Recorded(count, last) for unit_id, count, last in rows}
