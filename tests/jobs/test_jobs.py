"""Long work: started, watched, stopped, failed, taken up again; run as the person who started it."""

import datetime as dt

import pytest
from django.urls import reverse

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.kernel.ids import new_id
from xuezuo.org.tests.cast import Cast
from xuezuo.platform.access import SYSTEM, acting_as, current_actor
from xuezuo.platform.jobs import kinds, runner
from xuezuo.platform.jobs.folders import folder_of, make_folder, sweep
from xuezuo.platform.jobs.kinds import JobCancelled, JobRun, Values, job_kind
from xuezuo.platform.jobs.models import Job, JobState
from xuezuo.platform.jobs.queries import job_get_for
from xuezuo.platform.jobs.services import job_cancel, job_start

pytestmark = pytest.mark.django_db
AT = dt.datetime(2025, 6, 16, 1, 0, tzinfo=dt.UTC)
SEEN: list[str] = []


@pytest.fixture(autouse=True)
def _own_kinds(monkeypatch, tmp_path, settings):
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    settings.DATA_DIR = tmp_path
    SEEN.clear()

    @job_kind("test.count", "数一数", done_url="org:roster-check")
    def count(run: JobRun) -> Values:
        SEEN.append(current_actor().label)
        run.progress("数", 1, 2)
        return {"counted": 2}

    @job_kind("test.refuse", "不行", done_url="web:home")
    def refuse(run: JobRun) -> Values:
        raise Forbidden(reason="试一试。")

    @job_kind("test.break", "坏了", done_url="web:home")
    def broken(run: JobRun) -> Values:
        raise RuntimeError("secret detail")


def nothing(step: str, done: int, total: int) -> None:
    """Watch nothing."""


def run(job: Job, progress=nothing) -> Job:
    runner.run(job.uid, lambda: AT, progress)
    job.refresh_from_db()
    return job


def test_a_job_runs_as_the_person_who_started_it(cast: Cast) -> None:
    job = job_start(actor=cast.actor(cast.wu), kind="test.count", at=AT)
    assert job.state == JobState.WAITING
    done = run(job)
    assert (done.state, done.result, SEEN) == (JobState.DONE, {"counted": 2}, [cast.wu.number])


def test_a_job_of_a_closed_log_in_has_nobody_behind_it(cast: Cast) -> None:
    job = job_start(actor=cast.actor(cast.wu), kind="test.count", at=AT)
    with acting_as(SYSTEM):
        account = cast.account(cast.wu)
        account.is_active = False
        account.save(update_fields=["is_active"])
    run(job)
    assert SEEN == [""]


def test_a_job_that_ended_is_not_run_again_and_one_that_was_interrupted_is(cast: Cast) -> None:
    job = job_start(actor=cast.actor(cast.wu), kind="test.count", at=AT)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING)  # its worker was killed
    run(job)
    run(job)
    assert len(SEEN) == 1


def test_a_refusal_is_told_and_a_bug_is_not_shown(cast: Cast, caplog) -> None:
    refused = run(job_start(actor=cast.actor(cast.wu), kind="test.refuse", at=AT))
    broken = run(job_start(actor=cast.actor(cast.wu), kind="test.break", at=AT))
    assert (refused.state, refused.message) == (JobState.FAILED, "您不能进行这项操作：试一试。")
    assert (broken.state, "secret detail" in broken.message) == (JobState.FAILED, False)
    assert "secret detail" in caplog.text


def test_a_waiting_job_can_be_stopped_and_a_running_one_stops_at_its_next_step(cast: Cast) -> None:
    actor = cast.actor(cast.wu)
    waiting = job_start(actor=actor, kind="test.count", at=AT)
    job_cancel(actor=actor, uid=waiting.uid, at=AT)
    assert run(waiting).state == JobState.CANCELLED

    def stopped(step: str, done: int, total: int) -> None:
        raise JobCancelled

    running = job_start(actor=actor, kind="test.count", at=AT)
    assert run(running, stopped).state == JobState.CANCELLED


def test_only_the_own_jobs_exist(cast: Cast) -> None:
    job = job_start(actor=cast.actor(cast.wu), kind="test.count", at=AT)
    for other in (cast.actor(cast.wang), SYSTEM, cast.admin):
        with pytest.raises(NotFound):
            job_get_for(other, job.uid)
    with pytest.raises(NotFound):
        job_cancel(actor=cast.actor(cast.wang), uid=job.uid, at=AT)


def test_unknown_kinds_are_refused(cast: Cast) -> None:
    with pytest.raises(LookupError):
        job_start(actor=cast.actor(cast.wu), kind="nothing", at=AT)


def test_old_files_are_removed() -> None:
    uid = new_id()
    (make_folder(uid) / "x").write_text("x", encoding="utf-8")
    now = dt.datetime.now(dt.UTC)
    assert sweep(now) == 0
    assert sweep(now + dt.timedelta(days=4)) == 1
    assert not folder_of(uid).exists()


class TestPage:
    """The progress page."""

    def test_it_polls_while_the_job_runs_and_leads_on_when_it_is_done(self, cast: Cast, client) -> None:
        client.force_login(cast.account(cast.wu))
        job = job_start(actor=cast.actor(cast.wu), kind="test.count", at=AT)
        url = reverse("jobs:job-detail", args=[job.uid])
        page = client.get(url).content.decode()
        assert "hx-trigger" in page
        assert "刷新进度" in page
        fragment = client.get(url, headers={"HX-Request": "true", "HX-Target": "div#job"}).content.decode()
        assert fragment.strip().startswith('<div class="stack" id="job"')
        run(job)
        assert client.get(url)["Location"] == reverse("org:roster-check", args=[job.uid])

    def test_it_can_be_stopped(self, cast: Cast, client) -> None:
        client.force_login(cast.account(cast.wu))
        job = job_start(actor=cast.actor(cast.wu), kind="test.count", at=AT)
        client.post(reverse("jobs:job-stop", args=[job.uid]))
        page = client.get(reverse("jobs:job-detail", args=[job.uid])).content.decode()
        assert "已取消" in page
        assert "hx-trigger" not in page
