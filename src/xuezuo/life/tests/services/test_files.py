"""file_attach, file_read, file_remove."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from pytest_django import Settings

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.life.errors import ActivityWrongState
from xuezuo.life.models import Activity
from xuezuo.life.services import activity_void, file_attach, file_read, file_remove
from xuezuo.life.tests.access import PDF
from xuezuo.life.tests.desk import audit_names, recorded, run_as
from xuezuo.org.tests.cast import Cast
from xuezuo.platform.files.errors import FileLost, FileTooLarge, FileTypeRefused
from xuezuo.platform.files.types import MAX_BYTES

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(cast: Cast, at: dt.datetime, settings: Settings, tmp_path: Path) -> Activity:
    settings.MEDIA_ROOT = tmp_path / "files"
    return recorded(cast, at)


def workbook() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet()
    return out.getvalue()


def test_attached_read_and_removed(cast: Cast, at: dt.datetime, done: Activity, tmp_path: Path) -> None:
    wang = cast.actor(cast.wang)
    name = "C:\\资料\\会议\u202e通知.pdf"
    stored = run_as(wang, file_attach, activity=done, name=name, content=io.BytesIO(PDF), at=at)
    assert (stored.name, stored.media_type, stored.size) == ("会议 通知.pdf", "application/pdf", len(PDF))
    assert [path.name for path in (tmp_path / "files").rglob("*") if path.is_file()] == [stored.sha256]
    assert run_as(wang, file_read, activity=done, uid=stored.uid, at=at)[1] == PDF
    run_as(wang, file_remove, activity=done, uid=stored.uid, at=at)
    with pytest.raises(NotFound):
        run_as(wang, file_read, activity=done, uid=stored.uid, at=at)
    assert audit_names()[1:] == ["life.file_attached", "life.file_read", "life.file_removed"]


def test_office_files_are_what_they_say(cast: Cast, at: dt.datetime, done: Activity) -> None:
    wang, book = cast.actor(cast.wang), workbook()
    assert run_as(wang, file_attach, activity=done, name="a.XLSX", content=io.BytesIO(book), at=at).size == len(book)
    with_macros = io.BytesIO(book)
    with zipfile.ZipFile(with_macros, "a") as archive:
        archive.writestr("xl/vbaProject.bin", "x")
    for name, data in [("a.docx", book), ("a.xlsx", with_macros.getvalue()), ("a.xlsm", book)]:
        with pytest.raises(FileTypeRefused):
            run_as(wang, file_attach, activity=done, name=name, content=io.BytesIO(data), at=at)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.exe", b"MZ" + b"\0" * 99),
        ("a.pdf", b"MZ" + b"\0" * 99),
        ("a.html", b"<html><script>alert(1)</script>"),
        ("a.pdf", b"<html><script>alert(1)</script>"),
        ("a.png", PDF),
        ("a", PDF),
        ("a.pdf", b""),
    ],
)
def test_other_types_are_refused(cast: Cast, at: dt.datetime, done: Activity, name: str, data: bytes) -> None:
    with pytest.raises(FileTypeRefused):
        run_as(cast.actor(cast.wang), file_attach, activity=done, name=name, content=io.BytesIO(data), at=at)


def test_too_large(cast: Cast, at: dt.datetime, done: Activity) -> None:
    content = io.BytesIO(PDF + b"0" * MAX_BYTES)
    with pytest.raises(FileTooLarge):
        run_as(cast.actor(cast.wang), file_attach, activity=done, name="a.pdf", content=content, at=at)


def test_lost_content_says_so(cast: Cast, at: dt.datetime, done: Activity, tmp_path: Path) -> None:
    wang = cast.actor(cast.wang)
    stored = run_as(wang, file_attach, activity=done, name="a.pdf", content=io.BytesIO(PDF), at=at)
    (tmp_path / "files" / stored.sha256[:2] / stored.sha256).unlink()
    with pytest.raises(FileLost):
        run_as(wang, file_read, activity=done, uid=stored.uid, at=at)


def test_who_may_not_and_when_not(cast: Cast, at: dt.datetime, done: Activity) -> None:
    values = {"activity": done, "name": "a.pdf", "content": io.BytesIO(PDF), "at": at}
    with pytest.raises(Forbidden):
        run_as(cast.actor(cast.sun), file_attach, **values)
    with pytest.raises(NotFound):
        run_as(cast.actor(cast.zhou), file_attach, **values)
    run_as(cast.actor(cast.wang), activity_void, activity=done, reason="错", at=at)
    with pytest.raises(ActivityWrongState):
        run_as(cast.actor(cast.wang), file_attach, **values)
