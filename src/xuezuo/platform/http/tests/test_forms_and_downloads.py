"""A form on its own page, a refusal on it, files handed out and taken in."""

import io

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from xuezuo.kernel.errors import DomainError, Forbidden, Kind
from xuezuo.platform.http import download, download_written, form_page, kept, refusals_onto
from xuezuo.platform.http.downloads import NEVER_SHOWN

WORDS = {"title": "上传", "submit": "上传", "back": "/"}


class Clash(DomainError):
    """A rule that is broken on purpose."""

    code = "test.clash"
    kind = Kind.CONFLICT
    template = "已有 {count} 条。"


class NameForm(forms.Form):
    """Text only."""

    name = forms.CharField()


class FileForm(NameForm):
    """With a file."""

    file = forms.FileField()


@pytest.mark.parametrize(("form", "sends_files"), [(NameForm, False), (FileForm, True)])
def test_a_form_sends_files_when_it_has_a_place_for_them(rf: RequestFactory, form, sends_files):
    page = form_page(rf.get("/"), form(), **WORDS)
    assert (page.status_code, "multipart/form-data" in page.content.decode()) == (200, sends_files)


def test_a_refusal_stands_above_the_fields_and_what_was_typed_stays(rf: RequestFactory):
    form = NameForm({"name": "春分"})
    assert form.is_valid()
    with refusals_onto(form):
        raise Clash(count=3)
    page = form_page(rf.post("/"), form, **WORDS)
    assert page.status_code == 400
    assert all(words in page.content.decode() for words in ("已有 3 条。", 'value="春分"'))


def test_forbidden_stays_a_page_of_its_own():
    with pytest.raises(Forbidden), refusals_onto(NameForm({})):
        raise Forbidden(reason="只限本支部。")


@pytest.mark.parametrize("content", [b"<script>", io.BytesIO(b"<script>")])
def test_a_download_is_never_shown_in_the_browser(content):
    answer = download("名单.html", content)
    assert answer.getvalue() == b"<script>"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E5%90%8D")
    assert {name: answer[name] for name in NEVER_SHOWN} == NEVER_SHOWN


def test_the_ending_tells_the_type_of_a_written_file():
    answer = download_written("名单.csv", lambda path: path.write_text(path.suffix))
    assert (answer.getvalue(), answer["Content-Type"].split(";")[0]) == (b".csv", "text/csv")


def test_an_upload_is_kept_for_the_block_only():
    with kept(SimpleUploadedFile("A.XLSX", b"rows")) as path:
        assert (path.suffix, path.read_bytes()) == (".xlsx", b"rows")
    assert not path.exists()
