"""The commands for campaigns, as somebody types them."""

import datetime as dt

import pytest

from xuezuo.kernel import clock
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.asks.models import Ask
from xuezuo.study.campaigns.models import CampaignRun
from xuezuo.study.campaigns.tests.test_packs import THIRD

pytestmark = pytest.mark.django_db
NOTICE = ("--document", "关于开展学习教育的通知", "--issued", "2025-02-28")


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2025, 4, 10, 4, tzinfo=dt.UTC))


def test_a_campaign_runs_its_course(cast, xuezuo):
    made = xuezuo("campaign", "start", "two-studies-regular", "--unit", "LC", *NOTICE, "--from", "2025-03-03", "--json")
    assert (made.code, made.json["state"], made.json["unit"]) == (0, "running", "LC")
    uid = made.json["uid"]
    again = xuezuo("campaign", "start", "two-studies-regular", "--unit", "LC", *NOTICE, "--from", "2025-03-03")
    assert again.code == 1
    assert "不能再启动一次" in again.err

    assert xuezuo("campaign", "pause", uid).code == 2  # the reason is wanted
    assert "已暂停" in xuezuo("campaign", "pause", uid, "--why", "防汛").out
    assert xuezuo("campaign", "resume", uid).code == 0
    assert "进行中" in xuezuo("campaign", "list", "--unit", "LC").out
    assert xuezuo("campaign", "list", "--unit", "LC01").out.strip() == ""
    assert xuezuo("campaign", "close", uid, "--why", "任务完成").code == 0
    assert "目前是“已结束”" in xuezuo("campaign", "pause", uid, "--why", "再停").err
    assert xuezuo("campaign", "archive", uid).code == 0
    assert xuezuo("campaign", "list", "--json").json == []
    assert [row["uid"] for row in xuezuo("campaign", "list", "--archived", "--json").json] == [uid]


def test_a_file_of_somebody_else_is_checked_and_started_in_batches(cast, xuezuo, tmp_path):
    path = tmp_path / "third.yaml"
    path.write_text(THIRD.replace("title: 秋收学习月\n", ""), encoding="utf-8")
    assert "third.yaml:2 title [missing]" in xuezuo("campaign", "check", path, path).err
    words = ("campaign", "start", path, "--unit", "LC", *NOTICE)
    assert xuezuo(*words, "--from", "2025-09-01").code == 1
    path.write_text(THIRD, encoding="utf-8")
    assert xuezuo("campaign", "check", path).code == 0
    assert xuezuo(*words, "--batch", "all=2025-09-01").code == 2
    assert xuezuo(*words, "--batch", "all=2025-09-01:LC01").code == 0
    with acting_as(SYSTEM):
        assert CampaignRun.objects.get().pack_id == "harvest-study"
        assert {tuple(ask.only) for ask in Ask.objects.all()} == {(cast.office.pk,)}


def test_the_packs_of_the_site_are_told(xuezuo):
    assert "two-studies “两学一做”学习教育" in xuezuo("campaign", "list", "--packs").out
    missing = xuezuo("campaign", "pause", "00000000-0000-7000-8000-000000000000", "--why", "停")
    assert missing.code == 1
