"""What became of imports that ran in the background."""

import uuid
from typing import Final

from xuezuo.kernel.errors import NotFound
from xuezuo.platform.access import Actor
from xuezuo.platform.jobs.folders import folder_of
from xuezuo.platform.jobs.queries import JobView, job_get_for
from xuezuo.study.library.exchange.report import ImportReport

IMPORT: Final = "library.materials_import"
REPORT: Final = "report.json"


def finished_for(actor: Actor, uid: uuid.UUID) -> JobView:
    """Return the asker's own finished import.

    Raises:
        NotFound: there is none.
    """
    job = job_get_for(actor, uid)
    if job.kind != IMPORT or not job.is_done:
        raise NotFound
    return job


def report_of(uid: uuid.UUID) -> ImportReport:
    """Return what an import came to.

    Raises:
        NotFound: its files are gone; they are kept for three days.
    """
    path = folder_of(uid) / REPORT
    if not path.exists():
        raise NotFound
    return ImportReport.from_json(path.read_text(encoding="utf-8"))
