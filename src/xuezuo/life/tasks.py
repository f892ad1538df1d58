"""Files of deeds in the background: the same service as on the command line, with the rights of whoever uploaded."""

import uuid

from xuezuo.kernel.errors import NotFound
from xuezuo.life.exchange.results import keep
from xuezuo.life.services.exchange import DeedFile, deeds_import
from xuezuo.platform.jobs.folders import folder_of
from xuezuo.platform.jobs.kinds import JobRun, Values, job_kind


@job_kind("life.deeds_import", "导入组织生活", done_url="life:deeds-result")
def load(run: JobRun) -> Values:
    """Check or import an uploaded file; an imported one is removed, its deeds are in the database.

    Parameters of the job: `upload` (uid of the job whose folder holds the file), `file`, `name`, `dry_run`.
    """
    path = folder_of(uuid.UUID(str(run.params["upload"]))) / str(run.params["file"])
    if not path.exists():
        raise NotFound
    run.progress("读取文件", 0, 0)
    file = DeedFile(path, str(run.params["name"]), progress=lambda count: run.progress("读取文件", count, 0))
    report = deeds_import(actor=run.actor, file=file, at=run.at, dry_run=bool(run.params["dry_run"]))
    if report.batch:
        path.unlink()
    return keep(report, run.folder)
