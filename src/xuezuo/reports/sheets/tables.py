"""One table for the screen's query, as CSV or XLSX, row by row; the number of rows stands in the footer."""

import csv
import dataclasses
import datetime as dt
import io
import tempfile
from collections.abc import Iterable, Sequence
from typing import IO

import xlsxwriter

from xuezuo.reports.figures import Definition

type Cell = str | int | dt.date

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run such a text
MEMORY = 4_000_000  # bytes; what is longer goes to the disk
MADE_ON = dt.datetime(2000, 1, 1)  # noqa: DTZ001  # a fixed date keeps files equal byte for byte


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """What a file holds.

    Attributes:
        title: first line of the sheet.
        notes: what the figures are about: unit, days, tree, cut-off day.
        heads: the columns.
        rows: read once.
        about: the figures, for the sheet of definitions.
    """

    title: str
    notes: Sequence[str]
    heads: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    about: Sequence[Definition]


def as_csv(table: Table) -> IO[bytes]:
    """Write the table as CSV (UTF-8 with a mark, so that Excel reads it) into a temporary file, at its start."""
    file = tempfile.SpooledTemporaryFile(MEMORY)  # noqa: SIM115  # the answer closes it
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(table.heads)
    count = 0
    for count, row in enumerate(table.rows, start=1):  # noqa: B007  # counted for the footer
        writer.writerow([_plain(cell) for cell in row])
    writer.writerow([f"共 {count} 行；{table.title}；{'；'.join(table.notes)}"])
    text.flush()
    text.detach()
    file.seek(0)
    return file


def _plain(cell: Cell) -> str | int:
    if isinstance(cell, int):
        return cell
    text = cell.isoformat() if isinstance(cell, dt.date) else cell
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def as_xlsx(table: Table) -> IO[bytes]:
    """Write the table as XLSX in constant memory into a temporary file, at its start; second sheet: definitions."""
    file = tempfile.SpooledTemporaryFile(MEMORY)  # noqa: SIM115  # the answer closes it
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": table.title, "created": MADE_ON})
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("数据")
    sheet.set_column(0, max(len(table.heads) - 1, 0), 14)
    sheet.freeze_panes(1, 2)
    sheet.write_row(0, 0, table.heads, bold)
    last = 0
    for last, row in enumerate(table.rows, start=1):  # counted for the footer
        for column, cell in enumerate(row):
            if isinstance(cell, dt.date):
                sheet.write_datetime(last, column, cell, day)
            elif isinstance(cell, int):
                sheet.write_number(last, column, cell)
            else:
                sheet.write_string(last, column, cell)
    sheet.write_string(last + 1, 0, f"共 {last} 行", bold)
    _definitions(book.add_worksheet("口径"), table, bold)
    book.close()
    file.seek(0)
    return file


def _definitions(sheet: xlsxwriter.worksheet.Worksheet, table: Table, bold: object) -> None:
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 3, 60)
    sheet.write_string(0, 0, table.title, bold)
    for number, note in enumerate(table.notes, start=1):
        sheet.write_string(number, 0, note)
    first = len(table.notes) + 2
    sheet.write_row(first, 0, ("指标", "定义", "计入", "不计入"), bold)
    for number, one in enumerate(table.about, start=first + 1):
        sheet.write_row(number, 0, (f"{one.label}（{one.unit}）", one.says, one.counts, one.leaves_out))
