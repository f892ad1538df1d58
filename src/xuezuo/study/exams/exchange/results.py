"""Results of paper exams in files: one row a member."""

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from xuezuo.kernel.text import squeeze
from xuezuo.study.exams.exchange.findings import Report
from xuezuo.study.exams.exchange.table import Layout, TableRow, read, write_book
from xuezuo.study.exams.types import MARK, PaperResult

LAYOUT: Final = Layout("成绩", ("党员编号", "姓名", "分数", "考试日期", "更正原因"), ("党员编号", "分数"))
GUIDE: Final = (
    "带 * 的列必须有。姓名只供核对，不读取；没有参加的人把分数留空。",
    "分数最多两位小数。考试日期写成 2026-06-30，留空则为考学的最后一天（不晚于今天）。",
    "已有成绩与表中不同时，须写更正原因；原来的成绩作为旧版本保留，本人能看到。",
)


@dataclasses.dataclass(frozen=True, slots=True)
class Window:
    """What a row may say: days inclusive, marks up to the full ones, in hundredths."""

    first: dt.date
    last: dt.date
    full_marks: int


@dataclasses.dataclass(frozen=True, slots=True)
class ResultLine:
    """A member's result as a file says it."""

    row: TableRow
    number: str
    result: PaperResult

    def at(self, column: str) -> tuple[str, int, str]:
        """Return the place of a cell."""
        return self.row.at(column)


def lines(path: Path, report: Report, people: Collection[str], window: Window) -> list[ResultLine]:
    """Return the rows that have marks and no fault; every fault goes to the report."""
    found: list[ResultLine] = []
    seen: dict[str, int] = {}
    for row in read(path, LAYOUT, report):
        number = squeeze(row["党员编号"])
        if not row["分数"]:
            continue
        if number not in people:
            report.add("member_unknown", row.at("党员编号"), number)
        elif number in seen:
            report.add("member_repeated", row.at("党员编号"), number, other=seen[number])
        seen.setdefault(number, row.number)
        marks, day = _marks(row, window, report), _day(row, window, report)
        if marks is not None and day is not None and number in people:
            found.append(ResultLine(row, number, PaperResult(marks, day, reason=squeeze(row["更正原因"])[:200])))
    return found


def numbers(path: Path) -> list[str]:
    """Return whom the file names; its faults are found by `lines`."""
    return sorted({squeeze(row["党员编号"]) for row in read(path, LAYOUT, Report()) if row["分数"]})


def _marks(row: TableRow, window: Window, report: Report) -> int | None:
    try:
        marks = Decimal(row["分数"]) * MARK
        if marks == int(marks) and 0 <= marks <= window.full_marks:
            return int(marks)
    except (InvalidOperation, ValueError, OverflowError):
        pass  # said below
    report.add("marks_invalid", row.at("分数"), row["分数"], full=f"{window.full_marks / MARK:g}")
    return None


def _day(row: TableRow, window: Window, report: Report) -> dt.date | None:
    if not row["考试日期"]:
        return window.last
    try:
        day = dt.date.fromisoformat(row["考试日期"])
        if window.first <= day <= window.last:
            return day
    except ValueError:
        pass  # said below
    report.add("date_invalid", row.at("考试日期"), row["考试日期"], first=window.first, last=window.last)
    return None


def write_template(path: Path, people: Iterable[tuple[str, str]]) -> None:
    """Write the workbook with the members' numbers and names."""
    write_book(path, LAYOUT, [[number, name, "", "", ""] for number, name in people], GUIDE)
