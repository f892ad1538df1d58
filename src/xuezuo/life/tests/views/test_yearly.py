"""With whom nobody has talked yet; the plan of a year and its sessions."""

import datetime as dt
import io

import docx
import pytest
from django.test import Client
from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.life.models import Activity, YearTopic
from xuezuo.life.queries.talking import talk_board
from xuezuo.life.services.yearly import Topic, topic_add, topic_change
from xuezuo.life.tests import factories
from xuezuo.life.tests.desk import audit_names, run_as
from xuezuo.life.types import State, TalkPair
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.library.tests import factories as library

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch, at: dt.datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: at)


@pytest.fixture
def client(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.account(cast.wang))
    return client


def test_pairs_that_have_not_talked_are_named_until_they_have(cast: Cast, client: Client) -> None:
    with acting_as(SYSTEM):
        before = talk_board(cast.office.pk, TODAY.year, TODAY)
        assert [(gap.first.name, gap.second.name) for gap in before.committee if gap.second] == [("李委员", "王书记")]
        assert {gap.first.name for gap in before.by_committee} >= {"赵党员", "钱预备"}
        factories.talk(cast.office, TODAY, cast.wang, cast.li, TalkPair.COMMITTEE_COMMITTEE)
        factories.talk(cast.office, TODAY, cast.wang, cast.zhao, TalkPair.COMMITTEE_MEMBER)
        factories.talk(cast.office, TODAY, cast.zhao, cast.qian)
        factories.talk(cast.office, TODAY.replace(year=TODAY.year - 1), cast.wang, cast.qian, TalkPair.COMMITTEE_MEMBER)
        after = talk_board(cast.office.pk, TODAY.year, TODAY)
    assert after.committee == ()
    assert "赵党员" not in {gap.first.name for gap in after.by_committee}
    assert "钱预备" in {gap.first.name for gap in after.by_committee}  # last year's talk does not count
    assert {gap.first.name for gap in after.among_members} & {"赵党员", "钱预备"} == set()
    page = client.get(reverse("life:talk-board", args=[cast.office.uid])).content.decode()
    assert "第十九条" in page
    assert "钱预备" in page
    form = client.get(reverse("life:talk-record"), {"unit": "LC01", "second": cast.qian.number}).content.decode()
    assert f'value="{cast.qian.number}"' in form


def test_a_topic_is_changed_until_it_was_studied(cast: Cast, client: Client, at: dt.datetime) -> None:
    add = f"{reverse('life:year-plan-add', args=[cast.office.uid])}?year=2025"
    first = {"kind": "study_session", "month": 6, "title": "学习党章", "speakers": "王书记"}
    assert client.post(add, first).status_code == 302
    with acting_as(SYSTEM):
        topic = YearTopic.objects.get()
    url = reverse("life:year-plan-change", args=[topic.uid])
    page = client.get(url).content.decode()
    assert 'value="学习党章"' in page
    assert "修改" in client.get(reverse("life:year-plan", args=[cast.office.uid]), {"year": "2025"}).content.decode()
    base = topic.changed_at.isoformat()
    changed = {**first, "month": 7, "title": "学习条例", "base": base}
    assert client.post(url, {**changed, "title": " "}).status_code == 400
    assert client.post(url, {**changed, "kind": "theory_group"}).status_code == 400
    with acting_as(SYSTEM):
        YearTopic.objects.update(changed_at=at + dt.timedelta(minutes=1))
    late = client.post(url, changed)
    assert late.status_code == 400
    assert "另一位同志已经修改了这个专题" in late.content.decode()
    again = (at + dt.timedelta(minutes=1)).isoformat()
    assert client.post(url, {**changed, "base": again}).status_code == 302
    with acting_as(SYSTEM):
        topic.refresh_from_db()
        assert (topic.month, topic.title, topic.year) == (7, "学习条例", 2025)
    assert client.post(reverse("life:year-plan-meet", args=[topic.uid]), {"day": "2025-06-20"}).status_code == 302
    assert client.post(url, {**first, "title": "再改"}).status_code == 302  # only planned
    with acting_as(SYSTEM):
        assert Activity.objects.get().topic == "学习条例"  # the session keeps what it says
        Activity.objects.update(state=State.HELD, held_at=at, recorded_on=TODAY)
    assert client.post(url, first).status_code == 400
    assert "life.year_topic_changed" in audit_names()


def test_materials_of_a_topic_change_with_it(cast: Cast, client: Client, at: dt.datetime) -> None:
    wang = cast.actor(cast.wang)
    with acting_as(SYSTEM):
        kept, gone = (library.material(cast.committee, title, [f"{title}全文。"]) for title in ("条例", "党章"))
    topic = run_as(
        wang, topic_add, unit_id=cast.office.pk, topic=Topic("study_session", 2025, 6, "学", "", (gone.uid,)), at=at
    )
    run_as(wang, topic_change, topic=topic, said=Topic("study_session", 2025, 6, "学", "", (kept.uid,)), at=at)
    with acting_as(SYSTEM):
        assert list(topic.materials.values_list("material__title", flat=True)) == ["条例"]


def test_a_topic_is_planned_held_and_printed(cast: Cast, client: Client) -> None:
    add = f"{reverse('life:year-plan-add', args=[cast.office.uid])}?year=2025"
    for title, month in (("学习党章", 6), ("学习条例", 9)):
        data = {"kind": "study_session", "month": month, "title": title, "speakers": "王书记"}
        assert client.post(add, data).status_code == 302
    assert client.post(add, {"kind": "theory_group", "month": 1, "title": "错"}).status_code == 400
    with acting_as(SYSTEM):
        first, second = YearTopic.objects.order_by("month")
    assert client.post(reverse("life:year-plan-meet", args=[first.uid]), {"day": "2025-06-20"}).status_code == 302
    assert client.post(reverse("life:year-plan-meet", args=[first.uid]), {"day": "2025-06-21"}).status_code == 400
    with acting_as(SYSTEM):
        session = Activity.objects.get()
        assert (session.topic, session.state, session.lecturer_note) == ("学习党章", State.DRAFT, "王书记")
        Activity.objects.update(state=State.HELD, held_at=session.created_at, recorded_on=TODAY)
        factories.activity(cast.office, TODAY, kind="study_session")
    assert client.post(reverse("life:year-plan-drop", args=[second.uid]), {"reason": "改到明年"}).status_code == 302
    assert client.post(reverse("life:year-plan-drop", args=[first.uid]), {"reason": "不学了"}).status_code == 400
    url = reverse("life:year-plan", args=[cast.office.uid])
    page = client.get(url, {"year": "2025"}).content.decode()
    assert "已取消：改到明年" in page
    document = docx.Document(io.BytesIO(b"".join(client.get(url, {"year": "2025", "form": "docx"}).streaming_content)))
    assert "计划专题1个，已学习1个；计划外学习1次。" in [one.text for one in document.paragraphs]
    assert document.tables[0].rows[1].cells[2].text == "学习党章"
    assert client.get(url, {"year": "nonsense"}).status_code == 200
    assert {"life.year_topic_added", "life.year_topic_dropped", "life.activity_planned"} <= set(audit_names())
