"""The pages at work: search, enrolling, correcting, numbers, transfers, posts, invitations, own record, audit."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from stdnum.cn import ric
from tests.support.audit import trail

from xuezuo.kernel import clock
from xuezuo.kernel.dates import add_months
from xuezuo.org.models import Affiliation, Invitation, Member, Post, Transfer
from xuezuo.org.services import people
from xuezuo.org.tests import factories
from xuezuo.org.tests.cast import Cast
from xuezuo.org.types import AffiliationKind
from xuezuo.platform.access import SYSTEM, acting_as

pytestmark = pytest.mark.django_db
NUMBER = "11010119560308123"
NUMBER += ric.calc_check_digit(NUMBER + "0")


def text(response) -> str:
    return response.content.decode()


def members_in(response) -> list[str]:
    return re.findall(r'<th scope="row"><a [^>]*>([^<]*)</a>', text(response))


@pytest.fixture
def numbers(cast: Cast):
    with acting_as(SYSTEM):
        people.identity_set(actor=SYSTEM, member=cast.zhao, id_number=NUMBER, phone="13800138000", at=clock.now())


class TestList:
    def names(self, browser, who, **query):
        return members_in(browser(who).get(reverse("org:member-list"), query))

    def test_each_sees_the_own_scope_by_pinyin(self, browser):
        assert self.names(browser, "wang") == ["李委员", "钱预备", "王书记", "吴组织", "赵党员"]
        assert self.names(browser, "zheng") == ["孙督导", "郑书记"]
        assert self.names(browser, "zhou") == ["周外人"]
        assert len(self.names(browser, "wu")) == 7

    @pytest.mark.usefixtures("numbers")
    @pytest.mark.parametrize("typed", ["赵", "党员", "zhaod", "zdy", "ZDY", " z d y ", "LC0003"])
    def test_a_member_is_found_by(self, browser, typed):
        assert self.names(browser, "wang", q=typed) == ["赵党员"]

    @pytest.mark.usefixtures("numbers")
    @pytest.mark.parametrize("typed", [NUMBER, NUMBER.lower(), "13800138000", "138-0013 8000"])
    def test_a_number_is_asked_for_outside_the_address(self, cast: Cast, browser, typed):
        refused = browser("wang").get(reverse("org:member-list"), {"q": typed})
        assert members_in(refused) == []
        assert typed not in text(refused)
        assert refused.headers["HX-Push-Url"] == "false"
        found = browser("wang").post(reverse("org:member-find"), {"number": typed})
        assert found.headers["Location"] == reverse("org:member-detail", args=[cast.zhao.uid])
        nobody = browser("zhou").post(reverse("org:member-find"), {"number": typed})
        assert (nobody.status_code, typed in text(nobody)) == (400, False)

    @pytest.mark.usefixtures("numbers")
    def test_several_with_one_phone_are_listed(self, cast: Cast, browser):
        with acting_as(SYSTEM):
            people.identity_set(actor=SYSTEM, member=cast.qian, phone="13800138000", at=clock.now())
        found = text(browser("wang").post(reverse("org:member-find"), {"number": "13800138000"}))
        assert "有 2 名党员" in found
        assert "13800138000" not in found

    @pytest.mark.usefixtures("numbers")
    def test_but_not_from_outside(self, browser):
        assert self.names(browser, "zheng", q="赵") == []

    def test_surnames_are_found_as_they_are_said(self, cast: Cast, browser):
        with acting_as(SYSTEM):
            for name in ("单文", "曾好", "仇英", "解放", "万俟明"):
                factories.member(cast.office, name=name)
        found = {typed: self.names(browser, "wang", q=typed) for typed in ("shan", "zengh", "qy", "xie", "moqi", "zh")}
        assert found == {
            "shan": ["单文"],
            "zengh": ["曾好"],
            "qy": ["钱预备", "仇英"],
            "xie": ["解放"],
            "moqi": ["万俟明"],
            "zh": ["曾好", "赵党员"],
        }

    def test_filters(self, cast: Cast, browser):
        with acting_as(SYSTEM):
            factories.affiliation(cast.sun, cast.first_group, AffiliationKind.FLOATING)
        assert self.names(browser, "wu", unit=cast.first_group.uid) == ["赵党员"]
        assert self.names(browser, "wu", unit=cast.first_group.uid, kind="floating") == ["孙督导"]
        assert self.names(browser, "wang", stage="probationary") == ["钱预备"]
        assert self.names(browser, "wang", login="no") == []
        assert browser("wang").get(reverse("org:member-list"), {"unit": cast.community.uid}).status_code == 404

    def test_htmx_gets_the_rows_only(self, browser):
        headers = {"HX-Request": "true", "HX-Target": "div#rows"}
        page = text(browser("wang").get(reverse("org:member-list"), headers=headers))
        assert "王书记" in page
        assert "<html" not in page


class TestRecord:
    @pytest.mark.usefixtures("numbers")
    def test_numbers_are_masked_and_only_for_those_who_may_unmask(self, cast: Cast, browser):
        url = reverse("org:member-detail", args=[cast.zhao.uid])
        for who in ("wang", "wu"):
            page = text(browser(who).get(url))
            assert "110***********" + NUMBER[-4:] in page
            assert NUMBER not in page
        assert "138" not in text(browser("li").get(url))

    def test_looks_are_recorded_and_shown_to_the_member(self, cast: Cast, browser):
        url = reverse("org:member-detail", args=[cast.zhao.uid])
        browser("sun").get(url)
        browser("sun").get(url)
        browser("zhao").get(url)
        assert trail().filter(name="org.member_viewed").count() == 1
        page = text(browser("zhao").get(reverse("org:my-access-log")))
        assert "孙督导" in page
        assert "LC0007" in page

    @pytest.mark.usefixtures("numbers")
    def test_unmasking_asks_why_and_shows_once(self, cast: Cast, browser):
        url = reverse("org:identity-unmask", args=[cast.zhao.uid])
        client = browser("wang")
        assert client.post(url, {"secret": "id_number", "reason": ""}).status_code == 400
        assert client.post(url, {"secret": "id_number", "reason": "看"}).status_code == 400
        page = client.post(url, {"secret": "id_number", "reason": "核对档案材料"})
        assert NUMBER in text(page)
        assert "no-store" in page.headers["Cache-Control"]
        assert NUMBER not in text(client.get(url))
        assert "核对档案材料" in text(browser("zhao").get(reverse("org:my-access-log")))

    @pytest.mark.usefixtures("numbers")
    def test_ones_own_number(self, cast: Cast, browser):
        client = browser("zhao")
        assert "110***********" in text(client.get(reverse("org:my-record")))
        page = client.post(reverse("org:identity-unmask", args=[cast.zhao.uid]), {"secret": "phone"})
        assert "13800138000" in text(page)

    def test_an_account_without_a_member(self, browser):
        assert "没有对应的党员" in text(browser("feng").get(reverse("org:my-record")))

    def test_former_members_stay_with_the_last_unit(self, cast: Cast, browser):
        with acting_as(SYSTEM):
            people.member_end(actor=SYSTEM, member=cast.zhao, on=clock.today(), reason="本人去世", at=clock.now())
        url = reverse("org:member-detail", args=[cast.zhao.uid])
        assert browser("wang").get(url).status_code == 200
        assert browser("zheng").get(url).status_code == 404


class TestDeeds:
    def test_enrolling(self, cast: Cast, browser):
        data = {
            "number": "LC0300",
            "name": "覃新",
            "sex": "female",
            "born_on": "2000-01-01",
            "joined_on": "2025-01-01",
            "on": "2025-02-01",
        }
        url = reverse("org:member-enroll", args=[cast.first_group.uid])
        assert browser("wang").post(url, data).status_code == 302
        with acting_as(SYSTEM):
            member = Member.objects.get(number="LC0300")
            assert member.pinyin == "qinxin"
            assert Affiliation.objects.get(member=member).unit == cast.first_group
        again = browser("wang").post(url, data)
        assert again.status_code == 400
        assert "已被使用" in text(again)

    def test_correcting(self, cast: Cast, browser):
        url = reverse("org:member-correct", args=[cast.zhao.uid])
        page = browser("wang").get(url)
        data = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
        assert browser("wang").post(url, {**data, "education": "研究生", "reason": "学历提升"}).status_code == 302
        assert "研究生" in text(browser("wang").get(reverse("org:member-detail", args=[cast.zhao.uid])))

    def test_setting_numbers(self, cast: Cast, browser):
        url = reverse("org:identity-set", args=[cast.zhao.uid])
        assert "校验码" in text(browser("wang").post(url, {"id_number": NUMBER[:-1] + "?"}))
        assert browser("wang").post(url, {"id_number": NUMBER, "phone": "13800138000"}).status_code == 302

    def test_promoting_ending_regrouping(self, cast: Cast, browser):
        client, day = browser("wang"), clock.today().isoformat()
        promote = reverse("org:member-promote", args=[cast.qian.uid])
        assert client.post(promote, {"on": "2026-01-10", "document": "支部大会决议"}).status_code == 302
        regroup = reverse("org:member-regroup", args=[cast.zhao.uid])
        assert client.post(regroup, {"unit": "第二党小组", "on": day}).status_code == 302
        assert client.post(regroup, {"unit": "没有这个", "on": day}).status_code == 400
        end = reverse("org:member-end", args=[cast.qian.uid])
        assert client.post(end, {"on": day, "reason": "本人去世"}).status_code == 302

    def test_floating_members_come_with_number_and_name(self, cast: Cast, browser):
        url = reverse("org:affiliation-add", args=[cast.other_branch.uid])
        data = {"number": "LC0003", "name": "赵党员", "kind": "floating", "on": "2025-06-01", "reason": "在本地务工"}
        client = browser("zhou")
        assert client.post(url, {**data, "name": "张三"}).status_code == 404
        assert client.post(url, data).status_code == 302
        with acting_as(SYSTEM):
            row = Affiliation.objects.get(unit=cast.other_branch, member=cast.zhao)
        end = reverse("org:affiliation-end", args=[row.pk])
        assert client.post(end, {"on": "2025-07-01", "reason": "已返回原籍"}).status_code == 302
        assert client.post(end, {"on": "2025-07-01", "reason": "已返回原籍"}).status_code == 400

    def test_a_transfer_from_both_sides(self, cast: Cast, browser):
        day = clock.today()
        send = reverse("org:transfer-send", args=[cast.zhao.uid])
        data = {"to_unit": "HK01", "reason": "工作调动", "on": day, "valid_until": add_months(day, 3)}
        assert browser("wang").post(send, data).status_code == 302
        with acting_as(SYSTEM):
            sent = Transfer.objects.get()
        page = browser("zhou").get(reverse("org:transfer-list"))
        assert "赵党员" in text(page)
        detail = reverse("org:transfer-detail", args=[sent.uid])
        assert "接收" in text(browser("zhou").get(detail))
        assert "撤回" in text(browser("wang").get(detail))
        assert browser("zheng").get(detail).status_code == 404
        receive = reverse("org:transfer-receive", args=[sent.uid])
        assert browser("wang").post(receive, {"on": day}).status_code == 403
        assert browser("zhou").post(receive, {"on": day}).status_code == 302
        assert "回执" in text(browser("wang").get(detail))
        assert browser("wang").get(reverse("org:member-detail", args=[cast.zhao.uid])).status_code == 404
        assert browser("zhou").get(reverse("org:member-detail", args=[cast.zhao.uid])).status_code == 200

    def test_refusing_and_withdrawing(self, cast: Cast, browser):
        day = clock.today()
        data = {"to_unit": "河口支部", "reason": "工作调动", "on": day, "valid_until": day}
        for who, name in (("zhou", "refuse"), ("wang", "withdraw")):
            assert browser("wang").post(reverse("org:transfer-send", args=[cast.zhao.uid]), data).status_code == 302
            with acting_as(SYSTEM):
                sent = Transfer.objects.get(state="sent")
            url = reverse(f"org:transfer-{name}", args=[sent.uid])
            assert browser(who).post(url, {"reason": "资料有误"}).status_code == 302
            assert browser(who).post(url, {"reason": "资料有误"}).status_code == 400

    def test_posts_and_terms(self, cast: Cast, browser):
        client = browser("wang")
        appoint = reverse("org:post-appoint", args=[cast.office.uid])
        data = {"member": "LC0006", "kind": "committee_member", "title": "宣传委员", "on": "2025-06-01"}
        assert client.post(appoint, {**data, "document": "选举结果"}).status_code == 302
        assert client.post(appoint, {**data, "kind": "secretary", "document": "选举结果"}).status_code == 400
        term = reverse("org:term-begin", args=[cast.office.uid])
        assert client.post(term, {"on": "2025-06-01", "document": "批复〔2025〕1号"}).status_code == 302
        page = text(client.get(reverse("org:post-list", args=[cast.office.uid])))
        assert "宣传委员" in page
        assert "2028-06-01 届满" in page
        with acting_as(SYSTEM):
            post = Post.objects.get(title="宣传委员")
        end = reverse("org:post-end", args=[post.pk])
        assert client.post(end, {"on": "2025-07-01", "reason": "工作调整"}).status_code == 302
        assert "历任" in text(client.get(reverse("org:post-list", args=[cast.office.uid])))


class TestInvitations:
    def test_from_the_sheet_to_the_first_log_in(self, cast: Cast, browser):
        with acting_as(SYSTEM):
            member = factories.member(cast.first_group, name="新同志", number="LC0400")
        page = text(browser("wang").get(reverse("org:invitation-list", args=[cast.office.uid])))
        assert re.search(rf'value="{member.uid}" checked', page)
        sheet = browser("wang").post(reverse("org:invitation-print"), {"member": [member.uid]})
        code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", text(sheet)).group()
        assert "<svg" in text(sheet)
        stranger = Client()
        assert code in text(stranger.get(reverse("org:join-code", args=[code])))
        data = {"code": code.lower(), "check": "LC0400", "username": "", "password": "long enough 42"}
        join = reverse("org:join")
        assert stranger.post(join, {**data, "again": "other"}).status_code == 400
        assert "不正确" in text(stranger.post(join, {**data, "check": "0000", "again": "long enough 42"}))
        assert stranger.post(join, {**data, "again": "long enough 42"}).status_code == 302
        login = stranger.post(reverse("account_login"), {"login": "LC0400", "password": "long enough 42"})
        assert login.status_code == 302, login.context["form"].errors
        assert "新同志" in text(stranger.get(reverse("org:my-record")))

    def test_a_wrong_try_stays_counted(self, cast: Cast):
        with acting_as(SYSTEM):
            issued = people.invitation_issue(actor=SYSTEM, members=[cast.zhao], at=clock.now())[0]
        data = {"code": issued.code, "check": "0000", "password": "long enough 42", "again": "long enough 42"}
        for _ in range(5):
            Client().post(reverse("org:join"), data)
        assert "不能登录" in text(Client().post(reverse("org:join"), data))

    @pytest.mark.usefixtures("cast")
    def test_nothing_chosen_or_nonsense(self, browser):
        client, url = browser("wang"), reverse("org:invitation-print")
        assert client.post(url, {}).status_code == 302
        away = {"member": ["nonsense"], "back": "https://elsewhere.example/"}
        assert client.post(url, away).headers["Location"] == reverse("org:member-list")
        assert client.post(url, {"back": "/audit/"}).headers["Location"] == "/audit/"
        with acting_as(SYSTEM):
            assert not Invitation.objects.exists()

    def test_revoking(self, cast: Cast, browser):
        client = browser("wang")
        client.post(reverse("org:invitation-print"), {"member": [cast.zhao.uid]})
        assert "作废邀请码" in text(client.get(reverse("org:member-detail", args=[cast.zhao.uid])))
        assert client.post(reverse("org:invitation-revoke", args=[cast.zhao.uid])).status_code == 302


class TestAudit:
    def test_organizers_read_the_trail_of_their_units(self, cast: Cast, browser):
        end = {"on": clock.today(), "reason": "本人去世"}
        browser("wang").post(reverse("org:member-end", args=[cast.zhao.uid]), end)
        page = text(browser("wu").get(reverse("org:audit-list")))
        assert "党员出册" in page
        assert "王书记" in page
        assert "本人去世" in page
        assert "党员出册" not in members_in(browser("zheng").get(reverse("org:audit-list")))
        for query, shown in (
            ({"name": "org.member_ended"}, True),
            ({"name": "org.member_enrolled"}, False),
            ({"who": "LC0001"}, True),
            ({"who": "LC0002"}, False),
            ({"since": clock.today() + dt.timedelta(days=1)}, False),
            ({"until": clock.today()}, True),
            ({"subject": f"org.member:{cast.zhao.uid}"}, True),
            ({"subject": f"org.member:{cast.li.uid}"}, False),
        ):
            assert ("本人去世" in text(browser("wu").get(reverse("org:audit-list"), query))) is shown, query
        assert "本人去世" in text(browser("wu").get(reverse("org:member-audit", args=[cast.zhao.uid])))
