"""Rows to files, byte for byte the same for the same rows: XLSX, a pair of CSV files, a zip of the pair."""

import csv
import datetime as dt
import io
import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import xlsxwriter

from xuezuo.org.roster.columns import SHEETS
from xuezuo.org.roster.reader import csv_pair
from xuezuo.org.roster.sheets import fill_workbook

type Rows = Iterable[Sequence[str]]
MADE_ON: Final = dt.datetime(2000, 1, 1)  # noqa: DTZ001  # CONFIG: xlsxwriter wants it naive; any fixed time does
_ZIP_TIME: Final = (2000, 1, 1, 0, 0, 0)
_WIDTHS: Final = {"组织名称": 32, "公民身份号码": 22, "上级组织代码": 16, "组织代码": 16, "所在组织代码": 16}


def title_of(header: str, *, required: bool) -> str:
    """Return what stands in row 1: required columns carry a star."""
    return header + "*" if required else header


def write_files(path: Path, sheets: dict[str, Rows]) -> list[Path]:
    """Write both sheets in the form that the path's name asks for; returns the files written.

    `.xlsx` a workbook, `.zip` both CSV files packed, a folder or `.csv` two CSV files (see `reader.csv_pair`). Each
    file appears at once under its name, or not at all.
    """
    suffix = path.suffix.lower()
    if suffix in {".xlsx", ".zip"}:
        with _replacing(path) as target:
            (_write_xlsx if suffix == ".xlsx" else _write_zip)(target, sheets)
        return [path]
    pair = csv_pair(path)
    for sheet, file in pair.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        with _replacing(file) as target:
            target.write_bytes(_csv_bytes(sheet, sheets[sheet]))
    return list(pair.values())


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=path.suffix)
    os.close(handle)
    target = Path(name)
    try:
        yield target
        target.replace(path)
    finally:
        target.unlink(missing_ok=True)


def _write_xlsx(path: Path, sheets: dict[str, Rows]) -> None:
    fill_workbook(path, _shell(list(sheets)), list(sheets.values()))


def _shell(names: list[str]) -> bytes:
    """Return the workbook with header rows only; its text style is the columns' style."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": MADE_ON, "title": "花名册"})
    text = book.add_format({"num_format": "@"})
    bold = book.add_format({"bold": True, "bg_color": "#f3e7e4", "num_format": "@"})
    for name in names:
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        for index, column in enumerate(SHEETS[name]):
            sheet.set_column(index, index, _WIDTHS.get(column.header, 13), text)
            sheet.write_string(0, index, title_of(column.header, required=column.required), bold)
    book.close()
    return out.getvalue()


def _csv_bytes(sheet: str, rows: Rows) -> bytes:
    """Return UTF-8 with BOM (Excel then knows it) and CRLF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([title_of(column.header, required=column.required) for column in SHEETS[sheet]])
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _write_zip(path: Path, sheets: dict[str, Rows]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for sheet, rows in sheets.items():
            archive.writestr(zipfile.ZipInfo(f"{sheet}.csv", _ZIP_TIME), _csv_bytes(sheet, rows))
