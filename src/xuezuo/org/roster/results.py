"""What a check found, kept beside the job for its pages and downloads."""

import csv
import dataclasses
import io
import json
from pathlib import Path
from typing import Final

import xlsxwriter

from xuezuo.kernel.errors import NotFound
from xuezuo.org.roster.files import MADE_ON
from xuezuo.org.roster.findings import LEVEL_LABELS, Finding, Level, Report

REPORT: Final = "report.json"
_HEAD: Final = ("工作表", "行", "列", "级别", "说明", "单元格（已遮盖）", "代码")
MEDIA_TYPES: Final = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Result:
    """A report read back."""

    rows: int
    ok: int
    warnings: int
    errors: int
    new: int
    changed: int
    unchanged: int
    findings: list[Finding]

    @property
    def is_importable(self) -> bool:
        """No error, and something to write."""
        return not self.errors and bool(self.new or self.changed)

    def at_level(self, level: str) -> list[Finding]:
        """Return the findings of a level, all of them for any other word."""
        return [one for one in self.findings if one.level == level] if level in set(Level) else self.findings


def keep(report: Report, folder: Path) -> dict[str, str | int | bool | None]:
    """Write the report beside the job; returns its counts."""
    (folder / REPORT).write_text(report.as_json(), encoding="utf-8")
    return {key: value for key, value in report.as_dict().items() if isinstance(value, int)}


def read(folder: Path) -> Result:
    """Read a kept report.

    Raises:
        NotFound: its time is over (see `platform.jobs.folders.KEPT`).
    """
    try:
        stored = json.loads((folder / REPORT).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NotFound from None
    findings = [Finding(**{**one, "level": Level(one["level"])}) for one in stored.pop("findings")]
    names = [field.name for field in dataclasses.fields(Result) if field.name != "findings"]
    return Result(**{name: stored.get(name, 0) for name in names}, findings=findings)


def as_file(result: Result, form: str) -> bytes:
    """Return the findings as `json`, `csv` or `xlsx`; the count stands in the last row.

    Raises:
        NotFound: for any other form.
    """
    if form == "json":
        return json.dumps([dataclasses.asdict(one) for one in result.findings], ensure_ascii=False, indent=1).encode()
    if form not in MEDIA_TYPES:
        raise NotFound
    rows = [
        (one.sheet, one.row, one.column, LEVEL_LABELS[one.level], one.message, _inert(one.value_masked), one.code)
        for one in result.findings
    ]
    rows.append(("共", len(result.findings), "处", "", "", "", ""))
    return _csv(rows) if form == "csv" else _xlsx(rows)


def _inert(text: str) -> str:
    """Keep spreadsheet programs from running what somebody wrote into a cell."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


type _Row = tuple[str, int, str, str, str, str, str]


def _csv(rows: list[_Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_HEAD)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _xlsx(rows: list[_Row]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": MADE_ON})
        sheet = book.add_worksheet("检查结果")
        for index, width in enumerate((10, 8, 16, 8, 60, 24, 26)):
            sheet.set_column(index, index, width)
        for number, row in enumerate([_HEAD, *rows]):
            for index, cell in enumerate(row):
                write = sheet.write_number if isinstance(cell, int) else sheet.write_string
                write(number, index, cell)
    return out.getvalue()
