"""Files to rows of raw cells: XLSX by calamine, or a pair of CSV files.

The header row is the first of the first twenty rows that holds at least half of the required headers, so a title above
the table or an empty column before it does no harm. Rows are handed on lazily: a file of 180,000 rows is never a list.
"""

import csv
import dataclasses
import io
import itertools
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, Protocol

import python_calamine

from xuezuo.org.roster.cells import Cell, cleaned
from xuezuo.org.roster.columns import SHEETS, Column
from xuezuo.org.roster.findings import Report

_HEADER_WITHIN: Final = 20
_ENCODINGS: Final = ("utf-8-sig", "gb18030")
_XLSX_MAGIC: Final = b"PK\x03\x04"
_LARGEST_UNPACKED: Final = 2 * 1024**3  # a file that unpacks to more is an attack, not a roster


class Unreadable(Exception):
    """The file is no roster at all; the message is a reason for people, in Chinese."""


class RawSheet(Protocol):
    """One sheet: its name in the report and its rows, the first being row 1."""

    @property
    def name(self) -> str:
        """党组织 or 党员."""

    def rows(self) -> Iterator[Sequence[Cell]]:
        """Give every row from row 1 on."""


@dataclasses.dataclass(frozen=True, slots=True)
class XlsxSheet:
    """A sheet of a workbook."""

    name: str
    sheet: python_calamine.CalamineSheet

    def rows(self) -> Iterator[Sequence[Cell]]:
        """Give every row from row 1 on; calamine begins at the first used row, the empty ones are put back."""
        start = self.sheet.start or (0, 0)
        indent: list[Cell] = [""] * start[1]
        blanks: Iterator[Sequence[Cell]] = itertools.repeat((), start[0])
        found = self.sheet.iter_rows()
        return itertools.chain(blanks, (([*indent, *row] for row in found) if indent else found))


@dataclasses.dataclass(frozen=True, slots=True)
class CsvSheet:
    """A CSV file in UTF-8 (with or without BOM) or GB 18030."""

    name: str
    text: str

    def rows(self) -> Iterator[Sequence[Cell]]:
        """Give every record; `row` counts records, as a spreadsheet program shows them."""
        return iter(csv.reader(io.StringIO(self.text, newline="")))


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """A sheet whose header was found: where each known column stands, and the rows below with their numbers."""

    name: str
    layout: tuple[tuple[Column, int], ...]
    rows: Callable[[], Iterator[tuple[int, Sequence[Cell]]]]


def csv_pair(path: Path) -> dict[str, Path]:
    """Return where the CSV files of both sheets lie for a path given by a person.

    A folder (or a path without suffix) holds 党组织.csv and 党员.csv; one of these two names its folder; any other
    NAME.csv stands for NAME-党组织.csv and NAME-党员.csv beside it.
    """
    if path.suffix.lower() != ".csv":
        return {sheet: path / f"{sheet}.csv" for sheet in SHEETS}
    if path.stem in SHEETS:
        return {sheet: path.with_name(f"{sheet}.csv") for sheet in SHEETS}
    return {sheet: path.with_name(f"{path.stem}-{sheet}.csv") for sheet in SHEETS}


def decode(data: bytes) -> str:
    """Read text in UTF-8 or GB 18030.

    Raises:
        Unreadable: when it is neither.
    """
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("文字编码既不是 UTF-8 也不是 GB 18030")


def read_sheets(path: Path) -> dict[str, RawSheet]:
    """Open the file or the pair of files; sheets that are missing are missing in the result.

    Raises:
        Unreadable: when there is nothing to read.
        FileNotFoundError: when the path does not exist.
    """
    if path.is_dir() or path.suffix.lower() == ".csv":
        return _csv_sheets(path)
    with path.open("rb") as file:
        magic = file.read(4)
    if magic != _XLSX_MAGIC:
        raise Unreadable("不是 XLSX 工作簿")
    packed = _zipped_csv(path)
    return packed if packed is not None else _xlsx_sheets(path)


def _csv_sheets(path: Path) -> dict[str, RawSheet]:
    pair = {sheet: file for sheet, file in csv_pair(path).items() if file.is_file()}
    if not pair:
        raise FileNotFoundError(path)
    return {sheet: CsvSheet(sheet, decode(file.read_bytes())) for sheet, file in pair.items()}


def _zipped_csv(path: Path) -> dict[str, RawSheet] | None:
    """Read the two CSV files out of a zip (what the web's export hands out); None when it is a workbook."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST_UNPACKED:
                raise Unreadable("解压后过大")
            names = {Path(name).stem: name for name in archive.namelist() if name.lower().endswith(".csv")}
            if "[Content_Types].xml" in archive.namelist() or not names:
                return None
            return {sheet: CsvSheet(sheet, decode(archive.read(names[sheet]))) for sheet in SHEETS if sheet in names}
    except zipfile.BadZipFile:
        raise Unreadable("压缩包已损坏") from None


def _xlsx_sheets(path: Path) -> dict[str, RawSheet]:
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        names = {cleaned(name): name for name in book.sheet_names}
        return {sheet: XlsxSheet(sheet, book.get_sheet_by_name(names[sheet])) for sheet in SHEETS if sheet in names}
    except (python_calamine.CalamineError, zipfile.BadZipFile):
        raise Unreadable("工作簿已损坏或有密码") from None


def find_table(raw: RawSheet, report: Report) -> Table | None:
    """Find the header of a sheet and note missing, unknown and duplicate columns; None when there is no header."""
    columns = SHEETS[raw.name]
    head = _header_row(raw, columns)
    if head is None:
        wanted = "、".join(column.header for column in columns if column.required)
        report.add("header_missing", (raw.name, 1, ""), columns=wanted)
        return None
    number, titles = head
    layout = _layout(raw.name, columns, (number, titles), report)

    def rows() -> Iterator[tuple[int, Sequence[Cell]]]:
        return itertools.islice(enumerate(raw.rows(), start=1), number, None)

    return Table(raw.name, layout, rows)


def _title(cell: Cell) -> str:
    return cleaned(cell).rstrip("*＊ ").lstrip("*＊ ") if isinstance(cell, str) else ""


def _header_row(raw: RawSheet, columns: Sequence[Column]) -> tuple[int, list[str]] | None:
    wanted = {column.header for column in columns if column.required}
    for number, row in enumerate(itertools.islice(raw.rows(), _HEADER_WITHIN), start=1):
        titles = [_title(cell) for cell in row]
        if 2 * len(wanted.intersection(titles)) >= len(wanted):
            return number, titles
    return None


def _layout(
    sheet: str, columns: Sequence[Column], head: tuple[int, list[str]], report: Report
) -> tuple[tuple[Column, int], ...]:
    number, titles = head
    known = {column.header: column for column in columns}
    places: dict[str, int] = {}
    for index, title in enumerate(titles):
        if not title:
            continue
        if title not in known:
            report.add("column_unknown", (sheet, number, title[:40]))
        elif title in places:
            report.add("column_duplicate", (sheet, number, title), column=title)
        else:
            places[title] = index
    for column in columns:
        if column.required and column.header not in places:
            report.add("column_missing", (sheet, number, column.header), column=column.header)
    return tuple((column, places[column.header]) for column in columns if column.header in places)
