"""The pages of commendations, as people use them without JavaScript."""

import pytest
from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.org.tests.cast import TODAY
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.commendations.models import Nomination, Pledge, Scheme
from xuezuo.review.commendations.tests import desk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: desk.AT)


@pytest.fixture
def visit(client, cast):
    """Ask for a page, or post to it, as somebody; returns status and text."""

    def ask(person, name, *args, data=None):
        client.force_login(cast.account(person))
        url = reverse(f"commendations:{name}", args=args)
        got = client.get(url) if data is None else client.post(url, data, follow=True)
        return got.status_code, got.content.decode()

    return ask


def test_a_scheme_from_criteria_to_the_persons_consent(cast, visit):
    said = {"unit": cast.committee.pk, "title": "优秀党员", "whom": "member", "criteria": "群众认可", "places": 2}
    said |= {"until": "2025-06-30", "notice_days": 5, "document": ""}
    visit(cast.wu, "scheme-make", data=said)
    made = Scheme.objects.get()
    status, text = visit(cast.wang, "nominate", made.uid, cast.office.uid, data={"who": cast.zhao.pk, "grounds": " "})
    assert (status, "必填" in text or "填写" in text) == (400, True)
    nominee = {"who": cast.zhao.pk, "grounds": "坚持送学"}
    assert "等待上一级审核" in visit(cast.wang, "nominate", made.uid, cast.office.uid, data=nominee)[1]
    with acting_as(SYSTEM):
        one = Nomination.objects.get()
    _, text = visit(cast.zhao, "nomination-consent", one.uid, data={"agrees": "yes"})
    assert "同意公示姓名" in text
    status, text = visit(cast.wu, "nomination-step", one.uid, data={"passed": "no", "why": ""})
    assert (status, "请写明退回原因" in text) == (400, True)
    assert "拟表彰" in visit(cast.wu, "nomination-step", one.uid, data={"passed": "yes", "why": ""})[1]


def test_a_pledge_and_a_post(cast, visit):
    visit(cast.zhao, "pledge-make", data={"text": "每月走访", "until": "2025-12-31"})
    with acting_as(SYSTEM):
        pledge = Pledge.objects.get()
    visit(cast.zhao, "pledge-state", pledge.uid, data={"is_kept": "yes", "stated": "走访六户"})
    assert "支部确认" in visit(cast.li, "pledge-confirm", pledge.uid, data={})[1]
    post = {"title": "服务岗", "task": "", "who": cast.zhao.pk, "since": "2025-06-01"}
    assert "服务岗" in visit(cast.wang, "post-set", cast.office.uid, data=post)[1]


def test_the_pages_stay_within_their_queries(cast, client, query_budget):
    made = desk.scheme(cast)
    one = desk.shortlisted(cast, made)
    client.force_login(cast.account(cast.wu))
    pages = (("home", ()), ("scheme-detail", (made.uid,)), ("nomination-detail", (one.uid,)), ("record-list", ()))
    for name, args in pages:
        with query_budget(f"commendations:{name}"):
            assert client.get(reverse(f"commendations:{name}", args=args)).status_code == 200
