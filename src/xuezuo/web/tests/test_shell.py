"""Home, text size, gallery, errors: for everybody, with and without JavaScript."""

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from xuezuo.org.policies import UNIT_CHANGE
from xuezuo.platform.access import Actor, Grant
from xuezuo.web.context import TEXT_SIZE_COOKIE
from xuezuo.web.navigation import may_open
from xuezuo.web.tests.html import Faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def gallery(settings):
    settings.DEBUG = True
    return Client(headers={"host": "localhost"}).get(reverse("web:gallery"))


def test_strangers_are_sent_to_the_login(client):
    response = client.get("/")
    assert (response.status_code, response.headers["Location"]) == (302, "/accounts/login/?next=/")


def test_htmx_is_sent_to_the_login_as_a_page(client):
    response = client.get("/", headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Redirect"]) == (200, "/accounts/login/?next=/")
    assert "Location" not in response.headers


@pytest.mark.parametrize(
    ("how", "headers"),
    [
        ("get", {"HX-Request": "true", "HX-Current-URL": "http://testserver/org/units/?page=2"}),
        ("post", {"Referer": "http://testserver/org/units/?page=2"}),
        ("post", {"Referer": "https://elsewhere.invalid/org/units/?page=2"}),
    ],
)
def test_the_login_leads_back_to_the_page_that_was_seen(client, how, headers):
    response = getattr(client, how)("/", headers=headers)
    target = response.headers.get("HX-Redirect") or response.headers["Location"]
    assert target == "/accounts/login/?next=%2Forg%2Funits%2F%3Fpage%3D2"


def test_home_greets(known):
    page = known.get("/")
    assert "您好" in page.content.decode()
    assert Faults(page.content.decode()).found == []


def test_the_current_place_is_marked(known):
    assert known.get("/").content.decode().count('href="/" aria-current="page"') >= 2  # wide and on a phone


def test_login_page_has_no_faults(client):
    assert Faults(client.get("/accounts/login/").content.decode()).found == []


@pytest.mark.parametrize("name", ["mfa_index", "account_change_password", "account_logout"])
def test_pages_of_allauth_have_no_faults(known, name):
    page = known.get(reverse(name), follow=True)
    assert page.status_code == 200
    assert Faults(page.content.decode()).found == []


def test_the_gallery_shows_every_state_without_faults(gallery):
    text = gallery.content.decode()
    assert all(word in text for word in ("已落实", "迟报落实", "待办", "未落实", "不适用"))
    assert Faults(text).found == []


def test_the_gallery_is_not_for_everybody(client, known):
    assert client.get(reverse("web:gallery")).status_code == 404
    assert known.get(reverse("web:gallery")).status_code == 404


def test_pages_are_not_cached(known):
    assert "no-store" in known.get("/").headers["Cache-Control"]


def test_csp_has_only_this_site(client):
    policy = client.get("/nothing/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert not any(word in policy for word in ("unsafe", "http", "data:", "*", "nonce"))


@pytest.mark.parametrize(("sent", "kept"), [("large", "large"), ("normal", "normal"), ("<b>", "normal")])
def test_text_size_is_a_plain_form(client, sent, kept):
    response = client.post(reverse("web:text-size"), {"size": sent, "next": "/accounts/login/"})
    assert (response.status_code, response.headers["Location"]) == (302, "/accounts/login/")
    assert response.cookies[TEXT_SIZE_COOKIE].value == kept
    page = client.get("/accounts/login/").content.decode() if kept == "large" else 'data-text="normal"'
    assert f'data-text="{kept}"' in page


def test_text_size_does_not_lead_away(client):
    response = client.post(reverse("web:text-size"), {"size": "large", "next": "https://example.invalid/"})
    assert response.headers["Location"] == "/"


def test_not_found_says_what_to_do(client):
    page = client.get("/nothing/")
    assert page.status_code == 404
    assert "回到首页" in page.content.decode()
    assert Faults(page.content.decode()).found == []


def test_not_found_for_htmx_is_a_notice_at_the_top(client):
    answer = client.get("/nothing/", headers={"HX-Request": "true", "HX-Target": "tbody#rows"})
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (404, "#notices")
    assert "<html" not in answer.content.decode()


def test_a_form_that_is_too_old_says_so():
    page = Client(enforce_csrf_checks=True).post(reverse("web:text-size"), {"size": "large"})
    assert page.status_code == 403
    assert "重新提交" in page.content.decode()


def test_a_lost_database_is_said_plainly(known, monkeypatch):
    """Also before any view: the page itself must not ask the database."""

    def lost(*_args, **_keywords):
        raise OperationalError("gone")

    known.raise_request_exception = False
    monkeypatch.setattr("xuezuo.org.middleware.person_for_account", lost)
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", lost)
    page = known.get("/")
    assert page.status_code == 503
    assert "几分钟后" in page.content.decode()
    assert Faults(page.content.decode()).found == []


def test_any_other_failure_is_said_too(known, monkeypatch):
    known.raise_request_exception = False
    monkeypatch.setattr("xuezuo.org.middleware.person_for_account", lambda *_a, **_k: 1 / 0)
    page = known.get("/")
    assert page.status_code == 500
    assert "系统管理员" in page.content.decode()


def test_places_are_shown_to_those_who_may_open_them():
    assert may_open(Actor(account_id=1), ("login",))
    assert not may_open(Actor(account_id=1), (UNIT_CHANGE.name,))
    assert may_open(Actor(account_id=1, grants=(Grant("organizer", 1),)), (UNIT_CHANGE.name,))


@pytest.mark.parametrize(("person", "records"), [("wang", True), ("zhao", False), ("wu", False)])
def test_a_month_offers_recording_only_to_those_who_record(cast, person, records):
    client = Client()
    client.force_login(cast.account(getattr(cast, person)))
    page = client.get(reverse("duties:month", args=[cast.office.uid])).content.decode()
    assert (reverse("life:activity-record") + "?unit=" in page) is records
