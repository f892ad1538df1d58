"""Files as people really have them: titles above, Excel's dates and numbers, GB 18030, broken files."""

import datetime as dt
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from xuezuo.org.roster.columns import MEMBERS, UNITS
from xuezuo.org.roster.examine import Source
from xuezuo.org.roster.findings import Report, codes_at
from xuezuo.org.roster.use_cases import roster_check
from xuezuo.org.tests.roster.books import ON, Book, identity, member
from xuezuo.platform.access import SYSTEM

pytestmark = pytest.mark.django_db


def check(path: Path) -> Report:
    return roster_check(actor=SYSTEM, source=Source(path, path.name), on=ON)


def codes(report: Report) -> set[str]:
    return {finding.code for finding in report.findings}


def workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for index, value in enumerate(row):
                    page.write(number, index, value)
    return path


UNIT_HEAD: list[object] = ["组织代码*", "组织名称*", "上级组织代码", "组织类型*", "单位类别", "成立日期*", "撤销日期"]
MEMBER_HEAD: list[object] = [
    "党员编号*", "姓名*", "性别*", "出生日期*", "公民身份号码", "所在组织代码*", "人员类别*", "入党日期*", "转正日期",
]  # fmt: skip
BRANCH: list[object] = ["0701", "机关支部", "", "党委", "", "2000-01-01"]
PERSON: list[object] = ["M1", "王林", "女", "1980-05-06", "", "0701", "正式党员", "2004-07-01", "2005-07-01"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_in_the_usual_encodings(encoding: str, tmp_path: Path) -> None:
    assert check(Book().csv(tmp_path / "r", encoding)).as_dict()["ok"] == 12


def test_csv_files_are_found_by_folder_by_one_of_them_and_by_a_common_stem(tmp_path: Path) -> None:
    folder = Book().csv(tmp_path / "r")
    assert check(folder / "党员.csv").rows == 12
    for sheet in (UNITS, MEMBERS):
        (folder / f"{sheet}.csv").rename(tmp_path / f"all-{sheet}.csv")
    assert check(tmp_path / "all.csv").rows == 12


def test_csv_files_in_a_zip(tmp_path: Path) -> None:
    folder = Book().csv(tmp_path / "r")
    with zipfile.ZipFile(tmp_path / "r.zip", "w") as archive:
        for sheet in (UNITS, MEMBERS):
            archive.write(folder / f"{sheet}.csv", f"{sheet}.csv")
    assert check(tmp_path / "r.zip").rows == 12


def test_date_cells_and_serial_numbers_are_dates(tmp_path: Path) -> None:
    book = Book()
    book.members[0].update(出生日期=dt.date(1980, 5, 6), 入党日期=38169, 转正日期=dt.date(2005, 7, 1))
    assert check(book.xlsx(tmp_path / "r.xlsx")).findings == []


def test_a_year_as_a_number_is_no_date(tmp_path: Path) -> None:
    book = Book()
    book.members[0].update(入党日期=2004)
    assert codes_at(check(book.xlsx(tmp_path / "r.xlsx")).findings) == {(MEMBERS, 2, "入党日期", "date_invalid")}


def test_rows_are_counted_as_excel_shows_them(tmp_path: Path) -> None:
    faulty = [*PERSON[:2], "?", *PERSON[3:]]
    rows: list[list[object]] = [["花名册"], [], ["", *MEMBER_HEAD], [], ["", *PERSON], ["", "M2", *faulty[1:]]]
    path = workbook(tmp_path / "r.xlsx", {"说明": [["x"]], UNITS: [UNIT_HEAD, BRANCH], MEMBERS: rows})
    report = check(path)
    assert codes_at(report.findings) >= {(MEMBERS, 6, "性别", "value_not_allowed")}
    assert report.rows == 3


def test_leading_zeros_of_text_stay_and_numbers_are_reported_once_for_a_column(tmp_path: Path) -> None:
    units: list[list[object]] = [UNIT_HEAD, BRANCH, [702, "二支部", "0701", "党支部", "", "2000-01-01"],
                                 [703, "三支部", "0701", "党支部", "", "2000-01-01"]]  # fmt: skip
    people: list[list[object]] = [MEMBER_HEAD, PERSON, ["M2", *PERSON[1:5], 702, *PERSON[6:]]]
    report = check(workbook(tmp_path / "r.xlsx", {UNITS: units, MEMBERS: people}))
    assert {(f.row, f.column) for f in report.findings if f.code == "number_cell"} == {
        (3, "组织代码"),
        (3, "所在组织代码"),
    }
    assert not report.has_errors


def test_an_identity_number_that_excel_has_rounded(tmp_path: Path) -> None:
    book = Book()
    book.members[0].update(公民身份号码=float(identity(2)[:17] + "0"))
    assert codes_at(check(book.xlsx(tmp_path / "r.xlsx")).findings) == {(MEMBERS, 2, "公民身份号码", "number_rounded")}


def test_a_tick_where_text_is_meant(tmp_path: Path) -> None:
    book = Book()
    book.members[0].update(姓名=True)
    assert codes_at(check(book.xlsx(tmp_path / "r.xlsx")).findings) == {(MEMBERS, 2, "姓名", "cell_type")}


def test_columns_missing_unknown_and_twice(tmp_path: Path) -> None:
    units = [["组织代码", "组织名称", "组织名称", "组织类型", "备注"], ["1", "a", "a", "党委", "x"]]
    report = check(workbook(tmp_path / "r.xlsx", {UNITS: units, MEMBERS: [MEMBER_HEAD]}))  # type: ignore[dict-item]  # test
    assert codes_at(report.findings) == {
        (UNITS, 1, "备注", "column_unknown"),
        (UNITS, 1, "组织名称", "column_duplicate"),
        (UNITS, 1, "成立日期", "column_missing"),
    }


def test_sheets_and_headers_missing(tmp_path: Path) -> None:
    assert codes(check(workbook(tmp_path / "a.xlsx", {UNITS: [UNIT_HEAD]}))) == {"sheet_missing"}
    assert codes(check(workbook(tmp_path / "b.xlsx", {UNITS: [["x"]], MEMBERS: [MEMBER_HEAD]}))) == {"header_missing"}


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04broken"])
def test_what_is_no_workbook_is_refused_with_a_reason(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    path.write_bytes(content)
    assert codes(check(path)) == {"file_unreadable"}


def test_csv_in_an_unknown_encoding(tmp_path: Path) -> None:
    folder = Book().csv(tmp_path / "r")
    (folder / "党员.csv").write_bytes(b"\xff\xff\xff")
    assert codes(check(folder)) == {"file_unreadable"}


def test_full_width_signs_are_read_in_codes_and_kept_in_names(tmp_path: Path) -> None:
    book = Book()
    book.members.append(member("Ｍ９", "Ｂ１", 姓名="阿（甲）"))
    report = book.check(tmp_path)
    assert report.findings == []
