"""The secretary records a meeting of 40 people with 3 absences on a 360 px phone, counting touches."""

import datetime as dt

import pytest
from django.test import Client
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.support.browser import cut_line
from xuezuo.kernel import clock
from xuezuo.life.models import Activity
from xuezuo.life.services.signing import sign_in_token
from xuezuo.life.tests import factories as life
from xuezuo.life.types import State
from xuezuo.org.tests import factories as org
from xuezuo.org.tests.cast import build_cast
from xuezuo.platform.access import SYSTEM, acting_as

pytestmark = pytest.mark.django_db(transaction=True)


class Finger:
    """Touches things on a page, and counts."""

    def __init__(self, page):
        self.page, self.touches = page, 0

    def touch(self, selector):
        self.touches += 1
        self.page.locator(selector).click()


@pytest.fixture
def big_branch(transactional_db):
    """The office branch with 40 people."""
    cast = build_cast()
    with acting_as(SYSTEM):
        org.members([org.MemberSpec(cast.office, f"张同志{place:02}") for place in range(35)])
    return cast


def session_of(account):
    client = Client()
    client.force_login(account)
    return client


def the_activity():
    with acting_as(SYSTEM):
        return Activity.objects.get()


def record(view, cast, *, scripts=True):
    """From the branch's page to the saved record; returns the number of touches."""
    view.go(f"/org/units/{cast.office.uid}/")
    finger = Finger(view.page)
    finger.touch("main >> text=组织生活 >> nth=0")
    finger.touch("text=记录会议")
    for choice, value in ((cast.zhao.pk, "leave"), (cast.qian.pk, "absent"), (cast.li.pk, "absent")):
        finger.touch(f"input[name='status-{choice}'][value='{value}']")
        if value == "leave":
            finger.touch(f"#reason-{choice}")
            view.page.keyboard.type("住院")
    finger.touch("text=登记并确认")
    view.page.wait_for_url("**/life/activities/*-*/")
    return finger.touches


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_forty_people_three_absences_in_twelve_touches(look, big_branch, scripts):
    cast = big_branch
    view = look(PHONE, scripts=scripts, session=session_of(cast.account(cast.wang)))
    assert record(view, cast) <= 12
    made = the_activity()
    assert (made.state, made.expected_count, made.present_count, made.leave_count) == (State.CONFIRMED, 40, 37, 1)
    expect(view.page.locator("#notices")).to_contain_text("已登记并确认")
    assert view.faults() == []


def test_a_lost_line_loses_nothing_and_doubles_nothing(look, big_branch):
    cast = big_branch
    view = look(PHONE, session=session_of(cast.account(cast.wang)))
    view.go("/life/activities/record/")
    page, choice = view.page, f"input[name='status-{cast.zhao.pk}'][value='absent']"
    page.locator(choice).click()
    cut_line(page)
    page.locator("text=登记并确认").click()
    page.locator("text=现在没有网络").wait_for()
    cut_line(page, False)
    page.reload()
    expect(page.locator(choice)).to_be_checked()
    uid = page.locator("input[name=uid]").input_value()
    page.locator("text=登记并确认").click()
    page.wait_for_url("**/life/activities/*-*/")
    made = the_activity()
    assert (str(made.uid), made.present_count) == (uid, 39)


def test_last_month_entered_late_is_labelled(look, big_branch):
    cast = big_branch
    view = look(PHONE, session=session_of(cast.account(cast.wang)))
    day = clock.today() - dt.timedelta(days=35)
    view.go(f"/life/activities/record/?kind=general_meeting&date={day}")
    expect(view.page.locator("main")).to_contain_text("补录")
    view.page.locator("text=登记并确认").click()
    view.page.wait_for_url("**/life/activities/*-*/")
    expect(view.page.locator("text=补录").first).to_be_visible()
    assert the_activity().is_late_entry


def test_scanning_twice_writes_once(look, big_branch):
    cast = big_branch
    with acting_as(SYSTEM):
        meeting = life.activity(cast.office, clock.today(), state=State.CALLED, with_attendance=False)
    board = look(session=session_of(cast.account(cast.wang)))
    board.go(f"/life/activities/{meeting.uid}/sign-in/")
    expect(board.page.locator("#code svg")).to_be_visible()
    phone = look(PHONE, session=session_of(cast.account(cast.zhao)))
    scanned = f"/life/sign/{meeting.uid}/{sign_in_token(meeting.uid, clock.now())}/"
    phone.go(scanned).page.locator("main form button:has-text('签到')").click()
    expect(phone.page.locator("h1")).to_have_text("签到成功")
    phone.go(scanned)
    expect(phone.page.locator("main")).to_contain_text("您已经签到")
    assert the_activity().present_count == 1
