"""What `template questions`, `import questions`, `export questions`, `import exam-results` and `exam regrade` do."""

import argparse
import dataclasses
import json
import sys

from django.db import transaction

from xuezuo.kernel import clock
from xuezuo.org.queries.tree import unit_by_code
from xuezuo.platform.access import current_actor
from xuezuo.study.exams.exchange.answers import KeyFault, read_key
from xuezuo.study.exams.exchange.findings import MESSAGES, Report
from xuezuo.study.exams.policies import EXAM_AUTHOR, EXAM_ENTER
from xuezuo.study.exams.queries.banks import bank_named
from xuezuo.study.exams.queries.exams import exam_get_for
from xuezuo.study.exams.queries.regrading import version_asked
from xuezuo.study.exams.services.banks import bank_make
from xuezuo.study.exams.services.paper_entry import results_import
from xuezuo.study.exams.services.question_files import questions_export, questions_import, questions_template
from xuezuo.study.exams.services.regrading import KeyChange, key_correct, key_preview
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


def import_exam_results(arguments: argparse.Namespace) -> int:
    """Import (or check) results on paper, as the page does: all rows or none; 1 when any has an error."""
    actor = current_actor()
    exam = exam_get_for(actor, arguments.exam, EXAM_ENTER, clock.today())
    report = results_import(actor=actor, exam=exam, path=arguments.file, at=clock.now(), dry_run=arguments.dry_run)
    _tell(report, arguments, "人")
    return 1 if report.errors else 0


def exam_regrade(arguments: argparse.Namespace) -> int:
    """Put the key of a question right and grade every sitting anew that met it; with `--dry-run` only say how many."""
    actor, at = current_actor(), clock.now()
    exam = exam_get_for(actor, arguments.exam, EXAM_AUTHOR, clock.today())
    version = version_asked(exam, arguments.question)
    try:
        key = read_key(version.question.kind, arguments.key, version.options, version.stem)
    except KeyFault as fault:
        print(MESSAGES[fault.code].format(**fault.params), file=sys.stderr)
        return 1
    change = KeyChange(version.pk, tuple(key), arguments.reason)
    work = key_preview if arguments.dry_run else key_correct
    done = work(actor=actor, change=change, at=at)
    if arguments.json:
        print(json.dumps(dataclasses.asdict(done)))
    verb = "会有" if arguments.dry_run else "已重新评分，"
    print(f"{verb}{done.changed} 人次成绩变化（涉及 {done.exams} 次考学、{done.sittings} 人次）。", file=sys.stderr)
    return 0


def _tell(report: Report, arguments: argparse.Namespace, unit: str = "题") -> None:
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
        f"{done}：共 {report.rows} {unit}，错误 {report.errors} 行，提醒 {report.warnings} 行；"
        f"新增 {report.created}，更改 {report.changed}，停用 {report.retired}，无变化 {report.unchanged}。",
        file=sys.stderr,
    )
