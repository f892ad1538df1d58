"""The tree of units, the page of one, and the forms of structural deeds."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.org.models import StructuralChange, Unit
from xuezuo.org.tests import factories
from xuezuo.org.tests.cast import Cast
from xuezuo.org.types import UnitKind
from xuezuo.platform.access import SYSTEM, acting_as

LIST = reverse("org:unit-list")
DOCUMENT = {"on": "2025-06-16", "document": "林党〔2025〕8号"}
YES = {"confirm": "1"}


@pytest.fixture
def organizer(cast: Cast, client: Client) -> Client:
    client.force_login(cast.account(cast.wu))
    return client


def page(unit: Unit, deed: str = "detail") -> str:
    return reverse(f"org:unit-{deed}", kwargs={"uid": unit.uid})


def text(client: Client, url: str, **query: str) -> str:
    response = client.get(url, query)
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_tree_shows_what_one_may_see(cast: Cast, organizer: Client) -> None:
    shown = text(organizer, LIST)
    positions = [shown.index(name) for name in ("林场党委", "机关支部", "第一党小组", "第二党小组", "社区支部")]
    assert positions == sorted(positions)
    assert "河口" not in shown

    organizer.force_login(cast.account(cast.wang))
    shown = text(organizer, LIST)
    assert "机关支部" in shown
    assert "社区支部" not in shown


@pytest.mark.parametrize("typed", ["机关", "jiguan", "JGZB", "jg zb", "LC01", "lc01"])
def test_units_are_found_by_name_pinyin_initials_and_code(organizer: Client, typed: str) -> None:
    shown = text(organizer, LIST, q=typed)
    assert "机关支部" in shown
    assert "社区支部" not in shown
    assert "没有找到" in text(organizer, LIST, q="不存在的")


def test_htmx_gets_the_rows_only(organizer: Client) -> None:
    response = organizer.get(LIST, {"q": "jg"}, headers={"HX-Request": "true", "HX-Target": "div#rows"})
    shown = response.content.decode()
    assert "机关支部" in shown
    assert "<html" not in shown


def test_the_tree_of_another_day(cast: Cast, organizer: Client) -> None:
    with acting_as(SYSTEM):
        factories.unit("LC09", "将来支部", parent="LC", since=clock.today() + dt.timedelta(days=30))
    assert "将来支部" not in text(organizer, LIST)
    later = clock.today() + dt.timedelta(days=30)
    assert "将来支部" in text(organizer, LIST, on=later.isoformat())
    assert "没有您可以查看的组织" in text(organizer, LIST, on="2001-01-01")
    assert "林场党委" in text(organizer, LIST, on="no day")


def test_a_large_tree_is_shown_level_by_level(cast: Cast, organizer: Client, django_assert_num_queries) -> None:
    with acting_as(SYSTEM):
        specs = [factories.UnitSpec(f"LC1{i:03}", f"片区{i}支部", parent="LC") for i in range(160)]
        factories.units(*specs)
    shown = text(organizer, LIST)
    assert "第一党小组" not in shown
    assert len(shown.encode()) < 200_000
    with django_assert_num_queries(12):
        organizer.get(LIST)


def test_the_page_of_a_unit(cast: Cast, organizer: Client, django_assert_num_queries) -> None:
    shown = text(organizer, page(cast.office))
    for expected in ("机关支部", "党支部", "LC01", "第一党小组", "王书记", "2015-01-01 至 今", "调整组织设置"):
        assert expected in shown
    with django_assert_num_queries(18):
        organizer.get(page(cast.office))
    organizer.force_login(cast.account(cast.wang))
    assert "调整组织设置" not in text(organizer, page(cast.office))
    organizer.force_login(cast.account(cast.zhou))
    assert organizer.get(page(cast.office)).status_code == 404


def test_a_deed_shows_its_effect_before_it_is_done(cast: Cast, organizer: Client) -> None:
    with acting_as(SYSTEM):
        factories.unit("LC03", "北区党委", kind=UnitKind.COMMITTEE, parent="LC")
    url, data = page(cast.office, "move"), {**DOCUMENT, "parent": "北区党委"}
    shown = organizer.post(url, data).content.decode()
    assert "确认后将登记" in shown
    assert "隶属于LC03" in shown
    assert not StructuralChange.objects.exists()

    done = organizer.post(url, {**data, **YES}, follow=True)
    assert done.redirect_chain == [(page(cast.office), 302)]
    assert "已登记：调整隶属关系" in done.content.decode()
    assert "林党〔2025〕8号" in done.content.decode()
    assert organizer.post(url, {**data, "edit": "1"}).status_code == 200


def test_a_refusal_stands_in_the_form(cast: Cast, organizer: Client) -> None:
    response = organizer.post(page(cast.community, "dissolve"), {**DOCUMENT, **YES})
    assert response.status_code == 400
    assert "不能撤销" in response.content.decode()
    assert organizer.post(page(cast.community, "dissolve"), {"on": ""}).status_code == 400
    outside = organizer.post(page(cast.community, "merge"), {**DOCUMENT, "target": "HK01"})
    assert outside.status_code == 404


def test_set_up_rename_merge_dissolve(cast: Cast, organizer: Client) -> None:
    new = {"code": "LC05", "name": "苗圃支部", "kind": "branch", "unit_type": "organ", **DOCUMENT}
    organizer.post(page(cast.committee, "set-up"), {**new, **YES})
    made = Unit.objects.get(code="LC05")
    assert (made.unit_type, made.during.lower) == ("organ", dt.date(2025, 6, 16))
    later = {"on": "2025-07-01", "document": "林党〔2025〕9号", **YES}
    organizer.post(page(made, "rename"), {**later, "name": "苗圃联合支部"})
    organizer.post(page(cast.community, "merge"), {**later, "target": "苗圃联合支部"})
    shown = text(organizer, page(cast.community))
    assert "自2025年7月1日起不再存在" in shown
    assert "苗圃支部</a> 承接" in shown  # named as on the last day of the old unit
    assert "社区支部" in text(organizer, page(made))


def test_split(cast: Cast, organizer: Client) -> None:
    data = {"parts": "LC11 机关一支部\nLC12，机关二支部\n", "main": "LC11", "members": "LC0002 LC12\n", **DOCUMENT}
    url = page(cast.office, "split")
    shown = organizer.post(url, data).content.decode()
    assert "LC11 机关一支部" in shown
    assert "分为LC11、LC12，主要由LC11承接，3 名党员随之转入，2 个下级组织随之调整，2 个职务终止" in shown
    organizer.post(url, {**data, **YES})
    assert "李委员" not in text(organizer, page(Unit.objects.get(code="LC12")))  # the post ended with the old unit
    with acting_as(SYSTEM):
        assert Unit.objects.get(code="LC12").affiliations.count() == 1
    wrong = organizer.post(url, {**data, "parts": "LC13"}).content.decode()
    assert "第 1 行不完整" in wrong
