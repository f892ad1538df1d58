"""The search box: what it finds, for whom, and what it refuses to put into an address."""

import pytest
from django.test import Client
from django.urls import reverse

from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.library.tests.factories import material
from xuezuo.web.tests.html import Faults

pytestmark = pytest.mark.django_db


def ask(cast, person, text):
    client = Client()
    client.force_login(cast.account(person))
    page = client.get(reverse("web:search"), {"q": text})
    assert page.status_code == 200
    assert Faults(page.content.decode()).found == []
    return page.content.decode()


@pytest.mark.parametrize("text", ["李委", "liwei", "lwy", "LC0002", " 李 委员 "])
def test_a_member_is_found_by_name_pinyin_initials_and_number(cast, text):
    assert "李委员" in ask(cast, cast.wang, text)


@pytest.mark.parametrize("text", ["机关", "jiguan", "jgzb", "lc01"])
def test_a_unit_is_found_by_name_pinyin_initials_and_code(cast, text):
    assert "机关支部" in ask(cast, cast.wang, text).split("结果", 1)[1]


def test_another_branch_finds_nothing(cast):
    page = ask(cast, cast.zhou, "李委员")
    assert "没有找到" in page
    assert "LC0002" not in page


def test_members_without_a_post_find_units_only(cast):
    assert "LC0002" not in ask(cast, cast.zhao, "李委员")


@pytest.mark.parametrize("text", ["11010519491231002X", "13812345678"])
def test_numbers_that_should_stay_secret_are_not_searched(cast, text):
    page = ask(cast, cast.wang, text)
    assert "历史记录" in page
    assert text not in page


def test_an_empty_search_says_what_can_be_typed(cast):
    assert "拼音" in ask(cast, cast.wang, " ")


def test_the_box_is_in_the_head_of_every_page(cast):
    client = Client()
    client.force_login(cast.account(cast.wang))
    assert f'action="{reverse("web:search")}"' in client.get("/").content.decode()


def test_one_unit_leads_into_every_room(cast):
    client = Client()
    client.force_login(cast.account(cast.wang))
    page = client.get(reverse("org:unit-detail", args=[cast.office.uid])).content.decode()
    for name in ("duties:month", "org:post-list"):
        assert reverse(name, args=[cast.office.uid]) in page


def test_materials_are_found_by_their_words_and_only_by_their_readers(cast):
    with acting_as(SYSTEM):
        material(cast.office)
    assert "青禾县把党课搬到田间地头" in ask(cast, cast.zhao, "黨課 秧苗")
    assert "青禾县" not in ask(cast, cast.zhou, "党课")
