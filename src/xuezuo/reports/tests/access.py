"""Who may open the pages of the reports room."""

import datetime as dt

from tests.support.access import Row, World

from xuezuo.kernel.ids import new_id
from xuezuo.platform.jobs.models import Job, JobState
from xuezuo.reports.queries.snapshots import KIND

AT = dt.datetime(2025, 6, 16, 1, 0, tzinfo=dt.UTC)

READERS = "wang li wu sun"


def _office(world: World) -> dict[str, object]:
    return {"uid": world.cast.office.uid}


def prepare(world: World) -> None:
    """A finished count of the organizer."""
    account_id = world.cast.account(world.cast.wu).pk
    params = {"unit": str(world.cast.office.uid), "query": "period=2025-03&held=then", "page": "reports:rollup"}
    world.counts_job = Job.objects.create(
        uid=new_id(), kind=KIND, account_id=account_id, state=JobState.DONE, created_at=AT, params=params
    )


def _job(world: World) -> dict[str, object]:
    return {"uid": world.counts_job.uid}


UNIT_PAGE = {200: READERS, 404: "zheng zhou", 403: "zhao qian feng", 302: "stranger"}
HOURS = {200: "wang li", 404: "zheng zhou", 403: "zhao qian wu sun feng", 302: "stranger"}
AGAIN = {302: f"{READERS} stranger", 404: "zheng zhou", 403: "zhao qian feng"}
ANY_POST = {200: f"{READERS} zheng zhou", 403: "zhao qian feng", 302: "stranger"}
FIGURE = "period=2025-03&figure=meetings.lecture"
ROWS = (
    Row("reports:home", expected=ANY_POST),
    Row("reports:figure-list", expected=ANY_POST),
    Row("reports:computed", _job, {302: "wu stranger", 404: "wang li sun zheng zhou", 403: "zhao qian feng"}),
    Row("reports:compute-again", _office, AGAIN, method="post"),
    Row("reports:rollup", _office, UNIT_PAGE),
    Row("reports:rollup-csv", _office, UNIT_PAGE),
    Row("reports:rollup-xlsx", _office, UNIT_PAGE),
    Row("reports:behind", _office, UNIT_PAGE, query=FIGURE),
    Row("reports:behind-csv", _office, UNIT_PAGE, query=FIGURE),
    Row("reports:behind-xlsx", _office, UNIT_PAGE, query=FIGURE),
    Row("reports:overview", _office, UNIT_PAGE),
    Row("reports:overview-docx", _office, UNIT_PAGE),
    Row("reports:sheet", _office, UNIT_PAGE),
    Row("reports:hours-csv", _office, HOURS),
    Row("reports:hours-xlsx", _office, HOURS),
    Row("reports:check", _office, UNIT_PAGE),
    Row("reports:check", _office, UNIT_PAGE, method="post", data=lambda _: {"text": "12人中3人，占26%。"}),
)
