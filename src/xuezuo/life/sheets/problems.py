"""The problem list 问题清单 of an organizational-life meeting."""

from collections.abc import Sequence

from xuezuo.life.models import FoundProblem
from xuezuo.life.queries.records import Record
from xuezuo.life.sheets.words import when
from xuezuo.platform.printing.document import Block, Official, Table, Text, long_date

HEADS, WIDTHS = ("序号", "问题", "整改措施", "责任人", "完成时限", "落实情况"), (2, 7, 7, 4, 6, 4)


def problem_sheet(record: Record, problems: Sequence[FoundProblem]) -> Official:
    """Return the list with what came of each problem so far."""
    about = [Text(when(record.activity), label="会议时间：", indent=False)]
    if record.activity.topic:
        about.append(Text(record.activity.topic, label="会议主题：", indent=False))
    title = f"{record.unit_name}\n组织生活会问题清单"
    return Official(title, (*about, problem_table(problems)), foot=f"共{len(problems)}个问题")


def problem_table(problems: Sequence[FoundProblem]) -> Block:
    """Return the problems as a table; the minutes have it too."""
    rows = tuple(_row(problem) for problem in problems)
    return Table(HEADS, rows, WIDTHS) if rows else Text("没有列出问题。")


def _row(problem: FoundProblem) -> tuple[str, ...]:
    decided = problem.resolution
    came = f"{decided.progress.label}\n{decided.note}".strip() if decided else "未列为决议"
    owner = problem.owner.name if problem.owner else ""
    due = long_date(problem.due_on) if problem.due_on else ""
    return (str(problem.position), problem.text, problem.measure, owner, due, came)
