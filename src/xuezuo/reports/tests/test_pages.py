"""The pages and files of reports, as their readers see them."""

import csv
import datetime as dt
import io
import re

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from xuezuo.duties.tests.test_status import deed
from xuezuo.kernel import clock
from xuezuo.org.models import Edge
from xuezuo.org.services.closure import closure_rebuild
from xuezuo.org.tests.cast import Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.db.ranges import date_range

pytestmark = pytest.mark.django_db
TODAY = dt.date(2025, 6, 16)
DAYS = "?from=2025-01-01&last=2025-05-31&held=then"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def lived(cast: Cast) -> Cast:
    """The cast with some months of life: in time, late, and a theme day with a lecture."""
    with acting_as(SYSTEM):
        deed(cast.office, "general_meeting", dt.date(2025, 2, 5), recorded_on=dt.date(2025, 4, 1))
        deed(cast.office, "theme_day", dt.date(2025, 3, 5), parts=("lecture",))
        deed(cast.office, "theme_day", dt.date(2025, 5, 5))
        deed(cast.community, "theme_day", dt.date(2025, 5, 6))
        deed(cast.community, "theme_day", dt.date(2025, 6, 6))
    return cast


def page(client: Client, cast: Cast, person, name: str, unit, query: str = DAYS):
    client.force_login(cast.account(person))
    return client.get(reverse(name, args=[unit.uid]) + query)


