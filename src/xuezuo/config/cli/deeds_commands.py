"""What `import deeds`, `export deeds`, `revoke deeds` and `template deeds` do."""

import argparse
import sys

from xuezuo.kernel import clock
from xuezuo.life.queries import batch_get_for
from xuezuo.life.services.exchange import (
    DeedFile,
    deeds_export,
    deeds_export_book,
    deeds_import,
    deeds_revoke,
    deeds_template,
)
from xuezuo.platform.access import current_actor

SHOWN = 20


def import_deeds(arguments: argparse.Namespace) -> int:
    """Import (or check) the file; 1 when it has errors."""
    file = DeedFile(arguments.file, arguments.file.name, progress=_progress)
    report = deeds_import(actor=current_actor(), file=file, at=clock.now(), dry_run=arguments.dry_run)
    if arguments.report:
        arguments.report.write_text(report.as_json() + "\n", encoding="utf-8")
    if arguments.json:
        print(report.as_json())
    for finding in report.findings[:SHOWN]:
        print(f"第 {finding.row} 行 {finding.column} {finding.message}（{finding.code}）", file=sys.stderr)
    if len(report.findings) > SHOWN:
        print(f"……共 {len(report.findings)} 处，完整清单请用 --report 保存。", file=sys.stderr)
    done = "未导入" if report.errors else "检查完毕，未写入" if arguments.dry_run else "已导入"
    print(
        f"{done}：共 {report.rows} 条，错误 {report.errors}，提醒 {report.warnings}；"
        f"新增 {report.created}，更正 {report.changed}，无变化 {report.unchanged}。"
        + (f"批次号 {report.batch}。" if report.batch else ""),
        file=sys.stderr,
    )
    return 1 if report.errors else 0


def export_deeds(arguments: argparse.Namespace) -> int:
    """Write the deeds to the file; JSON Lines unless its name ends with .xlsx."""
    values = {"actor": current_actor(), "at": clock.now(), "as_of": arguments.as_of}
    if str(arguments.file) == "-":
        count = deeds_export(out=sys.stdout.buffer, **values)
    elif arguments.file.suffix.lower() == ".xlsx":
        count = deeds_export_book(path=arguments.file, **values)
    else:
        with arguments.file.open("wb") as out:
            count = deeds_export(out=out, **values)
    print(f"已导出 {count} 条。", file=sys.stderr)
    return 0


def revoke_deeds(arguments: argparse.Namespace) -> int:
    """Take an import back."""
    actor = current_actor()
    batch = deeds_revoke(
        actor=actor, batch=batch_get_for(actor, arguments.batch), reason=arguments.reason, at=clock.now()
    )
    print(f"已撤回 {batch.file_name} 的导入，其中新增的记录已作废。", file=sys.stderr)
    return 0


def template_deeds(arguments: argparse.Namespace) -> int:
    """Write the empty workbook with its explanations."""
    deeds_template(arguments.file)
    print(f"模板已保存到 {arguments.file}。", file=sys.stderr)
    return 0


def _progress(count: int) -> None:
    print(f"已读取 {count} 条……", file=sys.stderr)
