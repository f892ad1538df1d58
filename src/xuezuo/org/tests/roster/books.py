"""Small roster files for tests: rows as dicts over a valid pair of defaults, written as CSV or XLSX."""

import csv
import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter

from xuezuo.org.roster.columns import HEADERS, MEMBERS, SHEETS, UNITS
from xuezuo.org.roster.examine import Source
from xuezuo.org.roster.findings import Report
from xuezuo.org.roster.use_cases import Outcome, roster_check, roster_import
from xuezuo.platform.access import SYSTEM

AT = dt.datetime(2026, 3, 2, 4, 0, tzinfo=dt.UTC)
ON = dt.date(2026, 3, 2)
type Cells = dict[str, object]


def unit(code: str, kind: str = "党支部", parent: str = "C1", **cells: object) -> Cells:
    """Return a valid row of 党组织."""
    return {"组织代码": code, "组织名称": f"{code}组织", "上级组织代码": parent, "组织类型": kind, "单位类别": "机关",
            "成立日期": "2000-01-01", **cells}  # fmt: skip


def member(number: str, unit: str = "B1", **cells: object) -> Cells:
    """Return a valid row of 党员."""
    return {"党员编号": number, "姓名": f"甲{number}", "性别": "女", "民族": "汉族", "出生日期": "1980-05-06",
            "学历": "大学本科", "所在组织代码": unit, "人员类别": "正式党员", "入党日期": "2004-07-01",
            "转正日期": "2005-07-01", **cells}  # fmt: skip


def identity(order: int, born: str = "19800506") -> str:
    """Return an invented identity number with a right check digit; an even order is a woman's."""
    from stdnum.cn import ric  # noqa: PLC0415  # only here

    stem = f"441299{born}{order:03d}"
    return stem + ric.calc_check_digit(stem + "0")


@dataclasses.dataclass
class Book:
    """A roster to be written; starts as committee C1 with branch B1 and five members."""

    units: list[Cells] = dataclasses.field(
        default_factory=lambda: [unit("C1", "党委", ""), unit("B1"), unit("B2"), unit("G1", "党小组", "B1")]
    )
    members: list[Cells] = dataclasses.field(
        default_factory=lambda: [member(f"M{n}") for n in range(1, 5)] + [member(f"N{n}", "B2") for n in range(1, 5)]
    )

    def sheets(self) -> dict[str, Sequence[Mapping[str, object]]]:
        return {UNITS: self.units, MEMBERS: self.members}

    def csv(self, folder: Path, encoding: str = "utf-8") -> Path:
        """Write the pair of CSV files into a folder; returns the folder."""
        folder.mkdir(exist_ok=True)
        for sheet, rows in self.sheets().items():
            with (folder / f"{sheet}.csv").open("w", encoding=encoding, newline="") as file:
                writer = csv.DictWriter(file, list(HEADERS[sheet].values()), restval="")
                writer.writeheader()
                writer.writerows(rows)
        return folder

    def xlsx(self, path: Path) -> Path:
        """Write a workbook; dates and numbers among the cells become date and number cells."""
        with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
            for sheet, rows in self.sheets().items():
                page = book.add_worksheet(sheet)
                for index, column in enumerate(SHEETS[sheet]):
                    page.write_string(0, index, column.header)
                    for number, row in enumerate(rows, start=1):
                        value = row.get(column.header, "")
                        if isinstance(value, str):
                            page.write_string(number, index, value)
                        else:
                            page.write(number, index, value)
        return path

    def check(self, tmp_path: Path) -> Report:
        """Run the dry run on the CSV form."""
        return roster_check(actor=SYSTEM, source=Source(self.csv(tmp_path / "roster"), "roster"), on=ON)

    def load(self, tmp_path: Path, at: dt.datetime = AT) -> Outcome:
        """Import the CSV form."""
        return roster_import(actor=SYSTEM, source=Source(self.csv(tmp_path / "roster"), "名册.xlsx"), at=at)
