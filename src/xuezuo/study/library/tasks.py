"""Imports in the background: the same service as on the command line."""

from xuezuo.platform.jobs.kinds import JobRun, Values, job_kind
from xuezuo.study.library.exchange.finished import IMPORT, REPORT
from xuezuo.study.library.services.importing import ImportRequest, materials_import
from xuezuo.study.library.types import as_tags


@job_kind(IMPORT, "导入学习资料", done_url="library:materials-imported")
def load(run: JobRun) -> Values:
    """Import the uploaded files; they go once they are read, the report stays."""
    named = [line.partition("|") for line in str(run.params["files"]).split("\n")]
    request = ImportRequest(
        unit_id=int(str(run.params["unit"])),
        paths=[(run.folder / file, name) for file, _, name in named],
        tags=as_tags(str(run.params["tags"])),
        dry_run=bool(run.params["dry_run"]),
        progress=run.progress,
    )
    report = materials_import(actor=run.actor, request=request, at=run.at)
    (run.folder / REPORT).write_text(report.as_json(), encoding="utf-8")
    for file, _, _ in named:
        (run.folder / file).unlink(missing_ok=True)
    return {"created": report.created, "unchanged": report.unchanged, "faults": report.faults}
