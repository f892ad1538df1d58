"""Two people write the minutes of one meeting at once, one on a phone: nothing is lost, with scripts and without."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE
from xuezuo.kernel import clock
from xuezuo.life.models import AgendaItem, KeptText, Minutes
from xuezuo.life.services import template_make
from xuezuo.life.tests import factories as life
from xuezuo.life.types import ActivityKind, State, TemplateSpec
from xuezuo.org.tests.cast import build_cast
from xuezuo.platform.access import SYSTEM, acting_as

pytestmark = pytest.mark.django_db(transaction=True)
FIRST = "会议通报了上月工作。\n活动室修缮：先修屋顶。\n会议于十一点结束。"


def session_of(account):
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def meeting(transactional_db):
    """A held meeting with minutes that two people open."""
    cast = build_cast()
    with acting_as(SYSTEM):
        made = life.activity(cast.office, clock.today(), state=State.HELD)
        Minutes.objects.create(activity=made, version=1, text=FIRST, written_at=clock.now())
    return cast, made


def texts():
    with acting_as(SYSTEM):
        return list(Minutes.objects.order_by("version").values_list("text", flat=True))


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_two_editors_on_one_minute(look, meeting, scripts):
    cast, made = meeting
    url = f"/life/activities/{made.uid}/minutes/"
    desk = look(DESK, scripts=scripts, session=session_of(cast.account(cast.wang)))
    phone = look(PHONE, scripts=scripts, session=session_of(cast.account(cast.li)))
    desk.go(url)
    phone.go(url)
    desk.page.locator("textarea").fill(FIRST.replace("先修屋顶", "先修屋顶，再换桌椅"))
    desk.page.locator("text=保存会议记录").click()
    desk.page.wait_for_url("**/life/activities/*-*/")

    phone.page.locator("textarea").fill(FIRST.replace("十一点", "十一点半"))
    phone.page.locator("text=保存会议记录").click()
    phone.page.locator("text=两人同时修改").first.wait_for()
    assert len(texts()) == 2
    for words in ("先修屋顶，再换桌椅", "十一点半", "对方保存的", "我写的", "两人改动之前"):
        expect(phone.page.locator("main")).to_contain_text(words)
    assert [fault for fault in phone.faults() if "409 (Conflict)" not in fault] == []  # the answer says conflict

    phone.go("/life/my-work/")  # goes away, comes back: still there
    phone.go(url)
    phone.page.locator("button:has-text('保存合并稿')").click()
    phone.page.wait_for_url("**/life/activities/*-*/")
    assert texts()[-1] == FIRST.replace("先修屋顶", "先修屋顶，再换桌椅").replace("十一点", "十一点半")
    with acting_as(SYSTEM):
        assert not KeptText.objects.exists()


def test_what_was_typed_survives_a_closed_page(look, meeting):
    cast, made = meeting
    view = look(PHONE, session=session_of(cast.account(cast.wang)))
    view.go(f"/life/activities/{made.uid}/minutes/")
    view.page.locator("textarea").fill("还没有写完")
    view.go("/life/activities/")
    view.go(f"/life/activities/{made.uid}/minutes/")
    expect(view.page.locator("textarea")).to_have_value("还没有写完")
    expect(view.page.locator("text=已恢复上次没有提交的内容")).to_be_visible()


def test_agenda_item_decision_and_report_on_a_phone(look, meeting):
    cast, made = meeting
    view = look(PHONE, session=session_of(cast.account(cast.wang)))
    view.go(f"/life/activities/{made.uid}/agenda/")
    view.page.locator("#title-1").fill("修缮活动室")
    view.page.locator("summary:has-text('汇报人')").first.click()
    view.page.locator("#minutes-1").fill("20")
    assert view.faults() == []
    view.page.locator("button:has-text('保存议题')").click()
    view.page.wait_for_url("**/life/activities/*-*/")
    with acting_as(SYSTEM):
        item = AgendaItem.objects.get()
    view.page.locator("summary:has-text('记录、决议、结果')").click()
    view.page.locator("main >> text=登记决议 >> nth=0").click()
    view.page.locator("[name=text]").fill("联系施工队")
    view.page.locator("[name=owner]").fill("赵党员")
    view.page.locator("main button:has-text('登记决议')").click()
    view.page.wait_for_url("**/life/activities/*-*/")
    assert view.faults() == []

    owner = look(PHONE, session=session_of(cast.account(cast.zhao)))
    owner.go("/")
    owner.page.locator("text=去看看").click()
    owner.page.locator("a:has-text('报告完成情况')").click()
    owner.page.locator("[name=note]").fill("屋顶修好了")
    owner.page.locator("main button:has-text('报告完成')").click()
    owner.page.locator("text=待核实").first.wait_for()
    assert owner.faults() == []
    assert item.outcome == "planned"


def test_a_template_that_came_too_late_is_kept_in_the_browser(look, transactional_db):
    cast = build_cast()
    spec = TemplateSpec(name="每月支委会", kind=ActivityKind.COMMITTEE_MEETING, place="会议室")
    with acting_as(SYSTEM):
        made = template_make(actor=SYSTEM, unit_id=cast.office.pk, spec=spec, at=clock.now())
    url = f"/life/templates/{made.uid}/change/"
    desk = look(DESK, session=session_of(cast.account(cast.wang)))
    phone = look(PHONE, session=session_of(cast.account(cast.li)))
    desk.go(url)
    phone.go(url)
    desk.page.locator("[name=place]").fill("党群中心")
    desk.page.locator("main button:has-text('保存模板')").click()
    desk.page.wait_for_url(f"**/life/templates/{made.uid}/")

    phone.page.locator("[name=name]").fill("每月第一周支委会")
    phone.page.locator("main button:has-text('保存模板')").click()
    phone.page.locator("text=两人同时修改").first.wait_for()
    phone.go("/life/my-work/")  # goes away, comes back: still there, and still beside what the other saved
    phone.go(url)
    expect(phone.page.locator("[name=name]")).to_have_value("每月第一周支委会")
    expect(phone.page.locator("text=已恢复上次没有提交的内容")).to_be_visible()
    phone.page.locator("main button:has-text('保存模板')").click()
    phone.page.locator("button:has-text('保存合并稿')").click()
    phone.page.wait_for_url(f"**/life/templates/{made.uid}/")
    expect(phone.page.locator("main")).to_contain_text("党群中心")
    phone.go(url)
    expect(phone.page.locator("[name=name]")).to_have_value("每月第一周支委会")
    expect(phone.page.locator("text=已恢复上次没有提交的内容")).to_have_count(0)
