"""`xuezuo import|export roster` and `xuezuo revoke roster`: the same services for the command line."""

import argparse
import sys
import uuid
from pathlib import Path

from xuezuo.kernel import clock
from xuezuo.org.roster.examine import Progress, Source, silent
from xuezuo.org.roster.findings import LEVEL_LABELS, Finding, Report
from xuezuo.org.roster.revoke import roster_revoke
from xuezuo.org.roster.use_cases import Outcome, roster_check, roster_export, roster_import
from xuezuo.platform.access import current_actor

_SHOWN = 50


def import_roster(arguments: argparse.Namespace) -> int:
    """Import (`--dry-run`: check) a roster file: 0 = done, 1 = errors, nothing imported, 2 = no such file."""
    source = Source(Path(arguments.file), Path(arguments.file).name)
    progress = progress_line()
    try:
        if arguments.dry_run:
            report = roster_check(actor=current_actor(), source=source, on=clock.today(), progress=progress)
            outcome = Outcome(report, None)
        else:
            outcome = roster_import(actor=current_actor(), source=source, at=clock.now(), progress=progress)
    except FileNotFoundError:
        say(f"没有找到文件 {arguments.file}")
        return 2
    finally:
        progress("", 0, 0)
    _hand_over(outcome, arguments)
    return 1 if outcome.report.has_errors else 0


def export_roster(arguments: argparse.Namespace) -> int:
    """Export the roster as it stood on a day."""
    on = arguments.as_of or clock.today()
    for file in roster_export(actor=current_actor(), path=Path(arguments.file), on=on, at=clock.now()):
        say(f"已写出 {file}")
    return 0


def revoke_roster(arguments: argparse.Namespace) -> int:
    """Take back an applied roster file."""
    try:
        batch_uid = uuid.UUID(arguments.batch)
    except ValueError:
        say("批次号不对，应为导入时给出的那一串")
        return 2
    roster_revoke(actor=current_actor(), batch_uid=batch_uid, reason=arguments.reason, at=clock.now())
    say("已撤回。")
    return 0


def _hand_over(outcome: Outcome, arguments: argparse.Namespace) -> None:
    report = outcome.report
    report.counts["applied"] = int(outcome.batch is not None)
    report.batch = str(outcome.batch) if outcome.batch else None
    if arguments.report:
        Path(arguments.report).write_text(report.as_json() + "\n", encoding="utf-8")
    if arguments.json:
        print(report.as_json())
    else:
        _tell(report)
    if outcome.batch:
        say(f"已导入，批次 {outcome.batch}")
    elif report.has_errors:
        say("有错误，没有导入任何内容。")


def _tell(report: Report) -> None:
    counts = report.as_dict()
    for finding in report.sorted_findings()[:_SHOWN]:
        print(sentence(finding))
    if len(report.findings) > _SHOWN:
        print(f"……共 {len(report.findings)} 处，全部见 --report FILE.json")
    print(f"共 {counts['rows']} 行：正常 {counts['ok']}，提醒 {counts['warnings']}，错误 {counts['errors']}")


def sentence(finding: Finding) -> str:
    """Return a finding as one line: level, place, value, message."""
    place = f"{finding.sheet} 第 {finding.row} 行 {finding.column}".strip()
    value = f"（{finding.value_masked}）" if finding.value_masked else ""
    return f"{LEVEL_LABELS[finding.level]} {place}{value}：{finding.message}"


def progress_line() -> Progress:
    """Return a progress that rewrites one line of a terminal's standard error; silent elsewhere."""
    if not sys.stderr.isatty():
        return silent

    def show(step: str, done: int, total: int) -> None:
        share = f" {done * 100 // total}%" if total else f" {done} 行" if done else ""
        sys.stderr.write(f"\r\x1b[K{step}{share}")
        sys.stderr.flush()

    return show


def say(message: str) -> None:
    """Tell the person at the terminal."""
    print(message, file=sys.stderr, flush=True)
