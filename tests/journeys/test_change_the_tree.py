"""The organizer changes the tree on a phone, without scripts too, and sees the effect before it is done."""

import os
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE
from xuezuo.org.models import StructuralChange

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def organizer(cast):
    client = Client()
    client.force_login(cast.account(cast.wu))
    return client


def url(unit, deed="detail"):
    return reverse(f"org:unit-{deed}", kwargs={"uid": unit.uid})


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_pages_of_units_have_no_faults(look, cast, organizer, size):
    seen = look(size, session=organizer)
    paths = [reverse("org:unit-list"), url(cast.committee), url(cast.office), url(cast.office, "split")]
    for number, path in enumerate(paths):
        assert seen.go(path).faults() == []
        if folder := os.environ.get("XUEZUO_SHOTS"):
            seen.page.screenshot(path=Path(folder) / f"unit-{number}-{size['width']}.png", full_page=True)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_branch_is_merged_into_another(look, cast, organizer, scripts):
    seen = look(PHONE, session=organizer, scripts=scripts).go(reverse("org:unit-list"))
    page = seen.page
    page.get_by_label("查找组织").fill("shequ")
    page.get_by_role("button", name="查看").click()
    page.get_by_role("link", name="社区支部").click()
    page.get_by_role("link", name="并入其他组织").click()
    page.get_by_label("接收组织").fill("LC01")
    page.get_by_label("文件依据").fill("林党〔2025〕8号")
    page.get_by_role("button", name="下一步：查看影响").click()
    page.get_by_role("heading", name="确认后将登记").wait_for()
    assert not StructuralChange.objects.exists()
    if scripts:
        assert seen.faults() == []
        if folder := os.environ.get("XUEZUO_SHOTS"):
            page.screenshot(path=Path(folder) / "unit-preview-360.png", full_page=True)
    page.get_by_role("button", name="确认").click()
    page.get_by_text("已登记：并入其他组织。").wait_for()
    expect(page.get_by_text("主要承接")).to_be_visible()
    assert StructuralChange.objects.get().kind == "merge"


def test_the_tree_narrows_without_a_new_page(look, cast, organizer):
    page = look(PHONE, session=organizer).go(reverse("org:unit-list")).page
    page.get_by_label("查找组织").fill("jgzb")
    page.get_by_label("查找组织").press("Tab")
    page.get_by_text("社区支部").wait_for(state="hidden")
    expect(page.get_by_role("link", name="机关支部")).to_be_visible()
