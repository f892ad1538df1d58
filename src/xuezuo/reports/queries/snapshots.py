"""Reports of large units: counted by a background job, kept beside it, shown to those with the same right and scope.

The job is the snapshot: it knows who asked and when, its parameters and the instant of counting (`Job.params`,
`Job.result`); the numbers lie in its folder as long as the files of jobs are kept. Nothing else is stored. A page finds
the latest one of the same civil day, because a report's cut-off is a day.
"""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from xuezuo.duties.queries.packs import packs
from xuezuo.org.types import UnitRow
from xuezuo.platform.access import Actor
from xuezuo.platform.jobs.folders import folder_of
from xuezuo.platform.jobs.kinds import Values
from xuezuo.platform.jobs.queries import job_finished
from xuezuo.reports.queries.asks import asks_of
from xuezuo.reports.queries.behind import extra_names
from xuezuo.reports.queries.choices import Asked
from xuezuo.reports.queries.counts import Counts, Need, count
from xuezuo.reports.queries.places import size_of
from xuezuo.reports.queries.rollup import figure_names
from xuezuo.reports.types import ChildPart, Figures, Rollup, Scope

KIND: Final = "reports.counts"
FILE: Final = "counts.json"


def counts_for(actor: Actor, unit: UnitRow, asked: Asked, need: Need) -> Counts | None:
    """Return the numbers of the report: counted now for a small unit, from the latest snapshot for a large one.

    The caller has checked the actor's right to the unit today; snapshots of actors who see other rows are passed over.

    Returns:
        None when the unit is large and nobody has had it counted today.
    """
    scope = asked.scope(unit.id)
    if size_of(scope) <= settings.REPORT_UNITS:
        return count(scope, need)
    job = job_finished(KIND, key_of(actor, unit, asked))
    return None if job is None else read(folder_of(job.uid), scope, is_own=job.account_id == actor.account_id)


def key_of(actor: Actor, unit: UnitRow, asked: Asked) -> Values:
    """Return what a snapshot must agree in with what is asked: unit, days and tree, cut-off day, and visible rows."""
    seen = actor.scope
    rows = "all" if seen.whole_tree else ",".join(map(str, seen.nodes))
    return {"unit": str(unit.uid), "query": asked.query, "today": asked.today.isoformat(), "rows": rows}


def keep(counts: Counts, folder: Path, at: dt.datetime) -> None:
    """Write the numbers beside the job."""
    result = counts.rollup
    keys = list(result.figures)
    stored = {
        "at": at.isoformat(),
        "unit": [result.unit_id, result.code, result.name],
        "keys": keys,
        "figures": _values(result.figures, keys),
        "own": _values(result.own, keys),
        "children": [[one.unit_id, one.code, one.name, _values(one.figures, keys)] for one in result.children],
        "extra": dict(counts.extra),
        "months": [[month, key, number] for (month, key), number in counts.months.items()],
    }
    (folder / FILE).write_text(json.dumps(stored, ensure_ascii=False), encoding="utf-8")


def read(folder: Path, scope: Scope, *, is_own: bool) -> Counts | None:
    """Read kept numbers; None when their time is over, or they were counted under other rules."""
    try:
        stored: Mapping[str, Any] = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    keys, extra = stored["keys"], stored["extra"]
    asks = asks_of(scope)
    if keys != list(figure_names((*packs().duties, *asks))) or set(extra) != set(extra_names()):
        return None
    children = tuple(ChildPart(unit, code, name, _figures(keys, one)) for unit, code, name, one in stored["children"])
    figures, own = _figures(keys, stored["figures"]), _figures(keys, stored["own"])
    unit_id, code, name = stored["unit"]
    result = Rollup(unit_id, code, name, scope, figures, own, children, asks)
    months = {(month, key): number for month, key, number in stored["months"]}
    return Counts(result, months, extra, dt.datetime.fromisoformat(stored["at"]), is_own)


def _values(figures: Figures, keys: list[str]) -> list[int]:
    return [figures[key] for key in keys]


def _figures(keys: list[str], values: list[int]) -> Figures:
    return dict(zip(keys, values, strict=True))
