"""`kill -9` of the worker in the middle of an import: nothing half done, the job is taken up again and finishes."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from xuezuo.org.tests.roster.books import Book, member

COMMAND = [sys.executable, "-m", "xuezuo.config.cli"]
ROOT = Path(__file__).resolve().parents[2]
MEMBERS = 3_000
BEGIN = """
import sys, uuid
from xuezuo.config.cli.registry import Needs
from xuezuo.config.cli.session import session
with session(Needs.WATCHED):
    from xuezuo.kernel import clock
    from xuezuo.org.models import Member
    from xuezuo.platform.jobs import runner
    from xuezuo.platform.jobs.models import Job
    step = sys.argv[1]
    if step == "start":
        import shutil
        from xuezuo.org.tests import factories
        from xuezuo.platform.access import Actor
        from xuezuo.platform.jobs.folders import make_folder
        from xuezuo.platform.jobs.services import job_start
        wu = factories.account("wu", of=Member.objects.get(number="M1"))
        check = uuid.uuid4()
        shutil.copy(sys.argv[2], make_folder(check) / "roster.xlsx")
        params = {"check": str(check), "file": "roster.xlsx", "name": "roster.xlsx"}
        actor = Actor(account_id=wu.pk, label="M1")
        print(job_start(actor=actor, kind="org.roster_import", params=params, at=clock.now()).uid)
    elif step == "look":
        job = Job.objects.get()
        print(job.state, Member.objects.count(), job.result.get("new", ""))
    else:
        job = Job.objects.get()
        watched = runner.Watched(job.uid)
        def progress(*said):
            watched(*said)
            print(said[0], flush=True)
        runner.run(job.uid, clock.now, progress)
"""


@pytest.fixture
def environ() -> Iterator[dict[str, str]]:
    """The environment of an installation of its own."""
    with tempfile.TemporaryDirectory(prefix="xz") as folder:
        Path(folder).chmod(0o755)
        settings = {"XUEZUO_DATA": f"{folder}/data", "DJANGO_SETTINGS_MODULE": "xuezuo.config.settings"}
        yield {**os.environ, **settings, "PYTHONPATH": str(ROOT)}


def step(environ: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", BEGIN, *words], env=environ, capture_output=True, text=True, check=True
    )
    return done.stdout.strip().splitlines()[-1]


def kill_at(environ: dict[str, str], words: str) -> None:
    """Do what a worker does with the job, and kill it as soon as it is at the step."""
    command = [sys.executable, "-c", BEGIN, "work"]
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        assert any(line.strip() == words for line in worker.stdout), "it ended before"
        worker.send_signal(signal.SIGKILL)


def test_a_killed_worker_leaves_a_job_that_is_taken_up_again(environ: dict[str, str], tmp_path: Path) -> None:
    first = Book(
        members=[member("M1"), member("M1", "C1", 组织关系类型="任职", 职务="组织员", 任职起始日期="2020-01-01")]
    )
    folder = str(first.csv(tmp_path / "first"))
    subprocess.run([*COMMAND, "import", "roster", folder], env=environ, capture_output=True, check=True)
    book = Book()
    book.members += [member(f"K{n}", ("B1", "B2")[n % 2], 姓名=f"党员{n}") for n in range(MEMBERS)]
    step(environ, "start", str(book.xlsx(tmp_path / "roster.xlsx")))
    kill_at(environ, "写入党员")
    assert step(environ, "look") == "running 1"  # `resume_jobs` takes it up once its worker has been silent
    step(environ, "work")
    assert step(environ, "look") == f"done {MEMBERS + 8} {MEMBERS + 7}"
