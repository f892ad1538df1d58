"""Figures of the room `review` in reports: problems put right, and questionnaires of which enough came back."""

import dataclasses
import datetime as dt

import pytest
from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as, beyond_scope
from xuezuo.reports.overview.chapters import overview
from xuezuo.reports.queries.behind import behind, extra_figures
from xuezuo.reports.queries.choices import asked_between
from xuezuo.reports.types import Held, Scope
from xuezuo.review.assessments import services as surveys
from xuezuo.review.assessments.tests.test_assessments import crowd, opened
from xuezuo.review.ballots.models import Outcome
from xuezuo.review.responsibility.services import problems
from xuezuo.review.responsibility.tests import desk
from xuezuo.review.responsibility.types import ProblemSpec

pytestmark = pytest.mark.django_db
ASKED = asked_between(TODAY.replace(day=1), dt.date(TODAY.year, TODAY.month + 1, 1), Held.THEN, TODAY)
SPEC = ProblemSpec("会议记录不及时", "会后三日内补齐", "committee_member", TODAY)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: desk.AT)


def counted(cast: Cast, scope: Scope, *keys: str) -> list[int]:
    """The figures; each is the sum of the rows behind it."""
    with acting_as(cast.actor(cast.wu)), beyond_scope():
        found = extra_figures(scope)
        for key in keys:
            assert sum(row.quantity for row in behind(scope, key).stream()) == found[key]
    return [found[key] for key in keys]


def test_problems_count_where_they_were_noted_and_by_what_came_of_them(cast: Cast) -> None:
    wang, report = cast.actor(cast.wang), desk.written(cast)
    first = desk.run_as(wang, problems.problem_note, source=report, spec=SPEC)
    later = dataclasses.replace(SPEC, due_on=TODAY + dt.timedelta(days=3))
    desk.run_as(wang, problems.problem_note, source=report, spec=later)
    keys = ("problems", "problems.done", "problems.overdue")
    scope = ASKED.scope(cast.committee.pk)
    assert counted(cast, scope, *keys) == [2, 0, 0]
    desk.run_as(wang, problems.problem_report, problem=first, on=TODAY, outcome="已补齐")
    assert counted(cast, scope, *keys) == [2, 0, 0]
    desk.run_as(cast.actor(cast.li), problems.problem_confirm, problem=first)
    assert counted(cast, scope, *keys) == [2, 1, 0]
    late = dataclasses.replace(scope, today=TODAY + dt.timedelta(days=9))
    assert counted(cast, late, *keys) == [2, 1, 1]
    before = dataclasses.replace(scope, start=dt.date(TODAY.year, 1, 1), end=scope.start)
    assert counted(cast, before, *keys) == [0, 0, 0]
    assert counted(cast, ASKED.scope(cast.community.pk), *keys) == [0, 0, 0]


@pytest.mark.parametrize(("returned", "told"), [(9, 0), (10, 10)])
def test_questionnaires_count_what_came_back_from_ten_on(cast: Cast, returned: int, told: int) -> None:
    crowd(cast)
    survey = desk.run_as(cast.actor(cast.wu), surveys.survey_close, survey=opened(cast))
    with acting_as(SYSTEM):
        Outcome.objects.update(result=Outcome.objects.get().result | {"returned": returned})
    keys = ("assessments.surveys", "assessments.asked", "assessments.returned")
    scope = ASKED.scope(cast.committee.pk)
    assert counted(cast, scope, *keys) == [1, survey.drawn_from, told]


def test_the_overview_and_the_page_behind_show_them(cast: Cast, client) -> None:  # type: ignore[no-untyped-def]  # a test client
    desk.run_as(cast.actor(cast.wang), problems.problem_note, source=desk.written(cast), spec=SPEC)
    with acting_as(cast.actor(cast.wu)), beyond_scope():
        chapter = next(
            one for one in overview(ASKED.scope(cast.committee.pk), ASKED).chapters if one.title == "评议和整改"
        )
    text = "".join(sentence.text for one in chapter.paragraphs for sentence in one.sentences)
    assert text == "责任报告和述职评议列出问题1个，已整改0个，整改率0.00%。"
    client.force_login(cast.account(cast.wu))
    url = reverse("reports:behind", args=[cast.committee.uid]) + f"?{ASKED.query}&figure=problems"
    page = client.get(url).content.decode()
    assert "责任报告" in page
    assert "会议记录不及时" not in page
