"""Rows of a workbook or CSV file under their heads, with the number of each row."""

import csv
import dataclasses
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Final

import python_calamine

from xuezuo.review.evaluation.exchange.tables import FORMULA

MOST_BYTES: Final = 5_000_000
MOST_ROWS: Final = 20_000


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """The heads, and each row that says anything with its number in the file; or why there is none."""

    heads: tuple[str, ...] = ()
    rows: tuple[tuple[int, Mapping[str, str]], ...] = ()
    fault: str = ""


def read_table(name: str, content: bytes, key: str) -> Table:
    """Read the first sheet on which a row of heads with `key` stands."""
    if len(content) > MOST_BYTES:
        return Table(fault="文件超过 5 MB，请分成几个文件。")
    try:
        sheets = [_csv(content)] if name.lower().endswith(".csv") else _book(content)
    except (python_calamine.CalamineError, UnicodeDecodeError, csv.Error, OSError, ValueError):
        return Table(fault="不是 XLSX 或 CSV 文件，或文件已损坏。")
    for rows in sheets:
        words = [[_word(cell) for cell in row] for row in rows]
        begin = next((number for number, row in enumerate(words) if key in row), None)
        if begin is not None:
            found = [(number, row) for number, row in enumerate(words[begin + 1 :], start=begin + 2) if any(row)]
            if len(found) > MOST_ROWS:
                return Table(fault=f"超过 {MOST_ROWS} 行，请分成几个文件。")
            heads = tuple(words[begin])
            return Table(heads, tuple((number, dict(zip(heads, row, strict=False))) for number, row in found))
    return Table(fault=f"没有找到表头：要有“{key}”一列。请用本页的模板。")


def _book(content: bytes) -> list[Sequence[Sequence[object]]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]


def _csv(content: bytes) -> Sequence[Sequence[object]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")  # what Excel writes on a Chinese Windows
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def _word(cell: object) -> str:
    if isinstance(cell, dt.datetime | dt.date):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell if cell is not None else "").strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text
