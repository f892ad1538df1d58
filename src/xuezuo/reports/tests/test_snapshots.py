"""Reports of large units: counted in the background, kept, shown to those with the same right and scope."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from xuezuo.duties.tests.test_status import deed
from xuezuo.kernel import clock
from xuezuo.org.models import Post
from xuezuo.org.tests.cast import Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.db.ranges import date_range
from xuezuo.platform.jobs import runner
from xuezuo.platform.jobs.folders import folder_of
from xuezuo.platform.jobs.models import Job, JobState
from xuezuo.reports.queries.snapshots import FILE
from xuezuo.reports.tests.test_pages import DAYS, bytes_of, lived, page, text_of

__all__ = ["lived"]
pytestmark = pytest.mark.django_db
TODAY = dt.date(2025, 6, 16)
NOW = dt.datetime(2025, 6, 16, 1, 5, tzinfo=dt.UTC)  # 09:05 in Shanghai
LECTURES = re.compile(r'<dd><a href="[^"]*figure=meetings.lecture">1</a>\s*场')
AS_COMPUTED = "本页数字于 2025年6月16日 09:05 计算"


@pytest.fixture(autouse=True)
def _large(monkeypatch: pytest.MonkeyPatch, settings, tmp_path: Path) -> None:
    """Everything is large; the clock stands."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    settings.DATA_DIR, settings.REPORT_UNITS = tmp_path, 0


@pytest.fixture
def work() -> Callable[[], Job]:
    """Do the latest job, as the worker would; `steps` are those that its watchers saw."""

    def run() -> Job:
        job = Job.objects.latest("pk")
        steps: list[tuple[str, int, int]] = []
        runner.run(job.uid, clock.now, lambda *step: steps.append(step))
        job.refresh_from_db()
        job.steps = steps  # type: ignore[attr-defined]  # for the test
        return job

    return run


def test_a_large_report_is_counted_in_the_background_and_then_shown(client: Client, lived: Cast, work) -> None:
    began = page(client, lived, lived.wu, "reports:rollup", lived.committee)
    job = Job.objects.get()
    progress = reverse("jobs:job-detail", args=[job.uid])
    assert began["Location"] == progress
    assert "刷新进度" in text_of(client.get(progress))  # without JavaScript
    done = work()
    assert done.state == JobState.DONE
    assert [one[1] for one in done.steps] == list(range(len(done.steps)))
    assert done.steps[-1][1] == done.steps[-1][2] - 1
    shown = client.get(progress, follow=True)
    assert shown.request["PATH_INFO"] == reverse("reports:rollup", args=[lived.committee.uid])
    text = text_of(shown)
    assert AS_COMPUTED in text
    assert "重新计算" in text
    assert Job.objects.count() == 1


def test_a_snapshot_says_the_same_as_counting_at_once(client: Client, lived: Cast, settings, work) -> None:
    names = ("reports:rollup", "reports:overview")
    page(client, lived, lived.wu, names[0], lived.committee)
    work()
    kept = [text_of(page(client, lived, lived.wu, name, lived.committee)) for name in names]
    settings.REPORT_UNITS = 1000
    live = [text_of(page(client, lived, lived.wu, name, lived.committee)) for name in names]
    for one, other in zip(kept, live, strict=True):
        assert AS_COMPUTED not in other
        assert links(one) == links(other)
        assert len(links(one)) > 30


def links(text: str) -> list[str]:
    return [line for part in text.split("<a ")[1:] if "figure=" in (line := part.partition("</a>")[0])]


def test_what_is_confirmed_later_is_in_after_counting_again(client: Client, lived: Cast, work) -> None:
    query = "?period=2025-05&held=then"
    page(client, lived, lived.wu, "reports:rollup", lived.office, query)
    work()
    with acting_as(SYSTEM):
        deed(lived.office, "lecture", dt.date(2025, 5, 7))
    before = text_of(page(client, lived, lived.wu, "reports:rollup", lived.office, query))
    assert not LECTURES.search(before)
    again = client.post(reverse("reports:compute-again", args=[lived.office.uid]) + query + "&page=reports:rollup")
    assert again.status_code == 302
    work()
    assert LECTURES.search(text_of(page(client, lived, lived.wu, "reports:rollup", lived.office, query)))


