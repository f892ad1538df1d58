"""How many queries the pages need; the numbers are in tests/budgets/life.json."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.kernel.ids import new_id
from xuezuo.life.models import (
    Activity,
    AgendaItem,
    CommentWindow,
    FoundProblem,
    HeartTalk,
    Minutes,
    MinutesComment,
    Opinion,
    Resolution,
)
from xuezuo.life.queries.records import Span, held_list, records_of
from xuezuo.life.services.feeds import feed_make
from xuezuo.life.services.signing import sign_in_ticket
from xuezuo.life.services.yearly import Topic, topic_add
from xuezuo.life.tests import factories
from xuezuo.life.tests.factories import DeedSpec
from xuezuo.life.types import ActivityKind, State
from xuezuo.org.tests import factories as org
from xuezuo.org.tests.cast import Cast
from xuezuo.platform.access import SYSTEM, acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cast: Cast) -> Client:
    """The secretary of a branch of 40 with a year of meetings."""
    with acting_as(SYSTEM):
        org.members([org.MemberSpec(cast.office, f"张同志{place}") for place in range(35)])
        days = [clock.today() - dt.timedelta(days=place) for place in range(12)]
        factories.activities(DeedSpec(cast.office, day) for day in days)
    client = Client()
    client.force_login(cast.account(cast.wang))
    return client


def test_list_and_record(client: Client, query_budget) -> None:  # type: ignore[no-untyped-def]  # a fixture's context
    for name in ("life:activity-list", "life:activity-record", "life:talk-list"):
        client.get(reverse(name))
        with query_budget(name):
            assert client.get(reverse(name)).status_code == 200


def test_one_activity(cast: Cast, client: Client, query_budget) -> None:  # type: ignore[no-untyped-def]  # the same
    with acting_as(SYSTEM):
        made = factories.activity(cast.office, clock.today())
    url = reverse("life:activity-detail", kwargs={"uid": made.uid})
    client.get(url)
    with query_budget("life:activity-detail"):
        assert client.get(url).status_code == 200


def test_sign_in(cast: Cast, client: Client, query_budget) -> None:  # type: ignore[no-untyped-def]  # the same
    with acting_as(SYSTEM):
        made = factories.activity(cast.office, clock.today(), state=State.CALLED, with_attendance=False)
    url = reverse("life:sign-in", kwargs={"uid": made.uid})
    client.get(reverse("life:talk-list"))
    for name in ("life:sign-in", "life:sign-in-again"):
        with query_budget(name):
            assert client.post(url, {"ticket": sign_in_ticket(made.uid, clock.now())}).status_code == 200


def test_follow_ups_calendar_series(cast: Cast, client: Client, query_budget) -> None:  # type: ignore[no-untyped-def]  # the same
    with acting_as(SYSTEM):
        made = Activity.objects.order_by("pk")[0]
        for place in range(30):
            Resolution.objects.create(uid=new_id(), activity=made, text=f"决议{place}", owner=cast.wang)
    urls = {
        "life:follow-up-list": reverse("life:follow-up-list", kwargs={"uid": cast.office.uid}),
        "life:my-work": reverse("life:my-work"),
        "life:unit-calendar": reverse("life:unit-calendar", kwargs={"uid": cast.office.uid}),
        "life:template-list": reverse("life:template-list", kwargs={"uid": cast.office.uid}),
        "life:comment-list": reverse("life:comment-list", kwargs={"uid": made.uid}),
    }
    for name, url in urls.items():
        client.get(url)
        with query_budget(name):
            assert client.get(url).status_code == 200


def test_papers_and_books(cast: Cast, client: Client, query_budget) -> None:  # type: ignore[no-untyped-def]  # the same
    made = full_meetings(cast, 1)[0]
    urls = {
        "life:paper-list": reverse("life:paper-list", kwargs={"uid": made.uid}),
        "life:paper-read": reverse("life:paper-read", kwargs={"uid": made.uid, "paper": "minutes", "form": "docx"}),
        "life:minutes-book": reverse("life:minutes-book", kwargs={"uid": cast.office.uid}),
        "life:book-list": reverse("life:book-list"),
    }
    for name, url in urls.items():
        client.get(url)
        with query_budget(name):
            assert client.get(url).status_code == 200


def test_preparation_year_plan_feeds(cast: Cast, client: Client, query_budget) -> None:  # type: ignore[no-untyped-def]  # the same
    made = full_meetings(cast, 3)[0]
    wang, at = cast.actor(cast.wang), clock.now()
    with acting_as(wang):
        for month in range(1, 13):
            topic = Topic("study_session", clock.today().year, month, f"专题{month}")
            topic_add(actor=wang, unit_id=cast.office.pk, topic=topic, at=at)
        tokens = [feed_make(actor=wang, unit=cast.office, at=at)[1] for _ in range(3)]
    urls = {
        "life:preparation": reverse("life:preparation", kwargs={"uid": made.uid}),
        "life:year-plan": reverse("life:year-plan", kwargs={"uid": cast.office.uid}),
        "life:talk-board": reverse("life:talk-board", kwargs={"uid": cast.office.uid}),
        "life:feed-list": reverse("life:feed-list"),
        "life:feed-read": reverse("life:feed-read", args=[tokens[0]]),
    }
    for name, url in urls.items():
        client.get(url)
        with query_budget(name):
            assert client.get(url).status_code == 200


def test_a_book_grows_with_its_meetings_and_no_faster(cast: Cast) -> None:
    """Only what rooms above say of each meeting is asked meeting by meeting: at most two queries for each of them."""
    wang, today = cast.actor(cast.wang), clock.today()
    span, asked = Span(today - dt.timedelta(days=400), today), []
    for more in (3, 3, 6):
        full_meetings(cast, more)
        with acting_as(wang), CaptureQueriesContext(connection) as captured:
            records = records_of(wang, held_list(wang, cast.office, span, today), today)
        assert all(record.said and record.points and record.preparation for record in records)
        asked.append(len(captured))
    assert len(records) == 12
    of_three, of_six, of_twelve = asked
    assert of_twelve - of_six == 2 * (of_six - of_three)
    assert of_six - of_three <= 3 * 4
    assert of_three <= 40


def full_meetings(cast: Cast, count: int) -> list[Activity]:
    """Confirmed organizational-life meetings with everything that minutes can hold; every second is from before."""
    with acting_as(SYSTEM):
        return [_full_meeting(cast, place) for place in range(count)]


def _full_meeting(cast: Cast, place: int) -> Activity:
    day = clock.today() - dt.timedelta(days=60 + place)
    at = clock.now() - dt.timedelta(days=50)
    made = factories.activity(cast.office, day, kind=ActivityKind.ORG_LIFE_MEETING, topic="组织生活会")
    Activity.objects.filter(pk=made.pk).update(confirmed_at=at, lecturer_id=cast.li.pk)
    item = AgendaItem.objects.create(uid=new_id(), activity=made, position=1, title="查摆问题")
    Minutes.objects.create(activity=made, version=1, text="全程记录", written_at=at)
    Minutes.objects.create(activity=made, item=item, version=1, text="逐项记录", written_at=at)
    if place % 2:
        CommentWindow.objects.create(activity=made, opened_on=day, last_day=day + dt.timedelta(days=14))
    said = {"activity": made, "member": cast.zhao, "written_at": at - dt.timedelta(days=2)}
    MinutesComment.objects.create(uid=new_id(), text="意见", **said)
    decided = Resolution.objects.create(uid=new_id(), activity=made, item=item, text="整改", owner=cast.wang)
    Opinion.objects.create(
        uid=new_id(), activity=made, source="masses", people=3, text="多办实事", collected_on=day, recorded_at=at
    )
    FoundProblem.objects.create(
        uid=new_id(), activity=made, position=1, text="学习不深", measure="每周一学", owner=cast.wang, due_on=day,
        resolution=decided, changed_at=at,
    )  # fmt: skip
    factories.activity(cast.office, day - dt.timedelta(days=3), kind=ActivityKind.STUDY_SESSION, state=State.DRAFT)
    HeartTalk.objects.create(
        uid=new_id(), unit=cast.office, occurred_on=day, recorded_on=day, pair="committee_member", first=cast.wang,
        second=cast.zhao, recorded_at=at,
    )  # fmt: skip
    return made
