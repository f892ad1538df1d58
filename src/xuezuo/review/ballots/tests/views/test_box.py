"""The box and who stands before it: nothing that names a sender is read, written or answered."""

import logging

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.support.audit import trail

from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.ballots.middleware import BOX, NAMING
from xuezuo.review.ballots.models import Envelope
from xuezuo.review.ballots.services import poll_close
from xuezuo.review.ballots.services.layout import post_pass
from xuezuo.review.ballots.tests import desk

pytestmark = pytest.mark.django_db
MARKS = ("yes", "no", "no")
OCTETS = "application/octet-stream"
NAMED = {
    "HTTP_REFERER": "https://example.org/me",
    "HTTP_X_FORWARDED_FOR": "192.0.2.7",
    "HTTP_AUTHORIZATION": "Basic eDp5",
    "REMOTE_ADDR": "192.0.2.7",
}


@pytest.fixture
def poll(cast):
    return desk.opened(cast, "electronic")


@pytest.fixture
def envelope(cast, poll):
    mine = desk.voter(poll, MARKS)
    return post_pass(poll) + mine.close(desk.sign(cast, poll, cast.zhao, mine))


def put(client: Client, poll, content: bytes, **said):
    return client.post(reverse("ballots:envelope-put", args=[poll.uid]), content, content_type=OCTETS, **said)


def test_the_guard_knows_the_address_of_the_box(poll):
    assert BOX.fullmatch(reverse("ballots:envelope-put", args=[poll.uid]))
    assert not BOX.fullmatch(reverse("ballots:ballot-sign", args=[poll.uid]))
    assert settings.MIDDLEWARE[0].endswith("BoxMiddleware")


def test_a_browser_that_sends_its_session_all_the_same_is_not_known(cast, poll, envelope):
    """An odd web view: its session must not be kept alive, or its row would tell who voted when."""
    browser = Client()
    browser.force_login(cast.account(cast.zhao))
    before = list(Session.objects.values_list("pk", "session_data", "expire_date"))
    entries = trail().count()
    with CaptureQueriesContext(
        connection,
    ) as seen:
        answer = put(browser, poll, envelope, **NAMED)
    assert (answer.status_code, answer.cookies, answer.content) == (204, {}, b"")
    assert not [one for one in seen.captured_queries if "session" in one["sql"] or "account" in one["sql"]]
    assert list(Session.objects.values_list("pk", "session_data", "expire_date")) == before
    assert trail().count() == entries
    assert not [name for name in NAMING if name in answer.wsgi_request.META]


def test_writing_an_envelope_is_one_row_without_a_time(poll, envelope):
    with CaptureQueriesContext(connection) as seen:
        put(Client(), poll, envelope)
    written = [one["sql"] for one in seen.captured_queries if "INSERT" in one["sql"] or "UPDATE" in one["sql"]]
    assert len(written) == 1
    assert written[0].startswith("INSERT INTO ballots_envelope (digest, poll_id, content)")
    assert {field.name for field in Envelope._meta.get_fields()} == {"digest", "poll", "content"}


def test_what_is_refused_leaves_no_line_in_a_log(cast, poll, envelope, caplog):
    caplog.set_level(logging.DEBUG)
    wrong = [b"", envelope[:16], envelope[:-1], bytes(16) + envelope[16:], envelope + b"x", b"x" * 300_000]
    answers = [put(Client(), poll, content, **NAMED) for content in wrong]
    with acting_as(SYSTEM):
        poll_close(actor=cast.actor(cast.wang), poll=poll, at=desk.AT)
    answers.append(put(Client(), poll, envelope, **NAMED))
    assert [one.status_code for one in answers] == [400] * 6 + [409]
    assert [one.json()["code"] for one in answers][-2:] == ["ballots.envelope_wrong", "ballots.poll_wrong_state"]
    assert not [one for one in caplog.messages if "192.0.2.7" in one or "example.org" in one]
    with acting_as(SYSTEM):
        assert not Envelope.objects.exists()


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_the_box_takes_posts_only(poll, method):
    assert getattr(Client(), method)(reverse("ballots:envelope-put", args=[poll.uid])).status_code == 405


def test_a_signature_needs_the_token_of_the_page(cast, poll):
    """Another site must not be able to use up a voter's ballot."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.account(cast.zhao))
    answer = browser.post(reverse("ballots:ballot-sign", args=[poll.uid]), {"blinded": "AAAA"})
    assert answer.status_code == 403
    with acting_as(SYSTEM):
        assert not poll.electors.exclude(way="").exists()
