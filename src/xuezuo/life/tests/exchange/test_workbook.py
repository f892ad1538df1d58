import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from xuezuo.life.exchange.book import write
from xuezuo.life.exchange.export import Selection, deeds
from xuezuo.life.exchange.findings import Report
from xuezuo.life.models import Activity
from xuezuo.life.services.exchange import DeedFile, deeds_import
from xuezuo.org.tests.cast import Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.asks.tests.factories import ask

pytestmark = pytest.mark.django_db
HEAD = ["序号*", "类型*", "组织代码*", "日期*", "时长（分钟）", "包含内容"]
PEOPLE = ["序号*", "党员编号*", "出勤*", "请假事由"]


def load(path: Path, at: dt.datetime, sheets: dict[str, list[list[object]]]) -> Report:
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    with acting_as(SYSTEM):
        return deeds_import(actor=SYSTEM, file=DeedFile(path, path.name), at=at)


def found(report: Report) -> set[tuple[str, int, str, str]]:
    return {(one.sheet, one.row, one.column, one.code) for one in report.findings}


def test_people_type_as_people_do(cast: Cast, tmp_path: Path, at: dt.datetime) -> None:
    rows: list[list[object]] = [
        ["2025 年组织生活登记表"],
        HEAD,
        [1, "支部党员大会", "LC01", dt.date(2025, 3, 5), 90, ""],
        [2, "主题党日", "LC01", "2025-03-06", 120.0, "党课、集中学习"],
    ]
    people: list[list[object]] = [PEOPLE, [1, "LC0001", "出席", ""], [1, "LC0003", "请假", "出差"]]
    for count in ("created", "unchanged"):
        report = load(tmp_path / "a.xlsx", at, {"活动": rows, "考勤": people})
        assert (report.errors, getattr(report, count)) == (0, 2), report.findings
    with acting_as(SYSTEM):
        meeting, theme = Activity.objects.order_by("occurred_on")
        assert (meeting.minutes, meeting.present_count, meeting.leave_count) == (90, 1, 1)
        assert sorted(theme.parts.values_list("kind", flat=True)) == ["lecture", "study_session"]


def test_faults_stand_where_excel_shows_them(cast: Cast, tmp_path: Path, at: dt.datetime) -> None:
    rows: list[list[object]] = [
        HEAD,
        [1, "茶话会", "LC01", "2025-03-05", 90, ""],
        [1, "党课", "LC01", "2025-02-30", "很久", "跳舞"],
    ]
    people: list[list[object]] = [PEOPLE, [1, "LC0001", "迟到", ""], [9, "LC0001", "出席", ""]]
    assert found(load(tmp_path / "a.xlsx", at, {"活动": rows, "考勤": people})) == {
        ("活动", 2, "类型", "kind_unknown"),
        ("活动", 3, "序号", "number_duplicate"),
        ("活动", 3, "日期", "date_invalid"),
        ("活动", 3, "时长（分钟）", "minutes_invalid"),
        ("活动", 3, "包含内容", "part_unknown"),
        ("活动", 3, "主讲人编号", "lecturer_missing"),
        ("考勤", 2, "出勤", "status_unknown"),
        ("考勤", 3, "序号", "activity_unknown"),
    }


def test_sheets_and_columns_have_to_be_there(cast: Cast, tmp_path: Path, at: dt.datetime) -> None:
    assert found(load(tmp_path / "a.xlsx", at, {"活动": [HEAD]})) == {("考勤", 0, "", "sheet_missing")}
    short = {"活动": [["序号", "类型", "日期"]], "考勤": [["备注"]]}
    assert found(load(tmp_path / "b.xlsx", at, short)) == {
        ("活动", 1, "组织代码", "column_missing"),
        ("考勤", 0, "序号", "column_missing"),
    }


def test_the_asks_that_a_deed_names_go_out_and_in(cast: Cast, tmp_path: Path, at: dt.datetime) -> None:
    with acting_as(SYSTEM):
        one, two = (ask(cast.committee, key=key, is_named=True) for key in ("one", "two"))

    def said(words: str) -> set[int]:
        row = [1, "集中学习", "LC01", "2025-03-05", 60, "", words]
        report = load(tmp_path / "a.xlsx", at, {"活动": [[*HEAD, "落实的要求"], row], "考勤": [PEOPLE]})
        assert report.errors == 0, report.findings
        with acting_as(SYSTEM):
            return set(Activity.objects.get().serves.values_list("ask_id", flat=True))

    assert said(f"{one.uid}，{two.uid}") == {one.pk, two.pk}
    with acting_as(SYSTEM):
        write(tmp_path / "out.xlsx", deeds(Selection()))
    [head, row, *_] = CalamineWorkbook.from_path(tmp_path / "out.xlsx").get_sheet_by_name("活动").to_python()
    assert set(str(row[head.index("落实的要求")]).split("、")) == {str(one.uid), str(two.uid)}
    assert said("") == {one.pk, two.pk}
    assert said(str(two.uid)) == {two.pk}
    assert said("无") == set()

    rows = [[*HEAD, "落实的要求"], [1, "集中学习", "LC01", "2025-03-05", 60, "", "专题讨论"]]
    assert found(load(tmp_path / "b.xlsx", at, {"活动": rows, "考勤": [PEOPLE]})) == {
        ("活动", 2, "落实的要求", "id_invalid")
    }
