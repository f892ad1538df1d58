"""Problems are put right like decisions: reported by the unit, confirmed by a second person, in one list with them."""

import datetime as dt

import pytest
from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.life.queries import follow_ups, my_work, open_decisions
from xuezuo.org.queries.tree import unit_row
from xuezuo.org.tests.cast import TODAY
from xuezuo.platform.access import acting_as
from xuezuo.review.responsibility import errors
from xuezuo.review.responsibility.queries.problems import problem_get_for, problem_page
from xuezuo.review.responsibility.queries.reports import report_page
from xuezuo.review.responsibility.queries.rounds import entries_of
from xuezuo.review.responsibility.services import problems, reports
from xuezuo.review.responsibility.tests import desk
from xuezuo.review.responsibility.tests.desk import run_as
from xuezuo.review.responsibility.types import ProblemSpec, spans_of

pytestmark = pytest.mark.django_db
SPEC = ProblemSpec("会议记录不及时", "会后三日内补齐", "committee_member", TODAY)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: desk.AT)


@pytest.fixture
def report(cast):
    return desk.written(cast, spans_of(desk.YEAR)[4])


@pytest.fixture
def problem(cast, report):
    return run_as(cast.actor(cast.wang), problems.problem_note, source=report, spec=SPEC)


@pytest.fixture
def of_review(cast):
    entry = next(one for one in entries_of(desk.made_round(cast)) if one.unit_id == cast.office.pk)
    return run_as(cast.actor(cast.wu), problems.problem_note, source=entry, spec=SPEC)


def reported(cast, problem, person=None):
    actor = cast.actor(person or cast.wang)
    return run_as(actor, problems.problem_report, problem=problem, on=TODAY, outcome="已补齐")


def confirm(cast, problem, person):
    return run_as(cast.actor(person), problems.problem_confirm, problem=problem)


def test_a_second_person_confirms_what_was_put_right(cast, report, problem):
    with pytest.raises(errors.ReasonMissing):
        run_as(cast.actor(cast.wang), problems.problem_report, problem=problem, on=TODAY, outcome="")
    with pytest.raises(errors.WrongState):
        confirm(cast, problem, cast.li)
    reported(cast, problem)
    with pytest.raises(errors.WrongState):
        reported(cast, problem, cast.li)
    with pytest.raises(errors.SecondPersonNeeded):
        confirm(cast, problem, cast.wang)
    assert confirm(cast, problem, cast.li).closed_on == TODAY

    run_as(cast.actor(cast.wang), reports.report_refresh, report=report)
    with acting_as(cast.actor(cast.wang)):
        page = report_page(cast.actor(cast.wang), report, None, TODAY)
    known = {one.figure.label: one.figure.value for one in page.known}
    assert (known["到期问题"], known["已整改问题"]) == (1, 1)


def test_what_is_only_reported_does_not_count_as_put_right(cast, report, problem):
    reported(cast, problem)
    run_as(cast.actor(cast.wang), reports.report_refresh, report=report)
    with acting_as(cast.actor(cast.wang)):
        page = report_page(cast.actor(cast.wang), report, None, TODAY)
    known = {one.figure.label: one.figure.value for one in page.known}
    assert (known["到期问题"], known["已整改问题"]) == (1, 0)


def test_returned_with_a_reason_it_is_open_again_and_its_history_stays(cast, problem):
    reported(cast, problem)
    with pytest.raises(errors.ReasonMissing):
        run_as(cast.actor(cast.wu), problems.problem_return, problem=problem, reason=" ")
    run_as(cast.actor(cast.wu), problems.problem_return, problem=problem, reason="二月的还没有补")
    reported(cast, problem, cast.li)
    confirm(cast, problem, cast.wang)

    wang = cast.actor(cast.wang)
    with acting_as(wang):
        page = problem_page(wang, problem_get_for(wang, problem.uid, TODAY), TODAY)
    assert [(one.step, one.note) for one, _ in page.events] == [
        ("noted", ""),
        ("reported", "已补齐"),
        ("returned", "二月的还没有补"),
        ("reported", "已补齐"),
        ("confirmed", ""),
    ]


def test_the_problem_of_a_review_is_put_right_by_the_unit_and_confirmed_by_the_superior(cast, of_review):
    with pytest.raises((Forbidden, NotFound)):
        reported(cast, of_review, cast.zhao)
    reported(cast, of_review, cast.li)
    with pytest.raises(Forbidden):
        confirm(cast, of_review, cast.wang)
    assert confirm(cast, of_review, cast.wu).progress == "done"


def test_a_problem_of_a_review_is_hidden_from_who_neither_puts_right_nor_confirms(cast, of_review):
    for person in (cast.zhao, cast.sun, cast.zhou):
        with acting_as(cast.actor(person)), pytest.raises(NotFound):
            problem_get_for(cast.actor(person), of_review.uid, TODAY)


def test_the_list_of_follow_ups_has_problems_beside_decisions(cast, problem, of_review):
    wang, unit = cast.actor(cast.wang), unit_row(cast.office.pk, TODAY)
    with acting_as(wang):
        board = follow_ups(wang, unit, "open", TODAY)
        month = open_decisions(wang, cast.office.pk, TODAY + dt.timedelta(days=1))
    assert [tab.count for tab in board.tabs] == [2, 0, 0, 0, 0]
    assert {one.origin for one in board.others} == {"2025年上半年检查", "2025年度述职评议"}
    assert (month.open, month.overdue) == (2, 2)

    reported(cast, problem)
    confirm(cast, problem, cast.li)
    with acting_as(wang):
        assert [tab.count for tab in follow_ups(wang, unit, "done", TODAY).tabs] == [1, 0, 0, 1, 0]


def test_members_without_a_post_do_not_see_them_in_the_list(cast, problem):
    zhao = cast.actor(cast.zhao)
    with acting_as(zhao):
        assert follow_ups(zhao, unit_row(cast.office.pk, TODAY), "open", TODAY).others == []
        assert open_decisions(zhao, cast.office.pk, TODAY).open == 0


def test_what_waits_for_the_second_person_is_among_the_own_work(cast, problem, of_review):
    reported(cast, problem)
    reported(cast, of_review)
    for person, count in ((cast.wang, 0), (cast.li, 1), (cast.wu, 2), (cast.zhao, 0)):
        actor = cast.actor(person)
        with acting_as(actor):
            assert len(my_work(actor, TODAY).others) == count


def test_the_pages_from_reporting_to_confirming(cast, client, problem):
    client.force_login(cast.account(cast.wang))
    url = reverse("responsibility:problem-report", args=[problem.uid])
    assert "请" in client.post(url, {"on": "", "outcome": ""}).content.decode()
    page = client.post(url, {"on": TODAY.isoformat(), "outcome": "已补齐"}, follow=True).content.decode()
    assert "等另一人核实" in page
    assert reverse("responsibility:problem-confirm", args=[problem.uid]) not in page
    page = client.post(reverse("responsibility:problem-confirm", args=[problem.uid]), follow=True).content.decode()
    assert "不能自己核实" in page

    client.force_login(cast.account(cast.li))
    board = client.get(reverse("life:follow-up-list", args=[cast.office.uid]) + "?state=reported").content.decode()
    assert "会议记录不及时" in board
    assert "会议记录不及时" in client.get(reverse("life:my-work")).content.decode()
    page = client.post(reverse("responsibility:problem-confirm", args=[problem.uid]), follow=True).content.decode()
    assert "已核实办结" in page
