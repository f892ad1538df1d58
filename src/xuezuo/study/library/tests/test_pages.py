"""What the pages show, without JavaScript; how many queries they need."""

import datetime as dt
import io

import pytest
from django.test import Client
from django.urls import reverse

from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.library.models import Material
from xuezuo.study.library.services import file_attach
from xuezuo.study.library.tests import factories, texts

pytestmark = pytest.mark.django_db
MP4 = b"\0\0\0\x18ftypisom" + bytes(range(256)) * 40


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT, settings.DATA_DIR = tmp_path / "files", tmp_path


@pytest.fixture
def text(cast):
    with acting_as(SYSTEM):
        return factories.material(cast.office, source="青禾日报", published_on=dt.date(2024, 4, 18))


def as_person(cast, member):
    client = Client()
    client.force_login(cast.account(member))
    return client


def test_the_list_marks_hits_and_nothing_else(cast, text):
    client = as_person(cast, cast.zhao)
    page = client.get(reverse("library:material-list"), {"q": '黨課 <script>alert("1")</script>'}).content.decode()
    assert "<mark>党课</mark>" in page
    assert "<script>alert" not in page


def test_a_filter_that_cannot_be_read_is_shown(cast, text):
    page = as_person(cast, cast.zhao).get(reverse("library:material-list"), {"since": "2025-13-99"}).content.decode()
    assert '<details class="filter-box" open>' in page
    assert 'id="id_since_error"' in page


def test_odd_filters_do_not_break_the_list(cast, text):
    client = as_person(cast, cast.zhao)
    for query in ({"since": "x"}, {"language": "x"}, {"list": "x"}, {"page": "9999"}, {"q": "\0", "source": "\0"}):
        assert client.get(reverse("library:material-list"), query).status_code == 200


def test_the_text_is_only_text(cast):
    with acting_as(SYSTEM):
        made = factories.material(cast.office, "<b>标题</b>", ("<img src=x onerror=alert(1)>" + texts.BODY,))
    page = as_person(cast, cast.zhao).get(reverse("library:material-detail", args=[made.uid])).content.decode()
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


def test_a_recording_is_played_piece_by_piece(cast, text):
    with acting_as(SYSTEM):
        stored = file_attach(actor=SYSTEM, material=text, name="课.mp4", content=io.BytesIO(MP4), at=factories.AT)
    client, url = as_person(cast, cast.zhao), reverse("library:file-read", args=[text.uid, stored.uid])
    page = client.get(reverse("library:material-detail", args=[text.uid])).content.decode()
    assert "10.0" in page
    assert 'preload="none"' in page
    part = client.get(url, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content, part["Content-Range"]) == (206, MP4[10:20], f"bytes 10-19/{len(MP4)}")
    assert client.get(url, headers={"Range": "bytes=-5"}).content == MP4[-5:]
    assert client.get(url, headers={"Range": "bytes=99999-"}).status_code == 416
    whole = client.get(url)
    assert b"".join(whole.streaming_content) == MP4
    assert whole["Content-Security-Policy"] == "sandbox"


def test_added_and_corrected_by_hand(cast):
    client = as_person(cast, cast.wang)
    values = {"unit": "LC01", "title": texts.TITLE, "body": "\r\n".join(texts.PARAGRAPHS), "tags": "党课、春耕"}
    client.post(reverse("library:material-add"), values)
    made = Material.objects.get()
    assert (made.body, made.tags) == (texts.BODY, ["党课", "春耕"])
    assert client.post(reverse("library:material-add"), values).status_code == 400
    url = reverse("library:material-correct", args=[made.uid])
    client.post(url, values | {"title": "改过的标题", "reason": "笔误"})
    made.refresh_from_db()
    assert (made.title, made.version) == ("改过的标题", 2)
    page = client.get(reverse("library:version-detail", args=[made.uid, 1]))
    assert page.status_code == 200


def test_an_upload_becomes_a_job(cast):
    client = as_person(cast, cast.wang)
    files = [io.BytesIO(texts.PLAIN.encode()), io.BytesIO(texts.PORTAL.encode()), io.BytesIO()]
    files[0].name, files[1].name, files[2].name = "一.txt", "二.html", "空.pdf"
    answer = client.post(reverse("library:materials-import"), {"unit": "LC01", "uploads": files, "tags": "党课"})
    assert answer.status_code == 302
    assert "/jobs/" in answer["Location"]


def test_query_budgets(cast, text, query_budget):
    with acting_as(SYSTEM):
        factories.material(cast.office, "转载：" + texts.TITLE, texts.PARAGRAPHS[:-1])
        for number in range(25):
            factories.material(cast.office, f"第{number}篇", (f"{number}。{texts.OTHER[number % 3]}",))
    client = as_person(cast, cast.wang)
    for name, url in (
        ("library:material-list", reverse("library:material-list")),
        ("library:material-search", reverse("library:material-list") + "?q=党课"),
        ("library:material-detail", reverse("library:material-detail", args=[text.uid])),
        ("library:materials-import", reverse("library:materials-import")),
    ):
        client.get(url)
        with query_budget(name):
            assert client.get(url).status_code == 200
