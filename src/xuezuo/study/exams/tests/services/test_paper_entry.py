"""Results on paper: entered by whoever may, corrected with a reason, never read again."""

import datetime as dt

import pytest
from tests.support.audit import trail

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.tests import factories as org
from xuezuo.org.types import AffiliationKind
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.exams.errors import (
    EntryDayOutside,
    ExamWrongState,
    MarksOutOfRange,
    NothingChanged,
    NotOfAudience,
    ReasonMissing,
    SatOnScreen,
)
from xuezuo.study.exams.exchange.results import GUIDE, LAYOUT, write_template
from xuezuo.study.exams.exchange.table import write_book
from xuezuo.study.exams.models import Result, ResultRevision, Sitting
from xuezuo.study.exams.queries.paper_entry import roster
from xuezuo.study.exams.services.paper_entry import result_enter, results_import
from xuezuo.study.exams.tests import papers
from xuezuo.study.exams.types import ExamState, PaperResult, SittingSource, SittingState

pytestmark = pytest.mark.django_db
AT, DAY = papers.BEGIN, dt.date(2025, 6, 16)


@pytest.fixture
def exam(cast):
    with acting_as(SYSTEM):
        return papers.exam(cast.committee)


@pytest.fixture(autouse=True)
def wang(cast):
    with acting_as(cast.actor(cast.wang)) as actor:
        yield actor


def enter(actor, exam, member, marks=6000, **values):
    result = PaperResult(marks, values.pop("day", DAY), **values)
    return result_enter(actor=actor, exam=exam, member_id=member.pk, result=result, at=AT)


def test_a_result_is_a_sitting_without_answers(cast, exam, wang):
    sitting = enter(wang, exam, cast.zhao)
    assert (sitting.state, sitting.source, sitting.unit_id) == ("graded", SittingSource.PAPER, cast.first_group.pk)
    assert not Result.objects.exists()  # the secretary does not read what the secretary entered
    with acting_as(cast.actor(cast.zhao)):
        result = Result.objects.get()
        assert (result.marks, result.full_marks, result.is_passed) == (6000, 10000, True)
    entry = trail().get(name="exams.result_entered")
    assert "6000" not in f"{entry.before}{entry.after}"


def test_a_correction_is_another_version_with_its_reason(cast, exam, wang):
    enter(wang, exam, cast.zhao)
    with pytest.raises(NothingChanged):
        enter(wang, exam, cast.zhao)
    with pytest.raises(ReasonMissing):
        enter(wang, exam, cast.zhao, 4000)
    enter(wang, exam, cast.zhao, 4000, reason="统分有误", parts=(("单选题", 4000, 5000), ("简答题", 0, 5000)))
    with acting_as(SYSTEM):
        result = Result.objects.get()
        assert (result.marks, result.is_passed, result.version, result.reason) == (4000, False, 2, "统分有误")
        assert result.parts[0] == ["单选题", 4000, 5000]
        assert ResultRevision.objects.get().marks == 6000


def test_what_cannot_be_entered(cast, exam, wang):
    with pytest.raises(MarksOutOfRange):
        enter(wang, exam, cast.zhao, 10001)
    with pytest.raises(MarksOutOfRange):
        enter(wang, exam, cast.zhao, 100, parts=(("单选题", 200, 100),))
    with pytest.raises(EntryDayOutside):
        enter(wang, exam, cast.zhao, day=DAY + dt.timedelta(days=1))
    with pytest.raises(NotOfAudience):
        enter(wang, exam, cast.zhou)
    with acting_as(SYSTEM):
        draft = papers.exam(cast.committee, state=ExamState.DRAFT)
        papers.begin(cast.actor(cast.li), exam)
    with pytest.raises(ExamWrongState):
        enter(wang, draft, cast.zhao)
    with pytest.raises(SatOnScreen):
        enter(wang, exam, cast.li)


def test_only_for_the_own_units(cast, exam, wang):
    with pytest.raises(NotFound):
        enter(wang, exam, cast.zheng)
    with pytest.raises(Forbidden):
        enter(cast.actor(cast.li), exam, cast.zhao)
    enter(cast.actor(cast.wu), exam, cast.zheng)
    with acting_as(SYSTEM):
        org.affiliation(cast.zheng, cast.office, AffiliationKind.FLOATING)
    names = [(one.name, one.unit_name) for one in roster(wang, exam, DAY)]
    assert names == [
        ("王书记", "机关支部"), ("李委员", "机关支部"), ("吴组织", "机关支部"), ("赵党员", "第一党小组"),
        ("钱预备", "第二党小组"),
    ]  # fmt: skip


def book(path, *rows):
    write_book(path, LAYOUT, rows, GUIDE)
    return path


def load(actor, exam, path, **options):
    return results_import(actor=actor, exam=exam, path=path, at=AT, **options)


def test_a_file_comes_in_whole_and_again_changes_nothing(cast, exam, wang, tmp_path):
    path = book(
        tmp_path / "a.xlsx", ["LC0003", "赵党员", "88.5", "", ""], ["LC0004", "钱预备", "59", "2025-06-16", ""],
        ["LC0002", "李委员", "", "", ""],
    )  # fmt: skip
    assert (load(wang, exam, path, dry_run=True).created, Sitting.objects.count()) == (2, 0)
    report = load(wang, exam, path)
    assert (report.errors, report.created, report.is_written) == (0, 2, True)
    again = load(wang, exam, path)
    assert (again.unchanged, again.is_written) == (2, False)

    changed = book(tmp_path / "b.xlsx", ["LC0003", "", "90", "", ""])
    assert [one.code for one in load(wang, exam, changed).findings] == ["reason_missing"]
    changed = book(tmp_path / "c.xlsx", ["LC0003", "", "90", "", "复核后加分"])
    assert load(wang, exam, changed).changed == 1
    with acting_as(SYSTEM):
        found = Result.objects.order_by("marks").values_list("marks", "is_passed", "version")
        assert list(found) == [(5900, True, 1), (9000, True, 2)]
        assert Sitting.objects.filter(source=SittingSource.IMPORT, state=SittingState.GRADED).count() == 2


def test_every_fault_of_a_file(cast, exam, wang, tmp_path):
    with acting_as(SYSTEM):
        papers.begin(cast.actor(cast.li), exam)
    report = load(
        wang,
        exam,
        book(
            tmp_path / "a.xlsx", ["LC0003", "", "101", "", ""], ["LC0004", "", "59.555", "", ""],
            ["LC0005", "", "60", "", ""], ["LC0001", "", "60", "2025-06-17", ""], ["LC0006", "", "七十", "", ""],
            ["LC0001", "", "60", "明天", ""], ["LC0002", "", "60", "", ""],
        ),
    )  # fmt: skip
    assert [(one.row, one.column, one.code) for one in sorted(report.findings, key=lambda one: one.row)] == [
        (2, "分数", "marks_invalid"), (3, "分数", "marks_invalid"), (4, "党员编号", "member_unknown"),
        (5, "考试日期", "date_invalid"), (6, "分数", "marks_invalid"), (7, "党员编号", "member_repeated"),
        (7, "考试日期", "date_invalid"), (8, "党员编号", "sat_on_screen"),
    ]  # fmt: skip
    assert "LC0005" not in report.as_json()
    with acting_as(SYSTEM):
        assert not Result.objects.exists()


def test_the_template_is_a_file_of_nobody_yet(cast, exam, wang, tmp_path):
    write_template(tmp_path / "t.xlsx", [("LC0003", "赵党员")])
    report = load(wang, exam, tmp_path / "t.xlsx")
    assert (report.rows, report.created, report.findings) == (1, 0, [])
