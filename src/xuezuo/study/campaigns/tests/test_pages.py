"""The pages of campaigns: what they show, what posting them does, how many queries they need."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from tests.support.audit import trail

from xuezuo.kernel import clock
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.asks.models import Ask
from xuezuo.study.campaigns.models import CampaignRun, CheckEntry, CheckRound, StudyLink
from xuezuo.study.campaigns.services import round_open
from xuezuo.study.campaigns.tests import factories
from xuezuo.study.library.tests import factories as library

pytestmark = pytest.mark.django_db
NOW = dt.datetime.combine(TODAY, dt.time(4), dt.UTC)


@pytest.fixture
def client(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The organizer of the committee."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    found = Client()
    found.force_login(cast.account(cast.wu))
    return found


@pytest.fixture
def run(cast: Cast) -> CampaignRun:
    with acting_as(SYSTEM):
        return factories.run(cast.committee)


def page(client: Client, name: str, *args: object, query: str = "") -> str:
    answer = client.get(reverse(f"campaigns:{name}", args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_campaign_is_started_from_the_page(cast: Cast, client: Client) -> None:
    html = page(client, "campaign-start", query="?unit=LC&pack=two-studies")
    for word in ("四个专题讨论", "要求下级做什么", "第二批", "第一批开始日期"):
        assert word in html
    data = {"unit": "LC", "pack": "two-studies", "document": "关于开展学习教育的通知", "issued_on": "2025-06-10"}
    url = reverse("campaigns:campaign-start")
    assert client.post(url, data | {"unit_LC01": "first"}).status_code == 400  # a batch with units wants its day
    more = {"unit_LC01": "first", "unit_LC02": "second", "starts_first": "2025-07-01", "starts_second": "2025-10-01"}
    assert client.post(url, data | more).status_code == 302
    assert client.post(url, data | more).status_code == 400  # it is under way
    with acting_as(SYSTEM):
        run = CampaignRun.objects.get()
        assert [(batch.key, batch.unit_ids) for batch in run.batches.order_by("position")] == [
            ("first", [cast.office.pk]),
            ("second", [cast.community.pk]),
        ]
    html = page(client, "campaign-detail", run.uid)
    for word in ("2025年7月1日开始", "分类要求", "还没有发起检查", "暂停"):
        assert word in html


def test_all_units_in_one_batch_are_the_whole(cast: Cast, client: Client) -> None:
    data = {"unit": "LC", "pack": "two-studies", "document": "通知", "issued_on": "2025-06-10"}
    more = {"unit_LC01": "first", "unit_LC02": "first", "starts_first": "2025-07-01"}
    client.post(reverse("campaigns:campaign-start"), data | more)
    with acting_as(SYSTEM):
        assert not Ask.objects.exclude(only=[]).exists()


def test_the_course_and_the_checks(cast: Cast, client: Client, run: CampaignRun) -> None:
    def post(name: str, *args: object, **data: object) -> int:
        return client.post(reverse(f"campaigns:{name}", args=args), data).status_code

    assert post("campaign-pause", run.uid, why=" ") == 400
    assert post("campaign-pause", run.uid, why="防汛") == 302
    assert "防汛" in page(client, "campaign-detail", run.uid)
    assert post("campaign-resume", run.uid) == 302
    assert post("round-open", run.uid, label="检查", due_on="2025-08-01", items=["regular_study"], more="台账") == 302
    with acting_as(SYSTEM):
        round_ = CheckRound.objects.get()
    assert "办公" in page(client, "round-detail", round_.uid) or "支部" in page(client, "round-detail", round_.uid)
    url = ("check-record", round_.uid, cast.office.uid)
    to_record = reverse("campaigns:check-record", args=url[1:])
    assert to_record in page(client, "round-detail", round_.uid)
    member = Client()
    member.force_login(cast.account(cast.zhao))
    assert to_record not in page(member, "round-detail", round_.uid)
    assert post(*url, state_regular_study="done", state_more_1="not_done", remark_more_1="另做了台账") == 302
    with acting_as(SYSTEM):
        assert sorted(CheckEntry.objects.values_list("item", "state")) == [
            ("more_1", "not_done"),
            ("regular_study", "done"),
        ]
    assert "另做了台账" in page(client, *url)
    assert post("campaign-close", run.uid, why="完成") == 302
    assert "发起回头看" in page(client, "campaign-detail", run.uid)
    assert post("campaign-archive", run.uid) == 302
    assert run.title not in page(client, "campaign-list")
    assert run.title in page(client, "campaign-list", query="?archived=1")


def test_members_see_what_binds_them_without_the_buttons(cast: Cast, client: Client, run: CampaignRun) -> None:
    client.force_login(cast.account(cast.zhao))
    assert run.title in page(client, "campaign-list")
    html = page(client, "campaign-detail", run.uid)
    assert "每月集中学习" in html
    assert "暂停" not in html
    assert "看各级落实到哪一步" not in html


def test_budgets(client: Client, query_budget, run: CampaignRun) -> None:  # type: ignore[no-untyped-def]  # a fixture's context
    with acting_as(SYSTEM):
        round_ = round_open(
            actor=SYSTEM, run=run, label="检查", items=[("regular_study", "x")], due_on=TODAY, at=factories.AT
        )
    for name, args in (("campaign-list", ()), ("campaign-detail", (run.uid,)), ("round-detail", (round_.uid,))):
        page(client, name, *args)
        with query_budget(f"campaigns:{name}"):
            page(client, name, *args)


def test_the_study_list_leads_to_the_library(cast: Cast, client: Client, run: CampaignRun) -> None:
    with acting_as(SYSTEM):
        charter = library.material(cast.committee, "《中国共产党章程》")
        speech = library.material(cast.committee, "在大会上的讲话", ("同志们，现在我讲几点意见。" * 9,))
        closed = library.material(cast.office, "支部自己的资料", ("只给自己支部看的一篇资料。" * 9,))
    html = page(client, "campaign-detail", run.uid)
    assert reverse("library:material-detail", args=[charter.uid]) in html
    assert html.count("资料库里还没有") == 1

    url = reverse("campaigns:reading-fix", args=[run.uid, 1])
    assert "在大会上的讲话" in client.get(url + "?text=大会").content.decode()
    assert client.get(reverse("campaigns:reading-fix", args=[run.uid, 2])).status_code == 404
    for material, said in ((closed.uid, "没有向"), ("x", "选择一份"), (speech.uid, "已指定：在大会上的讲话")):
        assert said in client.post(url, {"material": material}, follow=True).content.decode()
    assert reverse("library:material-detail", args=[speech.uid]) in page(client, "campaign-detail", run.uid)

    made = client.post(reverse("reading:list-of-campaign", args=[run.uid]), follow=True).content.decode()
    assert made.index("《中国共产党章程》") < made.index("在大会上的讲话")
    assert (
        "已有这份清单" in client.post(reverse("reading:list-of-campaign", args=[run.uid]), follow=True).content.decode()
    )
    assert "已改回按标题查找" in client.post(url, follow=True).content.decode()
    with acting_as(SYSTEM):
        assert not StudyLink.objects.exists()
        fixed = [entry.name for entry in trail() if entry.name == "campaigns.reading_fixed"]
    assert len(fixed) == 2


def test_without_a_library_there_is_no_list(cast: Cast, client: Client, run: CampaignRun) -> None:
    said = client.post(reverse("reading:list-of-campaign", args=[run.uid]), follow=True).content.decode()
    assert "资料库里还没有向本组织开放的篇目" in said
    client.force_login(cast.account(cast.zhao))
    html = page(client, "campaign-detail", run.uid)
    assert "资料库里还没有" in html
    assert "指定资料" not in html
    assert "做成学习清单" not in html
