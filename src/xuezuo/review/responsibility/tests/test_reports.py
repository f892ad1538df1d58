"""Reports: what the system knows is frozen, what is typed is marked and checked, versions stay, receipts are kept."""

import datetime as dt

import pytest

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.life.tests import factories as life
from xuezuo.org.tests.cast import TODAY
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.responsibility import errors
from xuezuo.review.responsibility.models import Problem, Report, ReportReceipt, ReportVersion
from xuezuo.review.responsibility.queries.access import report_get_for
from xuezuo.review.responsibility.queries.desk import reports_below
from xuezuo.review.responsibility.queries.reports import report_page
from xuezuo.review.responsibility.services import problems, reports
from xuezuo.review.responsibility.tests.desk import (
    QUARTER,
    TEXTS,
    WHOLE,
    adopted_list,
    begun,
    handed_in,
    run_as,
    written,
)
from xuezuo.review.responsibility.types import ProblemSpec, ReportTexts, spans_of

pytestmark = pytest.mark.django_db


def meeting(cast, day):
    with acting_as(SYSTEM):
        life.activity(cast.office, day)


def page(cast, report, person=None, number=None):
    actor = cast.actor(person or cast.wang)
    with acting_as(actor):
        return report_page(actor, report_get_for(actor, report.uid, TODAY), number, TODAY)


def test_a_report_starts_from_what_the_system_knows_and_keeps_it(cast):
    meeting(cast, dt.date(2025, 2, 10))
    adopted_list(cast)
    report = begun(cast)
    known = {one.figure.label: one.figure.value for one in page(cast, report).known}
    assert (known["组织生活活动"], known["责任清单事项"], known["责任清单已完成"]) == (1, 1, 0)

    meeting(cast, dt.date(2025, 3, 10))
    known = {one.figure.label: one for one in page(cast, report).known}
    assert known["组织生活活动"].figure.value == 1
    assert "figure=deeds" in known["组织生活活动"].url
    run_as(cast.actor(cast.wang), reports.report_refresh, report=report)
    known = {one.figure.label: one.figure.value for one in page(cast, report).known}
    assert known["组织生活活动"] == 2


def test_typed_numbers_are_marked_and_those_that_disagree_are_said(cast):
    meeting(cast, dt.date(2025, 2, 10))
    report = written(cast, texts=ReportTexts("2月10日开展组织生活活动3场，到会 9 人，应到 10 人，占 91%。"))
    shown = page(cast, report)
    typed = [piece.text.strip() for piece in shown.sections[0].pieces if piece.is_typed]
    assert typed == ["3", "9", "10", "91%"]
    assert len(shown.faults) == 2
    assert "“3”应为“1”" in shown.faults[0]
    assert "90%" in shown.faults[1]


def test_two_writers_do_not_overwrite_each_other(cast):
    report = written(cast)
    with pytest.raises(errors.EditedMeanwhile):
        run_as(cast.actor(cast.li), reports.report_write, report=report, texts=ReportTexts("另一份"), revision=1)
    assert page(cast, report).version.done == TEXTS.done


def test_handed_in_read_returned_and_handed_in_anew(cast):
    report, wu, wang = handed_in(cast), cast.actor(cast.wu), cast.actor(cast.wang)
    with pytest.raises(errors.WrongState):
        run_as(wang, reports.report_write, report=report, texts=TEXTS, revision=3)
    assert run_as(wang, reports.report_read, report=report) is None
    assert run_as(wu, reports.report_read, report=report)
    assert run_as(wu, reports.report_read, report=report) is None
    with pytest.raises(errors.ReasonMissing):
        run_as(wu, reports.report_return, report=report, reason=" ")
    run_as(wu, reports.report_return, report=report, reason="请补充问题")
    run_as(wang, reports.report_write, report=report, texts=ReportTexts("补充后的工作情况"), revision=1)
    assert page(cast, report, cast.wu).version.number == 1  # the superior does not look into the open version
    run_as(wang, reports.report_hand_in, report=report)
    run_as(wu, reports.report_accept, report=report)
    assert page(cast, report, cast.wu).version.number == 2
    assert page(cast, report, cast.wu, number=1).version.done == TEXTS.done
    with acting_as(SYSTEM):
        assert ReportReceipt.objects.count() == 1
        assert Report.objects.get().state == "accepted"


def test_an_empty_report_and_one_about_days_to_come_are_refused(cast):
    with pytest.raises(errors.ReportEmpty):
        run_as(cast.actor(cast.wang), reports.report_hand_in, report=begun(cast))
    with pytest.raises(errors.ReportTooEarly):
        begun(cast, spans_of(2025)[3])
    with pytest.raises(errors.ReportExists):
        begun(cast)


def test_who_may_read(cast):
    report = written(cast)
    for person in (cast.wu, cast.zhao, cast.zheng, cast.sun):  # not handed in yet
        with pytest.raises(NotFound):
            page(cast, report, person)
    run_as(cast.actor(cast.wang), reports.report_hand_in, report=report)
    assert page(cast, report, cast.wu)
    assert page(cast, report, cast.sun)
    for person in (cast.zhao, cast.zheng, cast.zhou):
        with pytest.raises(NotFound):
            page(cast, report, person)
    with pytest.raises((Forbidden, NotFound)):
        run_as(cast.actor(cast.wang), reports.report_accept, report=report)


def test_members_read_the_yearly_report_once_their_meeting_has_heard_it(cast):
    report = handed_in(cast, WHOLE)
    assert report.member_id == cast.wang.pk
    with pytest.raises(NotFound):
        page(cast, report, cast.zhao)
    run_as(cast.actor(cast.wang), reports.report_heard, report=report, on=TODAY)
    assert page(cast, report, cast.zhao).sections
    with pytest.raises(errors.WrongState):
        run_as(cast.actor(cast.wang), reports.report_heard, report=handed_in(cast, QUARTER), on=TODAY)


def test_the_superior_sets_the_day_and_sees_who_has_handed_in(cast):
    wu = cast.actor(cast.wu)
    run_as(wu, reports.call_make, unit_id=cast.committee.pk, span=QUARTER, due_on=TODAY, note="")
    day = TODAY - dt.timedelta(days=1)
    with pytest.raises(errors.DayOutside):
        run_as(wu, reports.call_make, unit_id=cast.committee.pk, span=QUARTER, due_on=day, note="")
    report = handed_in(cast)
    assert page(cast, report).lateness == "met"
    with acting_as(wu):
        rows = [(one.code, one.report_state) for one in reports_below(cast.committee.pk, QUARTER, TODAY)]
    assert rows == [("LC01", "handed_in"), ("LC02", None)]


def test_rows_are_hidden_from_others_by_the_database(cast):
    report = handed_in(cast)
    run_as(
        cast.actor(cast.wang),
        problems.problem_note,
        source=report,
        spec=ProblemSpec("问题", "措施", "secretary", TODAY),
    )
    for person, count in ((cast.wang, 1), (cast.wu, 1), (cast.zheng, 0), (cast.zhou, 0)):
        with acting_as(cast.actor(person)):
            assert [one.objects.count() for one in (Report, ReportVersion, Problem)] == [count] * 3
