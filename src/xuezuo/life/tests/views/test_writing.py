"""Two people write one thing over HTTP; decisions, comments and carried items by forms."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.life.models import Activity, AgendaItem, KeptText, Minutes, MinutesComment, Resolution
from xuezuo.life.queries.agenda import agenda_points
from xuezuo.life.queries.conflicts import merge_points
from xuezuo.life.tests import factories
from xuezuo.life.tests.views.test_forms import rows
from xuezuo.life.types import AgendaPoint, Outcome, State
from xuezuo.org.models import Member
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as

pytestmark = pytest.mark.django_db


class Person:
    """Somebody's browser at one meeting."""

    def __init__(self, cast: Cast, member: Member, activity: Activity) -> None:
        self.client, self.activity = Client(), activity
        self.client.force_login(cast.account(member))

    def at(self, name: str, uid: object = None) -> str:
        return reverse(f"life:{name}", kwargs={"uid": uid or self.activity.uid})

    def get(self, name: str, uid: object = None) -> str:
        return self.client.get(self.at(name, uid)).content.decode()

    def post(self, name: str, uid: object = None, **data: object) -> tuple[int, str]:
        answer = self.client.post(self.at(name, uid), data)
        return answer.status_code, answer.content.decode()


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch, at: dt.datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: at)


@pytest.fixture
def held(cast: Cast) -> Activity:
    with acting_as(SYSTEM):
        return factories.activity(cast.office, TODAY, state=State.HELD)


@pytest.fixture
def wang(cast: Cast, held: Activity) -> Person:
    return Person(cast, cast.wang, held)


@pytest.fixture
def li(cast: Cast, held: Activity) -> Person:
    return Person(cast, cast.li, held)


def texts() -> list[str]:
    with acting_as(SYSTEM):
        return list(Minutes.objects.order_by("version").values_list("text", flat=True))


def test_two_editors_of_the_minutes_merge_in_one_tap(wang: Person, li: Person) -> None:
    assert wang.post("minutes-write", text="一\n二\n三")[0] == 302
    assert wang.post("minutes-write", text="一 王改\n二\n三", base=1)[0] == 302
    status, page = li.post("minutes-write", text="一\n二\n三 李改", base=1)
    assert status == 409
    for words in ("没有丢失", "一 王改", "三 李改", "两人改动之前", "王书记", "可以直接保存合并稿"):
        assert words in page
    assert "一 王改\n二\n三 李改</textarea>" in page
    assert "三 李改" in li.get("minutes-write")  # kept, also when the page was closed
    assert "三 李改" not in wang.get("minutes-write")
    assert li.post("minutes-write", text="一 王改\n二\n三 李改", base=2)[0] == 302
    assert texts()[-1] == "一 王改\n二\n三 李改"
    assert "三 李改</textarea>" in li.get("minutes-write")


def test_the_merge_of_a_clash_holds_both(wang: Person, li: Person) -> None:
    wang.post("minutes-write", text="同意5人")
    wang.post("minutes-write", text="同意6人", base=1)
    _, page = li.post("minutes-write", text="同意7人", base=1)
    assert "有 1 处两人都改了" in page
    assert "【对方写的】\n同意6人\n【我写的】\n同意7人" in page
    # a third version arrives while the second person decides: told again, nothing overwritten
    wang.post("minutes-write", text="同意8人", base=2)
    assert li.post("minutes-write", text="同意7人", base=2)[0] == 409
    assert li.post("text-drop", place="minutes")[0] == 302
    assert "同意8人</textarea>" in li.get("minutes-write")
    with acting_as(SYSTEM):
        assert not KeptText.objects.exists()


