"""Who may open the pages of roster files: importing is the organizer's, exporting the secretaries' too."""

import datetime as dt
import uuid
from collections.abc import Callable

from tests.support.access import REST, Row, World

from xuezuo.kernel.ids import new_id
from xuezuo.org.models import RosterBatch
from xuezuo.org.roster.findings import Report
from xuezuo.org.roster.results import keep
from xuezuo.platform.jobs.folders import make_folder
from xuezuo.platform.jobs.models import Job, JobState

AT = dt.datetime(2025, 6, 16, 1, 0, tzinfo=dt.UTC)
IMPORTERS = {200: "wu", 302: "stranger", 403: REST}
EXPORTERS = {200: "wu wang zheng zhou", 302: "stranger", 403: REST}
OWN_EXPORT = {200: "wu", 302: "stranger", 404: "wang zheng zhou", 403: REST}


def prepare(world: World) -> None:
    """A finished check, import and export of the organizer, and the batch."""
    account_id = world.cast.account(world.cast.wu).pk
    batch = RosterBatch.objects.create(
        uid=new_id(), file_name="名册.xlsx", sha256="", rows=3, applied_at=AT, applied_by=account_id
    )
    report = Report(rows=3)
    report.counts = {"new": 3, "changed": 0, "unchanged": 0}
    world.roster_batch = batch
    world.roster_jobs = {}
    for kind in ("check", "import", "export"):
        uid = new_id()
        folder = make_folder(uid)
        keep(report, folder)
        (folder / "upload.xlsx").write_bytes(b"x")
        world.roster_jobs[kind] = Job.objects.create(
            uid=uid, kind=f"org.roster_{kind}", account_id=account_id, state=JobState.DONE, created_at=AT,
            params={"file": "upload.xlsx", "name": "名册.xlsx"},
            result={"batch": str(batch.uid), "file": "upload.xlsx"},
        )  # fmt: skip


def job(kind: str) -> Callable[[World], dict[str, uuid.UUID]]:
    """Return the arguments of a page about the job."""

    def args(world: World) -> dict[str, uuid.UUID]:
        return {"uid": world.roster_jobs[kind].uid}

    return args


def _findings(world: World) -> dict[str, object]:
    return {"uid": world.roster_jobs["check"].uid, "form": "csv"}


def _batch(world: World) -> dict[str, uuid.UUID]:
    return {"uid": world.roster_batch.uid}


ROWS = (
    Row("org:roster-import", expected=IMPORTERS),
    Row("org:roster-template", expected=IMPORTERS),
    Row("org:roster-check", job("check"), IMPORTERS),
    Row("org:roster-findings", _findings, IMPORTERS),
    Row("org:roster-apply", job("check"), IMPORTERS),
    Row("org:roster-imported", job("import"), IMPORTERS),
    Row("org:roster-revoke", _batch, IMPORTERS),
    Row("org:roster-export", expected=EXPORTERS),
    Row("org:roster-exported", job("export"), OWN_EXPORT),
    Row("org:roster-download", job("export"), OWN_EXPORT),
    Row("jobs:job-detail", job("check"), {302: "wu stranger", 404: REST}),
    Row("jobs:job-stop", job("check"), {302: "wu stranger", 404: REST}, method="post"),
)
