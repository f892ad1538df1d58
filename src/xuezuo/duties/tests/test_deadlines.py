"""What falls due in the review room stands on the page of the month, for those whose turn it is."""

import datetime as dt

import pytest
from django.urls import reverse

from xuezuo.duties.queries.deadlines import deadlines_of
from xuezuo.kernel import clock
from xuezuo.org.queries.tree import unit_row
from xuezuo.org.tests.cast import TODAY
from xuezuo.platform.access import acting_as
from xuezuo.review.evaluation import services
from xuezuo.review.evaluation.tests import desk as evaluation
from xuezuo.review.responsibility.services import reports
from xuezuo.review.responsibility.tests import desk
from xuezuo.review.responsibility.tests.desk import QUARTER, run_as

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def labels(cast, person, unit, on=TODAY):
    actor = cast.actor(person)
    with acting_as(actor):
        return [one.label for one in deadlines_of(actor, unit_row(unit.pk, on), on)]


def test_an_evaluation_reminds_the_branch_its_members_and_who_started_it(cast):
    evaluation.start(cast)
    title = "2025 年度民主评议党员"
    assert labels(cast, cast.wang, cast.office) == [f"{title}：个人自评", f"{title}：写个人自评"]
    assert labels(cast, cast.zhao, cast.office) == [f"{title}：写个人自评"]
    assert labels(cast, cast.wu, cast.committee) == [f"{title}：结束并汇总"]
    assert labels(cast, cast.sun, cast.committee) == []


def test_what_ends_later_than_in_a_month_is_no_reminder(cast):
    evaluation.start(cast, ends_on=TODAY + dt.timedelta(days=60))
    assert labels(cast, cast.wang, cast.office) == []


def test_the_result_and_its_last_day_for_an_appeal_are_told_until_they_were_read(cast):
    part = evaluation.told(cast, evaluation.part_of(evaluation.start(cast), cast.office))
    assert labels(cast, cast.zhao, cast.office) == ["2025 年度民主评议党员：看评议结果"]
    assert labels(cast, cast.zhao, cast.office, TODAY + dt.timedelta(days=11)) == []
    verdict = evaluation.verdict_of(evaluation.line_of(part, cast.zhao))
    services.result_read(actor=cast.actor(cast.zhao), verdict=verdict, way="phone", at=evaluation.AT)
    assert labels(cast, cast.zhao, cast.office) == []


def test_an_appeal_reminds_another_keeper_and_not_who_made_it(cast):
    part = evaluation.told(cast, evaluation.part_of(evaluation.start(cast), cast.office))
    mine = evaluation.verdict_of(evaluation.line_of(part, cast.wang))
    services.appeal_make(actor=cast.actor(cast.wang), verdict=mine, text="请复核", at=evaluation.AT)
    waits = "1 件评议申诉待支部答复"
    assert waits in labels(cast, cast.li, cast.office)
    assert waits not in labels(cast, cast.wang, cast.office)


def test_a_report_that_the_superior_wants_reminds_until_it_is_handed_in(cast):
    run_as(cast.actor(cast.wu), reports.call_make, unit_id=cast.committee.pk, span=QUARTER, due_on=TODAY, note="写实事")
    assert labels(cast, cast.wang, cast.office) == ["报送2025年第1季度报告"]
    assert labels(cast, cast.zhao, cast.office) == []
    desk.handed_in(cast)
    assert labels(cast, cast.wang, cast.office) == []
    assert labels(cast, cast.wu, cast.committee) == ["签收下级2025年第1季度报告"]


def test_duties_of_the_list_and_open_reviews_remind(cast):
    desk.adopted_list(cast)  # due on the last day of the year
    desk.made_round(cast)
    assert labels(cast, cast.wang, cast.office) == []
    assert labels(cast, cast.wang, cast.office, dt.date(TODAY.year, 12, 20)) == [desk.DUTY.what]
    assert labels(cast, cast.wu, cast.committee) == [desk.HEAD.title]


def test_the_month_shows_them_with_the_way_there(cast, client):
    part = evaluation.part_of(evaluation.start(cast), cast.office)
    client.force_login(cast.account(cast.wang))
    url = reverse("duties:month", args=[cast.office.uid])
    assert reverse("evaluation:part-detail", args=[part.uid]) in client.get(url).content.decode()
    earlier = client.get(url, {"month": "2025-03"}).content.decode()
    assert reverse("evaluation:part-detail", args=[part.uid]) not in earlier
