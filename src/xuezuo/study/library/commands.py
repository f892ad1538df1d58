"""`xuezuo import materials`: the same service for the command line."""

import argparse
import sys

from xuezuo.kernel import clock
from xuezuo.org.queries.tree import unit_by_code
from xuezuo.platform.access import current_actor
from xuezuo.study.library.exchange.report import ImportReport
from xuezuo.study.library.services.importing import ImportRequest, materials_import
from xuezuo.study.library.types import as_tags

_SHOWN = 50


def import_materials(arguments: argparse.Namespace) -> int:
    """Import (`--dry-run`: check) files, folders, archives; 1 when a file could not be read."""
    request = ImportRequest(
        unit_id=unit_by_code(arguments.unit).pk,
        paths=[(path, path.name) for path in arguments.path],
        tags=as_tags(arguments.tags),
        dry_run=arguments.dry_run,
        progress=_progress,
    )
    report = materials_import(actor=current_actor(), request=request, at=clock.now())
    if arguments.report:
        arguments.report.write_text(report.as_json() + "\n", encoding="utf-8")
    if arguments.json:
        print(report.as_json())
    _tell(report)
    return 1 if report.faults else 0


def _tell(report: ImportReport) -> None:
    faults = [one for one in report.outcomes if one.state == "fault"]
    for one in faults[:_SHOWN]:
        print(f"{one.file}：{one.message}（{one.code}）", file=sys.stderr)
    if len(faults) > _SHOWN:
        print(f"……共 {len(faults)} 个文件有问题，完整清单请用 --report 保存。", file=sys.stderr)
    done = "检查完毕，未写入" if report.dry_run else "已导入"
    alike = sum(1 for one in report.outcomes if one.like)
    print(
        f"{done}：共 {report.files} 个文件，新增 {report.created}（其中归入相似资料 {alike}），"
        f"无变化 {report.unchanged}，有问题 {report.faults}。" + (f"批次号 {report.batch}。" if report.batch else ""),
        file=sys.stderr,
    )


def _progress(step: str, done: int, total: int) -> None:
    print(f"{step} {done}/{total}", file=sys.stderr)
