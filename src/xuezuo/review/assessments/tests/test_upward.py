"""Questionnaires seen from further up and from the campaign they ask about."""

import datetime as dt

import pytest
from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.org.tests.cast import TODAY
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.assessments import services
from xuezuo.review.assessments.queries.counts import survey_counts
from xuezuo.review.assessments.tests.test_assessments import AT, crowd, made, run_as
from xuezuo.review.ballots.models import Elector, Outcome, Poll
from xuezuo.study.campaigns import services as campaigns
from xuezuo.study.campaigns.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def run(cast):
    with acting_as(SYSTEM):
        return factories.run(cast.committee)


@pytest.fixture
def survey(cast, run):
    """A running questionnaire of the committee about its campaign."""
    crowd(cast)
    return run_as(cast.actor(cast.wu), services.survey_open, survey=made(cast, campaign_id=run.pk), mode="electronic")


@pytest.fixture
def page(client, cast):
    def ask(person, name, *args):
        client.force_login(cast.account(person))
        return client.get(reverse(name, args=args)).content.decode()

    return ask


def detail(survey):
    return reverse("assessments:survey-detail", args=[survey.uid])


def test_a_campaign_leads_to_its_questionnaire_for_who_may_read_it(cast, run, survey, page):
    text = page(cast.wu, "campaigns:campaign-detail", run.uid)
    assert detail(survey) in text
    assert f"{reverse('assessments:survey-make')}?campaign={run.pk}" in text
    below = page(cast.wang, "campaigns:campaign-detail", run.uid)
    assert detail(survey) not in below
    assert "用无记名问卷评估效果" not in below


def test_who_is_asked_finds_the_ballot_there(cast, run, survey, page):
    with acting_as(SYSTEM):
        poll = Poll.objects.get()
        assert Elector.objects.filter(poll=poll, member=cast.zhao).exists()
    assert reverse("ballots:poll-detail", args=[poll.uid]) in page(cast.zhao, "campaigns:campaign-detail", run.uid)


def test_the_look_back_leads_there_too_and_other_rounds_do_not(cast, run, survey, page):
    def opened(label):
        items, due = [("regular_study", "断过没有")], TODAY + dt.timedelta(days=9)
        with acting_as(SYSTEM):
            return campaigns.round_open(actor=SYSTEM, run=run, label=label, items=items, due_on=due, at=AT)

    check = opened("检查")
    with acting_as(SYSTEM):
        run = campaigns.campaign_close(actor=SYSTEM, run=run, why="完成", at=AT)
    look_back = opened("回头看")
    assert detail(survey) in page(cast.wu, "campaigns:round-detail", look_back.uid)
    assert detail(survey) not in page(cast.wu, "campaigns:round-detail", check.uid)


def test_the_form_begins_with_the_campaign(cast, run, page, client):
    client.force_login(cast.account(cast.wu))
    text = client.get(reverse("assessments:survey-make"), {"campaign": run.pk}).content.decode()
    assert f'value="{run.pk}" selected' in text
    assert client.get(reverse("assessments:survey-make"), {"campaign": "x"}).status_code == 200


def test_questionnaires_are_counted_by_child_and_small_parts_are_in_no_sum(cast, survey, page):
    wu = cast.actor(cast.wu)
    run_as(wu, services.survey_close, survey=survey)
    found = survey_counts(cast.committee.pk, TODAY.year, TODAY)
    assert [(row.label, row.surveys) for row in found.rows] == [(None, 1)]
    assert (found.total.asked, found.total.counted, found.total.returned) == (survey.drawn_from, 0, 0)
    assert survey_counts(cast.committee.pk, TODAY.year - 1, TODAY).rows == ()
    assert "不足 10 份，不显示" in page(cast.wu, "assessments:counts", cast.committee.uid)

    with acting_as(SYSTEM):
        outcome = Outcome.objects.get()
        Outcome.objects.update(result=outcome.result | {"returned": 12})
    found = survey_counts(cast.committee.pk, TODAY.year, TODAY)
    assert (found.total.counted, found.total.returned) == (survey.drawn_from, 12)
    assert ">12<" in page(cast.wu, "assessments:counts", cast.committee.uid)
