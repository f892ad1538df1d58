"""From the upload to the import and back, as an organizer does it."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.support.audit import trail

from xuezuo.kernel import clock
from xuezuo.org.models import Member, RosterBatch, Unit
from xuezuo.org.roster.reader import read_sheets
from xuezuo.org.tests.cast import Cast
from xuezuo.org.tests.roster.books import Book, member, unit
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.jobs import runner
from xuezuo.platform.jobs.folders import folder_of
from xuezuo.platform.jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def organizer(cast: Cast, client: Client, settings, tmp_path: Path) -> Client:
    settings.DATA_DIR = tmp_path
    client.force_login(cast.account(cast.wu))
    return client


def book() -> Book:
    """A new branch with members, below the organizer's committee."""
    return Book(
        units=[unit("LC09", parent="LC", 成立日期="2016-01-01")], members=[member(f"L{n}", "LC09") for n in range(1, 5)]
    )


def upload(client: Client, path: Path) -> Job:
    """Upload the file and let the worker check it."""
    answer = client.post(reverse("org:roster-import"), {"file": SimpleUploadedFile(path.name, path.read_bytes())})
    assert answer.status_code == 302, answer.content.decode()
    return work()


def work() -> Job:
    """Do the latest job, as the worker would."""
    job = Job.objects.latest("pk")
    runner.run(job.uid, clock.now, lambda *_: None)
    job.refresh_from_db()
    return job


def test_upload_check_import_revoke(organizer: Client, tmp_path: Path) -> None:
    job = upload(organizer, book().xlsx(tmp_path / "名册.xlsx"))
    page = organizer.get(reverse("org:roster-check", args=[job.uid])).content.decode()
    assert "新增 5 行" in page
    confirm = reverse("org:roster-apply", args=[job.uid])
    assert "确认导入" in organizer.get(confirm).content.decode()
    organizer.post(confirm)
    done = work()
    page = organizer.get(reverse("org:roster-imported", args=[done.uid])).content.decode()
    assert "已导入" in page
    with acting_as(SYSTEM):
        assert Member.objects.filter(number__in=["L1", "L4"]).count() == 2
    assert not (folder_of(job.uid) / "upload.xlsx").exists()
    assert "已经导入" in organizer.get(reverse("org:roster-check", args=[job.uid])).content.decode()
    entry = trail().get(name="org.roster_imported")
    assert entry.actor_label != "system"

    batch = RosterBatch.objects.get()
    revoke = reverse("org:roster-revoke", args=[batch.uid])
    assert organizer.post(revoke, {"reason": ""}).status_code == 400
    organizer.post(revoke, {"reason": "传错了"})
    assert not Unit.objects.filter(code="LC09").exists()
    assert "已撤回" in organizer.get(reverse("org:roster-import")).content.decode()


def test_errors_are_shown_paged_filtered_and_downloaded(organizer: Client, tmp_path: Path) -> None:
    faulty = book()
    faulty.members += [member(f"X{n}", "LC09", 人员类别="?", 职务="委员") for n in range(40)]
    job = upload(organizer, faulty.xlsx(tmp_path / "r.xlsx"))
    url = reverse("org:roster-check", args=[job.uid])
    page = organizer.get(url).content.decode()
    assert "不能导入" in page
    assert "第 1–30 条，共 80 条" in page
    assert "共 40 条" in organizer.get(url, {"level": "error"}).content.decode()
    assert organizer.get(reverse("org:roster-apply", args=[job.uid])).status_code == 404
    found = json.loads(organizer.get(reverse("org:roster-findings", args=[job.uid, "json"])).content)
    assert len(found) == 80
    table = organizer.get(reverse("org:roster-findings", args=[job.uid, "csv"])).content.decode("utf-8-sig")
    assert table.splitlines()[-1].startswith("共,80,处")
    assert organizer.get(reverse("org:roster-findings", args=[job.uid, "xlsx"])).content[:2] == b"PK"
    assert organizer.get(reverse("org:roster-findings", args=[job.uid, "pdf"])).status_code == 404


def test_pages_ask_the_same_number_of_times_for_files_of_any_size(
    organizer: Client, tmp_path: Path, query_budget
) -> None:
    faulty = book()
    faulty.members += [member(f"X{n}", "LC09", 人员类别="?") for n in range(100)]
    job = upload(organizer, faulty.xlsx(tmp_path / "r.xlsx"))
    with query_budget("org:roster-check"):
        organizer.get(reverse("org:roster-check", args=[job.uid]))
    with query_budget("org:roster-import"):
        organizer.get(reverse("org:roster-import"))
    with query_budget("jobs:job-detail"):
        organizer.get(reverse("jobs:job-detail", args=[job.uid]))


def test_units_of_others_are_out_of_scope(organizer: Client, tmp_path: Path) -> None:
    stranger = Book(units=[unit("HK09", parent="HK"), unit("ROOT", "党委", "")], members=[member("H1", "HK01")])
    job = upload(organizer, stranger.xlsx(tmp_path / "r.xlsx"))
    found = json.loads(organizer.get(reverse("org:roster-findings", args=[job.uid, "json"])).content)
    assert {(one["sheet"], one["row"], one["code"]) for one in found if one["level"] == "error"} == {
        ("党组织", 2, "unit_out_of_scope"),
        ("党组织", 3, "unit_out_of_scope"),
        ("党员", 2, "unit_out_of_scope"),
    }


@pytest.mark.parametrize(("name", "content"), [("a.xls", b"PK\x03\x04"), ("a.xlsx", b"MZ"), ("a.xlsx", b"")])
def test_what_is_no_roster_is_refused_at_the_door(name: str, content: bytes, organizer: Client) -> None:
    answer = organizer.post(reverse("org:roster-import"), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 400
    assert not Job.objects.exists()


def test_export_as_of_a_day(organizer: Client, tmp_path: Path) -> None:
    assert organizer.post(reverse("org:roster-export"), {"on": "", "form": "xlsx"}).status_code == 400
    organizer.post(reverse("org:roster-export"), {"on": "2025-01-01", "form": "zip"})
    job = work()
    assert "2025-01-01" in organizer.get(reverse("org:roster-exported", args=[job.uid])).content.decode()
    path = tmp_path / "out.zip"
    answer = organizer.get(reverse("org:roster-download", args=[job.uid]))
    path.write_bytes(answer.content)
    units, people = (list(sheet.rows())[1:] for sheet in read_sheets(path).values())
    assert {row[0] for row in units} == {"LC", "LC01", "LC02", "LC0101", "LC0102"}  # nothing of the other committee
    assert len(people) >= 7
    assert trail().get(name="org.roster_exported").after["on"] == "2025-01-01"


def test_the_template_is_a_roster_without_rows(organizer: Client, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(organizer.get(reverse("org:roster-template")).content)
    job = upload(organizer, path)
    assert (job.result["rows"], job.result["errors"]) == (0, 0)


def test_a_job_whose_files_are_gone(organizer: Client, tmp_path: Path) -> None:
    job = upload(organizer, book().xlsx(tmp_path / "r.xlsx"))
    for file in folder_of(job.uid).iterdir():
        file.unlink()
    assert organizer.get(reverse("org:roster-check", args=[job.uid])).status_code == 404
