"""An exam is sat on two devices while the network comes and goes; what was answered is what is graded."""

import datetime as dt
import random
import re

import pytest
from django.test import Client
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.support.browser import but_lines_cut, cut_line
from xuezuo.kernel import clock
from xuezuo.org.tests.cast import build_cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.exams.models import AnswerSheet, Result, Sitting, Step
from xuezuo.study.exams.tests import papers

pytestmark = pytest.mark.django_db(transaction=True)

NOTICED = """() => {
  const words = document.querySelector("[data-saved]").textContent;
  if (!words.includes("没有网络")) document.querySelector("[data-save-now]").click();
  return words.includes("没有网络");
}"""


@pytest.fixture
def sat(transactional_db):
    """The cast, and an open exam of twelve questions of all kinds."""
    cast, now = build_cast(), clock.now()
    with acting_as(SYSTEM):
        hour = dt.timedelta(hours=1)
        questions = papers.QUESTIONS * 3
        return cast, papers.exam(cast.office, questions=questions, marks=500, opens_at=now - hour, closes_at=now + hour)


def session_of(account):
    client = Client()
    client.force_login(account)
    return client


def begin(look, cast, exam, **how):
    view = look(PHONE, session=session_of(cast.account(cast.zhao)), **how)
    view.go("/study/exams/mine/")
    view.page.locator(f".card:has-text('{exam.title}') a.button").click()
    view.page.wait_for_url(re.compile(r"/study/exams/sit(tings)?/[0-9a-f-]+/$"))
    if "/sit/" in view.page.url:  # not begun yet on any device
        view.page.locator("button:has-text('开始作答')").click()
    view.page.wait_for_url("**/study/exams/sittings/*/")
    return view


def right_answers():
    with acting_as(SYSTEM):
        return papers.right(Sitting.objects.get())


def answer(page, place, given):
    question = page.locator(f"[data-place='{place}']")
    for position, one in enumerate(given):
        if isinstance(one, int):
            question.locator(f"input[value='{one}']:not([type=hidden])").check()
        else:
            question.locator(f"input[name='q-{place}-{position}']").fill(one)


def hand_in(page):
    page.locator("[data-hand-in]").click()
    page.locator("[data-sure]").click()
    page.wait_for_url("**/result/")


def result():
    with acting_as(SYSTEM):
        return Result.objects.get()


def test_the_network_comes_and_goes_on_two_devices(look, sat):
    cast, exam = sat
    phone, dice = begin(look, cast, exam), random.Random(7)
    right = list(right_answers().items())
    for number, (place, given) in enumerate(right[:8]):
        cut_line(phone.page, dice.random() < 0.6)
        answer(phone.page, place, given)
        if number % 3 == 0:
            phone.page.locator("[data-save-now]").click()
    cut_line(phone.page)
    phone.page.wait_for_function(NOTICED, polling=500)
    expect(phone.page.locator("[data-count]")).to_have_text("已答 8 / 12 题")
    desk = begin(look, cast, exam)  # goes on elsewhere while the phone is without a network
    for place, given in right[8:]:
        answer(desk.page, place, given)
    desk.page.locator("[data-save-now]").click()
    desk.page.locator("text=已保存到服务器").wait_for()
    cut_line(phone.page, False)
    phone.page.locator("text=您在别的设备或窗口改过").wait_for()
    expect(phone.page.locator("[data-count]")).to_have_text("已答 12 / 12 题")
    hand_in(phone.page)
    assert but_lines_cut(phone.console) == []
    made = result()
    assert (made.marks, made.is_passed) == (6000, True)
    expect(phone.page.locator(".result-marks")).to_contain_text("60")


def test_handing_in_without_a_network_is_done_once_it_is_back(look, sat):
    cast, exam = sat
    phone = begin(look, cast, exam)
    for place, given in right_answers().items():
        answer(phone.page, place, given)
    cut_line(phone.page)
    phone.page.locator("[data-hand-in]").click()
    phone.page.locator("[data-sure]").click()
    phone.page.locator("text=已点交卷，联网后自动交").wait_for()
    expect(phone.page.locator("fieldset:not([disabled])")).to_have_count(0)
    cut_line(phone.page, False)
    phone.page.wait_for_url("**/result/")
    assert result().marks == 6000


def test_handing_in_while_a_save_is_under_way_follows_it(look, sat):
    cast, exam = sat
    phone, held = begin(look, cast, exam), []
    for place, given in right_answers().items():
        answer(phone.page, place, given)
    phone.page.route("**/save/", lambda route: route.continue_() if held else held.append(route))
    with phone.page.expect_request("**/save/"):
        phone.page.locator("[data-save-now]").click()
    phone.page.locator("[data-hand-in]").click()
    phone.page.locator("[data-sure]").click()
    expect(phone.page.locator("fieldset:not([disabled])")).to_have_count(0)
    held[0].continue_()
    phone.page.wait_for_url("**/result/")
    assert phone.console == []
    assert result().marks == 6000


def test_a_closed_page_and_a_log_out_lose_nothing(look, sat):
    cast, exam = sat
    phone = begin(look, cast, exam)
    (place, given), *_ = right_answers().items()
    cut_line(phone.page)
    answer(phone.page, place, given)
    url = phone.page.url
    phone.page.goto("about:blank")  # what the page sends when it closes may or may not get through
    cut_line(phone.page, False)
    phone.page.goto(url)
    expect(phone.page.locator("[data-count]")).to_have_text("已答 1 / 12 题")
    phone.page.context.clear_cookies()  # the log-in has run out in mid-exam
    phone.page.locator("[data-save-now]").click()
    phone.page.locator("text=已保存到服务器").wait_for()
    with acting_as(SYSTEM):
        assert set(AnswerSheet.objects.get().answers) == {place}


def test_two_windows_of_one_browser_show_each_others_answers(look, sat):
    cast, exam = sat
    first = begin(look, cast, exam).page
    second = first.context.new_page()
    second.goto(first.url)
    (place, given), *_ = right_answers().items()
    answer(first, place, given)
    second.locator("text=您在另一个窗口改过第 1 题").wait_for()
    expect(second.locator(f"[data-place='{place}'] input:checked")).to_have_count(len(given))
    hand_in(second)
    first.wait_for_url("**/result/")
    assert result().marks == 500


def test_time_over_hands_in_by_itself(look, sat):
    cast, exam = sat
    phone = begin(look, cast, exam)
    (place, given), *_ = right_answers().items()
    answer(phone.page, place, given)
    with acting_as(SYSTEM):
        Sitting.objects.update(due_at=clock.now() + dt.timedelta(seconds=5))
    phone.page.locator("[data-save-now]").click()  # every answer of the server tells the end
    phone.page.wait_for_url("**/result/")
    assert result().marks == 500


def test_without_scripts(look, sat):
    cast, exam = sat
    view = begin(look, cast, exam, scripts=False)
    page = view.page
    for place, given in right_answers().items():
        answer(page, place, given)
    page.locator("[data-save-now]").click()
    page.locator("text=已保存。").wait_for()
    assert view.faults() == []
    page.locator("[data-hand-in]").click()
    page.locator("text=全部题目都已作答").wait_for()
    page.locator("button:has-text('确定交卷')").click()
    page.wait_for_url("**/result/")
    assert result().marks == 6000
    with acting_as(SYSTEM):
        assert Step.objects.count() == 2


@pytest.mark.parametrize("text", ["", "large"])
def test_looks(look, sat, text):
    cast, exam = sat
    view = begin(look, cast, exam, text=text)
    assert view.faults() == []
    hand_in(view.page)
    assert view.faults() == []
