"""An empty workbook to fill in: both sheets with drop-downs and text format, and a help sheet.

No example row on the sheets themselves, so that nobody imports an example; the examples stand on the help sheet.
"""

import argparse
import sys
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from xuezuo.org.roster.columns import SHEETS, Column
from xuezuo.org.roster.files import MADE_ON, title_of

HELP: Final = "填写说明"
_ROWS: Final = {"党组织": 20_000, "党员": 200_000}
_NOTES: Final = (
    "带 * 的列必填。请勿改动表头和工作表名称；多余的列不会读取。",
    "代码、编号、公民身份号码、手机号码须为文本格式（本模板已设好）；从别处粘贴时选“只粘贴值”。",
    "日期写成 YYYY-MM-DD，例如 2021-07-01；Excel 日期单元格也可以。",
    "同一党员编号可写几行：一人有几个组织关系；转接写成另一行更晚起始的“正式”关系。",
    "先用“检查”看结果：有任何错误时，什么都不会导入。重复导入同一文件不会产生变化。",
    "文件中没有的组织和党员保持不变；空白的非必填单元格不会清除系统中的内容。",
)


def write_template(path: Path) -> None:
    """Write the template workbook; the same bytes each time."""
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"created": MADE_ON, "title": "花名册模板"})
    text = book.add_format({"num_format": "@"})
    plain = book.add_format({"bold": True, "bg_color": "#eeeeee", "num_format": "@", "border": 1})
    required = book.add_format({"bold": True, "bg_color": "#f3d6d0", "num_format": "@", "border": 1})
    for name, columns in SHEETS.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 2)
        for index, column in enumerate(columns):
            sheet.set_column(index, index, 20 if column.longest > 60 or column.is_unique else 13, text)
            title = title_of(column.header, required=column.required)
            sheet.write_string(0, index, title, required if column.required else plain)
            if column.values:
                sheet.data_validation(1, index, _ROWS[name], index, _drop_down(column))
    _write_help(book)
    book.close()


def _drop_down(column: Column) -> dict[str, object]:
    return {
        "validate": "list",
        "source": list(column.values),
        "ignore_blank": True,
        "error_title": column.header[:32],
        "error_message": f"请从列表中选择：{'、'.join(column.values)}"[:255],
    }


def _write_help(book: Any) -> None:  # xlsxwriter ships no types
    sheet = book.add_worksheet(HELP)
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for index, width in enumerate((10, 16, 8, 60, 30, 18)):
        sheet.set_column(index, index, width, wrap)
    for number, note in enumerate(_NOTES):
        sheet.write_string(number, 0, f"{number + 1}. {note}")
    top = len(_NOTES) + 1
    for index, title in enumerate(("工作表", "列", "必填", "怎样填", "可选值", "示例")):
        sheet.write_string(top, index, title, bold)
    lines = [(name, column) for name, columns in SHEETS.items() for column in columns]
    for number, (name, column) in enumerate(lines, start=top + 1):
        cells = (name, column.header, "是" if column.required else "", column.help, "、".join(column.values),
                 column.example)  # fmt: skip
        for index, cell in enumerate(cells):
            sheet.write_string(number, index, cell, wrap)


def command(arguments: argparse.Namespace) -> int:
    """Run `xuezuo template roster FILE.xlsx` without settings or database; 2 = not the name of a workbook."""
    path = Path(arguments.file)
    if path.suffix.lower() != ".xlsx":
        print("模板是 XLSX 文件，请写成 名称.xlsx", file=sys.stderr)  # noqa: T201  # CONFIG: a subcommand
        return 2
    write_template(path)
    print(f"已写出 {path}", file=sys.stderr)  # noqa: T201  # CONFIG: a subcommand
    return 0
