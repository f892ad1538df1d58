"""Findings of a file of deeds: the register of codes, and the report.

Codes are stable: programs may rely on them, docs/reference/deeds.md lists them (a test compares). A file with any error
imports nothing; warnings are shown and imported.
"""

import dataclasses
from collections.abc import Mapping
from typing import ClassVar, Final

from xuezuo.kernel.findings import Code, FileReport, Finding, Level, Place, register
from xuezuo.kernel.text import masked

__all__ = ["ERRORS", "WARNINGS", "Finding", "Level", "Report"]

ERRORS: Final[dict[str, str]] = {
    "line_unreadable": "这一行不是有效的 JSON 对象。",
    "file_unreadable": "文件无法读取：{reason}。",
    "sheet_missing": "缺少工作表“{sheet}”。请从模板复制。",
    "column_missing": "缺少必填列“{column}”。",
    "value_missing": "必填项为空。",
    "value_type": "取值的类型不对，应为{expected}。",
    "value_too_long": "超过 {longest} 个字。",
    "id_invalid": "编号不是 UUID。",
    "id_duplicate": "同一编号在文件中出现多次，另见第 {other} 行。",
    "id_taken": "该编号在系统中属于另一组织或另一类记录。",
    "kind_unknown": "活动类型不认识。",
    "part_unknown": "包含内容的类型不认识。",
    "date_invalid": "不是有效日期，应为 YYYY-MM-DD。",
    "date_future": "日期晚于今天（{today}）。",
    "recorded_before_date": "登记日期早于活动日期。",
    "recorded_future": "登记日期晚于今天（{today}）。",
    "minutes_invalid": "时长应为 1 到 1440 的整数（分钟）。",
    "status_unknown": "出勤只能是 present、leave、absent（出席、请假、缺席）。",
    "member_repeated": "同一党员在一次活动中出现多次。",
    "member_unknown": "没有这个党员编号，或不在您的工作范围内。",
    "lecturer_unknown": "没有主讲人的党员编号，或不在您的工作范围内。",
    "unit_unknown": "没有这个组织代码，或不在您的工作范围内。",
    "unit_not_alive": "该组织在这一天尚未成立或已经撤销。",
    "ask_unknown": "没有这项要求（学习教育、计划或提示），或者这一天不对该组织提出，或者这类活动不能落实它。",
    "talk_two_people": "谈心谈话应恰好有两名出席的党员。",
    "talk_differs": "系统中同一编号的谈心谈话内容不同。请先作废，再用新编号登记。",
    "activity_unknown": "考勤的序号在“活动”表中没有。",
    "number_duplicate": "序号重复，另见第 {other} 行。",
}
WARNINGS: Final[dict[str, str]] = {
    "field_unknown": "不认识的字段，未读取。",
    "part_repeated": "包含内容重复，按一次计。",
    "kind_does_not_fit": "这类组织一般不召开这类会议，请核对。",
    "lecturer_missing": "党课没有主讲人。",
    "guest_not_present": "列席人员（不在应到名单中）没有出席，未登记。",
    "deed_voided": "系统中这条记录已作废，未改动。",
}
_KEPT: Final = 20_000  # findings kept in the report; the numbers of rows stay exact beyond it


@dataclasses.dataclass(slots=True)
class Report(FileReport):
    """Every finding of one file of deeds, and what an import of it does; its rows are deeds.

    Attributes:
        created, changed, unchanged: what was done (or would be, on a dry run).
        batch: uid of the batch that can be revoked; empty when nothing was written.
    """

    codes: ClassVar[Mapping[str, Code]] = register(ERRORS, WARNINGS)
    kept: ClassVar[int | None] = _KEPT

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    batch: str = ""

    def add(self, code: str, place: Place, value: object = "", **params: object) -> None:
        """Note a fault of a registered code at (sheet, row, column)."""
        self.note(code, place, _shown(value), params)

    def as_dict(self) -> dict[str, object]:
        """Return the report as the contract writes it."""
        findings = sorted(self.findings, key=lambda f: (f.row, f.sheet, f.column, f.code))
        done = {"created": self.created, "changed": self.changed, "unchanged": self.unchanged, "batch": self.batch}
        return {**self.row_counts(), **done, "findings": [dataclasses.asdict(finding) for finding in findings]}


def _shown(value: object) -> str:
    """Show enough of a value to find it, never a whole number of a member or a long text."""
    text = str(value)
    if len(text) <= 3:
        return text
    return masked(text[:40], head=min(4, len(text) // 3), tail=1)
