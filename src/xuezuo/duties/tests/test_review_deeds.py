"""What a branch does in the review room meets its yearly duties: reports of the secretary, reviews, evaluation."""

import datetime as dt

import pytest
from django.urls import reverse

from xuezuo.duties.queries.status import unit_status
from xuezuo.duties.queries.trace import trace
from xuezuo.kernel import clock
from xuezuo.org.tests import factories
from xuezuo.org.tests.cast import TODAY
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.evaluation.tests import desk as evaluation
from xuezuo.review.responsibility.services import reports, rounds
from xuezuo.review.responsibility.tests.desk import TEXTS, WHOLE, handed_in, made_round, run_as
from xuezuo.review.responsibility.types import spans_of

pytestmark = pytest.mark.django_db
LAST_YEAR = spans_of(TODAY.year - 1)[-1]
END = dt.date(TODAY.year, 12, 31)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def standing(unit, on=END):
    with acting_as(SYSTEM):
        return {row.duty: row for row in unit_status(unit.pk, on) if row.period == str(on.year)}


def heard(cast, report, on):
    return run_as(cast.actor(cast.wang), reports.report_heard, report=report, on=on)


def test_a_yearly_report_meets_the_duty_towards_the_superior_once_it_is_handed_in(cast):
    assert standing(cast.office)["secretary_report_up"].state == "due"
    report = handed_in(cast, WHOLE)

    found = standing(cast.office)
    assert (found["secretary_report_up"].state, found["secretary_report_up"].deeds) == ("met", (report.uid,))
    assert found["secretary_report_up"].force == "mandatory"
    assert found["secretary_report_up"].clause == "《中国共产党支部工作条例（试行）》第二十七条"
    assert found["secretary_report_members"].state == "due"
    assert standing(cast.community)["secretary_report_up"].state == "due"


def test_a_report_about_last_year_counts_on_the_day_it_is_handed_in(cast):
    handed_in(cast, LAST_YEAR)

    assert standing(cast.office)["secretary_report_up"].state == "met"
    assert standing(cast.office, END.replace(year=END.year - 1))["secretary_report_up"].done == 0


def test_a_returned_report_does_not_count_until_it_is_handed_in_anew(cast):
    report = handed_in(cast, WHOLE)
    run_as(cast.actor(cast.wu), reports.report_return, report=report, reason="请写明措施。")
    assert standing(cast.office)["secretary_report_up"].done == 0

    wang = cast.actor(cast.wang)
    run_as(wang, reports.report_write, report=report, texts=TEXTS, revision=1)
    run_as(wang, reports.report_hand_in, report=report)
    assert standing(cast.office)["secretary_report_up"].done == 1


def test_a_quarterly_report_is_no_report_of_the_secretary(cast):
    handed_in(cast)

    assert standing(cast.office)["secretary_report_up"].done == 0


def test_reporting_to_the_members_is_a_deed_of_its_own_day_and_the_trace_shows_it(cast, client):
    report = handed_in(cast, WHOLE)
    day = TODAY - dt.timedelta(days=3)
    heard(cast, report, day)

    assert standing(cast.office)["secretary_report_members"].state == "met"
    with acting_as(SYSTEM):
        to_members = trace(cast.office.pk, "secretary_report_members", str(TODAY.year), END)
        upward = trace(cast.office.pk, "secretary_report_up", str(TODAY.year), END)
    assert [(one.kind_label, one.occurred_on) for one in to_members.deeds] == [("书记向党员大会述职", day)]
    assert [(one.kind_label, one.occurred_on) for one in upward.deeds] == [("书记向上级述职", TODAY)]
    client.force_login(cast.account(cast.wang))
    page = client.get(reverse("duties:trace", args=[cast.office.uid, "secretary_report_members", TODAY.year]))
    assert reverse("responsibility:report-detail", args=[report.uid]) in page.content.decode()


def test_a_review_meets_the_duty_of_the_committee_once_its_results_are_told(cast):
    round_ = made_round(cast)
    assert standing(cast.committee)["secretaries_review"].state == "due"
    wu = cast.actor(cast.wu)
    with acting_as(SYSTEM):
        entries = list(round_.entries.all())
    for entry in entries:
        run_as(wu, rounds.entry_write, entry=entry, words=rounds.EntryWords(grade="good"))
    run_as(wu, rounds.round_close, round_=round_)

    found = standing(cast.committee)["secretaries_review"]
    assert (found.state, found.deeds) == ("met", (round_.uid,))


def test_a_committee_with_nothing_below_reviews_nobody(cast):
    alone = factories.unit("LD", kind="committee")
    found = standing(alone)["secretaries_review"]
    assert (found.state, found.why) == ("exempt", "没有下级党组织")


def test_the_month_leads_to_the_report_and_not_to_a_meeting(cast, client):
    client.force_login(cast.account(cast.wang))
    page = client.get(reverse("duties:month", args=[cast.office.uid])).content.decode()
    assert reverse("responsibility:home", query={"unit": str(cast.office.uid)}).replace("&", "&amp;") in page
    assert "去写述职报告" in page
    assert "kind=secretary_report" not in page
    assert "kind=heart_talk" not in page


def test_an_evaluation_that_is_through_has_met_the_duty_by_its_meeting(cast):
    part = evaluation.part_of(evaluation.start(cast), cast.office)
    part = evaluation.told(cast, part)
    assert standing(cast.office)["appraisal"].state == "due"
    held = evaluation.meeting(part)

    found = standing(cast.office)["appraisal"]
    assert (found.state, found.deeds) == ("met", (held.uid,))
    wang = cast.actor(cast.wang)
    done = evaluation.services.part_finish(actor=wang, part=part, activity_uid=held.uid, at=evaluation.AT)
    assert done.activity_id == held.pk
    assert standing(cast.office)["appraisal"].done == 1  # by the meeting alone: nothing is counted twice


def test_an_organizational_life_meeting_with_the_evaluation_in_it_meets_both_duties(cast):
    part = evaluation.told(cast, evaluation.part_of(evaluation.start(cast), cast.office))
    held = evaluation.meeting(part, "org_life_meeting", parts=("appraisal_meeting",))
    wang = cast.actor(cast.wang)
    evaluation.services.part_finish(actor=wang, part=part, activity_uid=held.uid, at=evaluation.AT)

    found = standing(cast.office)
    assert found["appraisal"].deeds == found["org_life_meeting"].deeds == (held.uid,)
    assert found["appraisal"].state == found["org_life_meeting"].state == "met"
