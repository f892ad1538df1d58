"""Rows of a workbook or a CSV file under their heads, with the place of each; and the same written, byte-stable."""

import csv
import dataclasses
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Final

import python_calamine
import xlsxwriter

from xuezuo.study.exams.exchange.findings import Report

_MADE_ON: Final = dt.datetime(2000, 1, 1)  # noqa: DTZ001  # a fixed date keeps files equal byte for byte
_FORMULA: Final = ("=", "+", "-", "@", "\t")  # a spreadsheet would run such a text


@dataclasses.dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a file: `required` must be there, `key` is the one by which the heads are found."""

    sheet: str
    columns: tuple[str, ...]
    required: tuple[str, ...]

    @property
    def key(self) -> str:
        """The column by which the row of heads is found."""
        return self.required[0]


@dataclasses.dataclass(frozen=True, slots=True)
class TableRow:
    """One row: where it is, and its cells as text under their heads."""

    sheet: str
    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def at(self, column: str) -> tuple[str, int, str]:
        """Return the place of a cell."""
        return self.sheet, self.number, column


def read(path: Path, layout: Layout, report: Report) -> Iterator[TableRow]:
    """Give the rows that say anything; what is wrong with the file as a whole goes to the report."""
    try:
        sheets = _csv(path) if path.suffix.lower() == ".csv" else _book(path)
    except (python_calamine.CalamineError, UnicodeDecodeError, csv.Error, OSError):
        report.add("file_unreadable", ("", 0, ""), reason="不是 XLSX 或 CSV 文件，或文件已损坏")
        return
    for name, rows in sheets:
        heads: list[str] = []
        for number, row in enumerate(rows, start=1):
            words = [_word(cell) for cell in row]
            if not heads and layout.key in [word.rstrip("*").strip() for word in words]:
                heads = [word.rstrip("*").strip() for word in words]
                _check_heads(heads, layout, report, (name, number))
            elif heads and any(words):
                report.rows += 1
                yield TableRow(name, number, dict(zip(heads, words, strict=False)))
        if heads:
            return
    report.add("sheet_missing", ("", 0, ""), column=layout.key)


def _check_heads(heads: list[str], layout: Layout, report: Report, place: tuple[str, int]) -> None:
    for column in layout.required:
        if column not in heads:
            report.add("column_missing", (*place, column), column=column)
    for head in heads:
        if head and head not in layout.columns:
            report.add("column_unknown", (*place, head), head)


def _book(path: Path) -> list[tuple[str, list[list[object]]]]:
    book = python_calamine.CalamineWorkbook.from_path(path)
    return [
        (name, [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)])
        for name in book.sheet_names
    ]


def _csv(path: Path) -> list[tuple[str, list[list[object]]]]:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")  # what Excel writes on a Chinese Windows
    return [("", [list(row) for row in csv.reader(io.StringIO(text, newline=""), strict=True)])]


def _word(cell: object) -> str:
    if isinstance(cell, dt.datetime | dt.date):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell if cell is not None else "").strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def write_book(
    out: Path | IO[bytes], layout: Layout, rows: Iterable[Sequence[str | float]], guide: Sequence[str]
) -> int:
    """Write the rows as a workbook in constant memory; without rows it is the template. Returns how many."""
    count = 0
    with xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": _MADE_ON})
        sheet, text = book.add_worksheet(layout.sheet), book.add_format({"num_format": "@"})
        sheet.set_column(0, len(layout.columns) - 1, 16, text)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, _heads(layout))
        for count, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if cell != "":
                    (sheet.write_string if isinstance(cell, str) else sheet.write_number)(count, column, cell)
        about = book.add_worksheet("说明")
        about.set_column(0, 0, 100)
        for number, words in enumerate(guide):
            about.write_string(number, 0, words)
    return count


def write_csv(path: Path, layout: Layout, rows: Iterable[Sequence[str | float]]) -> int:
    """Write the rows as CSV (UTF-8 with a mark, so that Excel reads it); return how many."""
    made = [[_safe(cell) for cell in row] for row in rows]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([_heads(layout), *made])
    return len(made)


def _safe(cell: str | float) -> str | float:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _heads(layout: Layout) -> list[str]:
    return [f"{column}*" if column in layout.required else column for column in layout.columns]
