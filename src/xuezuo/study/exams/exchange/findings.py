"""Findings of a file: the register of codes, and the report.

Codes are stable: programs may rely on them, docs/reference/questions.md lists them (a test compares). A file with any
error imports nothing; warnings are shown and imported.
"""

import dataclasses
from collections.abc import Mapping
from typing import ClassVar, Final

from xuezuo.kernel.findings import Code, FileReport, Place, register
from xuezuo.kernel.text import masked

ERRORS: Final[dict[str, str]] = {
    "file_unreadable": "文件无法读取：{reason}。",
    "sheet_missing": "没有找到表头（应有“{column}”一列）。请使用模板。",
    "column_missing": "缺少必填列“{column}”。",
    "value_missing": "必填项为空。",
    "value_too_long": "超过 {longest} 个字。",
    "number_duplicate": "同一题号在文件中出现多次，另见第 {other} 行。",
    "kind_unknown": "题型不认识，应为：{kinds}。",
    "kind_changed": "题库中这个题号是{kind}，题型不能改。请换一个题号。",
    "options_few": "选择题至少要有两个选项。",
    "options_gap": "选项中间有空格，请从选项A起连续填写。",
    "option_repeated": "两个选项的内容相同。",
    "key_unreadable": "答案的写法不对：{expected}。",
    "key_not_offered": "答案“{letter}”没有对应的选项。",
    "key_not_single": "单选题只能有一个答案。",
    "key_not_multiple": "多选题至少要有两个答案，只有一个时请改为单选题。",
    "blanks_differ": "题干有 {blanks} 个空，答案有 {keys} 个。",
    "retired_unknown": "“停用”只能填“是”或留空。",
    "retired_new": "新题不能直接停用。请删去这一行。",
    "member_unknown": "没有这个党员编号，或不在这次考学的范围内。",
    "member_repeated": "同一党员在文件中出现多次，另见第 {other} 行。",
    "marks_invalid": "分数应为 0 到 {full} 的数，最多两位小数。",
    "date_invalid": "应为 {first} 到 {last} 之间的日期，写成 YYYY-MM-DD。",
    "sat_on_screen": "该党员已在线上参加这次考学，不能再录入纸质成绩。",
    "reason_missing": "已有成绩与文件不同，需要在“更正原因”中写明原因。",
}
WARNINGS: Final[dict[str, str]] = {
    "column_unknown": "不认识的列，未读取。",
    "options_not_needed": "这种题型不用选项，选项未读取。",
    "stem_repeated": "题干与第 {other} 行相同，请核对是否重复。",
    "question_retired": "题库中这道题已停用，未改动。",
}
MESSAGES: Final = {**ERRORS, **WARNINGS}
_SHOWN: Final = 40  # characters of a value
_HIDDEN: Final = frozenset({"党员编号", "分数"})  # columns whose values are a person's


@dataclasses.dataclass(slots=True)
class Report(FileReport):
    """Every finding of one file, and what an import of it does (or would do, on a dry run)."""

    codes: ClassVar[Mapping[str, Code]] = register(ERRORS, WARNINGS)

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    retired: int = 0
    is_written: bool = False

    def add(self, code: str, place: Place, value: object = "", **params: object) -> None:
        """Note a fault of a registered code at (sheet, row, column)."""
        text = str(value)[:_SHOWN]
        shown = masked(text, head=min(4, len(text) // 3), tail=1) if place[2] in _HIDDEN else text
        self.note(code, place, shown, params)

    def as_dict(self) -> dict[str, object]:
        """Return the report as the contract writes it."""
        counts = {name: getattr(self, name) for name in ("created", "changed", "unchanged", "retired", "is_written")}
        findings = [dataclasses.asdict(one) for one in self.findings]
        return {**self.row_counts(), **counts, "findings": findings}
