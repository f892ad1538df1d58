"""Rows to a workbook, in little memory and the same bytes for the same rows."""

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

import xlsxwriter

HEADERS = {
    "党组织": ("组织代码*", "组织名称*", "上级组织代码", "组织类型*", "单位类别", "成立日期*", "撤销日期"),
    "党员": (
        "党员编号*", "姓名*", "性别*", "民族", "出生日期*", "公民身份号码", "学历", "手机号码", "所在组织代码*",
        "人员类别*", "入党日期*", "转正日期", "组织关系类型", "起始日期", "职务", "任职起始日期",
    ),
}  # fmt: skip


def write_workbook(path: Path, sheets: Iterable[tuple[str, Iterable[Sequence[str]]]]) -> None:
    """Write the sheets (name, rows as texts) with their headers."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_numbers": False})
    book.set_properties({"created": dt.datetime(2000, 1, 1)})  # noqa: DTZ001  # xlsxwriter wants it naive
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        for column, header in enumerate(HEADERS[name]):
            sheet.write_string(0, column, header)
        for number, cells in enumerate(rows, start=1):
            for column, text in enumerate(cells):
                if text:
                    sheet.write_string(number, column, text)
    book.close()