def test_two_editors_of_the_agenda(wang: Person, li: Person, held: Activity) -> None:
    assert wang.post("agenda-set", **rows("甲", "乙"))[0] == 302
    uids = [str(point.uid) for point in agenda_points(held)]
    wang.post("agenda-set", **rows("甲 王改", "乙", base=1, item=uids))
    status, page = li.post("agenda-set", **rows("甲", "乙", "丙", base=1, item=[*uids, ""], minutes=["", "20", ""]))
    assert status == 409
    for words in ("甲 王改", "丙", "乙 20 分钟"):
        assert words in page
    assert "两人同时修改" in li.get("agenda-set")
    merged = rows("甲 王改", "乙", "丙", base=2, item=[*uids, ""], minutes=["", "20", ""])
    assert li.post("agenda-set", **merged)[0] == 302
    assert [(point.title, point.minutes) for point in agenda_points(held)] == [
        ("甲 王改", None),
        ("乙", 20),
        ("丙", None),
    ]


def test_rows_change_places_and_odd_minutes_are_told(cast: Cast, wang: Person, held: Activity) -> None:
    wang.post("agenda-set", **rows("甲", "乙", place=["2", "1"], presenter=["李委员", "县里来的人"]))
    points = agenda_points(held)
    assert [(point.title, point.presenter, point.presenter_id) for point in points] == [
        ("乙", "县里来的人", None),
        ("甲", "李委员", cast.li.pk),
    ]
    status, page = wang.post("agenda-set", **rows("甲", minutes=["很久"], base=1))
    assert (status, "时长应是分钟数" in page) == (400, True)
    assert wang.post("agenda-set", **rows("甲", minutes=["9999"], base=1))[0] == 400


def test_merging_points() -> None:
    before = [AgendaPoint("甲", uid=1), AgendaPoint("乙", uid=2)]  # type: ignore[arg-type]  # short ids
    theirs = [AgendaPoint("甲", minutes=5, uid=1)]  # type: ignore[arg-type]  # the same
    yours = [AgendaPoint("乙 改", uid=2), AgendaPoint("甲", "李", uid=1), AgendaPoint("丙")]  # type: ignore[arg-type]  # the same
    merged, clashes = merge_points(before, theirs, yours)
    assert [(point.title, point.presenter, point.minutes) for point in merged] == [
        ("甲", "李", 5),
        ("乙 改", "", None),
        ("丙", "", None),
    ]
    assert clashes == 0
    _, clashes = merge_points(before, [AgendaPoint("甲甲", uid=1)], [AgendaPoint("甲乙", uid=1)])  # type: ignore[arg-type]  # the same
    assert clashes == 1


def test_two_editors_of_a_decision(cast: Cast, wang: Person, li: Person) -> None:
    wang.post("resolution-add", text="修缮活动室", owner="赵党员", due_on="2025-07-01")
    with acting_as(SYSTEM):
        uid = Resolution.objects.get().uid
    first = {"text": "修缮屋顶", "owner": "赵党员", "due_on": "2025-07-01", "base": 1}
    assert wang.post("resolution-change", uid, **first)[0] == 302
    second = {"text": "修缮活动室", "owner": "李委员", "due_on": "2025-07-01", "base": 1}
    status, page = li.post("resolution-change", uid, **second)
    assert status == 409
    for words in ("决议：修缮屋顶", "责任人：李委员", "王书记"):
        assert words in page
    assert "两人同时修改" in li.get("resolution-change", uid)
    assert li.post("resolution-change", uid, **{**second, "text": "修缮屋顶", "base": 2})[0] == 302
    with acting_as(SYSTEM):
        made = Resolution.objects.select_related("owner").get()
        assert (made.text, made.owner, made.version) == ("修缮屋顶", cast.li, 3)


