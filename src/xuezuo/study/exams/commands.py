"""What `template questions`, `import questions`, `export questions` and `exam regrade` do."""

import argparse
import sys

from django.db import transaction

from xuezuo.kernel import clock
from xuezuo.org.queries.tree import unit_by_code
from xuezuo.platform.access import current_actor
from xuezuo.study.exams.exchange.findings import Report
from xuezuo.study.exams.queries.banks import bank_named
from xuezuo.study.exams.services.banks import bank_make
from xuezuo.study.exams.services.question_files import questions_export, questions_import, questions_template
from xuezuo.study.exams.types import BankSpec

SHOWN = 20


def template_questions(arguments: argparse.Namespace) -> int:
    """Write the empty workbook with its explanations."""
    questions_template(arguments.file)
    print(f"模板已保存到 {arguments.file}。", file=sys.stderr)
    return 0


def import_questions(arguments: argparse.Namespace) -> int:
    """Import (or check) the file into the unit's bank, which is made when it is missing; 1 when it has errors."""
    actor, at, unit = current_actor(), clock.now(), unit_by_code(arguments.unit)
    with transaction.atomic():
        bank = bank_named(unit.pk, arguments.bank) or bank_make(
            actor=actor, unit_id=unit.pk, spec=BankSpec(arguments.bank), at=at
        )
        report = questions_import(
            actor=actor, bank=bank, path=arguments.file, reason=arguments.reason, at=at, dry_run=arguments.dry_run
        )
        transaction.set_rollback(not report.is_written)  # a bank that nothing came into is not made
    _tell(report, arguments)
    return 1 if report.errors else 0


def export_questions(arguments: argparse.Namespace) -> int:
    """Write the bank to the file; CSV when its name ends so."""
    bank = bank_named(unit_by_code(arguments.unit).pk, arguments.bank)
    if bank is None:
        print(f"{arguments.unit} 没有名为“{arguments.bank}”的题库。", file=sys.stderr)
        return 1
    count = questions_export(actor=current_actor(), bank=bank, path=arguments.file, at=clock.now())
    print(f"已导出 {count} 题。", file=sys.stderr)
    return 0


def _tell(report: Report, arguments: argparse.Namespace) -> None:
    if arguments.report:
        arguments.report.write_text(report.as_json() + "\n", encoding="utf-8")
    if arguments.json:
        print(report.as_json())
    for one in report.findings[:SHOWN]:
        print(f"{one.sheet} 第 {one.row} 行 {one.column} {one.message}（{one.code}）".strip(), file=sys.stderr)
    if len(report.findings) > SHOWN:
        print(f"……共 {len(report.findings)} 处，完整清单请用 --report 保存。", file=sys.stderr)
    done = "未导入" if report.errors else "检查完毕，未写入" if arguments.dry_run else "已导入"
    print(
        f"{done}：共 {report.rows} 题，错误 {report.errors} 行，提醒 {report.warnings} 行；"
        f"新增 {report.created}，更改 {report.changed}，停用 {report.retired}，无变化 {report.unchanged}。",
        file=sys.stderr,
    )