def text_of(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def bytes_of(response) -> bytes:
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def test_the_home_page_leads_to_the_chosen_report(client: Client, lived: Cast) -> None:
    client.force_login(lived.account(lived.wu))
    home = client.get(reverse("reports:home"))
    assert "社区支部" in text_of(home)
    went = client.get(reverse("reports:home"), {"unit": str(lived.community.uid), "period": "2025-03", "held": "today"})
    assert went["Location"] == reverse("reports:rollup", args=[lived.community.uid]) + "?period=2025-03&held=today"


def test_the_rollup_shows_sums_children_and_months(client: Client, lived: Cast) -> None:
    text = text_of(page(client, lived, lived.wu, "reports:rollup", lived.committee, DAYS + "&topic=theme_day"))
    assert "2025年1月至5月汇总" in text
    assert "截至 2025年6月16日" in text
    assert "按当时隶属关系" in text
    assert 'data-chart-table="children"' in text
    assert re.search(r"figure=duties\.theme_day\.met\">3</a>", text)
    assert re.search(rf"figure=duties\.theme_day\.met&amp;child={lived.office.uid}\">2</a>", text)
    assert re.search(r"figure=coverage\.theme_day\">30\.00%</a>", text)  # 3 of 2 branches x 5 months


def test_every_figure_on_the_page_leads_to_rows_that_add_up_to_it(client: Client, lived: Cast) -> None:
    text = text_of(page(client, lived, lived.wu, "reports:rollup", lived.committee, DAYS + "&topic=theme_day"))
    links = dict(re.findall(r'href="(/reports/[^"]*/deeds/[^"]*)">([^<]*)</a>', text))
    assert len(links) > 60
    for url, value in links.items():
        if value in {"0", "—"} and "coverage" not in url:
            continue
        shown = text_of(client.get(url.replace("&amp;", "&")))
        assert re.search(rf"<h1>[^<]*：{re.escape(value.rstrip('%'))}[ %<]", shown), (url, value)
        rows = re.search(r"共 (\d+) 行，每行计 1", shown)
        if "meetings." in url or ("duties." in url and "study_hours" not in url):
            assert rows, url
            assert rows[1] == value
            assert shown.count("<tr>") - 1 == min(int(value), 30)


def test_the_rows_behind_a_figure_lead_to_the_deeds(client: Client, lived: Cast) -> None:
    shown = page(client, lived, lived.wu, "reports:behind", lived.committee, DAYS + "&figure=deeds.late")
    text = text_of(shown)
    assert "补记的活动：1 场" in text
    assert "记录日期晚于活动日期" in text
    assert "/life/activities/" in text
    assert "党员大会" in text


@pytest.mark.parametrize("figure", ["", "nothing", "members.x"])
def test_an_unknown_figure_is_not_found(client: Client, lived: Cast, figure: str) -> None:
    for name in ("reports:behind", "reports:behind-csv"):
        assert page(client, lived, lived.wu, name, lived.committee, f"{DAYS}&figure={figure}").status_code == 404


def test_a_part_through_somebody_elses_unit_is_not_found(client: Client, lived: Cast) -> None:
    query = f"{DAYS}&figure=members&child={lived.other_branch.uid}"
    assert page(client, lived, lived.wu, "reports:behind", lived.committee, query).status_code == 404


@pytest.mark.parametrize("query", ["?period=2025-13", "?from=2025-05-01&last=2025-04-01", "?from=x&last=2025-04-01"])
def test_days_that_are_none_are_refused(client: Client, lived: Cast, query: str) -> None:
    assert page(client, lived, lived.wu, "reports:rollup", lived.committee, query).status_code == 400


def test_nothing_said_means_the_year_up_to_last_month(client: Client, lived: Cast) -> None:
    assert "2025年1月至5月汇总" in text_of(page(client, lived, lived.wu, "reports:rollup", lived.committee, ""))


def test_a_branch_that_moved_away_still_counts_for_former_days(client: Client, lived: Cast) -> None:
    """Row-level security hides it from the old committee today; the figures of then must not change for that."""
    day = dt.date(2025, 6, 1)
    query = DAYS + "&figure=members"
    before = text_of(page(client, lived, lived.wu, "reports:behind", lived.committee, query))
    with acting_as(SYSTEM):
        edge = Edge.objects.get(unit=lived.community)
        edge.during = date_range(edge.during.lower, day)
        edge.save(update_fields=["during"])
        Edge.objects.create(unit=lived.community, parent=lived.other_committee, during=date_range(day))
        closure_rebuild()
    after = text_of(page(client, lived, lived.wu, "reports:behind", lived.committee, query))
    assert "党员：7 人" in before
    assert "党员：7 人" in after
    today = text_of(page(client, lived, lived.wu, "reports:behind", lived.committee, query.replace("then", "today")))
    assert "党员：5 人" in today


def test_files_have_the_rows_of_the_screen_and_their_number(client: Client, lived: Cast) -> None:
    csv_file = bytes_of(page(client, lived, lived.wu, "reports:rollup-csv", lived.committee))
    rows = list(csv.reader(io.StringIO(csv_file.decode("utf-8-sig"))))
    assert rows[0][:4] == ["组织代码", "组织名称", "党员（人）", "党组织（个）"]
    assert [row[0] for row in rows[1:-1]] == ["LC", "LC01", "LC02", "合计"]
    assert rows[4][2] == "7"
    assert rows[-1][0].startswith("共 4 行")
    xlsx_file = bytes_of(page(client, lived, lived.wu, "reports:rollup-xlsx", lived.committee))
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_file))
    data = book.get_sheet_by_name("数据").to_python()
    assert data[4][2] == 7
    assert data[5][0] == "共 4 行"
    assert any("正式组织关系" in str(cell) for row in book.get_sheet_by_name("口径").to_python() for cell in row)


def test_files_of_deeds_are_equal_byte_for_byte_and_name_nobody(client: Client, lived: Cast) -> None:
    query = DAYS + "&figure=meetings.theme_day"
    made = [bytes_of(page(client, lived, lived.wu, "reports:behind-xlsx", lived.committee, query)) for _ in range(2)]
    assert made[0] == made[1]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(made[0])).get_sheet_by_name("数据").to_python()
    assert rows[0][2] == "日期"
    assert rows[1][2] == dt.date(2025, 3, 5)
    assert rows[-1][0] == "共 3 行"
    assert "王书记" not in str(rows)


def test_the_number_of_queries_does_not_grow_with_the_units(
    client: Client, lived: Cast, django_assert_max_num_queries
) -> None:
    client.force_login(lived.account(lived.wu))
    url = reverse("reports:rollup", args=[lived.committee.uid]) + DAYS
    client.get(url)
    with django_assert_max_num_queries(60) as counted:
        client.get(url)
    small = len(counted)
    with acting_as(SYSTEM):
        from xuezuo.org.tests import factories  # noqa: PLC0415  # only here

        factories.units(*(factories.UnitSpec(f"LC9{n}", f"支部{n}", "branch", "LC") for n in range(6)))
    with django_assert_max_num_queries(small):
        client.get(url)
