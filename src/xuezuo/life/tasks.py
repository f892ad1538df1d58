"""Files of deeds in the background: the same service as on the command line, with the rights of whoever uploaded.

And minutes books too large to wait for.
"""

import datetime as dt
import uuid

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.errors import NotFound
from xuezuo.life.exchange.results import keep
from xuezuo.life.queries.records import Span, readable_unit_get_for
from xuezuo.life.services.exchange import DeedFile, deeds_import
from xuezuo.life.sheets.making import BOOK_KIND, book_file, book_keep
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


@job_kind(BOOK_KIND, "生成会议记录本", done_url="life:book-result")
def write_book(run: JobRun) -> Values:
    """Make a minutes book with the rights of whoever asked.

    Parameters of the job: `unit` (uid), `start` and `last` (civil days), `kind` ("" = every kind), `form`.
    """
    start, last = (dt.date.fromisoformat(str(run.params[name])) for name in ("start", "last"))
    unit = readable_unit_get_for(run.actor, uuid.UUID(str(run.params["unit"])), civil_date(run.at))
    run.progress("汇集会议记录", 0, 0)
    made = book_file(run.actor, unit, Span(start, last, str(run.params["kind"])), str(run.params["form"]), run.at)
    return book_keep(made, run.folder)