def test_asking_twice_is_one_count(client: Client, lived: Cast) -> None:
    for name in ("reports:rollup", "reports:overview", "reports:rollup-csv", "reports:sheet"):
        assert page(client, lived, lived.wu, name, lived.committee).status_code == 302
    assert Job.objects.count() == 1


def test_files_come_from_the_snapshot_and_say_when(client: Client, lived: Cast, work) -> None:
    page(client, lived, lived.wu, "reports:rollup", lived.committee)
    work()
    table = bytes_of(page(client, lived, lived.wu, "reports:rollup-csv", lived.committee)).decode("utf-8-sig")
    assert "截至：2025年6月16日09:05" in table
    assert bytes_of(page(client, lived, lived.wu, "reports:overview-docx", lived.committee))[:2] == b"PK"
    assert bytes_of(page(client, lived, lived.wu, "reports:sheet", lived.committee))[:5] == b"%PDF-"
    assert Job.objects.count() == 1


def test_a_snapshot_is_for_the_same_right_and_scope_only(client: Client, lived: Cast, work) -> None:
    """The organizer of the committee sees more rows than the secretary of its branch."""
    page(client, lived, lived.wu, "reports:rollup", lived.office)
    work()
    assert page(client, lived, lived.wang, "reports:rollup", lived.office).status_code == 302
    assert Job.objects.count() == 2
    work()
    assert AS_COMPUTED in text_of(page(client, lived, lived.wang, "reports:rollup", lived.office))
    colleague = text_of(page(client, lived, lived.li, "reports:rollup", lived.office))
    assert "由同样有权查看的同志发起" in colleague
    for outsider, code in ((lived.zheng, 404), (lived.zhao, 403)):
        assert page(client, lived, outsider, "reports:rollup", lived.office).status_code == code
    assert page(client, lived, lived.li, "reports:rollup", lived.committee).status_code in {403, 404}


def test_the_count_runs_with_the_rights_of_the_asker(client: Client, lived: Cast, work) -> None:
    """Who has lost the post before the worker begins gets nothing."""
    page(client, lived, lived.wang, "reports:rollup", lived.office)
    with acting_as(SYSTEM):
        for post in Post.objects.filter(member=lived.wang):
            post.during = date_range(post.during.lower, TODAY)
            post.save(update_fields=["during"])
    job = work()
    assert job.state == JobState.FAILED
    assert not (folder_of(job.uid) / FILE).exists()
    assert page(client, lived, lived.wang, "reports:rollup", lived.office).status_code == 403


def test_somebody_elses_count_is_not_found(client: Client, lived: Cast, work) -> None:
    page(client, lived, lived.wu, "reports:rollup", lived.committee)
    job = work()
    client.force_login(lived.account(lived.sun))
    for name in ("jobs:job-detail", "reports:computed"):
        assert client.get(reverse(name, args=[job.uid])).status_code == 404


def test_the_next_day_and_a_swept_folder_count_anew(
    client: Client, lived: Cast, work, monkeypatch: pytest.MonkeyPatch
) -> None:
    page(client, lived, lived.wu, "reports:rollup", lived.committee)
    job = work()
    (folder_of(job.uid) / FILE).unlink()
    assert page(client, lived, lived.wu, "reports:rollup", lived.committee).status_code == 302
    work()
    assert text_of(page(client, lived, lived.wu, "reports:rollup", lived.committee))
    monkeypatch.setattr(clock, "today", lambda: TODAY + dt.timedelta(days=1))
    assert page(client, lived, lived.wu, "reports:rollup", lived.committee).status_code == 302
    assert Job.objects.count() == 3


def test_a_typed_text_is_checked_without_waiting(client: Client, lived: Cast) -> None:
    client.force_login(lived.account(lived.wu))
    answer = client.post(reverse("reports:check", args=[lived.committee.uid]) + DAYS, {"text": "我委有党支部3个。"})
    assert "不一致的地方（1）" in text_of(answer)
