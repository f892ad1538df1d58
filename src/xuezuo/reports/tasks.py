"""Counting for large units in the background, with the rights of whoever asked."""

import datetime as dt
import uuid
from urllib.parse import parse_qsl

from xuezuo.kernel.clock import civil_date
from xuezuo.org.queries.access import unit_get_for
from xuezuo.org.queries.tree import unit_row
from xuezuo.platform.access import Actor
from xuezuo.platform.jobs.kinds import JobRun, Values, job_kind
from xuezuo.reports.policies import REPORT_VIEW
from xuezuo.reports.queries.choices import asked_of
from xuezuo.reports.queries.counts import Need, count, step_count
from xuezuo.reports.queries.snapshots import KIND, keep, key_of


@job_kind(KIND, "计算报表", done_url="reports:computed")
def compute(run: JobRun) -> Values:
    """Count everything the pages of a report need; refused when the asker may not see the unit (any more)."""
    today = civil_date(run.at)
    unit_id = _unit_id(run.actor, uuid.UUID(str(run.params["unit"])), today)
    asked = asked_of(dict(parse_qsl(str(run.params["query"]))), today)
    scope, done = asked.scope(unit_id), 0
    steps = step_count(scope)

    def step(name: str) -> None:
        nonlocal done
        run.progress(f"正在计算：{name}", done, steps)
        done += 1

    keep(count(scope, Need.ALL, step), run.folder, run.at)
    return key_of(run.actor, unit_row(unit_id, asked.last_day), asked)


def _unit_id(actor: Actor, uid: uuid.UUID, today: dt.date) -> int:
    return unit_get_for(actor, uid, REPORT_VIEW, today).pk
