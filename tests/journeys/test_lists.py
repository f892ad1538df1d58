"""A list is narrowed with and without scripts; the address and the back button stay true."""

import re

import pytest
from django.test import Client
from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE
from xuezuo.org.tests.cast import build_cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def secretary():
    cast, client = build_cast(), Client()
    client.force_login(cast.account(cast.wang))
    return client


def test_a_touched_filter_changes_the_rows_and_the_address(look, secretary):
    view = look(DESK, session=secretary).go("/org/members/")
    page = view.page
    expect(page.get_by_role("link", name="李委员")).to_be_visible()
    page.get_by_label("人员类别").select_option(label="预备党员")
    page.get_by_role("link", name="李委员").wait_for(state="detached")
    expect(page.get_by_role("link", name="钱预备")).to_be_visible()
    expect(page).to_have_url(re.compile("stage=probationary"))
    page.go_back()
    page.get_by_role("link", name="李委员").wait_for()
    assert view.console == []


def test_filters_work_without_scripts(look, secretary):
    page = look(PHONE, session=secretary, scripts=False).go("/org/members/").page
    page.get_by_text("更多条件").click()
    page.get_by_label("人员类别").select_option(label="预备党员")
    page.get_by_role("button", name="查找").click()
    expect(page.get_by_role("link", name="李委员")).to_have_count(0)
    expect(page.get_by_role("link", name="钱预备")).to_be_visible()


def test_the_search_box_leads_to_a_member(look, secretary):
    page = look(PHONE, session=secretary, scripts=False).go("/duties/this-month/").page
    page.get_by_role("link", name="搜索").click()
    page.get_by_role("searchbox").fill("lwy")
    page.get_by_role("searchbox").press("Enter")
    page.get_by_role("link", name="李委员").click()
    expect(page).to_have_url(re.compile("/org/members/[0-9a-f-]+/$"))
