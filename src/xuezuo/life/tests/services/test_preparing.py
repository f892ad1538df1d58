"""An organizational-life meeting as a procedure: steps, opinions, problems, measures as decisions."""

import datetime as dt
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.kernel.errors import NotFound
from xuezuo.life.errors import (
    ActivityWrongState,
    DoneInFuture,
    NoOrgLifeMeeting,
    PeopleOutOfRange,
    ProblemDecided,
    TextMissing,
)
from xuezuo.life.models import Activity, FoundProblem, Resolution
from xuezuo.life.queries.preparing import preparation_of
from xuezuo.life.services import preparing, resolution_done
from xuezuo.life.services.preparing import Collected, Finding, Marked
from xuezuo.life.tests import factories
from xuezuo.life.tests.desk import audit_names, run_as
from xuezuo.life.types import ActivityKind, OrgLifeStep, State
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.printing.tests.readers import text_of

pytestmark = pytest.mark.django_db
SOON = TODAY + dt.timedelta(days=30)


@pytest.fixture
def meeting(cast: Cast) -> Activity:
    with acting_as(SYSTEM):
        return factories.activity(cast.office, TODAY, kind=ActivityKind.ORG_LIFE_MEETING, state=State.DRAFT, topic="",
                                  with_attendance=False)  # fmt: skip


def done(cast: Cast, meeting: Activity) -> list[str]:
    with acting_as(cast.actor(cast.wang)):
        return [one.step.value for one in preparation_of(meeting).steps if one.is_done]


def test_steps_are_done_by_what_was_recorded_or_by_a_mark(cast: Cast, meeting: Activity, at: dt.datetime) -> None:
    assert done(cast, meeting) == []
    wang = cast.actor(cast.wang)
    with acting_as(SYSTEM):
        factories.activity(cast.office, TODAY - dt.timedelta(days=9), kind=ActivityKind.STUDY_SESSION)
        factories.talk(cast.office, TODAY - dt.timedelta(days=3), cast.wang, cast.zhao)
        factories.activity(cast.community, TODAY, kind=ActivityKind.STUDY_SESSION)
    assert done(cast, meeting) == ["study", "talks"]
    opinion = Collected("masses", 4, "多办实事", TODAY)
    run_as(wang, preparing.opinion_add, activity=meeting, collected=opinion, at=at)
    finding = Finding("学习不够深", "每周学一次", cast.li.pk, SOON)
    run_as(wang, preparing.problem_add, activity=meeting, finding=finding, at=at)
    run_as(wang, preparing.preparation_mark, activity=meeting, marked=Marked("criticism", TODAY, "逐人开展"), at=at)
    assert done(cast, meeting) == ["study", "talks", "opinions", "problems", "criticism", "measures"]
    run_as(wang, preparing.preparation_clear, activity=meeting, step="criticism", at=at)
    assert "criticism" not in done(cast, meeting)
    assert audit_names()[-4:] == [
        "life.opinion_added", "life.problem_added", "life.preparation_marked", "life.preparation_cleared",
    ]  # fmt: skip


def test_measures_become_decisions_that_are_followed_up(cast: Cast, meeting: Activity, at: dt.datetime) -> None:
    wang = cast.actor(cast.wang)
    for text, measure in (("学习不够深", "每周学一次"), ("联系群众少", "")):
        run_as(wang, preparing.problem_add, activity=meeting, finding=Finding(text, measure, cast.li.pk, SOON), at=at)
    with pytest.raises(ActivityWrongState):
        run_as(wang, preparing.problems_decide, activity=meeting, at=at)
    with acting_as(SYSTEM):
        Activity.objects.filter(pk=meeting.pk).update(state=State.HELD, held_at=at, recorded_on=TODAY)
    assert run_as(wang, preparing.problems_decide, activity=meeting, at=at) == 1
    assert run_as(wang, preparing.problems_decide, activity=meeting, at=at) == 0
    with acting_as(SYSTEM):
        decided = Resolution.objects.get()
        first = FoundProblem.objects.get(position=1)
    assert (decided.text, decided.owner_id, decided.due_on) == ("每周学一次", cast.li.pk, SOON)
    for deed, values in ((preparing.problem_change, {"finding": Finding("别的")}), (preparing.problem_remove, {})):
        with pytest.raises(ProblemDecided):
            run_as(wang, deed, problem=first, **values, at=at)
    assert "carry_out" not in done(cast, meeting)
    run_as(wang, resolution_done, resolution=decided, on=TODAY, at=at)
    with acting_as(SYSTEM):
        run_as(wang, preparing.problem_remove, problem=FoundProblem.objects.get(position=2), at=at)
    assert "carry_out" in done(cast, meeting)


def test_what_cannot_be_is_refused(cast: Cast, meeting: Activity, at: dt.datetime) -> None:
    wang, zhao = cast.actor(cast.wang), cast.actor(cast.zhao)
    with acting_as(SYSTEM):
        other = factories.activity(cast.office, TODAY)
    with pytest.raises(NoOrgLifeMeeting):
        run_as(wang, preparing.preparation_mark, activity=other, marked=Marked("study", TODAY), at=at)
    with pytest.raises(DoneInFuture):
        run_as(wang, preparing.preparation_mark, activity=meeting, marked=Marked("study", SOON), at=at)
    with pytest.raises(PeopleOutOfRange):
        run_as(wang, preparing.opinion_add, activity=meeting, collected=Collected("masses", 0, "好", TODAY), at=at)
    with pytest.raises(TextMissing):
        run_as(wang, preparing.problem_add, activity=meeting, finding=Finding("  "), at=at)
    with pytest.raises(NotFound):  # a draft: members do not know of it
        run_as(zhao, preparing.problem_add, activity=meeting, finding=Finding("问题"), at=at)


def test_the_page_leads_through_and_the_list_is_printed(
    cast: Cast, meeting: Activity, at: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: at)
    client = Client()
    client.force_login(cast.account(cast.wang))

    def go(name: str, uid: uuid.UUID, *more: str, **data: object) -> int:
        return client.post(reverse(f"life:{name}", args=[uid, *more]), data).status_code

    assert go("preparation-mark", meeting.uid, "topic", done_on="2025-06-10", note="支委会议定") == 302
    assert go("preparation-mark", meeting.uid, "topic", done_on="2026-06-10") == 400
    assert go("preparation-mark", meeting.uid, "nothing", done_on="2025-06-10") == 404
    assert go("opinion-add", meeting.uid, source="masses", people=4, text="多办实事", collected_on="2025-06-10") == 302
    assert go("problem-add", meeting.uid, text="学习不够深", measure="", owner="", due_on="") == 302
    with acting_as(SYSTEM):
        problem = FoundProblem.objects.get()
    assert (
        go("problem-change", problem.uid, text="学习不够深", measure="每周学一次", owner="李委员", due_on="2025-07-16")
        == 302
    )
    page = client.get(reverse("life:preparation", args=[meeting.uid])).content.decode()
    for part in ("第十七条", "支委会议定", "多办实事", "群众 4 人", "李委员", "会议登记为已召开后"):
        assert part in page, part
    content = client.get(reverse("life:paper-read", args=[meeting.uid, "problems", "pdf"]))
    text = "".join(text_of(b"".join(content.streaming_content)).split())
    for part in (
        "组织生活会问题清单",
        "学习不够深",
        "每周学一次",
        "李委员",
        "2025年7月16日",
        "未列为决议",
        "共1个问题",
    ):
        assert part in text, part
    assert set(OrgLifeStep.values) >= {"topic", "carry_out"}
