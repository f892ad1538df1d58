"""Findings: the register of codes, and the report of one file.

Codes are stable: programs may rely on them, docs/reference/roster.md lists them (a test compares). A file with any
error imports nothing; warnings are shown and imported.
"""

import dataclasses
import re
from collections.abc import Iterable, Mapping
from typing import ClassVar, Final

from xuezuo.kernel.findings import LEVEL_LABELS, Code, FileReport, Finding, Level, Place, register
from xuezuo.kernel.text import masked

__all__ = ["CODES", "LEVEL_LABELS", "Finding", "Level", "Report", "codes_at", "mask_personal", "mask_plain"]

CODES: Final = register(
    {
        "file_unreadable": "文件无法读取：{reason}。请用模板另存为 XLSX 或 CSV 后再试。",
        "sheet_missing": "缺少工作表“{sheet}”。请从模板复制。",
        "header_missing": "没有找到表头。表头应含：{columns}。",
        "column_missing": "缺少必填列“{column}”。",
        "column_duplicate": "列“{column}”出现了两次。",
        "value_missing": "必填项为空。",
        "value_not_allowed": "不是可用的取值，应为：{allowed}。",
        "value_too_long": "超过 {longest} 个字。",
        "cell_type": "单元格不是文本。请设为文本格式后重填。",
        "text_formula": "以 =、+ 或 @ 开头，会被表格软件当作公式。请改为普通文字。",
        "cell_error": "单元格是公式错误。",
        "number_rounded": "单元格是数字，末几位已被 Excel 改变。请设为文本格式后重填。",
        "date_invalid": "不是有效日期，应为 YYYY-MM-DD，例如 2021-07-01。",
        "date_future": "日期晚于今天（{today}）。",
        "id_number_shape": "公民身份号码应为 18 位（末位可为 X）。",
        "id_number_birth": "公民身份号码中的出生日期不存在。",
        "id_number_check": "公民身份号码校验位不对，请核对（GB 11643）。",
        "id_number_duplicate": "同一公民身份号码用于两人，另见{other}。",
        "id_number_differs": "与系统中该党员的公民身份号码不同。请先核实，再由组织部门更正。",
        "phone_shape": "手机号码应为 11 位，或区号加固定电话。",
        "unit_code_duplicate": "组织代码重复，另见第 {other} 行。",
        "unit_parent_unknown": "上级组织代码不存在。",
        "unit_parent_cycle": "上级关系成环，追溯上级会回到本组织。",
        "unit_parent_kind": "“{kind}”不能隶属于“{parent_kind}”。",
        "unit_parent_missing": "党小组必须填写所属党支部。",
        "unit_parent_dissolved": "上级组织在本组织存续期间已撤销（{on}）。",
        "unit_parent_unborn": "上级组织在本组织存续期间尚未成立（{on}）。",
        "unit_dissolved_before_founded": "撤销日期不晚于成立日期。",
        "unit_kind_differs": "与系统中的组织类型（{known}）不同。改变类型须新设组织。",
        "unit_founded_differs": "与系统中的成立日期（{known}）不同。",
        "unit_dissolved_differs": "与系统中的撤销日期（{known}）不同。",
        "unit_dissolved_too_early": "撤销日期不晚于系统中该组织最近一次变更（{on}）。",
        "unit_change_ahead": "系统中已登记该组织自 {on} 起的变动，本行的变动与它冲突。请先在系统中处理该变动。",
        "unit_dissolved_with_members": "组织撤销时仍有党员或下级组织，请先转出。",
        "unit_dissolved_before_deeds": "撤销日期当日及以后，系统中还有该组织的组织生活记录 {count} 条，"
        "最晚在 {last}。请改用该日之后的撤销日期，或先更正、作废这些记录。",
        "unit_out_of_scope": "该组织不在您的工作范围内。",
        "member_unit_unknown": "所在组织代码不存在。",
        "member_unit_not_founded": "起始日期早于组织成立日期（{on}）。",
        "member_unit_dissolved": "起始日期时组织已撤销（{on}）。",
        "member_number_reused": "同一党员编号用于不同的人，另见第 {other} 行。",
        "member_differs": "与同一党员编号的第 {other} 行不一致。",
        "member_number_taken": "该党员编号在系统中属于他人或不在您的工作范围内。",
        "member_ended": "该党员在系统中已不在党内，请先核实。",
        "row_repeated": "与第 {other} 行重复。",
        "joined_before_birth": "入党日期早于出生日期。",
        "joined_under_18": "入党时未满十八岁（党章第一条）。",
        "full_before_joined": "转正日期早于入党日期。",
        "full_date_unexpected": "预备党员不应有转正日期。",
        "start_before_joined": "起始日期早于入党日期。",
        "formal_overlap": "正式组织关系与第 {other} 行同日起始，无法判断先后。",
        "formal_conflict": "与系统中的正式组织关系冲突，转接的起始日期应晚于系统中现有关系的起始日期。",
        "affiliation_conflict": "与系统中该党员在该组织的同类组织关系（{span}）时间重叠。",
        "post_conflict": "与系统中该党员在该组织的同一职务（{span}）时间重叠。",
        "joined_differs": "与系统中的入党日期不同。请先核实，再由组织部门更正。",
        "stage_back": "该党员在系统中已是正式党员。",
        "post_unknown": "职务名称不认识。可用：书记、副书记、委员、组织委员、宣传委员、纪检委员、组长、第一书记、"
        "组织员、督导员等，多个职务用“、”分开。",
        "post_missing": "组织关系类型为“任职”时必须填写职务。",
        "post_repeated": "该党员在同一组织的同一职务写了两次。",
        "post_before_joined": "任职起始日期早于入党日期。",
        "post_before_unit": "任职起始日期早于组织成立日期（{on}）。",
        "post_unit_dissolved": "任职起始日期时组织已撤销（{on}）。",
    },
    {
        "column_unknown": "不认识的列，未读取。",
        "control_characters": "含不可见字符，已去掉。",
        "number_cell": "单元格是数字，开头的 0 可能已丢失（本列共 {count} 处）。",
        "id_number_birth_differs": "与公民身份号码中的出生日期不同，请核对档案。",
        "id_number_sex_differs": "与公民身份号码中的性别位不同。",
        "unit_type_unknown": "单位类别不认识，按空白导入。可用：{allowed}。",
        "unit_parent_founded_later": "上级组织成立更晚（{on}），隶属关系从该日起算。",
        "unit_name_duplicate": "同一上级下有同名组织，另见第 {other} 行。",
        "unit_size_over": "党支部党员 {count} 人，超过 50 人，应考虑分设或改设党总支。",
        "unit_size_under": "党支部正式党员 {count} 人，不足 3 人。",
        "unit_secretary_twice": "同一组织有两名书记，另见第 {other} 行。",
        "member_unit_ended": "组织已撤销（{on}），又无后续正式组织关系；组织关系到该日为止。",
        "member_possible_duplicate": "与第 {other} 行姓名、性别、出生日期相同，可能是同一人。",
        "joined_under_18_early": "入党时未满十八岁（1945 年七大党章以前），请核对档案。",
        "full_date_missing": "正式党员没有转正日期，按入党之日起为正式党员处理。",
        "probation_short": "预备期不足一年（党章第七条）。",
        "probation_overdue": "预备期已超过两年，请核实是否已讨论转正。",
        "formal_missing": "该党员没有正式组织关系。",
        "start_differs": "与系统中该组织关系的起始日期不同，未改动。",
        "post_start_differs": "与系统中该职务的任职起始日期不同，未改动。",
        "full_date_differs": "与系统中的转正日期不同，未改动。",
        "post_start_missing": "没有任职起始日期，按本行起始日期处理。",
        "post_start_unused": "没有职务，任职起始日期未使用。",
        "post_unusual": "“{title}”不是{kind}常设的职务，请核对；在上级组织的职务另写一行，组织关系类型填“任职”。",
    },
)

