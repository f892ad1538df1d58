"""The demonstration loads by the services, is sound, and shows what it promises."""

import datetime as dt
from collections import Counter

import pytest

from xuezuo.config.demo import loading, people
from xuezuo.duties.queries.status import unit_status
from xuezuo.life.models import Activity
from xuezuo.org.models import Affiliation, Member, Transfer, Unit
from xuezuo.org.queries.tree import unit_row
from xuezuo.org.queries.verify import verify_tree
from xuezuo.org.tests import factories
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.accounts.models import Account
from xuezuo.reports.queries.reviews import evaluation_totals
from xuezuo.reports.types import Held, Scope
from xuezuo.review.assessments.models import Survey
from xuezuo.review.assessments.queries.surveys import survey_page
from xuezuo.review.commendations.models import Nomination
from xuezuo.review.elections.models import Election, TermNotice
from xuezuo.review.responsibility.models import DutyList, Report, ReviewRound
from xuezuo.review.votes.models import Vote
from xuezuo.study.contests.models import Contest
from xuezuo.study.exams.models import Exam, Question, Result
from xuezuo.study.exams.queries.marking import waiting
from xuezuo.study.reading.models import ReadingList, SelfStudy

AT = dt.datetime(2026, 5, 20, 3, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 5, 20)
LAST_YEAR = (dt.date(2025, 1, 1), dt.date(2026, 1, 1))


@pytest.mark.django_db
def test_the_county_is_sound_and_alive() -> None:
    with acting_as(SYSTEM):
        assert loading.load(AT, lambda _: None)
        assert not loading.load(AT, lambda _: None)  # a second start changes nothing

        assert 55 <= Unit.objects.filter(during__contains=TODAY).count() <= 70
        assert 1000 <= Affiliation.objects.filter(kind="formal", during__contains=TODAY).count() <= 1400
        assert list(verify_tree()) == []
        states = {row.state for row in unit_status(unit_row("QH0206", TODAY).id, TODAY)}
        assert {"met", "missed", "due"} <= states
        assert sum(one.is_late_entry for one in Activity.objects.filter(state="confirmed")) > 100
        assert Transfer.objects.filter(state="sent").count() == 1
        assert Counter(Election.objects.values_list("state", flat=True)) == {"done": 3, "agreed": 1}
        assert TermNotice.objects.count() == 1
        assert Question.objects.filter(bank__unit__code="QH").count() == 32
        assert Exam.objects.count() == 4
        assert Result.objects.filter(version=2).exists()  # a key was put right
        assert waiting(Exam.objects.get(unit__code="QH0501")).left > 0
        assert {login.username for login in people.LOGINS} == set(Account.objects.values_list("username", flat=True))
        assert {one.kind for one in ReadingList.objects.all()} == {"list", "daily"}
        assert SelfStudy.objects.filter(state="approved").count() == 1
        assert set(Contest.objects.values_list("kind", "state")) == {
            ("knowledge", "closed"),
            ("essay", "judging"),
            ("speech", "open"),
        }
        votes = Vote.objects.values_list("kind", "state", "is_passed", "written_yes")
        assert set(votes) == {
            ("committee_resolution", "stopped", True, 0),
            ("resolution", "stopped", True, 0),
            ("admission", "stopped", True, 1),
            ("conversion", "stopped", True, 1),
            ("resolution", "prepared", None, 0),
        }
        assert set(DutyList.objects.values_list("unit__code", "state")) == {("QH", "adopted"), ("QH0501", "adopted")}
        past = evaluation_totals(Scope(Unit.objects.get(code="QH").pk, *LAST_YEAR, Held.THEN, TODAY))
        assert past["evaluation.told"] == past["evaluation.evaluated"] > 900
        yearly = Report.objects.filter(kind="year")
        assert {"accepted", "handed_in"} == set(yearly.values_list("state", flat=True))
        assert yearly.count() >= 40
        assert yearly.filter(heard_on__isnull=True, unit__kind="branch").exists()
        assert not yearly.filter(unit__code="QH0206").exists()
        halves = Report.objects.filter(kind="half").values_list("unit__code", "state")
        assert {("QH0501", "accepted"), ("QH05", "handed_in")} <= set(halves)
        reviewing = {"QH", "QH01", "QH02", "QH03", "QH04", "QH05", "QH06", "QH07"}
        assert set(ReviewRound.objects.values_list("unit__code", "state")) == {(code, "closed") for code in reviewing}
        awards = [one.consent_on is not None for one in Nomination.objects.filter(state="awarded").order_by("pk")]
        assert awards == [True, False]
        assert survey_page(SYSTEM, Survey.objects.get(), TODAY).counted >= 10
        assert Member.objects.exclude(account=None).count() == 4  # the administrator is no member


@pytest.mark.django_db
def test_an_installation_with_something_else_is_left_alone() -> None:
    with acting_as(SYSTEM):
        factories.unit("X1")
        with pytest.raises(loading.NotEmptyError):
            loading.load(AT, lambda _: None)
        assert Unit.objects.count() == 1
