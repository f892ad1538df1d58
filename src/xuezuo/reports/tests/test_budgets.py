"""How many queries the pages of reports need; the numbers are in tests/budgets/reports.json."""

import datetime as dt
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.org.tests import factories
from xuezuo.org.tests.cast import Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.jobs import runner
from xuezuo.platform.jobs.models import Job
from xuezuo.reports.tests.test_pages import DAYS, TODAY, lived

__all__ = ["lived"]
pytestmark = pytest.mark.django_db
FIGURES = ("units", "members", "meetings.theme_day", "attendance.rate", "duties.theme_day.missed", "deeds.late")


@pytest.fixture
def client(lived: Cast, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The organizer of a committee with a dozen branches."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    with acting_as(SYSTEM):
        factories.units(*(factories.UnitSpec(f"LC8{n}", f"支部{n}", "branch", "LC") for n in range(10)))
    client = Client()
    client.force_login(lived.account(lived.wu))
    return client


def url_of(lived: Cast, name: str, more: str = "") -> str:
    return reverse(name, args=[lived.committee.uid]) + DAYS + more


def test_pages_without_a_unit(client: Client, query_budget) -> None:  # type: ignore[no-untyped-def]  # a fixture's context
    for name in ("reports:home", "reports:figure-list"):
        client.get(reverse(name))
        with query_budget(name):
            assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("page", ["rollup", "rollup-csv", "overview", "overview-docx", "check", "sheet"])
def test_pages_of_a_unit(lived: Cast, client: Client, query_budget, page: str) -> None:  # type: ignore[no-untyped-def]  # the same
    url = url_of(lived, f"reports:{page}")
    client.get(url)
    with query_budget(f"reports:{page}"):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("figure", FIGURES)
def test_what_stands_behind_a_figure(lived: Cast, client: Client, query_budget, figure: str) -> None:  # type: ignore[no-untyped-def]  # the same
    url = url_of(lived, "reports:behind", f"&figure={figure}")
    client.get(url)
    with query_budget(f"reports:behind-{figure}"):
        assert client.get(url).status_code == 200


def test_pages_from_a_snapshot(  # type: ignore[no-untyped-def]  # the same
    lived: Cast, client: Client, query_budget, settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2025, 6, 16, 1, tzinfo=dt.UTC))
    settings.DATA_DIR, settings.REPORT_UNITS = tmp_path, 0
    client.get(url_of(lived, "reports:rollup"))
    runner.run(Job.objects.get().uid, clock.now, lambda *_: None)
    for page in ("rollup", "overview"):
        with query_budget(f"reports:{page}-snapshot"):
            assert client.get(url_of(lived, f"reports:{page}")).status_code == 200
