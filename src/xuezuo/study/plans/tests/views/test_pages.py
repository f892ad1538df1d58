"""The pages of plans and prompts, as their readers and writers use them."""

import datetime as dt

import pytest
from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.org.tests.cast import TODAY
from xuezuo.study.asks.models import Ask
from xuezuo.study.plans.models import Plan, PlanItem, Prompt, Receipt
from xuezuo.study.plans.tests import factories
from xuezuo.study.plans.tests.desk import AT, SEMINAR, SURVEY, VISIT, published, sent

pytestmark = pytest.mark.django_db
ITEM = {
    "label": "专题讨论",
    "what": "围绕主题讨论",
    "start": "2025-06-01",
    "until": "2025-06-30",
    "deed_kinds": ["study_session"],
    "period": "span",
    "required_count": "1",
    "subjects": ["branch"],
    "is_required": "on",
}


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def visit(client, cast):
    """Ask for a page, or post to it, as somebody; returns status and text."""

    def ask(person, name, *args, data=None, query=""):
        client.force_login(cast.account(person))
        url = reverse(f"plans:{name}", args=args) + query
        got = client.get(url) if data is None else client.post(url, data, follow=True)
        return got.status_code, got.content.decode()

    return ask


def test_a_plan_from_draft_to_duty_without_javascript(cast, visit):
    made = {"unit": cast.committee.pk, "year": 2025, "title": "2025年党员教育计划", "document": "林党〔2025〕3号"}
    status, text = visit(cast.wu, "plan-make", data=made)
    plan = Plan.objects.get()
    assert (status, "草稿已建立" in text) == (200, True)

    visit(cast.wu, "item-add", plan.uid, data=ITEM)
    status, text = visit(cast.wu, "plan-publish", plan.uid, data={})
    assert "计划已发布" in text
    assert Ask.objects.get().document == "林党〔2025〕3号"

    status, text = visit(cast.zheng, "plan-detail", plan.uid)
    assert (status, "专题讨论" in text, "修订" in text) == (200, True, False)


def test_an_item_that_ends_before_it_begins_is_said_on_the_form(cast, visit):
    plan = factories.plan(cast.committee, "draft")
    status, text = visit(cast.wu, "item-add", plan.uid, data={**ITEM, "until": "2025-05-01"})
    assert (status, "截止日期早于开始日期" in text) == (400, True)
    status, text = visit(cast.wu, "item-add", plan.uid, data={**ITEM, "until": ""})
    assert (status, PlanItem.objects.exists()) == (400, False)


def test_the_branch_fits_an_item_to_its_place_and_sees_both_sides(cast, visit):
    published(cast, cast.committee, SEMINAR, VISIT)
    made = {"unit": cast.office.pk, "year": 2025, "title": "支部计划"}
    visit(cast.wang, "plan-make", data=made)
    item = PlanItem.objects.get(plan__unit=cast.office, label="专题讨论")
    said = {"topic": "守纪律", "planned_on": "2025-06-20", "start": "2025-06-01", "until": "2025-06-30"}
    local = {**said, "required_count": "1", "is_required": "on"}

    status, text = visit(cast.wang, "item-edit", item.uid, data={**local, "until": "2025-07-03"})
    assert (status, "不能低于上级计划" in text) == (400, True)
    status, text = visit(cast.wang, "item-edit", item.uid, data=local)
    assert "专题讨论：守纪律" in text
    assert "计划 6月20日" in text
    assert "林场党委：2025年6月，1 次，必须做" in text

    optional = PlanItem.objects.get(plan__unit=cast.office, label="参观学习")
    status, text = visit(cast.wang, "item-drop", optional.uid, data={"reason": "路途远"})
    assert "路途远" in text
    status, text = visit(cast.wang, "item-adopt", optional.uid, data={})
    assert "路途远" not in text


def test_the_list_shows_above_own_and_below_in_tree_order(cast, visit):
    published(cast, cast.committee, SEMINAR)
    own = published(cast, cast.office)
    _, text = visit(cast.wu, "plan-list", query=f"?unit={cast.committee.uid}")
    assert text.index("机关支部") < text.index("社区支部") < text.index("未发布，按上级计划执行")
    _, text = visit(cast.wang, "plan-list")
    assert str(own.uid) in text
    assert "林场党委，" in text


def test_a_prompt_from_draft_to_receipt(cast, visit):
    head = {"unit": cast.committee.pk, "month": "2025-06", "title": "六月提示", "body": "请落实", "audience": "below"}
    visit(cast.wu, "prompt-write", data=head)
    prompt = Prompt.objects.get()
    endless = {name: value for name, value in ITEM.items() if name not in {"start", "until", "period"}}
    status, text = visit(cast.wu, "prompt-item-add", prompt.uid, data=endless)
    assert (status, "没有截止日期" in text) == (400, True)
    visit(cast.wu, "prompt-item-add", prompt.uid, data={**endless, "until": "2025-06-30"})
    _, text = visit(cast.wu, "prompt-send", prompt.uid, data={})
    assert "已发出" in text

    assert "未阅" in visit(cast.wang, "prompt-list")[1]
    visit(cast.zhao, "prompt-detail", prompt.uid)
    assert not Receipt.objects.exists()
    visit(cast.wang, "prompt-detail", prompt.uid)
    assert "6月16日已阅" in visit(cast.wang, "prompt-list")[1]
    _, text = visit(cast.wu, "prompt-receipts", prompt.uid)
    assert "已阅 1 个组织，共 2 个" in text
    assert "已提醒" in visit(cast.wu, "prompt-remind", prompt.uid, data={})[1]
    status, text = visit(cast.wu, "prompt-remind", prompt.uid, data={})
    assert (status, "不再重复提醒" in text) == (409, True)


def test_withdrawn_prompts_stay_to_be_read(cast, visit):
    prompt = sent(cast, SEMINAR, SURVEY)
    visit(cast.wu, "prompt-withdraw", prompt.uid, data={"reason": "日期有误"})
    _, text = visit(cast.wang, "prompt-detail", prompt.uid)
    assert "日期有误" in text


def test_the_lists_stay_within_their_queries(cast, client, query_budget):
    plan = published(cast, cast.committee, SEMINAR, VISIT, SURVEY)
    published(cast, cast.office)
    prompt = sent(cast, SEMINAR, SURVEY)
    client.force_login(cast.account(cast.wu))
    for name, args in (("plan-list", ()), ("plan-detail", (plan.uid,)), ("prompt-list", ())):
        with query_budget(f"plans:{name}"):
            assert client.get(reverse(f"plans:{name}", args=args)).status_code == 200
    with query_budget("plans:prompt-receipts"):
        client.get(reverse("plans:prompt-receipts", args=[prompt.uid]))
    client.force_login(cast.account(cast.wang))
    client.get(reverse("plans:prompt-detail", args=[prompt.uid]))
    with query_budget("plans:prompt-detail"):  # opened again: nothing is written
        client.get(reverse("plans:prompt-detail", args=[prompt.uid]))
    assert AT.date() == dt.date(2025, 6, 16)
