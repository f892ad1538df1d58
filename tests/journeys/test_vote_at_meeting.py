"""The secretary puts a conversion to the vote on a 360 px phone, without JavaScript, from the paper to the result."""

import os
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from xuezuo.life.services import activity_hold
from xuezuo.life.types import AttendanceStatus, Mark, Sheet, State
from xuezuo.org.tests.cast import build_cast
from xuezuo.platform.access import SYSTEM
from xuezuo.review.votes.tests import desk

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES = os.environ.get("XUEZUO_TEST_PICTURES", "")


def picture(view, name: str) -> None:
    if PICTURES:
        view.page.screenshot(path=Path(PICTURES) / f"vote-{name}.png", full_page=True)


def log_in(cast, member) -> Client:
    client = Client()
    client.force_login(cast.account(member))
    return client


def test_a_conversion_from_the_paper_to_the_result(look, transactional_db):
    cast = build_cast()
    meeting = desk.meeting(cast, state=State.CALLED)
    view = look(PHONE, scripts=False, session=log_in(cast, cast.wang))
    page = view.go(f"/life/activities/{meeting.uid}/").page

    page.click("text=组织表决")
    page.click("text=新建表决")
    page.select_option("[name=kind]", "conversion")
    page.fill("[name=subject]", "同意钱预备按期转为正式党员")
    page.select_option("[name=candidate]", str(cast.qian.pk))
    page.click("main button[type=submit]")
    # openly was the first choice; nothing that was typed is lost
    expect(page.locator("main")).to_contain_text("应当无记名投票")
    picture(view, "refused")
    assert [fault for fault in view.faults() if "400" not in fault] == []  # a refusal is logged by the browser
    view.console.clear()
    page.select_option("[name=method]", "counted")
    page.select_option("[name=scrutineer]", str(cast.li.pk))
    page.select_option("[name=counter]", str(cast.wu.pk))
    page.click("main button[type=submit]")
    expect(page.locator("main")).to_contain_text("实到只按已扫码签到的计算")

    page.click("main a[href$='/opinions/']")
    page.select_option("[name=member]", str(cast.zhao.pk))
    page.fill("[name=received_at]", "2025-06-15T09:00")
    page.click("main button[type=submit]")
    expect(page.locator("main")).to_contain_text("赵党员，2025-06-15 09:00 交来")

    _hold(cast, meeting)
    page.reload()
    expect(page.locator("main")).to_contain_text("2×3 > 4，可以表决")
    picture(view, "before")
    assert view.faults() == []
    page.click("text=开始表决")
    page.click("text=登记结果")
    page.fill("[name=yes]", "2")
    page.fill("[name=no]", "1")
    page.click("main button[type=submit]")
    expect(page.locator("main")).to_contain_text("连同书面意见赞成 3 票，2×3 > 4")
    expect(page.locator("main")).to_contain_text("通过")
    picture(view, "result")
    assert view.faults() == []
    view.go(f"/life/activities/{meeting.uid}/")
    expect(page.locator("main")).to_contain_text("连同书面意见赞成 3 票，2×3 > 4")


def _hold(cast, meeting) -> None:
    away = Sheet((Mark(cast.zhao.pk, AttendanceStatus.LEAVE, "出差"),))
    desk.run(SYSTEM, activity_hold, activity=meeting, sheet=away)
