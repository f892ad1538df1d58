"""Question cards from XLSX: the columns of question banks, so that one file serves exams and contests.

A file with a fault imports nothing; each fault names its row and column.
"""

import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import python_calamine
import xlsxwriter

from xuezuo.kernel.text import squeeze
from xuezuo.study.contests.types import CardText

OPTIONS: Final = tuple(f"选项{letter}" for letter in "ABCDEFGH")
COLUMNS: Final = ("题号", "题型", "题干", *OPTIONS, "答案", "解析", "知识点", "出处", "停用")
LONGEST: Final = {"题干": 2000, "答案": 500, "解析": 2000, "出处": 200} | dict.fromkeys(OPTIONS, 300)
MAX_CARDS: Final = 1000


@dataclasses.dataclass(frozen=True, slots=True)
class CardFault:
    """A fault and its place; row 0 = the whole file."""

    row: int
    column: str
    message: str


type CardFindings = tuple[CardFault, ...]


def read_cards(path: Path, first: int) -> tuple[list[CardText], CardFindings]:
    """Return the cards of the file, numbered from `first` in its order, and its faults; rows with 停用 are left out."""
    try:
        rows = list(_rows(path))
    except (python_calamine.CalamineError, OSError):
        return [], (CardFault(0, "", "文件无法读取：不是 XLSX 文件，或文件已损坏。"),)
    if not rows:
        return [], (CardFault(0, "", "没有找到题目。表头应有“题干”“答案”两列，请使用题库模板。"),)
    rows = [(number, row) for number, row in rows if not row.get("停用")]
    faults = [fault for number, row in rows for fault in _faults(number, row)]
    if len(rows) > MAX_CARDS:
        faults.append(CardFault(0, "", f"一次最多导入 {MAX_CARDS} 道题。"))
    if faults:
        return [], tuple(faults)
    return [_card(place, row) for place, (_, row) in enumerate(rows, start=first)], ()


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    book = python_calamine.CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        heads: Sequence[str] = ()
        for number, cells in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), start=1):
            words = [_word(cell) for cell in cells]
            if not heads and {"题干", "答案"} <= {word.rstrip("*") for word in words}:
                heads = [word.rstrip("*") for word in words]
            elif heads and any(words):
                yield number, dict(zip(heads, words, strict=False))
        if heads:
            return


def _word(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell if cell is not None else "").strip()


def _faults(number: int, row: dict[str, str]) -> Iterator[CardFault]:
    for column in ("题干", "答案"):
        if not row.get(column):
            yield CardFault(number, column, "必填项为空。")
    for column, longest in LONGEST.items():
        if len(row.get(column, "")) > longest:
            yield CardFault(number, column, f"超过 {longest} 个字。")


def _card(number: int, row: dict[str, str]) -> CardText:
    options = tuple(squeeze(row[column]) for column in OPTIONS if row.get(column))
    return CardText(number, row["题干"], row["答案"], options, row.get("解析", ""), squeeze(row.get("出处", "")))


def write_template(path: Path) -> None:
    """Write the empty workbook with one example."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("题目")
        sheet.set_column(0, len(COLUMNS) - 1, 16)
        sheet.write_row(0, 0, [f"{name}*" if name in ("题干", "答案") else name for name in COLUMNS])
        sheet.write_row(1, 0, ["1", "单选题", "党的根本大法是什么？", "党章", "条例", "准则"])
        sheet.write_row(1, COLUMNS.index("答案"), ["A", "党章是最根本的党内法规。"])