def test_a_decision_from_the_meeting_to_the_end(cast: Cast, wang: Person, held: Activity) -> None:
    wang.post("agenda-set", **rows("活动室"))
    with acting_as(SYSTEM):
        item = AgendaItem.objects.get()
    assert wang.post("item-minutes", item.uid, text="大家同意修缮。")[0] == 302
    due = {"owner": "赵党员", "due_on": "2025-06-10", "item": str(item.uid)}
    assert wang.post("resolution-add", text="修缮活动室", **due)[0] == 302
    zhao = Person(cast, cast.zhao, held)
    with acting_as(SYSTEM):
        uid = Resolution.objects.get(item=item).uid
    assert "修缮活动室" in zhao.client.get(reverse("life:my-work")).content.decode()
    assert "已超期" in wang.get("follow-up-list", cast.office.uid)
    assert zhao.post("resolution-report", uid, note="", on="2025-06-16")[0] == 400
    assert zhao.post("resolution-report", uid, note="屋顶修好了", on="2025-06-16")[0] == 302
    assert "等我核实" in wang.client.get(reverse("life:my-work")).content.decode()
    assert wang.post("resolution-done", uid, on="2025-06-16", note="屋顶修好了")[0] == 302
    page = wang.get("resolution-detail", uid)
    for words in ("由 王书记 核实", "屋顶修好了", "报告完成", "核实办结", "赵党员"):
        assert words in page
    assert wang.post("resolution-reopen", uid, reason="又漏了")[0] == 302
    assert wang.post("resolution-drop", uid, reason="要拆了")[0] == 302
    assert "要拆了" in wang.get("resolution-detail", uid)
    members = Person(cast, cast.qian, held).get("follow-up-list", cast.office.uid)
    assert "赵党员" not in members
    assert "大家同意修缮。" in wang.get("activity-detail")


def test_unfinished_items_are_offered_and_carried(cast: Cast, wang: Person, held: Activity) -> None:
    wang.post("agenda-set", **rows("发展对象", "党费"))
    with acting_as(SYSTEM):
        items = list(AgendaItem.objects.order_by("position"))
        later = factories.activity(cast.office, TODAY + dt.timedelta(days=5), state=State.DRAFT, with_attendance=False)
    assert wang.post("outcome-set", items[0].uid, outcome="unfinished")[0] == 302
    assert wang.post("outcome-set", items[1].uid, outcome="odd")[0] == 404
    offered = wang.get("activity-detail", later.uid)
    assert "以前的会议留下的" in offered
    assert wang.post("agenda-carry", later.uid, items=[str(items[0].uid), "odd"])[0] == 302
    page = wang.get("activity-detail", later.uid)
    assert "以前的会议留下的" not in page
    assert f"由 {TODAY} 的会议转来" in page
    assert wang.post("agenda-carry", later.uid, items=[str(items[0].uid)])[0] == 409
    with acting_as(SYSTEM):
        assert AgendaItem.objects.get(activity=later).outcome == Outcome.PLANNED


def test_attendees_comment_and_are_answered(cast: Cast, wang: Person, held: Activity) -> None:
    zhao = Person(cast, cast.zhao, held)
    wang.post("minutes-write", text="会议通过了计划。")
    assert zhao.post("comment-list", text="早了")[0] == 400
    wang.post("activity-confirm")
    assert "看记录和意见" in zhao.get("activity-detail")
    assert "会议通过了计划。" in zhao.get("comment-list")
    assert zhao.post("comment-list", text="漏了表决数")[0] == 302
    with acting_as(SYSTEM):
        comment = MinutesComment.objects.get()
    assert "漏了表决数" in wang.client.get(reverse("life:my-work")).content.decode()
    assert wang.post("comment-answer", comment.uid, answer="已补上")[0] == 302
    assert wang.post("comment-answer", comment.uid, answer="再答")[0] == 400
    seen = zhao.get("comment-list")
    assert "已补上" in seen
    assert "赵党员" in seen


def test_sealed_minutes_are_corrected_on_the_same_page(
    wang: Person, li: Person, at: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    wang.post("minutes-write", text="会议通过了计划。")
    wang.post("activity-confirm")
    monkeypatch.setattr(clock, "now", lambda: at + dt.timedelta(days=8))
    assert "记录已固定" in wang.get("minutes-write")
    assert wang.post("minutes-write", text="改了", base=1)[0] == 400
    assert li.post("minutes-write", text="改了", base=1, reason="委员")[0] == 403
    assert wang.post("minutes-write", text="改了", base=1, reason="漏记表决数")[0] == 302
    assert "更正：漏记表决数" in wang.get("activity-detail")
