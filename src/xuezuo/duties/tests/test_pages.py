"""The pages of the duties room, as their readers see them."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from xuezuo.duties.tests.test_status import deed
from xuezuo.kernel import clock
from xuezuo.kernel.dates import DateSpan
from xuezuo.org.tests.cast import Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.rules.vocabulary import SubjectKind, Template
from xuezuo.study.asks.tests.factories import ask

pytestmark = pytest.mark.django_db
TODAY = dt.date(2025, 6, 16)
PER_MEMBER = Template.EXISTS_PER_MEMBER


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def page(client: Client, cast: Cast, person, url: str):
    client.force_login(cast.account(person))
    return client.get(url, follow=True)


def test_the_secretary_sees_what_is_open_first_and_why(client: Client, cast: Cast) -> None:
    with acting_as(SYSTEM):
        deed(cast.office, "theme_day", dt.date(2025, 6, 5))
    shown = page(client, cast, cast.wang, reverse("duties:this-month"))

    text = shown.content.decode()
    assert shown.status_code == 200
    assert text.index("还要做") < text.index("支部党员大会") < text.index("已落实（") < text.rindex("主题党日")
    assert "6月30日前" in text
    assert "《中国共产党支部工作条例（试行）》第十一条（一般）" in text


def test_a_month_to_come_shows_the_present_one(client: Client, cast: Cast) -> None:
    shown = page(client, cast, cast.wang, reverse("duties:month", args=[cast.office.uid]) + "?month=2031-01")
    assert "2025年6月要做的事" in shown.content.decode()


def test_the_trace_names_the_deeds_that_counted(client: Client, cast: Cast) -> None:
    with acting_as(SYSTEM):
        deed(cast.office, "general_meeting", dt.date(2025, 2, 5), recorded_on=dt.date(2025, 4, 1))
    url = reverse("duties:trace", args=[cast.office.uid, "branch_general_meeting", "2025-Q1"])
    text = page(client, cast, cast.wang, url).content.decode()
    assert "迟报落实" in text
    assert "2025年2月5日 支部党员大会" in text
    assert "2025年4月1日记录" in text


@pytest.mark.parametrize("duty_period", [("nothing", "2025-Q1"), ("theme_day", "2025-Q1"), ("theme_day", "2025-13")])
def test_the_trace_of_nothing_is_not_found(client: Client, cast: Cast, duty_period: tuple[str, str]) -> None:
    got = page(client, cast, cast.wang, f"/duties/units/{cast.office.uid}/{duty_period[0]}/{duty_period[1]}/")
    assert got.status_code == 404, got.redirect_chain


def test_the_committee_sees_its_branches_and_the_sum(client: Client, cast: Cast) -> None:
    with acting_as(SYSTEM):
        deed(cast.office, "theme_day", dt.date(2025, 5, 5))
    shown = page(client, cast, cast.wu, reverse("duties:standing", args=[cast.committee.uid]) + "?month=2025-05")
    text = shown.content.decode()
    assert "机关支部" in text
    assert "1/2" in text  # one of the two branches held its theme day
    assert "缺 1" in text


def test_the_year_of_a_branch_shows_hours_to_its_secretary_only(client: Client, cast: Cast) -> None:
    url = reverse("duties:year", args=[cast.office.uid])
    assert "党员学时" in page(client, cast, cast.wang, url).content.decode()
    assert (
        "党员学时"
        not in page(client, cast, cast.zhao, reverse("duties:year", args=[cast.first_group.uid])).content.decode()
    )


def test_another_branch_does_not_exist(client: Client, cast: Cast) -> None:
    for name in ("duties:month", "duties:year", "duties:standing"):
        assert page(client, cast, cast.zheng, reverse(name, args=[cast.office.uid])).status_code == 404


def test_the_rule_browser_shows_documents_as_of_a_day(client: Client, cast: Cast) -> None:
    text = page(client, cast, cast.zhao, reverse("duties:rule-list") + "?on=2018-11-01").content.decode()
    assert "这一天还没有这项要求" in text  # hours came in 2019
    detail = page(client, cast, cast.zhao, reverse("duties:rule-detail", args=["study_hours_member"])).content.decode()
    assert "年老体弱" in detail
    assert "32 学时" in detail
    assert page(client, cast, cast.zhao, reverse("duties:rule-detail", args=["nothing"])).status_code == 404


def test_a_month_with_asks_costs_as_many_queries_as_ever(client: Client, cast: Cast, query_budget) -> None:  # type: ignore[no-untyped-def]  # a fixture's context
    during = DateSpan(dt.date(2025, 6, 1), dt.date(2025, 9, 1))
    with acting_as(SYSTEM):
        for number in range(3):
            ask(
                cast.committee, key=f"ask_{number}", label=f"第{number}项要求", during=during, is_named=bool(number % 2)
            )
        ask(cast.committee, key="people", during=during, subjects=(SubjectKind.MEMBER,), template=PER_MEMBER)
    url = reverse("duties:month", args=[cast.office.uid])
    assert "第2项要求" in page(client, cast, cast.wang, url).content.decode()
    for name, address in (("duties:month", url), ("web:home", reverse("web:home"))):
        client.get(address, follow=True)
        with query_budget(name):
            assert client.get(address, follow=True).status_code == 200