_LONG_DIGITS: Final = re.compile(r"\d{11,}")
_SHOWN: Final = 40


@dataclasses.dataclass(slots=True)
class Report(FileReport):
    """Every finding of one roster, and what an import of it does.

    Attributes:
        counts: rows by what an import does with them.
        batch: uid of the batch, None when nothing was written.
    """

    codes: ClassVar[Mapping[str, Code]] = CODES

    counts: dict[str, int] = dataclasses.field(default_factory=dict)
    batch: str | None = None
    _faulty: set[Place] = dataclasses.field(default_factory=set)

    def add(self, code: str, place: Place, value: str = "", **params: object) -> None:
        """Note a fault of a registered code at (sheet, row, column header); `value` is masked already.

        A cell that has an error gets no second finding: what else seems wrong there follows from the first.
        """
        if place in self._faulty:
            return
        if self.codes[code].level is Level.ERROR:
            self._faulty.add(place)
        self.note(code, place, value, params)

    def sorted_findings(self) -> list[Finding]:
        """Return the findings by sheet (as in the file), row and column."""
        return sorted(self.findings, key=lambda f: (f.sheet != "党组织", f.sheet, f.row, f.column, f.code))

    def as_dict(self) -> dict[str, object]:
        """Return the report as the contract writes it."""
        findings = [dataclasses.asdict(finding) for finding in self.sorted_findings()]
        return {**self.row_counts(), **self.counts, "batch": self.batch, "findings": findings}


def mask_personal(text: str) -> str:
    """Hide a personal value so that its owner can still find the cell: first character and, when long, the last."""
    if len(text) <= 3:
        return masked(text, head=1, tail=0) if len(text) > 1 else "*" * len(text)
    return masked(text, head=min(4, len(text) // 3), tail=1)


def mask_plain(text: str) -> str:
    """Shorten a value that is not personal; long digits in it are hidden, they may have slipped into the wrong cell."""
    short = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    return _LONG_DIGITS.sub(lambda found: "*" * len(found[0]), short)


def codes_at(findings: Iterable[Finding]) -> set[tuple[str, int, str, str]]:
    """Return (sheet, row, column, code) of each finding: what tests and programs compare."""
    return {(f.sheet, f.row, f.column, f.code) for f in findings}
