"""Rosters in the background: the same services as on the command line."""

import datetime as dt
import uuid

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.errors import NotFound
from xuezuo.org.roster.examine import Source
from xuezuo.org.roster.results import keep
from xuezuo.org.roster.use_cases import roster_check, roster_export, roster_import
from xuezuo.platform.jobs.folders import folder_of
from xuezuo.platform.jobs.kinds import JobRun, Values, job_kind


@job_kind("org.roster_check", "核对花名册", done_url="org:roster-check")
def check(run: JobRun) -> Values:
    """Look at an uploaded file."""
    source = Source(run.folder / str(run.params["file"]), str(run.params["name"]))
    report = roster_check(actor=run.actor, source=source, on=civil_date(run.at), progress=run.progress)
    return keep(report, run.folder)


@job_kind("org.roster_import", "导入花名册", done_url="org:roster-imported")
def load(run: JobRun) -> Values:
    """Import the file of a former check; the upload goes once it is in the database."""
    path = folder_of(uuid.UUID(str(run.params["check"]))) / str(run.params["file"])
    if not path.exists():
        raise NotFound
    source = Source(path, str(run.params["name"]))
    outcome = roster_import(actor=run.actor, source=source, at=run.at, progress=run.progress)
    if outcome.batch:
        path.unlink()
    return {**keep(outcome.report, run.folder), "batch": str(outcome.batch) if outcome.batch else None}


@job_kind("org.roster_export", "导出花名册", done_url="org:roster-exported")
def save(run: JobRun) -> Values:
    """Write the roster as it stood on a day."""
    on = dt.date.fromisoformat(str(run.params["on"]))
    name = f"花名册-{on.isoformat()}.{run.params['form']}"
    run.progress("写出花名册", 0, 0)
    roster_export(actor=run.actor, path=run.folder / name, on=on, at=run.at)
    return {"file": name}
