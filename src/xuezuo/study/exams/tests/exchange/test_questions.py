"""Questions from files: every fault at its place, all or nothing, the same file changes nothing."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from xuezuo.platform.access import SYSTEM
from xuezuo.study.exams.exchange.findings import MESSAGES
from xuezuo.study.exams.exchange.questions import LAYOUT
from xuezuo.study.exams.exchange.table import write_book
from xuezuo.study.exams.models import Question, QuestionVersion
from xuezuo.study.exams.services.question_files import questions_export, questions_import, questions_template
from xuezuo.study.exams.tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
AT = dt.datetime(2025, 6, 16, 12, tzinfo=dt.UTC)
GOOD = (
    {"题号": "1", "题型": "单选题", "题干": "纲领？", "选项A": "甲", "选项B": "乙", "答案": "b", "知识点": "党章"},
    {"题号": "2", "题型": "多选", "题干": "下列哪些对？", "选项A": "甲", "选项B": "乙", "选项C": "丙", "答案": "A、C"},
    {"题号": "10", "题型": "判断题", "题干": "每季度一次。", "答案": "√", "解析": "见条例\n第十一条"},
    {"题号": "3", "题型": "填空题", "题干": "____学____做", "答案": "两|二；一"},
    {"题号": "4", "题型": "简答题", "题干": "=谈谈体会", "答案": "言之有理即可"},
)  # fmt: skip


@pytest.fixture
def bank(cast):
    return factories.bank(cast.committee)


def book(path: Path, rows) -> Path:
    write_book(path, LAYOUT, [[row.get(column, "") for column in LAYOUT.columns] for row in rows], ())
    return path


def load(bank, path, **options):
    return questions_import(actor=SYSTEM, bank=bank, path=path, reason="按文件更新", at=AT, **options)


def test_every_kind_comes_in_and_the_same_file_changes_nothing(bank, tmp_path):
    path = book(tmp_path / "题.xlsx", GOOD)
    assert not load(bank, path, dry_run=True).is_written
    assert not Question.objects.exists()

    report = load(bank, path)
    assert (report.errors, report.created, report.is_written, report.findings) == (0, 5, True, [])
    assert dict(QuestionVersion.objects.values_list("question__number", "key")) == {
        "1": [1], "2": [0, 2], "10": [True], "3": [["两", "二"], ["一"]], "4": ["言之有理即可"],
    }  # fmt: skip

    again = load(bank, path)
    assert (again.created, again.changed, again.unchanged, again.is_written) == (0, 0, 5, False)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_what_goes_out_comes_back_the_same_byte_by_byte(bank, tmp_path, suffix):
    load(bank, book(tmp_path / "题.xlsx", GOOD))
    first, second = tmp_path / f"a{suffix}", tmp_path / f"b{suffix}"
    assert questions_export(actor=SYSTEM, bank=bank, path=first, at=AT) == 5
    questions_export(actor=SYSTEM, bank=bank, path=second, at=AT)
    assert first.read_bytes() == second.read_bytes()
    report = load(bank, first)
    assert (report.unchanged, report.is_written, report.findings) == (5, False, [])


def test_a_changed_row_is_a_new_version_with_the_reason(bank, tmp_path):
    load(bank, book(tmp_path / "题.xlsx", GOOD))
    changed = [{**GOOD[0], "答案": "A"}, {**GOOD[1], "停用": "是"}, GOOD[2]]
    report = load(bank, book(tmp_path / "改.xlsx", changed))
    assert (report.changed, report.retired, report.unchanged) == (1, 1, 1)
    version = QuestionVersion.objects.get(question__number="1", number=2)
    assert (version.key, version.reason) == ([0], "按文件更新")
    assert Question.objects.get(number="2").retired_at == AT
    assert [one.code for one in load(bank, book(tmp_path / "题.xlsx", GOOD)).findings] == ["question_retired"]


FAULTS = (
    ({**GOOD[0], "题号": "1"}, {**GOOD[1], "题号": "1"}, "number_duplicate", "题号"),
    ({**GOOD[0], "题型": "连线题"}, None, "kind_unknown", "题型"),
    ({**GOOD[0], "题干": ""}, None, "value_missing", "题干"),
    ({**GOOD[0], "题干": "长" * 2001}, None, "value_too_long", "题干"),
    ({**GOOD[0], "选项B": ""}, None, "options_few", "选项A"),
    ({**GOOD[0], "选项B": "", "选项C": "丙"}, None, "options_gap", "选项B"),
    ({**GOOD[0], "选项B": "甲"}, None, "option_repeated", "选项A"),
    ({**GOOD[0], "答案": "C"}, None, "key_not_offered", "答案"),
    ({**GOOD[0], "答案": "AB"}, None, "key_not_single", "答案"),
    ({**GOOD[1], "答案": "A"}, None, "key_not_multiple", "答案"),
    ({**GOOD[0], "答案": "甲"}, None, "key_unreadable", "答案"),
    ({**GOOD[2], "答案": "也许"}, None, "key_unreadable", "答案"),
    ({**GOOD[3], "答案": "两"}, None, "blanks_differ", "答案"),
    ({**GOOD[2], "选项A": "对"}, None, "options_not_needed", "选项A"),
    ({**GOOD[0], "停用": "否"}, None, "retired_unknown", "停用"),
    ({**GOOD[0], "停用": "是"}, None, "retired_new", "停用"),
    (GOOD[0], {**GOOD[0], "题号": "7"}, "stem_repeated", "题干"),
)


@pytest.mark.parametrize(("row", "second", "code", "column"), FAULTS)
def test_every_fault_has_its_place_and_stops_the_file(bank, tmp_path, row, second, code, column):
    rows = [row, second] if second else [row]
    report = load(bank, book(tmp_path / "题.xlsx", rows))
    assert [(one.sheet, one.row, one.column, one.code) for one in report.findings] == [
        ("题目", len(rows) + 1, column, code)
    ]
    assert Question.objects.exists() is (report.errors == 0)


def test_a_kind_does_not_change(bank, tmp_path):
    load(bank, book(tmp_path / "题.xlsx", GOOD))
    report = load(bank, book(tmp_path / "改.xlsx", [{**GOOD[0], "题号": "2"}]))
    assert [one.code for one in report.findings] == ["kind_changed"]


def test_csv_of_excel_and_files_that_are_none(bank, tmp_path):
    path = tmp_path / "题.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.DictWriter(file, ["题号", "题型", "题干", "答案", "备注"])
        writer.writeheader()
        writer.writerow({name: GOOD[2][name] for name in ("题号", "题型", "题干", "答案")})
    report = load(bank, path)
    assert ([one.code for one in report.findings], report.created) == (["column_unknown"], 1)
    (tmp_path / "空.csv").write_text("甲,乙\n1,2\n")
    (tmp_path / "坏.xlsx").write_bytes(b"no workbook")
    (tmp_path / "缺.csv").write_text("题号,题干\n1,题\n")
    assert [one.code for one in load(bank, tmp_path / "空.csv").findings] == ["sheet_missing"]
    assert [one.code for one in load(bank, tmp_path / "坏.xlsx").findings] == ["file_unreadable"]
    found = [one.code for one in load(bank, tmp_path / "缺.csv").findings]
    assert found.count("column_missing") == 2


def test_the_template_is_an_empty_file_of_questions(bank, tmp_path):
    questions_template(tmp_path / "模板.xlsx")
    report = load(bank, tmp_path / "模板.xlsx")
    assert (report.rows, report.findings) == (0, [])


def test_every_code_is_documented():
    text = (Path(__file__).resolve().parents[6] / "docs/reference/questions.md").read_text(encoding="utf-8")
    assert [code for code in MESSAGES if f"`{code}`" not in text] == []
